#include "store/queries.h"

#include <algorithm>

#include "times/days.h"
#include "store/find_reports.h"
#include "store/topic_index.h"
#include "store/words.h"

namespace dragoman::store {
namespace {

// A WHERE clause in the making, with its values in the order of the question marks.
struct Where {
  std::string sql = "1";
  std::vector<std::string> values;

  void add(const std::string& condition, std::vector<std::string> more) {
    sql += " AND (" + condition + ")";
    values.insert(values.end(), std::make_move_iterator(more.begin()),
                  std::make_move_iterator(more.end()));
  }
};

Error bad(const std::string& option, const std::string& value, const std::string& expected) {
  return make_error(ErrorCode::BadArgument, option + " '" + value + "': expected " + expected);
}

// `published` may be a date-time; its day is what --until means.
constexpr const char* kPublishedDay = "substr(r.published, 1, 10)";

// Conditions on a row `a` of actors.
constexpr const char* kActorIs =
    "a.kb = ? OR has_all_words(a.name || char(10) || a.code || char(10) || a.aliases, ?)";
std::string country_is(const std::string& column) {
  return column + " <> '' AND (" + column + " = upper(?) OR " + column +
         " IN (SELECT c.country FROM actors c WHERE c.kind = 'country' AND "
         "has_line(c.name || char(10) || c.aliases, ?)))";
}

// What all four kinds of row have: search in the report (`r`), and the days from `first` to `last`.
Result<void> add_common(Where& where,
                        const Filter& filter,
                        const std::string& first,
                        const std::string& last) {
  if (!filter.search.empty()) {
    const std::string expression = search_expression(filter.search);
    if (expression.empty()) return bad("--search", filter.search, "at least one word");
    where.add("r.number IN (SELECT rowid FROM report_search WHERE report_search MATCH ?)",
              {expression});
  }
  const auto add_day = [&where](const char* option, const std::string& typed, bool since,
                                const std::string& column) -> Result<void> {
    if (typed.empty()) return {};
    const auto days = times::days_of(typed);
    if (!days || typed.size() < 4)
      return bad(option, typed, "a date as 2016-03-23, 2016-03 or 2016");
    where.add(column + " <> '' AND " + column + (since ? " >= ?" : " <= ?"),
              {since ? days->first : days->last});
    return {};
  };
  if (auto done = add_day("--since", filter.since, true, last); !done) return done;
  return add_day("--until", filter.until, false, first);
}

// Runs `sql` with the values of `where`, gives each row to `each`.
Result<void> run(Store& store,
                 const std::string& sql,
                 const Where& where,
                 const std::function<Result<bool>(Query&)>& each) {
  auto query = store.database().prepare(sql);
  if (!query) return query.error();
  int parameter = 0;
  for (const std::string& value : where.values) query->bind(++parameter, value);
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return {};
    auto go_on = each(*query);
    if (!go_on) return go_on.error();
    if (!*go_on) return {};
  }
}

// The latest `limit` rows of a query whose last columns are named by_day, by_published, by_report
// and by_position.
std::string latest(const std::string& select, std::size_t limit) {
  const std::string up = " ORDER BY by_day, by_published, by_report, by_position";
  if (limit == 0) return select + up;
  return "SELECT * FROM (" + select +
         " ORDER BY by_day DESC, by_published DESC, by_report DESC, by_position DESC LIMIT " +
         std::to_string(limit) + ")" + up;
}
// Those columns, for rows of the table with this alias.
std::string order_columns(const std::string& table) {
  return ", " + table + ".first_day AS by_day, r.published AS by_published, r.id AS by_report, " +
         table + ".position AS by_position ";
}

constexpr const char* kReportColumns = "r.id, r.uri, r.outlet, r.published, r.title";
ReportRow report_row(const Query& row) {
  return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4)};
}
PartyRow party_row(const Query& row, int at) {
  return {row.text(at), row.text(at + 1), row.text(at + 2), row.text(at + 3), row.text(at + 4)};
}

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

Result<void> add_source_type(Where& where, const Filter& filter) {
  const std::string& typed = filter.source_type;
  if (typed.empty()) return {};
  if (typed != "unknown" && !parse_source_type(typed)) {
    return bad("--source-type", typed,
               "named, role, anonymous, collective, document, medium or unknown");
  }
  if (typed == "anonymous") {
    where.add("s.source_type = ? OR s.anonymous", {typed});
  } else {
    where.add("s.source_type = ?", {typed == "unknown" ? "" : typed});
  }
  return {};
}

