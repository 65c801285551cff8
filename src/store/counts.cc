#include "store/counts.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>

#include "store/totals.h"

namespace dragoman::store {
namespace {

constexpr std::size_t kMostValues = 250;  // of countries and outlets

Result<Tally> tally(Store& store, const Conditions& conditions, const std::string& select) {
  Tally out;
  auto done = conditions.run(store, select, [&out](const Query& row) {
    out.emplace_back(row.text(0), row.integer(1));
    return true;
  });
  if (!done) return done.error();
  return out;
}

// Two actors of one event, and what joins them there.
struct Pairing {
  const char* parts;  // condition on the rows x and y of event_parties
  int mutual;
};
constexpr Pairing kDirected{"x.part = 'actor' AND y.part = 'recipient'", 0};
constexpr Pairing kMutual{
    "x.part = 'actor' AND y.part = 'actor' AND x.position <> y.position AND NOT EXISTS (SELECT 1 "
    "FROM event_parties z WHERE z.report = x.report AND z.event = x.event AND z.part = "
    "'recipient')",
    1};

std::string pairs_sql(const Pairing& pairing, const Conditions& conditions) {
  const std::string from = actor_key_sql("a"), to = actor_key_sql("b");
  return "SELECT " + from + " AS one, " + to + " AS other, e.quad, " +
         std::to_string(pairing.mutual) +
         " AS mutual, count(*) AS events, count(DISTINCT e.report) AS reports FROM events e" +
         conditions.join_reports("e") +
         // In this order: the events of a period are few, their parties are found by key.
         " CROSS JOIN event_parties x CROSS JOIN event_parties y CROSS JOIN actors a CROSS JOIN "
         "actors b WHERE x.report = e.report AND x.event = e.id AND y.report = e.report AND "
         "y.event = e.id AND a.report = x.report AND a.id = x.actor AND b.report = y.report AND "
         "b.id = y.actor AND " +
         pairing.parts + " AND " + from + (pairing.mutual ? " < " : " <> ") + to + " AND " +
         conditions.sql() + " GROUP BY one, other, e.quad";
}

Result<void> add_edges(Store& store,
                       const Conditions& conditions,
                       const Pairing& pairing,
                       std::size_t limit,
                       std::vector<Edge>& edges) {
  return conditions.run(store,
                        pairs_sql(pairing, conditions) +
                            " ORDER BY events DESC, one, other LIMIT " + std::to_string(limit),
                        [&edges](const Query& row) {
                          edges.push_back({row.text(0), row.text(1), row.text(2),
                                           row.integer(3) != 0, row.integer(4), row.integer(5)});
                          return true;
                        });
}

Result<std::optional<Node>> node_of(Store& store, const std::string& key) {
  const std::size_t blank = key.find(' ');
  if (blank != std::string::npos)
    return std::optional<Node>({key, key.substr(blank + 1), key.substr(0, blank), ""});
  auto query =
      store.database().prepare("SELECT name, kind, country FROM actor_totals WHERE who = ? ORDER BY "
                               "mentions DESC, form LIMIT 1");
  if (!query) return query.error();
  query->bind(1, key);
  auto row = query->step();
  if (!row) return row.error();
  if (!*row) return std::optional<Node>();
  return std::optional<Node>({key, query->text(0), query->text(1), query->text(2)});
}

}  // namespace

std::string actor_key_sql(const std::string& table) {
  return "CASE WHEN " + table + ".kb <> '' THEN " + table + ".kb ELSE " + table +
         ".kind || ' ' || " + table + ".name END";
}

// Those of all reports, from the totals.
static Result<Facets> all_facets(Store& store) {
  Facets out;
  const auto reports = read_totals(store.database(), total::kReports);
  if (!reports) return reports.error();
  if (!reports->empty()) out.reports = reports->front().second;
  for (const auto& [kind, into] : {std::pair(total::kType, &out.types),
                                   {total::kCountry, &out.countries},
                                   {total::kOutlet, &out.outlets}}) {
    auto read = read_totals(store.database(), kind);
    if (!read) return read.error();
    std::erase_if(*read, [](const auto& one) { return one.first.empty(); });
    std::stable_sort(read->begin(), read->end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    if (read->size() > kMostValues && kind != total::kType) read->resize(kMostValues);
    *into = std::move(*read);
  }
  auto days = read_totals(store.database(), total::kDay);
  if (!days) return days.error();
  for (const auto& [day_and_language, count] : *days) {
    const std::string day = day_and_language.substr(0, day_and_language.find('\t'));
    if (day.empty()) continue;
    if (out.days.empty() || out.days.back().first != day) out.days.emplace_back(day, 0);
    out.days.back().second += count;
  }
  return out;
}

Result<Facets> facets(Store& store, const DeskFilter& filter) {
  Facets out;
  auto conditions = report_conditions(store, filter);
  if (!conditions) return conditions.error();
  if (conditions->empty()) return all_facets(store);
  const std::string where = " WHERE " + conditions->sql();
  const auto joined = [](const std::string& table) {
    return " JOIN reports r ON r.id = " + table + ".report";
  };
  const auto fill = [&](Tally& into, const std::string& select) -> Result<void> {
    auto counted = tally(store, *conditions, select);
    if (!counted) return counted.error();
    into = std::move(*counted);
    return {};
  };
  Tally total;
  if (auto done = fill(total, "SELECT '', count(*) FROM reports r" + where); !done)
    return done.error();
  out.reports = total.empty() ? 0 : total.front().second;
  if (auto done = fill(out.types, "SELECT e.type, count(*) FROM events e" + joined("e") + where +
                                      " GROUP BY e.type ORDER BY 2 DESC, 1");
      !done) {
    return done.error();
  }
  if (auto done = fill(out.countries, "SELECT p.country, count(DISTINCT p.report) FROM places p" +
                                          joined("p") + where +
                                          " AND p.country <> '' GROUP BY p.country ORDER BY 2 "
                                          "DESC, 1 LIMIT 250");
      !done) {
    return done.error();
  }
  if (auto done = fill(out.outlets, "SELECT r.outlet, count(*) FROM reports r" + where +
                                        " AND r.outlet <> '' GROUP BY r.outlet ORDER BY 2 DESC, 1 "
                                        "LIMIT 250");
      !done) {
    return done.error();
  }
  if (auto done =
          fill(out.days, "SELECT substr(r.published, 1, 10), count(*) FROM reports r" + where +
                             " AND r.published <> '' GROUP BY substr(r.published, 1, 10) "
                             "ORDER BY 1");
      !done) {
    return done.error();
  }
  return out;
}

std::string first_day_of(const std::string& day, Step step) {
  if (step == Step::Day || day.size() < 10) return day;
  if (step == Step::Month) return day.substr(0, 8) + "01";
  using namespace std::chrono;
  int year_number = 0;
  unsigned month_number = 0, day_number = 0;
  if (std::sscanf(day.c_str(), "%d-%u-%u", &year_number, &month_number, &day_number) != 3)
    return day;
  const sys_days at = year{year_number} / month{month_number} / std::chrono::day{day_number};
  const year_month_day monday{at - days{weekday{at}.iso_encoding() - 1}};
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(monday.year()),
                static_cast<unsigned>(monday.month()), static_cast<unsigned>(monday.day()));
  return text;
}

Result<std::vector<Bucket>> series(Store& store,
                                   const DeskFilter& filter,
                                   Counted counted,
                                   Step step,
                                   SeriesClock clock) {
  auto conditions = counted == Counted::Events       ? event_conditions(store, filter)
                    : counted == Counted::Statements ? statement_conditions(store, filter)
                                                     : report_conditions(store, filter);
  if (!conditions) return conditions.error();
  std::string select;
  if (counted == Counted::Reports) {
    select = "SELECT substr(r.published, 1, 10), r.language, count(*) FROM reports r WHERE " +
             conditions->sql() + " GROUP BY substr(r.published, 1, 10), r.language";
  } else {
    const std::string t = counted == Counted::Events ? "e" : "s";
    const std::string kind = counted == Counted::Events ? "e.type" : "s.kind";
    const bool published = clock == SeriesClock::Published;
    if (published) conditions->join_reports_anyway();
    const std::string day = published ? "substr(r.published, 1, 10)" : t + ".first_day";
    select = "SELECT " + day + ", " + kind + ", count(*) FROM " +
             (counted == Counted::Events ? "events e" : "statements s") +
             conditions->join_reports(t) + " WHERE " + conditions->sql() + " GROUP BY " + kind + ", " +
             day;
  }
  std::map<std::string, std::map<std::string, std::int64_t>> buckets;
  const auto add = [&](const std::string& day, const std::string& kind, std::int64_t count) {
    if (day.size() >= 10) buckets[first_day_of(day, step)][kind] += count;
  };
  Result<void> done;
  if (conditions->empty() && (counted == Counted::Reports || clock == SeriesClock::Happened)) {
    const auto all = read_totals(store.database(), counted == Counted::Events ? total::kEventDay
                                                   : counted == Counted::Statements
                                                       ? total::kStatementDay
                                                       : total::kDay);
    if (!all) return all.error();
    for (const auto& [value, count] : *all) {
      const std::size_t tab = value.find('\t');
      add(value.substr(0, tab), value.substr(tab + 1), count);
    }
  } else {
    done = conditions->run(store, select, [&](const Query& row) {
      add(row.text(0), row.text(1), row.integer(2));
      return true;
    });
  }
  if (!done) return done.error();
  std::vector<Bucket> out;
  for (const auto& [from, kinds] : buckets) {
    Bucket bucket{from, 0, {kinds.begin(), kinds.end()}};
    for (const auto& kind : kinds) bucket.total += kind.second;
    out.push_back(std::move(bucket));
  }
  return out;
}

Result<Network> network(Store& store, const DeskFilter& filter, std::size_t limit) {
  auto conditions = event_conditions(store, filter);
  if (!conditions) return conditions.error();
  Network out;
  for (const Pairing& pairing : {kDirected, kMutual}) {
    if (auto done = add_edges(store, *conditions, pairing, limit, out.edges); !done)
      return done.error();
  }
  std::stable_sort(out.edges.begin(), out.edges.end(),
                   [](const Edge& a, const Edge& b) { return a.events > b.events; });
  if (out.edges.size() > limit) out.edges.resize(limit);
  std::map<std::string, bool> keys;
  for (const Edge& edge : out.edges) keys[edge.from] = keys[edge.to] = true;
  for (const auto& key : keys) {
    auto node = node_of(store, key.first);
    if (!node) return node.error();
    if (*node) out.nodes.push_back(std::move(**node));
  }
  return out;
}

Result<std::vector<MapPoint>> map_points(Store& store,
                                         const DeskFilter& filter,
                                         std::size_t limit) {
  auto conditions = event_conditions(store, filter);
  if (!conditions) return conditions.error();
  std::vector<MapPoint> out;
  auto done = conditions->run(
      store,
      "SELECT p.name, p.country, p.admin1, max(p.lat), max(p.lon), max(p.geonames), "
      "max(p.precision), count(*) AS events, count(DISTINCT e.report) FROM events e JOIN places p "
      "ON p.report = e.report AND p.id = e.place" +
          conditions->join_reports("e") + " WHERE " + conditions->sql() +
          " GROUP BY p.name, p.country, p.admin1 ORDER BY events DESC, p.name, p.country LIMIT " +
          std::to_string(limit),
      [&out](const Query& row) {
        out.push_back({row.text(0), row.text(1), row.text(2), row.real_or_none(3),
                       row.real_or_none(4), row.integer(5), row.integer(6), row.integer(7),
                       row.integer(8)});
        return true;
      });
  if (!done) return done.error();
  return out;
}

}  // namespace dragoman::store
