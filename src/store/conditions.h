// The conditions that questions of a desk share (pages.h, counts.h): one WHERE clause in the
// making, with its values in the order of the question marks.
//
// Rows are named by one letter: e events, s statements, r reports. A condition that needs reports
// says so, so that questions without one are answered from an index alone.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "store/queries.h"

namespace dragoman::store {

// Filter (queries.h) and what only a desk asks for. Empty fields filter nothing.
struct DeskFilter : Filter {
  std::string outlet{};      // the whole name
  std::string language{};    // BCP 47
  std::string report{};      // id of one report
  std::string kb{};          // an actor's id in the knowledge base: of events and statements
  std::string quad{};        // "verbal conflict"; events only
  std::string factuality{};  // events only
  std::string place{};       // name of the place in the gazetteer; events only
  double confidence = 0;     // at least
  // Days of the report, where `since` and `until` are days of the entry: of events and statements.
  std::string published_since{}, published_until{};
};

class Conditions {
 public:
  using Value = std::variant<std::string, std::int64_t, double>;

  void add(const std::string& condition, std::vector<Value> values);
  void add_for_reports(const std::string& condition, std::vector<Value> values);

  // Values of question marks that stand behind the WHERE clause.
  void add_values(std::vector<Value> values);

  const std::string& sql() const { return sql_; }
  const std::vector<Value>& values() const { return values_; }
  bool empty() const { return values_.empty(); }  // everything is left
  bool needs_reports() const { return needs_reports_; }
  void join_reports_anyway() { needs_reports_ = true; }
  // " JOIN reports r ON ..." where a condition needs it.
  std::string join_reports(const std::string& table) const;

  // Runs `select` with the values, gives each row to `each`, which returns false to end early.
  Result<void> run(Store& store,
                   const std::string& select,
                   const std::function<bool(const Query&)>& each) const;

 private:
  std::string sql_ = "1 = 1";
  std::vector<Value> values_;
  bool needs_reports_ = false;
};

// All of what applies to events, statements, or reports. Fails with BadArgument, naming the field.
// `paged`: the latest rows are asked for, not all.
Result<Conditions> event_conditions(Store& store, const DeskFilter& filter, bool paged = false);
Result<Conditions> statement_conditions(Store& store, const DeskFilter& filter, bool paged = false);
Result<Conditions> report_conditions(Store& store, const DeskFilter& filter, bool paged = false);
Result<Conditions> actor_conditions(Store& store, const DeskFilter& filter);  // on a row `a` of actors

}  // namespace dragoman::store