constexpr const char* kTopicsOfStatement =
    "SELECT t.kind, t.id, t.name, t.countries, a.aliases FROM statement_topics t "
    "LEFT JOIN actors a ON t.kind = 'actor' AND a.report = t.report AND a.id = t.id "
    "WHERE t.report = ? AND t.statement = ? ORDER BY t.position";

// What the statement is about, and which of it, if anything, answers `typed`.
Result<void> add_topics(Query& query,
                        const AboutQuery& about,
                        const std::string& typed,
                        StatementRow& statement) {
  if (!typed.empty() && has_all_words(statement.content, typed))
    statement.matched.push_back("words");
  query.bind(1, statement.report.id).bind(2, statement.id);
  while (true) {
    auto row = query.step();
    if (!row) return row.error();
    if (!*row) break;
    statement.topics.push_back({query.text(0), query.text(1), query.text(2)});
    if (!typed.empty() && query.text(0) != "phrase" &&
        about.is_met_by(query.text(2) + '\n' + query.text(4), split_lines(query.text(3)))) {
      const std::string name = query.text(2);  // a country may be an actor and a place
      std::vector<std::string>& matched = statement.matched;
      if (std::find(matched.begin(), matched.end(), name) == matched.end()) matched.push_back(name);
    }
  }
  query.reset();
  return {};
}

}  // namespace

Result<void> find_events(Store& store,
                         const Filter& filter,
                         const std::function<bool(const EventRow&)>& each) {
  Where where;
  if (!filter.type.empty()) {
    if (!parse_event_type(upper(filter.type))) {
      return bad("--type", filter.type,
                 "one of AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT "
                 "THREATEN PROTEST "
                 "SANCTION MOBILIZE COERCE ASSAULT");
    }
    where.add("e.type = ?", {upper(filter.type)});
  }
  const std::string party =
      "EXISTS (SELECT 1 FROM event_parties x JOIN actors a ON a.report = x.report AND a.id = "
      "x.actor "
      "WHERE x.report = e.report AND x.event = e.id AND (";
  if (!filter.actor.empty()) where.add(party + kActorIs + "))", {filter.actor, filter.actor});
  if (!filter.country.empty()) {
    where.add(country_is("p.country") + " OR " + party + country_is("a.country") + "))",
              {filter.country, filter.country, filter.country, filter.country});
  }
  if (auto done = add_common(where, filter, "e.first_day", "e.last_day"); !done) return done;

  const std::string sql =
      latest(std::string("SELECT ") + kReportColumns +
                 ", e.id, e.type, e.mode, e.contexts, e.\"trigger\", e.evidence, e.date, "
                 "e.first_day, p.name, p.country, "
                 "p.lat, p.lon, e.factuality, e.said_by, said.name, e.cameo, e.quad, e.score, "
                 "e.confidence, e.rule" +
                 order_columns("e") +
                 "FROM events e JOIN reports r ON r.id = e.report "
                 "LEFT JOIN places p ON p.report = e.report AND p.id = e.place "
                 "LEFT JOIN statements s ON s.report = e.report AND s.id = e.said_by "
                 "LEFT JOIN actors said ON said.report = s.report AND said.id = s.speaker WHERE " +
                 where.sql,
             filter.limit);
  auto parties = store.database().prepare(
      "SELECT x.part, a.id, a.name, a.code, a.country, a.role FROM event_parties x "
      "JOIN actors a ON a.report = x.report AND a.id = x.actor "
      "WHERE x.report = ? AND x.event = ? ORDER BY x.part, x.position");
  if (!parties) return parties.error();
  return run(store, sql, where, [&](Query& row) -> Result<bool> {
    EventRow e;
    e.report = report_row(row);
    e.id = row.text(5), e.type = row.text(6), e.mode = row.text(7),
    e.contexts = split_lines(row.text(8));
    e.trigger = row.text(9), e.evidence = row.text(10), e.date = row.text(11), e.day = row.text(12);
    e.place = row.text(13), e.country = row.text(14), e.lat = row.real_or_none(15),
    e.lon = row.real_or_none(16);
    e.factuality = row.text(17), e.said_by = row.text(18), e.speaker = row.text(19),
    e.cameo = row.text(20);
    e.quad = row.text(21), e.score = row.real(22), e.confidence = row.real(23),
    e.rule = row.text(24);
    parties->bind(1, e.report.id).bind(2, e.id);
    while (true) {
      auto more = parties->step();
      if (!more) return more.error();
      if (!*more) break;
      (parties->text(0) == "actor" ? e.actors : e.recipients).push_back(party_row(*parties, 1));
    }
    parties->reset();
    return each(e);
  });
}

