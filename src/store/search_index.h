// Full-text search over reports and statements. SQLite has FTS5, PostgreSQL vectors of words; this
// is the one place that knows both.
//
// Words are folded alike by both (words.h). What they do differently is in docs/rooms/store.md.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/record.h"
#include "dragoman/result.h"

#include "store/database.h"
#include "store/words.h"

namespace dragoman::store {

// One statement: words of its content, names of its topics (one a line), codes of countries.
struct SearchedStatement {
  std::int64_t position = 0;
  std::string content, names;
  std::vector<std::string> countries;
};

// Whom one report names: words of actors.called, codes of countries of actors and places, keys over
// reports (actors.who); each once.
struct SearchedNames {
  std::vector<std::string> words, countries, keys;
};

// What a transaction changes in the indices of words: gathered in order, and written when its other
// tables are. FTS5 would write out what it gathered at every statement on another table in between.
class SearchWrites {
 public:
  // `number` is reports.number; `before` is the record that the index knows the report by, nullptr
  // when it is new. The same words again cost nothing.
  void index_report(std::int64_t number, const Record* before, const Record& after);
  void index_statements(std::int64_t number, std::vector<SearchedStatement> statements);
  void unindex_statements(std::int64_t number);
  void index_names(std::int64_t number, SearchedNames names);
  void unindex_names(std::int64_t number, SearchedNames names);  // the same that were indexed

  // Within the caller's transaction.
  Result<void> write(Database& database) const;

 private:
  std::vector<std::function<Result<void>(Database&)>> writes_;
};

// What is sought, as the back end wants it: parts of which all must occur.
struct SoughtTopic {
  Sought words;
  std::vector<std::string> countries;  // any of these will do instead
};
std::string report_expression(Dialect dialect, std::string_view typed);
std::string statement_expression(Dialect dialect,
                                 const std::vector<SoughtTopic>& parts,
                                 const std::vector<std::string>& countries);  // or these

// Reports that name somebody by all of these words, in whatever order; an actor with this key; an
// actor or place of one of these countries.
std::string names_expression(Dialect dialect, const std::vector<Sought>& parts);
std::string key_expression(Dialect dialect, std::string_view key);
std::string countries_expression(Dialect dialect, const std::vector<std::string>& countries);

// SELECTs with one parameter, an expression: the numbers of reports.
std::string names_found(Dialect dialect);
std::string reports_found(Dialect dialect);
std::string reports_with_statements_found(Dialect dialect);
// A condition with the same parameter on a report `r`. `each`: row by row, for what most rows meet;
// else all that meet it are found first.
std::string report_is_found(Dialect dialect, bool each);

// A condition on a statement `s` of a report `r`, with its values: the same as statement_expression
// has it.
struct StatementCondition {
  std::string sql;
  std::vector<std::string> values;
};
StatementCondition statement_is_found(Dialect dialect,
                                      const std::vector<SoughtTopic>& parts,
                                      const std::vector<std::string>& countries,
                                      bool each);

}  // namespace dragoman::store
