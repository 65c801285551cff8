// find_actors of queries.h: from the totals where they tell enough, else from the rows that are left.
#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "store/search_index.h"
#include "store/where.h"

namespace dragoman::store {
namespace {

Result<void> add_kind(Where& where, const std::string& typed) {
  if (typed.empty()) return {};
  if (!parse_actor_kind(typed))
    return bad_filter("--type", typed, "person, country, organisation or group");
  where.add("a.kind = ?", {typed});
  return {};
}

std::string first_so_many(std::size_t limit) {
  return limit == 0 ? "" : " LIMIT " + std::to_string(limit);
}

// Of all reports: kind and country are in the totals.
Result<void> find_in_totals(Store& store,
                            const Filter& filter,
                            const std::function<bool(const ActorRow&)>& each) {
  Where where;
  if (auto done = add_kind(where, filter.type); !done) return done;
  if (!filter.country.empty()) {
    auto codes = country_codes(store.database(), filter.country);
    if (!codes) return codes.error();
    std::string marks = "?";
    for (std::size_t i = 1; i < codes->size(); ++i) marks += ",?";
    where.add("a.country IN (" + marks + ")", *codes);
  }
  const std::string from = " FROM actor_totals a WHERE " + where.sql;
  auto latest = store.database().prepare(
      "SELECT a.name, a.kind, a.code, a.country, a.sector, a.role, a.kb" + from +
      " AND a.who = ? ORDER BY CASE WHEN a.role <> '' THEN 1 ELSE 0 END DESC, CASE WHEN a.code <> '' "
      "THEN 1 ELSE 0 END DESC, a.latest DESC LIMIT 1");
  if (!latest) return latest.error();
  auto counts = store.database().prepare("SELECT sum(a.reports), sum(a.statements), sum(a.events)" +
                                         from + " AND a.who = ?");
  if (!counts) return counts.error();
  const auto first_row = [&where](Query& query, const std::string& who) {
    int parameter = 0;
    for (const std::string& value : where.values) query.bind(++parameter, value);
    return query.bind(++parameter, who).step();
  };
  return run(store,
             "SELECT a.who, sum(a.mentions)" + from + " GROUP BY a.who ORDER BY 2 DESC, 1" +
                 first_so_many(filter.limit),
             where, [&](Query& row) -> Result<bool> {
               for (Query* query : {&*latest, &*counts}) {
                 auto there = first_row(*query, row.text(0));
                 if (!there) return there.error();
               }
               ActorRow actor;
               actor.name = latest->text(0), actor.kind = latest->text(1);
               actor.code = latest->text(2), actor.country = latest->text(3);
               actor.sector = latest->text(4), actor.role = latest->text(5);
               actor.kb = latest->text(6);
               actor.mentions = row.integer(1), actor.reports = counts->integer(0);
               actor.statements = counts->integer(1), actor.events = counts->integer(2);
               latest->reset(), counts->reset();
               return each(actor);
             });
}

// One actor over the rows that are left.
struct Gathered {
  ActorRow actor;
  bool role = false, code = false;  // of the row that describes it, with its place:
  std::string published, report;
  std::int64_t position = 0, rows = 0;
  std::vector<std::pair<std::string, std::string>> ids;  // of the rows: report, actor
};

// Takes the row into account. Columns: who, report, position, id, published, mentions, and those of
// a description.
void gather(const Query& row, Gathered& into) {
  const std::string report = row.text(1), published = row.text(4);
  const std::int64_t position = row.integer(2);
  // Rows of one report come together.
  if (into.ids.empty() || into.ids.back().first != report) ++into.actor.reports;
  into.actor.mentions += row.integer(5);
  into.ids.emplace_back(report, row.text(3));
  const std::string code = row.text(8), role = row.text(11);
  const bool describes = into.rows++ == 0 ||
                         std::tie(into.role, into.code, into.published, into.report, into.position) <
                             std::tuple(!role.empty(), !code.empty(), published, report, position);
  if (!describes) return;
  into.role = !role.empty(), into.code = !code.empty();
  into.published = published, into.report = report, into.position = position;
  into.actor.name = row.text(6), into.actor.kind = row.text(7), into.actor.code = code;
  into.actor.country = row.text(9), into.actor.sector = row.text(10), into.actor.role = role;
  into.actor.kb = row.text(12);
}

// What an actor says and does: the totals know it when all its rows are left.
Result<void> add_deeds(Database& database, const std::string& who, Gathered& of) {
  auto totals = database.prepare(
      "SELECT sum(actors), sum(statements), sum(events) FROM actor_totals WHERE who = ?");
  if (!totals) return totals.error();
  auto row = totals->bind(1, who).step();
  if (!row) return row.error();
  if (totals->integer(0) == of.rows) {
    of.actor.statements = totals->integer(1), of.actor.events = totals->integer(2);
    return {};
  }
  auto deeds = database.prepare(
      "SELECT (SELECT count(*) FROM statements s WHERE s.report = ?1 AND s.speaker = ?2), (SELECT "
      "count(DISTINCT x.event) FROM event_parties x WHERE x.report = ?1 AND x.actor = ?2)");
  if (!deeds) return deeds.error();
  for (const auto& [report, id] : of.ids) {
    auto found = deeds->bind(1, report).bind(2, id).step();
    if (!found) return found.error();
    of.actor.statements += deeds->integer(0), of.actor.events += deeds->integer(1);
    deeds->reset();
  }
  return {};
}

Result<void> find_in_rows(Store& store,
                          const Filter& filter,
                          const std::function<bool(const ActorRow&)>& each) {
  Where where;
  Database& database = store.database();
  if (auto done = add_kind(where, filter.type); !done) return done;
  if (auto done = add_actor(where, database, filter.actor, "((", true); !done) return done;
  if (auto done = add_country(where, database, filter.country, "a.country", ""); !done) return done;
  if (auto done = add_common(where, database, filter, kPublishedDay, kPublishedDay); !done)
    return done;
  where.add("r.id = a.report", {});
  std::unordered_map<std::string, Gathered> actors;
  auto done = run(store,
                  "SELECT a.who, a.report, a.position, a.id, r.published, a.mentions, a.name, a.kind, "
                  "a.code, a.country, a.sector, a.role, a.kb FROM " +
                      rows_and_reports(where, "actors") + "WHERE " + where.sql,
                  where, [&actors](Query& row) -> Result<bool> {
                    gather(row, actors[row.text(0)]);
                    return true;
                  });
  if (!done) return done;
  std::vector<std::pair<std::int64_t, std::string>> order;  // most mentioned first, then by key
  for (const auto& [who, of] : actors) order.emplace_back(-of.actor.mentions, who);
  std::sort(order.begin(), order.end());
  if (filter.limit != 0 && order.size() > filter.limit) order.resize(filter.limit);
  for (const auto& [mentions, who] : order) {
    if (done = add_deeds(database, who, actors[who]); !done) return done;
    if (!each(actors[who].actor)) return {};
  }
  return {};
}

}  // namespace

Result<void> find_actors(Store& store,
                         const Filter& filter,
                         const std::function<bool(const ActorRow&)>& each) {
  const bool all_reports = filter.actor.empty() && filter.search.empty() && filter.since.empty() &&
                           filter.until.empty();
  return all_reports ? find_in_totals(store, filter, each) : find_in_rows(store, filter, each);
}

}  // namespace dragoman::store
