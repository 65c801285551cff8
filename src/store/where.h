// The WHERE clause of a question (queries.h) in the making: the filters that events, statements,
// actors and reports share. Rows are named by one letter: e, s, a, r.
#pragma once

#include <functional>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "store/queries.h"

namespace dragoman::store {

// A WHERE clause in the making, with its values in the order of the question marks.
struct Where {
  std::string sql = "TRUE";
  std::vector<std::string> values;
  bool few = false;  // few reports are left: better to begin with these than with the rows by day

  void add(const std::string& condition, std::vector<std::string> more) {
    sql += " AND (" + condition + ")";
    values.insert(values.end(), std::make_move_iterator(more.begin()),
                  std::make_move_iterator(more.end()));
  }
  void add_few(const std::string& condition, std::vector<std::string> more) {
    add(condition, std::move(more));
    few = true;
  }
};

// `published` may be a date-time; its day is what --until means.
inline constexpr const char* kPublishedDay = "substr(r.published, 1, 10)";

Error bad_filter(const std::string& option, const std::string& value, const std::string& expected);

std::string upper(std::string text);

// Only rows with an actor by this name, code or knowledge base id. `exists` begins a condition that
// an actor `a` of the report `r` is there, up to "... AND ("; two brackets end it. `whole`: all rows
// are asked for, not the latest.
Result<void> add_actor(Where& where,
                       Database& database,
                       const std::string& typed,
                       const std::string& exists,
                       bool whole = false);

// The codes of a country that was typed as a code or by a name that reports use.
Result<std::vector<std::string>> country_codes(Database& database, const std::string& typed);

// Only rows for which one of `columns` is the country; `exists` as above, or empty.
Result<void> add_country(Where& where,
                         Database& database,
                         const std::string& typed,
                         const std::string& column,
                         const std::string& exists);

// What all four kinds of row have: search in the report (`r`), and the days from `first` to `last`,
// two columns.
Result<void> add_common(Where& where,
                        Database& database,
                        const Filter& filter,
                        const std::string& first,
                        const std::string& last);

// The rows of a table and their reports, in the order in which they are best gone through: by this
// index of SQLite's, if one is named.
std::string rows_and_reports(const Where& where,
                             const std::string& table,
                             const std::string& index = "");

// Runs `sql` with the values of `where`, gives each row to `each`, which returns false to end early.
Result<void> run(Store& store,
                 const std::string& sql,
                 const Where& where,
                 const std::function<Result<bool>(Query&)>& each);

}  // namespace dragoman::store
