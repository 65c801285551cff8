// Stories as JSON: columns for lists and files, objects for the API.
#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "store/fields.h"
#include "stories/story_clusters.h"

namespace dragoman::stories {

// What `dragoman stories` writes.
const std::vector<store::Field<Story>>& story_fields();

// With each report, and the one that it follows.
nlohmann::ordered_json to_json(const Story& story);

}  // namespace dragoman::stories
