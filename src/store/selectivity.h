// Whether a condition leaves few rows, so that a query had better begin with it: neither back end
// knows how often a word or a name occurs.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "dragoman/result.h"

#include "store/database.h"

namespace dragoman::store {

inline constexpr std::int64_t kFew = 1000;
// To look a report up in its index of words takes some ten times as long as to read a statement.
inline constexpr std::int64_t kManyReports = 50, kManyStatements = 400;

// Counts the rows of a SELECT, but no more than `most` + 1.
inline Result<std::int64_t> count_few(Database& database,
                                      const std::string& select,
                                      const std::vector<std::string>& values,
                                      std::int64_t most = kFew) {
  auto query = database.prepare("SELECT count(*) FROM (" + select + " LIMIT " +
                                std::to_string(most + 1) + ") AS few");
  if (!query) return query.error();
  int parameter = 0;
  for (const std::string& value : values) query->bind(++parameter, value);
  auto row = query->step();
  if (!row) return row.error();
  return *row ? query->integer(0) : 0;
}

// How many of the rows that a text index has: few, to begin with; some, to be found first while the
// rows are gone through from the latest on; or so many that the latest few rows hold enough.
enum class Share { Few, Some, Many };

// `select` is a SELECT with one value; `whole` names the kind in `totals` of what it selects from,
// of which one in `one_in` are many.
inline Result<Share> share_of(Database& database,
                              const std::string& select,
                              const std::string& value,
                              const std::string& whole,
                              std::int64_t one_in) {
  auto all = database.prepare("SELECT count FROM totals WHERE kind = ?");
  if (!all) return all.error();
  auto row = all->bind(1, whole).step();
  if (!row) return row.error();
  const std::int64_t many = std::max(kFew, *row ? all->integer(0) / one_in : 0);
  all->reset();
  auto count = count_few(database, select, {value}, many);
  if (!count) return count.error();
  return *count <= kFew ? Share::Few : *count <= many ? Share::Some : Share::Many;
}

}  // namespace dragoman::store
