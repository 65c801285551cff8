#include "claims/stored_claims.h"

#include "store/transaction.h"

namespace dragoman::claims {
namespace {

constexpr const char* kColumns =
    "dataset, row_id, type, coded, first_day, last_day, actor, actor_country, recipient, "
    "recipient_country, place, country, lat, lon, dead, source, words";

std::optional<double> real_of(std::optional<int> number) {
  return number ? std::optional<double>(*number) : std::nullopt;
}

Result<bool> is_there(store::Database& database, const Claim& claim) {
  auto query = database.prepare("SELECT 1 FROM claims WHERE dataset = ? AND row_id = ?");
  if (!query) return query.error();
  return query->bind(1, claim.dataset).bind(2, claim.row).step();
}

Result<void> put(store::Database& database, const Claim& c) {
  auto gone = database.prepare("DELETE FROM claims WHERE dataset = ? AND row_id = ?");
  if (!gone) return gone.error();
  if (auto done = gone->bind(1, c.dataset).bind(2, c.row).run(); !done) return done;
  auto query = database.prepare(std::string("INSERT INTO claims (") + kColumns +
                                ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  if (!query) return query.error();
  int parameter = 0;
  for (const std::string& text :
       {c.dataset, c.row, c.type ? std::string(to_string(*c.type)) : std::string(), c.coded,
        c.first_day, c.last_day, c.actor, c.actor_country, c.recipient, c.recipient_country,
        c.place, c.country})
    query->bind(++parameter, text);
  constexpr int kLat = 13;
  query->bind(kLat, c.lat).bind(kLat + 1, c.lon).bind(kLat + 2, real_of(c.dead));
  return query->bind(kLat + 3, c.source).bind(kLat + 4, c.words).run();
}

Claim claim_in(const store::Query& row) {
  Claim c;
  c.dataset = row.text(0), c.row = row.text(1), c.type = parse_event_type(row.text(2));
  c.coded = row.text(3), c.first_day = row.text(4), c.last_day = row.text(5);
  c.actor = row.text(6), c.actor_country = row.text(7);
  c.recipient = row.text(8), c.recipient_country = row.text(9);
  c.place = row.text(10), c.country = row.text(11);
  c.lat = row.real_or_none(12), c.lon = row.real_or_none(13);
  if (const auto dead = row.real_or_none(14)) c.dead = static_cast<int>(*dead);
  c.source = row.text(15), c.words = row.text(16);
  return c;
}

}  // namespace

Result<PutCounts> put_claims(store::Store& store, const std::vector<Claim>& claims) {
  store::Database& database = store.database();
  PutCounts counts;
  auto done = store::transact(database, [&]() -> Result<void> {
    counts = {};
    for (const Claim& claim : claims) {
      const auto known = is_there(database, claim);
      if (!known) return known.error();
      ++(*known ? counts.replaced : counts.added);
      if (auto wrote = put(database, claim); !wrote) return wrote;
    }
    return {};
  });
  if (!done) return done.error();
  return counts;
}

Result<std::size_t> forget_claims(store::Store& store, const std::string& dataset) {
  store::Database& database = store.database();
  std::size_t count = 0;
  auto done = store::transact(database, [&]() -> Result<void> {
    auto counted = database.prepare("SELECT count(*) FROM claims WHERE dataset = ?");
    if (!counted) return counted.error();
    if (auto row = counted->bind(1, dataset).step(); !row) return row.error();
    count = static_cast<std::size_t>(counted->integer(0));
    counted->reset();
    auto query = database.prepare("DELETE FROM claims WHERE dataset = ?");
    if (!query) return query.error();
    return query->bind(1, dataset).run();
  });
  if (!done) return done.error();
  return count;
}

Result<void> find_claims(store::Store& store,
                         const ClaimFilter& filter,
                         const std::function<bool(const Claim&)>& each) {
  std::string sql = std::string("SELECT ") + kColumns + " FROM claims WHERE 1 = 1";
  std::vector<std::string> values;
  const auto add = [&](const std::string& condition, const std::string& value, int times = 1) {
    if (value.empty()) return;
    sql += " AND " + condition;
    for (int i = 0; i < times; ++i) values.push_back(value);
  };
  add("dataset = ?", filter.dataset);
  add("last_day >= ?", filter.since);
  add("first_day <= ?", filter.until);
  add("(country = ? OR actor_country = ? OR recipient_country = ?)", filter.country, 3);
  add("type = ?", filter.type ? std::string(to_string(*filter.type)) : "");
  auto query = store.database().prepare(sql + " ORDER BY first_day, dataset, row_id");
  if (!query) return query.error();
  int parameter = 0;
  for (const std::string& value : values) query->bind(++parameter, value);
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row || !each(claim_in(*query))) return {};
  }
}

}  // namespace dragoman::claims
