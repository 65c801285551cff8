// Acts as they stand in the table ledger_acts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dragoman/result.h"

#include "ledger/act_profile.h"
#include "store/database.h"

namespace dragoman::ledger {

// One of a report's acts; none where it has none of this id.
Result<std::optional<ActProfile>> act_of(store::Database& database,
                                         const std::string& report,
                                         const std::string& entry);
// All of a report.
Result<std::vector<ActProfile>> acts_of(store::Database& database, const std::string& report);

}  // namespace dragoman::ledger
