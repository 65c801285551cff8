// Other spellings of Arabic place names: "Mayadeen" stands as Al Mayadin in the gazetteer.
#pragma once

#include <string>
#include <vector>

#include "knowledge/knowledge_base.h"

namespace dragoman::places {

// Gazetteer entries in Arabic-speaking countries under usual other spellings of `name`, which
// itself has none.
std::vector<knowledge::Place> places_spelled_otherwise(const knowledge::KnowledgeBase& base,
                                                       const std::string& name);

}  // namespace dragoman::places
