// What a row of each list holds, by name and in order: the columns of CSV, the keys of JSON Lines.
#pragma once

#include <functional>
#include <vector>

#include <nlohmann/json.hpp>

#include "store/queries.h"

namespace dragoman::store {

// One field of CSV and JSONL. A value is a string, a number or an array of strings; "" and [] are
// unknown.
template <class Row>
struct Field {
  const char* name;
  std::function<nlohmann::ordered_json(const Row&)> value;
};

const std::vector<Field<EventRow>>& event_fields();
const std::vector<Field<StatementRow>>& statement_fields();
const std::vector<Field<ActorRow>>& actor_fields();

}  // namespace dragoman::store
