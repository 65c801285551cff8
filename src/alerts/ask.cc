// Asking rules, and what they would have told.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "alerts/alerts.h"
#include "alerts/record_matches.h"
#include "core/hash.h"
#include "core/utc.h"
#include "store/changes.h"
#include "store/transaction.h"
#include "times/calendar.h"

namespace dragoman::alerts {
namespace {

struct Asked {
  std::int64_t upto = 0;
  std::string day;
};

Result<Asked> asked_before(store::Database& database, const std::string& alert) {
  auto query = database.prepare("SELECT upto, asked FROM alerts WHERE id = ?");
  if (!query) return query.error();
  auto row = query->bind(1, alert).step();
  if (!row) return row.error();
  return *row ? Asked{query->integer(0), query->text(1)} : Asked{};
}

Result<std::vector<std::string>> column(store::Query& query) {
  std::vector<std::string> out;
  while (true) {
    auto row = query.step();
    if (!row) return row.error();
    if (!*row) return out;
    out.push_back(query.text(0));
  }
}

Result<std::vector<std::string>> reports_between(store::Database& database,
                                                 std::int64_t after,
                                                 std::int64_t upto) {
  auto query =
      database.prepare("SELECT id FROM reports WHERE number > ? AND number <= ? ORDER BY number");
  if (!query) return query.error();
  query->bind(1, after).bind(2, upto);
  return column(*query);
}

// Matches that wait for others, in the order of their days.
Result<std::vector<Match>> untold_of(store::Database& database,
                                     const std::string& alert,
                                     std::vector<std::int64_t>& numbers) {
  auto query = database.prepare(
      "SELECT m.number, m.day, (SELECT min(k.key) FROM alert_keys k WHERE k.found = m.number) FROM "
      "alert_matches m WHERE m.alert = ? AND m.notification = '' ORDER BY m.day, m.number");
  if (!query) return query.error();
  query->bind(1, alert);
  std::vector<Match> out;
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return out;
    numbers.push_back(query->integer(0));
    Match match;
    match.day = query->text(1);
    match.keys = {query->text(2)};
    out.push_back(std::move(match));
  }
}

Result<void> put_into_outbox(store::Database& database,
                             const Rule& rule,
                             const std::string& notification,
                             const std::string& now) {
  auto query = database.prepare(
      "INSERT INTO outbox (notification, channel, address, state, tries, due, sent, error) VALUES "
      "(?,?,?,'waiting',0,?,'','') ON CONFLICT DO NOTHING");
  if (!query) return query.error();
  const auto put = [&](std::string_view channel, const std::string& address) {
    return query->bind(1, notification).bind(2, channel).bind(3, address).bind(4, now).run();
  };
  if (!rule.webhook.empty()) {
    if (auto done = put("webhook", rule.webhook); !done) return done;
  }
  for (const std::string& address : rule.email) {
    if (auto done = put("email", address); !done) return done;
  }
  return {};
}

// One notification of all that is to be told now. False: nothing is.
Result<bool> notify(store::Database& database, const Rule& rule, const std::string& now) {
  std::vector<std::int64_t> numbers;
  auto untold = untold_of(database, rule.id, numbers);
  if (!untold) return untold.error();
  const std::vector<Fired> told = fired(*untold, rule.threshold);
  if (told.empty()) return false;
  std::string all = rule.id;
  for (const Fired& one : told) all += (*untold)[one.match].keys.front();
  const std::string id = core::sha256_hex(all).substr(0, 16);
  auto query = database.prepare(
      "INSERT INTO notifications (id, alert, made, read, read_by) VALUES (?,?,?,'','') ON CONFLICT "
      "DO NOTHING");
  if (!query) return query.error();
  if (auto done = query->bind(1, id).bind(2, rule.id).bind(3, now).run(); !done) return done.error();
  auto mark = database.prepare("UPDATE alert_matches SET notification = ? WHERE number = ?");
  if (!mark) return mark.error();
  for (const Fired& one : told) {
    if (auto done = mark->bind(1, id).bind(2, numbers[one.match]).run(); !done) return done.error();
  }
  if (auto done = put_into_outbox(database, rule, id, now); !done) return done.error();
  return true;
}

Result<void> note_asked(store::Database& database, const std::string& alert, const Asked& asked) {
  auto query = database.prepare("UPDATE alerts SET upto = ?, asked = ? WHERE id = ?");
  if (!query) return query.error();
  return query->bind(1, asked.upto).bind(2, asked.day).bind(3, alert).run();
}

// Read first, then written in one short transaction: what another program told meanwhile is known
// by its keys.
Result<bool> ask(store::Store& store, const Rule& rule, const std::string& today, std::int64_t last) {
  auto before = asked_before(store.database(), rule.id);
  if (!before) return before.error();
  const bool new_reports = last > before->upto;
  if (!new_reports && (is_told_by_reports(rule.kind) || before->day == today)) return false;
  auto matches = matches_on(store, rule, today);
  if (is_told_by_reports(rule.kind)) {
    const auto reports = reports_between(store.database(), before->upto, last);
    if (!reports) return reports.error();
    matches = matches_in(store, rule, *reports, Clock::Published);
  }
  if (!matches) return matches.error();
  const std::string now = core::utc(core::now());
  bool told = false;
  auto done = store::transact(store.database(), [&]() -> Result<void> {
    auto recorded = record_matches(store.database(), rule.id, *matches, kUntold);
    if (!recorded) return recorded;
    auto notified = notify(store.database(), rule, now);
    if (!notified) return notified.error();
    told = *notified;
    return note_asked(store.database(), rule.id, {std::max(last, before->upto), today});
  });
  if (!done) return done.error();
  return told;
}

std::string days_before(const std::string& today, int days) {
  const auto date = times::parse_date(today);
  if (!date) return today;
  const times::Date then = times::plus_days(*date, -days);
  return fmt::format("{:04}-{:02}-{:02}", then.year, then.month, then.day);
}

Result<std::vector<std::string>> reports_of_days(store::Database& database,
                                                 const std::string& from,
                                                 const std::string& to,
                                                 Clock clock) {
  const std::string day =
      clock == Clock::Learned ? "substr(learned, 1, 10)" : "substr(published, 1, 10)";
  auto query = database.prepare("SELECT id FROM reports WHERE " + day + " BETWEEN ? AND ? ORDER BY id");
  if (!query) return query.error();
  query->bind(1, from).bind(2, to);
  return column(*query);
}

// Each match once, as the first day knew it.
std::vector<Match> once(std::vector<Match> matches) {
  std::stable_sort(matches.begin(), matches.end(),
                   [](const Match& a, const Match& b) { return a.day < b.day; });
  std::map<std::string, bool> seen;
  std::vector<Match> out;
  for (Match& match : matches) {
    const bool known = std::any_of(match.keys.begin(), match.keys.end(),
                                   [&](const std::string& key) { return seen.count(key) != 0; });
    for (const std::string& key : match.keys) seen[key] = true;
    if (!known) out.push_back(std::move(match));
  }
  return out;
}

Result<std::vector<Match>> matches_of_days(store::Store& store,
                                           const Rule& rule,
                                           const PreviewOptions& options,
                                           const std::string& from) {
  if (is_told_by_reports(rule.kind)) {
    const auto reports = reports_of_days(store.database(), from, options.today, options.clock);
    if (!reports) return reports.error();
    return matches_in(store, rule, *reports, options.clock);
  }
  std::vector<Match> all;
  for (int back = rule.kind == Kind::Processes ? 0 : options.days - 1; back >= 0; --back) {
    auto matches = matches_on(store, rule, days_before(options.today, back));
    if (!matches) return matches.error();
    all.insert(all.end(), matches->begin(), matches->end());
  }
  return all;
}

}  // namespace

