// summarise of queries.h: from the totals.
#include <algorithm>
#include <map>

#include "store/queries.h"
#include "store/totals.h"

namespace dragoman::store {
namespace {

using Tally = std::vector<std::pair<std::string, std::int64_t>>;

// Most first; what is equal stays in its order.
void sort_by_count(Tally& tally) {
  std::stable_sort(tally.begin(), tally.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
}

Result<void> read_count(Database& database, const char* kind, std::int64_t& into) {
  const auto read = read_totals(database, kind);
  if (!read) return read.error();
  into = read->empty() ? 0 : read->front().second;
  return {};
}

// Each name once, written as the last of those that are the same when folded.
Result<void> read_process_names(Database& database, Tally& into) {
  const auto names = read_totals(database, total::kProcessName);
  if (!names) return names.error();
  std::map<std::string, std::string> written;  // by folded name; in order, so the last one stays
  for (const auto& [value, count] : *names) {
    const std::size_t tab = value.find('\t');
    written[value.substr(0, tab)] = value.substr(tab + 1);
  }
  auto reports = read_totals(database, total::kProcess);
  if (!reports) return reports.error();
  for (const auto& [folded, count] : *reports) into.emplace_back(written[folded], count);
  std::sort(into.begin(), into.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  return {};
}

Result<void> read_sources(Database& database, Summary& out) {
  auto query = database.prepare(
      "SELECT outlet, count(*) FROM sources GROUP BY outlet ORDER BY 2 DESC, 1");
  if (!query) return query.error();
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return {};
    out.sources += query->integer(1);
    if (!query->text(0).empty()) out.outlets.emplace_back(query->text(0), query->integer(1));
  }
}

}  // namespace

Result<Summary> summarise(Store& store) {
  Summary out;
  Database& database = store.database();
  Result<void> done;
  for (const auto& [kind, into] : {std::pair(total::kReports, &out.reports),
                                   {total::kStatements, &out.statements},
                                   {total::kEvents, &out.events},
                                   {total::kPledges, &out.pledges},
                                   {total::kProcesses, &out.processes}}) {
    if (done) done = read_count(database, kind, *into);
  }
  if (done) done = read_sources(database, out);
  if (done) done = read_process_names(database, out.process_names);
  if (!done) return done.error();
  auto types = read_totals(database, total::kType);
  if (!types) return types.error();
  out.event_types = std::move(*types);
  sort_by_count(out.event_types);
  for (const auto& [sql, into] :
       {std::pair("SELECT published FROM reports WHERE published <> '' ORDER BY published LIMIT 1",
                  &out.first),
        {"SELECT published FROM reports ORDER BY published DESC LIMIT 1", &out.last}}) {
    auto day = database.value_of(sql);
    if (!day) return day.error();
    *into = std::move(*day);
  }
  return out;
}

}  // namespace dragoman::store