Result<void> find_statements(Store& store,
                             const Filter& filter,
                             const std::function<bool(const StatementRow&)>& each) {
  Where where;
  if (!filter.type.empty()) {
    const bool kind = parse_statement_kind(filter.type).has_value();
    if (!kind && !parse_stance(filter.type)) {
      return bad("--type", filter.type,
                 "direct, indirect or mixed; or neutral, claim, denial, admission, warning, "
                 "promise, demand, "
                 "accusation, belief or question");
    }
    where.add(kind ? "s.kind = ?" : "s.stance = ?", {filter.type});
  }
  const std::string either =
      "EXISTS (SELECT 1 FROM actors a WHERE a.report = s.report AND a.id IN (s.speaker, "
      "s.addressee) AND (";
  const std::string speaker =
      "EXISTS (SELECT 1 FROM actors a WHERE a.report = s.report AND a.id = s.speaker AND (";
  if (!filter.actor.empty()) where.add(either + kActorIs + "))", {filter.actor, filter.actor});
  if (!filter.speaker.empty())
    where.add(speaker + kActorIs + "))", {filter.speaker, filter.speaker});
  if (!filter.country.empty())
    where.add(speaker + country_is("a.country") + "))", {filter.country, filter.country});
  if (auto done = add_source_type(where, filter); !done) return done;
  const auto about = read_about(store.database(), filter.about);
  if (!about) return about.error();
  if (!filter.about.empty() && about->parts.empty())
    return bad("--about", filter.about, "at least one word");
  // The index first: it leaves few rows for the conditions that read words.
  std::string from = "statements s JOIN reports r ON r.id = s.report ";
  if (!about->parts.empty()) {
    from =
        "statement_search f CROSS JOIN reports r ON r.number = f.rowid / 1048576 "
        "CROSS JOIN statements s ON s.report = r.id AND s.position = f.rowid % 1048576 ";
    where.add("statement_search MATCH ?", {about->expression});
  }
  if (auto done = add_common(where, filter, "s.first_day", "s.last_day"); !done) return done;

  const std::string sql =
      latest(std::string("SELECT ") + kReportColumns +
                 ", s.id, s.kind, s.stance, s.polarity, s.source, s.cue, s.content, s.date, "
                 "s.first_day, s.confidence, "
                 "s.rule, a.id, a.name, a.code, a.country, a.role, b.id, b.name, b.code, "
                 "b.country, b.role, s.source_type, s.anonymous, s.chain" +
                 order_columns("s") + "FROM " + from +
                 "LEFT JOIN actors a ON a.report = s.report AND a.id = s.speaker "
                 "LEFT JOIN actors b ON b.report = s.report AND b.id = s.addressee WHERE " +
                 where.sql,
             filter.limit);
  auto topics = store.database().prepare(kTopicsOfStatement);
  if (!topics) return topics.error();
  return run(store, sql, where, [&](Query& row) -> Result<bool> {
    StatementRow s;
    s.report = report_row(row);
    s.id = row.text(5), s.kind = row.text(6), s.stance = row.text(7), s.polarity = row.text(8);
    s.source = row.text(9), s.cue = row.text(10), s.content = row.text(11), s.date = row.text(12);
    s.day = row.text(13), s.confidence = row.real(14), s.rule = row.text(15);
    s.speaker = party_row(row, 16), s.addressee = party_row(row, 21);
    s.source_type = row.text(26), s.anonymous = row.integer(27) != 0;
    s.chain = split_lines(row.text(28));
    if (auto done = add_topics(*topics, *about, filter.about, s); !done) return done.error();
    return each(s);
  });
}

