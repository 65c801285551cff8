#include "store/queries.h"

#include <algorithm>

#include "store/find_reports.h"
#include "store/lines.h"
#include "store/search_index.h"
#include "store/selectivity.h"
#include "store/topic_index.h"
#include "store/totals.h"
#include "store/where.h"
#include "store/words.h"

namespace dragoman::store {
namespace {

// The latest `limit` rows of a query whose last columns are named by_day, by_published, by_report
// and by_position.
std::string latest(const std::string& select, std::size_t limit) {
  const std::string up = " ORDER BY by_day, by_published, by_report, by_position";
  if (limit == 0) return select + up;
  return "SELECT * FROM (" + select +
         " ORDER BY by_day DESC, by_published DESC, by_report DESC, by_position DESC LIMIT " +
         std::to_string(limit) + ") AS latest" + up;
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

Result<void> add_source_type(Where& where, const Filter& filter) {
  const std::string& typed = filter.source_type;
  if (typed.empty()) return {};
  if (typed != "unknown" && !parse_source_type(typed)) {
    return bad_filter("--source-type", typed,
               "named, role, anonymous, collective, document, medium or unknown");
  }
  if (typed == "anonymous") {
    where.add("s.source_type = ? OR s.anonymous <> 0", {typed});
  } else {
    where.add("s.source_type = ?", {typed == "unknown" ? "" : typed});
  }
  return {};
}

// Statements that are about what was typed.
Result<void> add_about(Where& where,
                       Database& database,
                       const AboutQuery& about,
                       const std::string& typed) {
  if (typed.empty()) return {};
  if (about.parts.empty()) return bad_filter("--about", typed, "at least one word");
  const std::string reports = reports_with_statements_found(database.dialect());
  const auto share = share_of(database, reports, about.expression, total::kStatements, kManyStatements);
  if (!share) return share.error();
  if (*share == Share::Few) where.add_few("r.number IN (" + reports + ")", {about.expression});
  StatementCondition found = statement_is_found(database.dialect(), about.sought, about.countries,
                                                *share == Share::Many);
  where.add(found.sql, std::move(found.values));
  return {};
}

// The index of SQLite's by which the latest rows come first; it would rather sort them all.
std::string by_day(Database& database, const Filter& filter, const char* index) {
  return database.dialect() == Dialect::Sqlite && filter.limit != 0 ? index : "";
}

constexpr const char* kAliases = "SELECT aliases FROM actors WHERE report = ? AND id = ?";

// What the statement is about, and which of it, if anything, answers `typed`. `aliases` is kAliases.
Result<void> add_topics(Query& aliases,
                        const AboutQuery& about,
                        const std::string& typed,
                        const std::string& column,
                        StatementRow& statement) {
  if (!typed.empty() && has_all_words(statement.content, typed))
    statement.matched.push_back("words");
  for (Topic& topic : topics_of_column(column)) {
    if (!typed.empty() && topic.kind != "phrase") {
      std::string words = topic.name + '\n';
      if (topic.kind == "actor") {
        auto row = aliases.bind(1, statement.report.id).bind(2, topic.id).step();
        if (!row) return row.error();
        if (*row) words += aliases.text(0);
        aliases.reset();
      }
      // A country may be an actor and a place.
      std::vector<std::string>& matched = statement.matched;
      if (about.is_met_by(words, topic.countries) &&
          std::find(matched.begin(), matched.end(), topic.name) == matched.end()) {
        matched.push_back(topic.name);
      }
    }
    statement.topics.push_back({std::move(topic.kind), std::move(topic.id), std::move(topic.name)});
  }
  return {};
}

}  // namespace

Result<void> find_events(Store& store,
                         const Filter& filter,
                         const std::function<bool(const EventRow&)>& each) {
  Where where;
  if (!filter.type.empty()) {
    if (!parse_event_type(upper(filter.type))) {
      return bad_filter("--type", filter.type,
                 "one of AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT "
                 "THREATEN PROTEST "
                 "SANCTION MOBILIZE COERCE ASSAULT");
    }
    where.add("e.type = ?", {upper(filter.type)});
  }
  const std::string party =
      "EXISTS (SELECT 1 FROM event_parties x JOIN actors a ON a.report = x.report AND a.id = "
      "x.actor WHERE x.report = e.report AND x.event = e.id AND (";
  Database& database = store.database();
  if (auto done = add_actor(where, database, filter.actor, party); !done) return done;
  if (auto done = add_country(where, database, filter.country, "p.country", party); !done)
    return done;
  if (auto done = add_common(where, database, filter, "e.first_day", "e.last_day"); !done)
    return done;
  where.add("r.id = e.report", {});

  const std::string sql =
      latest(std::string("SELECT ") + kReportColumns +
                 ", e.id, e.type, e.mode, e.contexts, e.\"trigger\", e.evidence, e.date, "
                 "e.first_day, p.name, p.country, "
                 "p.lat, p.lon, e.factuality, e.said_by, said.name, e.cameo, e.quad, e.score, "
                 "e.confidence, e.rule" +
                 order_columns("e") + "FROM " + rows_and_reports(where, "events",
                                  filter.type.empty() ? by_day(database, filter, "events_day") : "") +
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
    e.contexts = lines_of(row.text(8));
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
      return bad_filter("--type", filter.type,
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
  Database& database = store.database();
  if (auto done = add_actor(where, database, filter.actor, either); !done) return done;
  if (auto done = add_actor(where, database, filter.speaker, speaker); !done) return done;
  if (auto done = add_country(where, database, filter.country, "", speaker); !done) return done;
  if (auto done = add_source_type(where, filter); !done) return done;
  if (auto done = add_common(where, database, filter, "s.first_day", "s.last_day"); !done)
    return done;
  const auto about = read_about(database, filter.about);
  if (!about) return about.error();
  if (auto done = add_about(where, database, *about, filter.about); !done) return done;
  where.add("r.id = s.report", {});

  const std::string sql =
      latest(std::string("SELECT ") + kReportColumns +
                 ", s.id, s.kind, s.stance, s.polarity, s.source, s.cue, s.content, s.date, "
                 "s.first_day, s.confidence, "
                 "s.rule, a.id, a.name, a.code, a.country, a.role, b.id, b.name, b.code, "
                 "b.country, b.role, s.source_type, s.anonymous, s.chain, s.topics" +
                 order_columns("s") + "FROM " + rows_and_reports(where, "statements", by_day(database, filter, "statements_day")) +
                 "LEFT JOIN actors a ON a.report = s.report AND a.id = s.speaker "
                 "LEFT JOIN actors b ON b.report = s.report AND b.id = s.addressee WHERE " +
                 where.sql,
             filter.limit);
  auto aliases = store.database().prepare(kAliases);
  if (!aliases) return aliases.error();
  return run(store, sql, where, [&](Query& row) -> Result<bool> {
    StatementRow s;
    s.report = report_row(row);
    s.id = row.text(5), s.kind = row.text(6), s.stance = row.text(7), s.polarity = row.text(8);
    s.source = row.text(9), s.cue = row.text(10), s.content = row.text(11), s.date = row.text(12);
    s.day = row.text(13), s.confidence = row.real(14), s.rule = row.text(15);
    s.speaker = party_row(row, 16), s.addressee = party_row(row, 21);
    s.source_type = row.text(26), s.anonymous = row.integer(27) != 0;
    s.chain = lines_of(row.text(28));
    if (auto done = add_topics(*aliases, *about, filter.about, row.text(29), s); !done) return done.error();
    return each(s);
  });
}

// The latest reports that the filter leaves, by publication and id, with these columns of `r`.
static Result<void> run_reports(Store& store,
                                const Filter& filter,
                                const std::string& columns,
                                const std::function<Result<bool>(Query&)>& each) {
  Where where;
  const std::string actor = "EXISTS (SELECT 1 FROM actors a WHERE a.report = r.id AND (";
  Database& database = store.database();
  if (auto done = add_actor(where, database, filter.actor, actor); !done) return done;
  if (auto done = add_country(where, database, filter.country, "", actor); !done) return done;
  if (auto done = add_common(where, database, filter, kPublishedDay, kPublishedDay); !done) return done;
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

}  // namespace dragoman::store
