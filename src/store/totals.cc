#include "store/totals.h"

#include <algorithm>
#include <cstdio>

#include "core/hash.h"
#include "store/search_index.h"

namespace dragoman::store {
namespace {

std::int64_t form_of(const ActorLine& a) {
  std::uint64_t hash = core::fnv1a64(a.name);
  for (const std::string* part : {&a.kind, &a.code, &a.country, &a.sector, &a.role, &a.kb})
    hash = core::fnv1a64(*part, core::fnv1a64("\t", hash));
  return static_cast<std::int64_t>(hash >> 1);
}

// Compares as date, report and position do.
std::string latest_of(const std::string& published, const std::string& report, std::int64_t position) {
  char digits[24];
  std::snprintf(digits, sizeof digits, "%06lld", static_cast<long long>(position));
  return published + '\t' + report + '\t' + digits;
}

// The earlier of two dates that may be unknown.
void take_earlier(std::string& first, const std::string& other) {
  if (!other.empty() && (first.empty() || other < first)) first = other;
}

constexpr const char* kAdd =
    "INSERT INTO actor_totals (who, form, name, kind, code, country, sector, role, kb, actors, "
    "reports, reports_as, mentions, statements, events, first, latest) VALUES "
    "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (who, form) DO UPDATE SET "
    "actors = actor_totals.actors + excluded.actors, "
    "reports = actor_totals.reports + excluded.reports, "
    "reports_as = actor_totals.reports_as + excluded.reports_as, "
    "mentions = actor_totals.mentions + excluded.mentions, "
    "statements = actor_totals.statements + excluded.statements, "
    "events = actor_totals.events + excluded.events, "
    "first = CASE WHEN actor_totals.first = '' OR (excluded.first <> '' AND excluded.first < "
    "actor_totals.first) THEN excluded.first ELSE actor_totals.first END, "
    "latest = CASE WHEN excluded.latest > actor_totals.latest THEN excluded.latest ELSE "
    "actor_totals.latest END";

}  // namespace

Result<std::vector<std::pair<std::string, std::int64_t>>> read_totals(Database& database,
                                                                      const std::string& kind) {
  auto query =
      database.prepare("SELECT value, count FROM totals WHERE kind = ? ORDER BY value");
  if (!query) return query.error();
  query->bind(1, kind);
  std::vector<std::pair<std::string, std::int64_t>> out;
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return out;
    out.emplace_back(query->text(0), query->integer(1));
  }
}

std::string date_of_latest(const std::string& latest) {
  return latest.substr(0, latest.find('\t'));
}

void TotalsChange::add(const ReportRows& rows) {
  count(rows, 1);
  added_.insert(rows.id);
}

void TotalsChange::remove(const ReportRows& rows) {
  count(rows, -1);
}

void TotalsChange::count_actors(const ReportRows& rows, int sign) {
  std::vector<std::uint64_t> seen;  // hashes of keys, and of keys with names
  const auto is_first = [&seen](std::uint64_t hash) {
    const bool first = std::find(seen.begin(), seen.end(), hash) == seen.end();
    if (first) seen.push_back(hash);
    return first;
  };
  for (const ActorLine& a : rows.actors) {
    Form& form = forms_[{a.who, form_of(a)}];
    if (form.line.who.empty()) {
      form.line.who = a.who, form.line.name = a.name, form.line.kind = a.kind;
      form.line.code = a.code, form.line.country = a.country, form.line.sector = a.sector;
      form.line.role = a.role, form.line.kb = a.kb;
    }
    form.actors += sign;
    const std::uint64_t who = core::fnv1a64(a.who);
    if (is_first(who)) form.reports += sign;
    if (is_first(core::fnv1a64(a.kb.empty() ? '\t' + a.name : "\t", who))) form.reports_as += sign;
    form.mentions += sign * a.mentions;
    form.statements += sign * a.statements;
    form.events += sign * a.events;
    const std::size_t side = sign > 0 ? 0 : 1;
    form.unsure = form.unsure || (sign < 0 && added_.count(rows.id) != 0);
    take_earlier(form.first[side], rows.published);
    form.latest[side] = std::max(form.latest[side], latest_of(rows.published, rows.id, a.position));
  }
}

void TotalsChange::count(const ReportRows& rows, int sign) {
  count_actors(rows, sign);
  const auto add = [&](const char* kind, const std::string& value, std::int64_t number = 1) {
    if (number != 0) counts_[{kind, value}] += sign * number;
  };
  add(total::kReports, "");
  add(total::kOutlet, rows.outlet);
  add(total::kDay, rows.published.substr(0, 10) + '\t' + rows.language);
  for (const std::string& country : rows.countries) add(total::kCountry, country);
  add(total::kStatements, "", static_cast<std::int64_t>(rows.statements.size()));
  for (const auto& [day, kind] : rows.statements) add(total::kStatementDay, day + '\t' + kind);
  add(total::kEvents, "", static_cast<std::int64_t>(rows.events.size()));
  for (const auto& [day, type] : rows.events) {
    add(total::kType, type);
    add(total::kEventDay, day + '\t' + type);
  }
  add(total::kPledges, "", rows.pledges);
  add(total::kProcesses, "", static_cast<std::int64_t>(rows.processes.size()));
  std::set<std::string> folded;
  for (const auto& [name_folded, name] : rows.processes) {
    if (folded.insert(name_folded).second) add(total::kProcess, name_folded);
    add(total::kProcessName, name_folded + '\t' + name);
  }
}