Result<std::size_t> ask_all(store::Store& store, const std::string& today) {
  auto rules = rules_of(store);
  if (!rules) return rules.error();
  if (rules->empty()) return std::size_t{0};
  // What comes in behind this number may be in no layer yet: it is asked of the next time.
  auto last = store::last_number(store);
  if (!last) return last.error();
  const bool files = std::ranges::any_of(
      *rules, [](const Rule& rule) { return rule.kind == Kind::Processes && !rule.paused; });
  if (auto done = store.refresh({.all = files}); !done) return done.error();
  std::size_t told = 0;
  for (const Rule& rule : *rules) {
    if (rule.paused) continue;
    auto one = ask(store, rule, today, *last);
    if (!one) return one.error();
    told += *one ? 1 : 0;
  }
  return told;
}

Result<Preview> preview(store::Store& store, const Rule& rule, const PreviewOptions& options) {
  const std::string from = days_before(options.today, options.days - 1);
  auto found = matches_of_days(store, rule, options, from);
  if (!found) return found.error();
  std::vector<Match> matches = once(std::move(*found));
  std::erase_if(matches, [&](const Match& m) { return m.day < from || m.day > options.today; });
  Preview out;
  out.matches = matches.size();
  std::map<std::string, std::vector<Match>> by_day;
  for (const Fired& one : fired(matches, rule.threshold))
    by_day[one.told_on].push_back(matches[one.match]);
  for (auto& [day, told] : by_day) out.days.push_back({day, std::move(told)});
  return out;
}

}  // namespace dragoman::alerts
