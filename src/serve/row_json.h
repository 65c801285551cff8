// Rows of the store as JSON: the fields of `dragoman export`, with parties as objects.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "store/counts.h"
#include "store/pages.h"

namespace dragoman::serve {

using Json = nlohmann::ordered_json;

// Unknown values are left out.
Json to_json(const store::ReportRow& report);
Json to_json(const store::ReportHead& head);
Json to_json(const store::EventRow& event);
Json to_json(const store::StatementRow& statement);
Json to_json(const store::ActorRow& actor, const std::string& key);
Json to_json(const store::Tally& tally);  // [{"value", "count"}]

// Text that is not UTF-8 gets replacement characters.
std::string dump(const Json& json);

}  // namespace dragoman::serve
