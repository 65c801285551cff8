// What was told.
#include "alerts/alerts.h"
#include "store/transaction.h"

namespace dragoman::alerts {
namespace {

Result<void> fill(store::Database& database, Notification& n) {
  auto told = database.prepare(
      "SELECT day, report, entry, ref, text FROM alert_matches WHERE notification = ? ORDER BY day, "
      "number");
  if (!told) return told.error();
  told->bind(1, n.id);
  while (true) {
    auto row = told->step();
    if (!row) return row.error();
    if (!*row) break;
    n.told.push_back(
        {told->text(0), {}, told->text(1), told->text(2), told->text(3), told->text(4)});
  }
  auto sent = database.prepare(
      "SELECT channel, address, state, sent, error, tries FROM outbox WHERE notification = ? ORDER "
      "BY number");
  if (!sent) return sent.error();
  sent->bind(1, n.id);
  while (true) {
    auto row = sent->step();
    if (!row) return row.error();
    if (!*row) return {};
    n.deliveries.push_back({sent->text(0), sent->text(1), sent->text(2), sent->text(3),
                            sent->text(4), static_cast<int>(sent->integer(5))});
  }
}

constexpr const char* kSelect =
    "SELECT n.number, n.id, n.alert, n.made, n.read, n.read_by, a.name, a.rule FROM notifications n "
    "JOIN alerts a ON a.id = n.alert WHERE 1 = 1";

Notification head_of(const store::Query& row) {
  Notification n;
  n.number = row.integer(0);
  n.id = row.text(1), n.alert = row.text(2), n.made = row.text(3);
  n.read = row.text(4), n.read_by = row.text(5), n.name = row.text(6);
  const Json rule = Json::parse(row.text(7), nullptr, false);
  if (rule.is_object() && rule.contains("kind") && rule["kind"].is_string())
    n.kind = parse_kind(rule["kind"].get<std::string>()).value_or(Kind::Events);
  return n;
}

Result<std::int64_t> number_of(store::Database& database, const char* sql) {
  auto query = database.prepare(sql);
  if (!query) return query.error();
  auto row = query->step();
  if (!row) return row.error();
  return *row ? query->integer(0) : 0;
}

}  // namespace

Json to_json(const Notification& n) {
  Json out = {{"id", n.id}, {"alert", n.alert}, {"name", n.name}, {"kind", to_string(n.kind)},
              {"made", n.made}, {"unread", n.read.empty()}};
  if (!n.read.empty()) out["read"] = {{"made", n.read}, {"author", n.read_by}};
  Json& told = out["told"] = Json::array();
  for (const Match& match : n.told) {
    Json one = {{"day", match.day}, {"report", match.report}, {"text", match.text}};
    if (!match.entry.empty()) one["entry"] = match.entry;
    if (!match.ref.empty()) one["ref"] = match.ref;
    told.push_back(std::move(one));
  }
  Json& deliveries = out["deliveries"] = Json::array();
  for (const Delivery& d : n.deliveries) {
    Json one = {{"channel", d.channel}, {"address", d.address}, {"state", d.state}, {"tries", d.tries}};
    if (!d.sent.empty()) one["sent"] = d.sent;
    if (!d.error.empty()) one["error"] = d.error;
    deliveries.push_back(std::move(one));
  }
  return out;
}

Result<void> page_notifications(store::Store& store,
                                const NotificationFilter& filter,
                                const store::Page& page,
                                const store::EachOnPage<Notification>& each) {
  std::string sql = kSelect;
  if (!filter.alert.empty()) sql += " AND n.alert = ?";
  if (filter.unread) sql += " AND n.read = ''";
  if (filter.after >= 0) sql += " AND n.number > ?";
  if (page.after) sql += " AND n.number < ?";
  sql += filter.after >= 0 ? " ORDER BY n.number" : " ORDER BY n.number DESC";
  if (page.limit > 0) sql += " LIMIT " + std::to_string(page.limit);
  auto query = store.database().prepare(sql);
  if (!query) return query.error();
  int parameter = 0;
  if (!filter.alert.empty()) query->bind(++parameter, filter.alert);
  if (filter.after >= 0) query->bind(++parameter, filter.after);
  if (page.after) query->bind(++parameter, page.after->position);
  std::vector<Notification> found;
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) break;
    found.push_back(head_of(*query));
  }
  for (Notification& n : found) {
    if (auto done = fill(store.database(), n); !done) return done;
    each(n, {n.made, "", "", n.number});
  }
  return {};
}

Result<Notification> find_notification(store::Store& store, const std::string& id) {
  auto query = store.database().prepare(std::string(kSelect) + " AND n.id = ?");
  if (!query) return query.error();
  auto row = query->bind(1, id).step();
  if (!row) return row.error();
  if (!*row)
    return make_error(ErrorCode::NotFound, "no notification '" + id.substr(0, 80) + "' in this store");
  Notification out = head_of(*query);
  query->reset();
  if (auto done = fill(store.database(), out); !done) return done.error();
  return out;
}

Result<void> mark_read(store::Store& store,
                       const std::string& id,
                       bool read,
                       const std::string& by,
                       const std::string& time) {
  return store::transact(store.database(), [&]() -> Result<void> {
    auto query = store.database().prepare(
        std::string("UPDATE notifications SET read = ?, read_by = ? WHERE ") +
        (id.empty() ? "read = ''" : "id = ?"));
    if (!query) return query.error();
    query->bind(1, read ? time : "").bind(2, read ? by : "");
    if (!id.empty()) query->bind(3, id);
    return query->run();
  });
}

Result<std::int64_t> unread_count(store::Store& store) {
  return number_of(store.database(), "SELECT count(*) FROM notifications WHERE read = ''");
}

Result<std::int64_t> last_notification(store::Store& store) {
  return number_of(store.database(), "SELECT coalesce(max(number), 0) FROM notifications");
}

}  // namespace dragoman::alerts
