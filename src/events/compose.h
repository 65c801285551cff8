// What governing words make of the acts they govern.
//
// "Agreed to lift the siege" is an agreement, "threatened to cut off aid" a threat, "refused to
// meet" a refusal: one event each, whose type comes from the kind of the governing word and the
// type of the act (table `compose` of the lexicon). The governed act is absorbed; its triggers and
// roles go over to the new event. Bare modals compose too: "will impose sanctions" is a threat,
// "will not accept" a refusal, "X said that Y must leave" a request of X to Y. After this every act
// has its factuality.
#pragma once

#include <vector>

#include "events/act.h"

namespace dragoman::events {

// Reads statements too. Appends acts for obligations ("must").
void compose(const Clauses& clauses,
             const Lexicon& lexicon,
             const Roles& roles,
             std::vector<Act>& acts);

}  // namespace dragoman::events
