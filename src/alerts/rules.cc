// Rules in the store.
#include "alerts/alerts.h"
#include "alerts/record_matches.h"
#include "core/hash.h"
#include "store/changes.h"
#include "store/transaction.h"

namespace dragoman::alerts {
namespace {

Result<std::vector<Rule>> rules_where(store::Database& database,
                                      const std::string& condition,
                                      const std::string& value) {
  auto query = database.prepare("SELECT id, rule, author, made FROM alerts " + condition +
                                " ORDER BY name, id");
  if (!query) return query.error();
  if (!value.empty()) query->bind(1, value);
  std::vector<Rule> out;
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return out;
    auto rule = rule_from_json(Json::parse(query->text(1), nullptr, false));
    if (!rule)
      return make_error(ErrorCode::BadStore, "an alert is damaged: " + rule.error().message,
                        database.path());
    rule->id = query->text(0);
    rule->author = query->text(2);
    rule->made = query->text(3);
    out.push_back(std::move(*rule));
  }
}

std::string written(const Rule& rule) {
  Json json = to_json(rule);
  json.erase("id"), json.erase("author"), json.erase("made");
  return json.dump();
}

// A question that cannot be asked is refused now, not at night.
Result<std::vector<Match>> try_out(store::Store& store, const Rule& rule, const std::string& today) {
  if (!is_told_by_reports(rule.kind)) return matches_on(store, rule, today);
  auto none = matches_in(store, rule, {"0000000000000000"}, Clock::Published);
  if (!none) return none.error();
  return std::vector<Match>();
}

}  // namespace

Result<Rule> add_rule(store::Store& store, Rule rule, const std::string& today) {
  rule.id = core::sha256_hex(written(rule) + rule.author + rule.made).substr(0, 16);
  auto there = try_out(store, rule, today);
  if (!there) return there.error();
  auto done = store::transact(store.database(), [&]() -> Result<void> {
    auto last = store::last_number(store);
    if (!last) return last.error();
    auto query = store.database().prepare(
        "INSERT INTO alerts (id, name, rule, author, made, upto, asked) VALUES (?,?,?,?,?,?,?) ON "
        "CONFLICT DO NOTHING");
    if (!query) return query.error();
    query->bind(1, rule.id).bind(2, rule.name).bind(3, written(rule)).bind(4, rule.author);
    query->bind(5, rule.made).bind(6, *last).bind(7, today);
    if (auto put = query->run(); !put) return put;
    return record_matches(store.database(), rule.id, *there, kWasThere);
  });
  if (!done) return done.error();
  return rule;
}

Result<std::vector<Rule>> rules_of(store::Store& store) {
  return rules_where(store.database(), "", "");
}

Result<Rule> find_rule(store::Store& store, const std::string& key) {
  for (const char* condition :
       {"WHERE id = ?", "WHERE name = ?", "WHERE length(?1) >= 4 AND substr(id, 1, length(?1)) = ?1"}) {
    if (key.empty()) break;
    auto found = rules_where(store.database(), condition, key);
    if (!found) return found.error();
    if (found->size() == 1) return std::move(found->front());
    if (found->size() > 1)
      return make_error(ErrorCode::BadArgument, "several alerts match '" + key + "'; name one by its id");
  }
  return make_error(ErrorCode::NotFound, "no alert '" + key.substr(0, 80) + "' in this store");
}

Result<void> remove_rule(store::Store& store, const std::string& id) {
  return store::transact(store.database(), [&]() -> Result<void> {
    auto query = store.database().prepare("DELETE FROM alerts WHERE id = ?");
    if (!query) return query.error();
    return query->bind(1, id).run();
  });
}

Result<void> pause_rule(store::Store& store, const std::string& id, bool paused) {
  auto rule = find_rule(store, id);
  if (!rule) return rule.error();
  rule->paused = paused;
  return store::transact(store.database(), [&]() -> Result<void> {
    auto query = store.database().prepare("UPDATE alerts SET rule = ? WHERE id = ?");
    if (!query) return query.error();
    return query->bind(1, written(*rule)).bind(2, rule->id).run();
  });
}

}  // namespace dragoman::alerts
