// Whether a condition leaves few rows, so that a query had better begin with it: neither back end
// knows how often a word or a name occurs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dragoman/result.h"

#include "store/database.h"

namespace dragoman::store {

inline constexpr std::int64_t kFew = 2000;

// Counts the rows of a SELECT, but no more than kFew + 1.
inline Result<std::int64_t> count_few(Database& database,
                                      const std::string& select,
                                      const std::vector<std::string>& values) {
  auto query = database.prepare("SELECT count(*) FROM (" + select + " LIMIT " +
                                std::to_string(kFew + 1) + ") AS few");
  if (!query) return query.error();
  int parameter = 0;
  for (const std::string& value : values) query->bind(++parameter, value);
  auto row = query->step();
  if (!row) return row.error();
  return *row ? query->integer(0) : 0;
}

}  // namespace dragoman::store
