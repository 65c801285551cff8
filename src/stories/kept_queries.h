// Queries of one piece of work on the store: each prepared once, the first failure kept. Their SQL
// stands in literals, or in what outlives them and is not changed.
//
// After a failure nothing more is asked or written, rows come back empty, and failed() says why: so
// that a long piece of work asks once, at its end.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dragoman/result.h"

#include "store/database.h"

namespace dragoman::stories {

class KeptQueries {
 public:
  explicit KeptQueries(store::Database& database) : database_(database) {}

  // Calls `each` with every row. `each` may run other SQL, not the same.
  template <class Each, class... Values>
  void rows(const char* sql, Each each, const Values&... values) {
    rows_while(
        sql,
        [&each](const store::Query& row) {
          each(row);
          return true;
        },
        values...);
  }
  // The same until `each` says false.
  template <class Each, class... Values>
  void rows_while(const char* sql, Each each, const Values&... values) {
    store::Query* query = bound(sql, values...);
    while (query != nullptr) {
      auto row = query->step();
      if (!row) {
        failed_ = row.error();
        return;
      }
      if (!*row || !each(*query)) break;
    }
    if (query != nullptr) query->reset();
  }

  // First columns of all rows.
  template <class... Values>
  std::vector<std::int64_t> numbers(const char* sql, const Values&... values) {
    std::vector<std::int64_t> out;
    rows(sql, [&out](const store::Query& row) { out.push_back(row.integer(0)); }, values...);
    return out;
  }
  template <class... Values>
  std::vector<std::string> texts(const char* sql, const Values&... values) {
    std::vector<std::string> out;
    rows(sql, [&out](const store::Query& row) { out.push_back(row.text(0)); }, values...);
    return out;
  }

  template <class... Values>
  void write(const char* sql, const Values&... values) {
    store::Query* query = bound(sql, values...);
    if (query == nullptr) return;
    if (auto done = query->run(); !done) failed_ = done;
  }

  void fail(Error error) {
    if (failed_) failed_ = std::move(error);
  }
  const Result<void>& failed() const { return failed_; }

 private:
  template <class... Values>
  store::Query* bound(const char* sql, const Values&... values) {
    if (!failed_) return nullptr;
    auto found = queries_.find(sql);
    if (found == queries_.end()) {
      auto query = database_.prepare(sql);
      if (!query) {
        failed_ = query.error();
        return nullptr;
      }
      found = queries_.emplace(sql, std::move(*query)).first;
    }
    int parameter = 0;
    (found->second.bind(++parameter, values), ...);
    return &found->second;
  }

  store::Database& database_;
  std::unordered_map<const char*, store::Query> queries_;  // by the address of their SQL
  Result<void> failed_;
};

}  // namespace dragoman::stories
