#include "ledger/act_rows.h"

#include <utility>

#include "ledger/stems.h"

namespace dragoman::ledger {
namespace {

constexpr const char* kColumns =
    "SELECT entry, outcome, published, first_day, last_day, sides, stems, due, pledge, acts, type, "
    "given, context FROM ledger_acts WHERE report = ?";

// The next row; none behind the last one.
Result<std::optional<ActProfile>> next_act(store::Query& query, const std::string& report) {
  auto row = query.step();
  if (!row) return row.error();
  std::optional<ActProfile> out;
  if (!*row) return out;
  ActProfile& act = out.emplace();
  act.report = report;
  act.entry = query.text(0);
  act.outcome = parse_outcome(query.text(1));
  act.published = query.text(2);
  act.when = {query.text(3), query.text(4)};
  act.sides = split(query.text(5));
  act.stems = split(query.text(6));
  act.due = query.text(7);
  act.pledge = query.text(8);
  act.acts = split(query.text(9));
  act.type = query.text(10);
  act.given = query.text(11);
  act.context = split(query.text(12));
  return out;
}

}  // namespace

Result<std::optional<ActProfile>> act_of(store::Database& database,
                                         const std::string& report,
                                         const std::string& entry) {
  static const std::string kSql = std::string(kColumns) + " AND entry = ?";
  auto query = database.prepare(kSql);
  if (!query) return query.error();
  query->bind(1, report).bind(2, entry);
  return next_act(*query, report);
}

Result<std::vector<ActProfile>> acts_of(store::Database& database, const std::string& report) {
  auto query = database.prepare(kColumns);
  if (!query) return query.error();
  query->bind(1, report);
  std::vector<ActProfile> out;
  while (true) {
    auto act = next_act(*query, report);
    if (!act) return act.error();
    if (!*act) return out;
    out.push_back(std::move(**act));
  }
}

}  // namespace dragoman::ledger