// After a removal: takes the row away, or finds the first and the latest of what is left, should
// they have gone.
Result<void> TotalsChange::set_right(Database& database, const Key& key, const Form& form) const {
  auto row = database.prepare(
      "SELECT actors, first, latest FROM actor_totals WHERE who = ? AND form = ?");
  if (!row) return row.error();
  auto there = row->bind(1, key.first).bind(2, key.second).step();
  if (!there) return there.error();
  if (!*there) return {};
  const std::int64_t actors = row->integer(0);
  const std::string first = row->text(1), latest = row->text(2);
  row->reset();
  if (actors <= 0) {
    auto remove = database.prepare("DELETE FROM actor_totals WHERE who = ? AND form = ?");
    if (!remove) return remove.error();
    return remove->bind(1, key.first).bind(2, key.second).run();
  }
  const bool first_went = first == form.first[1] && !first.empty() && first != form.first[0];
  const bool latest_went = latest == form.latest[1] && latest != form.latest[0];
  if (!first_went && !latest_went && !form.unsure) return {};
  const ActorLine& a = form.line;
  auto left = database.prepare(
      "SELECT r.published, r.id, a.position FROM reports r JOIN actors a ON a.report = r.id WHERE "
      "r.number IN (" +
      names_found(database.dialect()) +
      ") AND a.who = ? AND a.name = ? AND a.kind = ? AND a.code = ? AND a.country = ? AND a.sector "
      "= ? AND a.role = ? AND a.kb = ?");
  if (!left) return left.error();
  left->bind(1, key_expression(database.dialect(), a.who)).bind(2, a.who).bind(3, a.name);
  left->bind(4, a.kind).bind(5, a.code).bind(6, a.country).bind(7, a.sector).bind(8, a.role);
  left->bind(9, a.kb);
  std::string now_first, now_latest;
  while (true) {
    auto more = left->step();
    if (!more) return more.error();
    if (!*more) break;
    take_earlier(now_first, left->text(0));
    now_latest = std::max(now_latest, latest_of(left->text(0), left->text(1), left->integer(2)));
  }
  auto update =
      database.prepare("UPDATE actor_totals SET first = ?, latest = ? WHERE who = ? AND form = ?");
  if (!update) return update.error();
  return update->bind(1, now_first).bind(2, now_latest).bind(3, key.first).bind(4, key.second).run();
}

Result<void> TotalsChange::write_actors(Database& database) const {
  auto add = database.prepare(kAdd);
  if (!add) return add.error();
  for (const auto& [key, form] : forms_) {
    const ActorLine& a = form.line;
    add->bind_lasting(1, key.first).bind(2, key.second);
    int parameter = 2;
    for (const std::string* text : {&a.name, &a.kind, &a.code, &a.country, &a.sector, &a.role, &a.kb})
      add->bind_lasting(++parameter, *text);
    for (const std::int64_t number : {form.actors, form.reports, form.reports_as, form.mentions,
                                      form.statements, form.events}) {
      add->bind(++parameter, number);
    }
    add->bind_lasting(16, form.first[0]).bind_lasting(17, form.latest[0]);
    if (auto done = add->run(); !done) return done;
  }
  for (const auto& [key, form] : forms_) {
    if (form.latest[1].empty()) continue;
    if (auto done = set_right(database, key, form); !done) return done;
  }
  return {};
}

Result<void> TotalsChange::write(Database& database) const {
  if (auto done = write_actors(database); !done) return done;
  auto add = database.prepare(
      "INSERT INTO totals (kind, value, count) VALUES (?,?,?) ON CONFLICT (kind, value) DO UPDATE "
      "SET count = totals.count + excluded.count");
  if (!add) return add.error();
  auto remove = database.prepare("DELETE FROM totals WHERE kind = ? AND value = ? AND count <= 0");
  if (!remove) return remove.error();
  for (const auto& [key, count] : counts_) {
    if (count == 0) continue;
    if (auto done = add->bind(1, key.first).bind(2, key.second).bind(3, count).run(); !done)
      return done;
    if (count > 0) continue;
    if (auto done = remove->bind(1, key.first).bind(2, key.second).run(); !done) return done;
  }
  return {};
}

}  // namespace dragoman::store
