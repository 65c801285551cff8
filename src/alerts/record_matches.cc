#include "alerts/record_matches.h"

#include <optional>

namespace dragoman::alerts {
namespace {

Result<std::optional<std::int64_t>> known_as(store::Database& database,
                                             const std::string& alert,
                                             const Match& match) {
  auto query = database.prepare("SELECT found FROM alert_keys WHERE alert = ? AND key = ?");
  if (!query) return query.error();
  for (const std::string& key : match.keys) {
    query->bind(1, alert).bind(2, key);
    auto row = query->step();
    if (!row) return row.error();
    if (*row) return std::optional(query->integer(0));
    query->reset();
  }
  return std::optional<std::int64_t>();
}

Result<std::int64_t> insert(store::Database& database,
                            const std::string& alert,
                            const Match& match,
                            const char* notification) {
  auto query = database.prepare(
      "INSERT INTO alert_matches (alert, day, report, entry, ref, text, notification) VALUES "
      "(?,?,?,?,?,?,?) RETURNING number");
  if (!query) return query.error();
  query->bind(1, alert).bind(2, match.day).bind(3, match.report).bind(4, match.entry);
  query->bind(5, match.ref).bind(6, match.text).bind(7, std::string_view(notification));
  auto row = query->step();
  if (!row) return row.error();
  return query->integer(0);
}

Result<bool> holds_report(store::Database& database, const std::string& report) {
  auto query = database.prepare("SELECT 1 FROM reports WHERE id = ?");
  if (!query) return query.error();
  return query->bind(1, report).step();
}

}  // namespace

Result<void> record_matches(store::Database& database,
                            const std::string& alert,
                            const std::vector<Match>& matches,
                            const char* notification) {
  for (const Match& match : matches) {
    auto there = holds_report(database, match.report);  // it may have been forgotten meanwhile
    if (!there) return there.error();
    if (!*there) continue;
    auto known = known_as(database, alert, match);
    if (!known) return known.error();
    auto number = *known ? Result<std::int64_t>(**known) : insert(database, alert, match, notification);
    if (!number) return number.error();
    auto query = database.prepare(
        "INSERT INTO alert_keys (alert, key, found) VALUES (?,?,?) ON CONFLICT DO NOTHING");
    if (!query) return query.error();
    for (const std::string& key : match.keys) {
      if (auto done = query->bind(1, alert).bind(2, key).bind(3, *number).run(); !done) return done;
    }
  }
  return {};
}

}  // namespace dragoman::alerts
