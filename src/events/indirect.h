// Recipients that a clause beside the act names: of a threat who must do otherwise, of a protest
// whose doing it is about, of a bare number the people counted before.
#pragma once

#include <vector>

#include "events/act.h"

namespace dragoman::events {

// Fills the recipients of acts that have none. `acts` are what is left after composition, in text
// order.
void find_indirect_recipients(const Clauses& clauses,
                              const Lexicon& lexicon,
                              const Roles& roles,
                              std::vector<Act>& acts);

}  // namespace dragoman::events