Result<void> find_actors(Store& store,
                         const Filter& filter,
                         const std::function<bool(const ActorRow&)>& each) {
  Where where;
  if (!filter.type.empty()) {
    if (!parse_actor_kind(filter.type))
      return bad("--type", filter.type, "person, country, organisation or group");
    where.add("a.kind = ?", {filter.type});
  }
  if (!filter.actor.empty()) where.add(kActorIs, {filter.actor, filter.actor});
  if (!filter.country.empty()) where.add(country_is("a.country"), {filter.country, filter.country});
  if (auto done = add_common(where, filter, kPublishedDay, kPublishedDay); !done) return done;
  // SQLite takes the bare columns of a group from the row that max() is taken from.
  std::string sql =
      "WITH found AS (SELECT a.*, CASE WHEN a.kb <> '' THEN a.kb ELSE a.kind || ' ' || "
      "fold(a.name) END AS who, "
      "(SELECT count(*) FROM statements s WHERE s.report = a.report AND s.speaker = a.id) AS said, "
      "(SELECT count(DISTINCT x.event) FROM event_parties x WHERE x.report = a.report AND x.actor "
      "= a.id) AS acted, "
      "(a.role <> '') || (a.code <> '') || r.published || ' ' || a.report || printf('%06d', "
      "a.position) AS recency "
      "FROM actors a JOIN reports r ON r.id = a.report WHERE " +
      where.sql +
      ") SELECT name, kind, code, country, sector, role, kb, count(DISTINCT report), "
      "sum(mentions), sum(said), "
      "sum(acted), max(recency) FROM found GROUP BY who ORDER BY sum(mentions) DESC, who";
  if (filter.limit != 0) sql += " LIMIT " + std::to_string(filter.limit);
  return run(store, sql, where, [&each](Query& row) -> Result<bool> {
    return each({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5),
                 row.text(6), row.integer(7), row.integer(8), row.integer(9), row.integer(10)});
  });
}

// The latest reports that the filter leaves, by publication and id, with these columns of `r`.
static Result<void> run_reports(Store& store,
                                const Filter& filter,
                                const std::string& columns,
                                const std::function<Result<bool>(Query&)>& each) {
  Where where;
  const std::string actor = "EXISTS (SELECT 1 FROM actors a WHERE a.report = r.id AND (";
  if (!filter.actor.empty()) where.add(actor + kActorIs + "))", {filter.actor, filter.actor});
  if (!filter.country.empty())
    where.add(actor + country_is("a.country") + "))", {filter.country, filter.country});
  if (auto done = add_common(where, filter, kPublishedDay, kPublishedDay); !done) return done;
  const std::string sql = latest(
      "SELECT " + columns +
          ", '' AS by_day, r.published AS by_published, r.id AS by_report, 0 AS by_position "
          "FROM reports r WHERE " +
          where.sql,
      filter.limit);
  return run(store, sql, where, each);
}

Result<void> find_records(Store& store,
                          const Filter& filter,
                          const std::function<bool(const std::string& json)>& each) {
  return run_reports(store, filter, "r.record",
                     [&each](Query& row) -> Result<bool> { return each(row.text(0)); });
}

Result<void> find_reports(Store& store,
                          const Filter& filter,
                          const std::function<bool(const ReportRow&)>& each) {
  return run_reports(store, filter, kReportColumns,
                     [&each](Query& row) -> Result<bool> { return each(report_row(row)); });
}

Result<Summary> summarise(Store& store) {
  Summary out;
  const auto one = [&store](const char* sql, const std::function<void(Query&)>& take) {
    return run(store, sql, {}, [&take](Query& row) -> Result<bool> { return take(row), true; });
  };
  auto done = one(
      "SELECT count(*), ifnull(min(nullif(published, '')), ''), ifnull(max(published), ''), "
      "(SELECT count(*) FROM sources), (SELECT count(*) FROM statements), (SELECT count(*) FROM "
      "events), "
      "(SELECT count(*) FROM pledges), (SELECT count(*) FROM processes) FROM reports",
      [&out](Query& row) {
        out.reports = row.integer(0), out.first = row.text(1), out.last = row.text(2),
        out.sources = row.integer(3);
        out.statements = row.integer(4), out.events = row.integer(5), out.pledges = row.integer(6);
        out.processes = row.integer(7);
      });
  if (!done) return done.error();
  const auto counts = [&one](const char* sql,
                             std::vector<std::pair<std::string, std::int64_t>>& into) {
    return one(sql, [&into](Query& row) { into.emplace_back(row.text(0), row.integer(1)); });
  };
  done = counts(
      "SELECT outlet, count(*) FROM sources WHERE outlet <> '' GROUP BY outlet ORDER BY 2 DESC, 1",
      out.outlets);
  if (!done) return done.error();
  done =
      counts("SELECT type, count(*) FROM events GROUP BY type ORDER BY 2 DESC, 1", out.event_types);
  if (!done) return done.error();
  done = counts(
      "SELECT max(name), count(DISTINCT report) FROM processes GROUP BY fold(name) ORDER BY 2 "
      "DESC, 1",
      out.process_names);
  if (!done) return done.error();
  return out;
}

}  // namespace dragoman::store
