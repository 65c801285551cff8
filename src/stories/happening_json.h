// Happenings as JSON: columns for lists and files, objects for the API.
#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "store/fields.h"
#include "stories/disagreement.h"
#include "stories/happenings.h"

namespace dragoman::stories {

// What `dragoman happenings` writes.
const std::vector<store::Field<Happening>>& happening_fields();

// A happening without what each report says of it; `evidence` are the words of the first report.
nlohmann::ordered_json to_json(const Happening& happening);
// With its events and their clocks (happened, stated, published, learned), and what reports give
// for each detail, side by side.
nlohmann::ordered_json to_json(const Happening& happening, const std::vector<Detail>& details);

}  // namespace dragoman::stories
