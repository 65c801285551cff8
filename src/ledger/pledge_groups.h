// Which pledges of reports are one: the groups that is_same_pledge makes, link by link.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dragoman/result.h"

#include "store/database.h"

namespace dragoman::ledger {

// The number that stands for a key in the tables.
std::int64_t hash_of(std::string_view key);

// Groups the pledges of ledger_changes, and all that are linked with them, anew, and empties that
// table. The same groups come of any order and number of changes.
Result<void> group_changed_pledges(store::Database& database);

}  // namespace dragoman::ledger
