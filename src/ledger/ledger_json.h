// Entries of the ledger and alarms as JSON: columns for lists and files, objects for the API.
#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "ledger/alarms.h"
#include "ledger/ledger.h"
#include "store/fields.h"

namespace dragoman::ledger {

// What `dragoman ledger` and `dragoman alarms` write.
const std::vector<store::Field<Entry>>& entry_fields();
const std::vector<store::Field<Alarm>>& alarm_fields();

// All of an entry, or an alarm; unknown values are left out. Docs: docs/formats/api.md.
nlohmann::ordered_json to_json(const Entry& entry);
nlohmann::ordered_json to_json(const Alarm& alarm);

}  // namespace dragoman::ledger
