// Which pledges of reports are one: the groups that compare_contents and are_near make, link by link.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dragoman/result.h"

#include "store/database.h"

namespace dragoman::ledger {

// The number that stands for a key in the tables.
std::int64_t hash_of(std::string_view key);

// Groups some of the pledges of ledger_changes, which have no entry, with all that are the same, and
// takes them out of that table; true when those were all. The same groups come of any order and
// number of changes.
Result<bool> group_some_pledges(store::Database& database);

}  // namespace dragoman::ledger
