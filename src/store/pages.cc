#include "store/pages.h"

#include "store/counts.h"
#include "store/lines.h"
#include "store/name_index.h"
#include "store/topic_index.h"
#include "store/totals.h"

namespace dragoman::store {
namespace {

std::string limited(const std::string& order, const Page& page) {
  return " ORDER BY " + order + " LIMIT " + std::to_string(page.limit);
}

// Behind a place in the order of entries. The first condition lets an index on the day begin there.
void add_after(Conditions& conditions, const std::string& table, const Page& page) {
  if (!page.after) return;
  const Place& at = *page.after;
  conditions.add(table + ".first_day <= ?", {at.day});
  conditions.add_for_reports(
      "(" + table + ".first_day, r.published, r.id, " + table + ".position) < (?, ?, ?, ?)",
      {at.day, at.published, at.report, at.position});
}
std::string entry_order(const std::string& table) {
  return table + ".first_day DESC, r.published DESC, r.id DESC, " + table + ".position DESC";
}

constexpr const char* kReportColumns = "r.id, r.uri, r.outlet, r.published, r.title";
ReportRow report_row(const Query& row) {
  return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4)};
}
PartyRow party_row(const Query& row, int at) {
  return {row.text(at), row.text(at + 1), row.text(at + 2), row.text(at + 3), row.text(at + 4)};
}

EventRow event_row(const Query& row) {
  EventRow e;
  e.report = report_row(row);
  e.id = row.text(5), e.type = row.text(6), e.mode = row.text(7);
  e.contexts = lines_of(row.text(8));
  e.trigger = row.text(9), e.evidence = row.text(10), e.date = row.text(11), e.day = row.text(12);
  e.place = row.text(13), e.country = row.text(14);
  e.lat = row.real_or_none(15), e.lon = row.real_or_none(16);
  e.factuality = row.text(17), e.said_by = row.text(18), e.speaker = row.text(19);
  e.cameo = row.text(20), e.quad = row.text(21);
  e.score = row.real(22), e.confidence = row.real(23), e.rule = row.text(24);
  return e;
}

StatementRow statement_row(const Query& row) {
  StatementRow s;
  s.report = report_row(row);
  s.id = row.text(5), s.kind = row.text(6), s.stance = row.text(7), s.polarity = row.text(8);
  s.source = row.text(9), s.cue = row.text(10), s.content = row.text(11), s.date = row.text(12);
  s.day = row.text(13), s.confidence = row.real(14), s.rule = row.text(15);
  s.speaker = party_row(row, 16), s.addressee = party_row(row, 21);
  s.source_type = row.text(26), s.anonymous = row.integer(27) != 0;
  s.chain = lines_of(row.text(28));
  return s;
}

// Rows of `query` for one entry of a report.
Result<void> for_entry(Query& query,
                       const std::string& report,
                       const std::string& entry,
                       const std::function<void(const Query&)>& each) {
  query.bind(1, report).bind(2, entry);
  while (true) {
    auto row = query.step();
    if (!row) return row.error();
    if (!*row) break;
    each(query);
  }
  query.reset();
  return {};
}

struct Placed {
  EventRow event;
  Place place;
};

// Of what an actor is called in several reports, one that does not depend on their order; from
// rows `a` of actors, or of actor_totals.
const std::string kActorNames =
    "max(a.name), max(a.kind), max(a.code), max(a.country), max(a.sector), max(a.role), max(a.kb)";
const std::string kActorColumns = kActorNames + ", count(DISTINCT a.report), sum(a.mentions)";
const std::string kTotalColumns = kActorNames + ", sum(a.reports_as), sum(a.mentions)";
ActorRow actor_row(const Query& row, int at) {
  ActorRow a;
  a.name = row.text(at), a.kind = row.text(at + 1), a.code = row.text(at + 2);
  a.country = row.text(at + 3), a.sector = row.text(at + 4), a.role = row.text(at + 5);
  a.kb = row.text(at + 6), a.reports = row.integer(at + 7), a.mentions = row.integer(at + 8);
  return a;
}

// An actor's rows.
Conditions actor_is(const std::string& key) {
  Conditions out;
  const std::size_t blank = key.find(' ');
  if (blank == std::string::npos) {
    out.add("a.who = ?", {key});
  } else {
    const std::string kind = key.substr(0, blank), name = key.substr(blank + 1);
    out.add("a.who = ? AND a.kb = '' AND a.kind = ? AND a.name = ?",
            {actor_key("", kind, name), kind, name});
  }
  return out;
}

}  // namespace

const char* const kHeadColumns =
    "r.id, r.uri, r.outlet, r.published, r.title, r.agency, r.language, "
    "(SELECT count(*) FROM sources o WHERE o.report = r.id), "
    "(SELECT count(*) FROM statements s WHERE s.report = r.id), "
    "(SELECT count(*) FROM events e WHERE e.report = r.id) ";

ReportHead report_head(const Query& row) {
  return {report_row(row), row.text(5),    row.text(6),
          row.integer(7),  row.integer(8), row.integer(9)};
}

Result<void> page_reports(Store& store,
                          const DeskFilter& filter,
                          const Page& page,
                          const EachOnPage<ReportHead>& each) {
  auto conditions = report_conditions(store, filter, true);
  if (!conditions) return conditions.error();
  if (page.after) {
    conditions->add("r.published <= ?", {page.after->published});
    conditions->add("(r.published, r.id) < (?, ?)", {page.after->published, page.after->report});
  }
  return conditions->run(store,
                         std::string("SELECT ") + kHeadColumns + "FROM reports r WHERE " +
                             conditions->sql() + limited("r.published DESC, r.id DESC", page),
                         [&each](const Query& row) {
                           const ReportHead head = report_head(row);
                           each(head, {"", head.report.published, head.report.id, 0});
                           return true;
                         });
}

Result<void> page_events(Store& store,
                         const DeskFilter& filter,
                         const Page& page,
                         const EachOnPage<EventRow>& each) {
  auto conditions = event_conditions(store, filter, true);
  if (!conditions) return conditions.error();
  add_after(*conditions, "e", page);
  std::vector<Placed> rows;
  auto done = conditions->run(
      store,
      std::string("SELECT ") + kReportColumns +
          ", e.id, e.type, e.mode, e.contexts, e.\"trigger\", e.evidence, e.date, e.first_day, "
          "p.name, p.country, p.lat, p.lon, e.factuality, e.said_by, said.name, e.cameo, e.quad, "
          "e.score, e.confidence, e.rule, e.position FROM events e JOIN reports r ON r.id = "
          "e.report LEFT JOIN places p ON p.report = e.report AND p.id = e.place LEFT JOIN "
          "statements s ON s.report = e.report AND s.id = e.said_by LEFT JOIN actors said ON "
          "said.report = s.report AND said.id = s.speaker WHERE " +
          conditions->sql() + limited(entry_order("e"), page),
      [&rows](const Query& row) {
        EventRow e = event_row(row);
        Place place{e.day, e.report.published, e.report.id, row.integer(25)};
        rows.push_back({std::move(e), std::move(place)});
        return true;
      });
  if (!done) return done;
  auto parties = store.database().prepare(
      "SELECT x.part, a.id, a.name, a.code, a.country, a.role FROM event_parties x JOIN actors a "
      "ON a.report = x.report AND a.id = x.actor WHERE x.report = ? AND x.event = ? ORDER BY "
      "x.part, x.position");
  if (!parties) return parties.error();
  for (Placed& row : rows) {
    EventRow& e = row.event;
    done = for_entry(*parties, e.report.id, e.id, [&e](const Query& party) {
      (party.text(0) == "actor" ? e.actors : e.recipients).push_back(party_row(party, 1));
    });
    if (!done) return done;
    each(e, row.place);
  }
  return {};
}

Result<void> page_statements(Store& store,
                             const DeskFilter& filter,
                             const Page& page,
                             const EachOnPage<StatementRow>& each) {
  auto conditions = statement_conditions(store, filter, true);
  if (!conditions) return conditions.error();
  add_after(*conditions, "s", page);
  return conditions->run(
      store,
      std::string("SELECT ") + kReportColumns +
          ", s.id, s.kind, s.stance, s.polarity, s.source, s.cue, s.content, s.date, s.first_day, "
          "s.confidence, s.rule, a.id, a.name, a.code, a.country, a.role, b.id, b.name, b.code, "
          "b.country, b.role, s.source_type, s.anonymous, s.chain, s.topics, s.position FROM statements s "
          "JOIN reports r ON r.id = s.report LEFT JOIN actors a ON a.report = s.report AND a.id = "
          "s.speaker LEFT JOIN actors b ON b.report = s.report AND b.id = s.addressee WHERE " +
          conditions->sql() + limited(entry_order("s"), page),
      [&each](const Query& row) {
        StatementRow s = statement_row(row);
        for (Topic& topic : topics_of_column(row.text(29)))
          s.topics.push_back({std::move(topic.kind), std::move(topic.id), std::move(topic.name)});
        const Place place{s.day, s.report.published, s.report.id, row.integer(30)};
        each(s, place);
        return true;
      });
}

Result<void> page_actors(Store& store,
                         const DeskFilter& filter,
                         const Page& page,
                         const EachOnPage<ActorRow>& each) {
  auto conditions = actor_conditions(store, filter);
  if (!conditions) return conditions.error();
  std::string having;
  if (page.after) {
    having =
        " HAVING sum(a.mentions) < ? OR (sum(a.mentions) = ? AND " + actor_key_sql("a") + " > ?)";
    conditions->add_values({page.after->position, page.after->position, page.after->report});
  }
  const bool named = !filter.actor.empty();  // what an actor goes by is not in the totals
  return conditions->run(store,
                         "SELECT " + actor_key_sql("a") + " AS key, " +
                             (named ? kActorColumns : kTotalColumns) + " FROM " +
                             (named ? "actors a" + conditions->join_reports("a") : "actor_totals a") +
                             " WHERE " +
                             conditions->sql() + " GROUP BY " + actor_key_sql("a") + having +
                             limited("sum(a.mentions) DESC, " + actor_key_sql("a"), page),
                         [&each](const Query& row) {
                           const ActorRow actor = actor_row(row, 1);
                           each(actor, {"", "", row.text(0), actor.mentions});
                           return true;
                         });
}

Result<ActorCard> actor_card(Store& store, const std::string& key) {
  ActorCard out;
  out.key = key;
  const Conditions is = actor_is(key);
  auto done = is.run(store,
                     "SELECT " + kTotalColumns +
                         ", sum(a.statements), sum(a.events), min(nullif(a.first, '')), max(a.latest) "
                         "FROM actor_totals a WHERE " +
                         is.sql(),
                     [&out](const Query& row) {
                       out.actor = actor_row(row, 0);
                       out.actor.statements = row.integer(9), out.actor.events = row.integer(10);
                       out.first = row.text(11), out.last = date_of_latest(row.text(12));
                       return false;
                     });
  if (!done) return done.error();
  if (out.actor.reports == 0)
    return make_error(ErrorCode::NotFound, "no actor '" + key + "' in this store");
  return out;
}

Result<ReportCard> report_card(Store& store, const std::string& id) {
  ReportCard out;
  Conditions one;
  one.add_for_reports("r.id = ?", {id});
  auto done =
      one.run(store, std::string("SELECT ") + kHeadColumns + "FROM reports r WHERE " + one.sql(),
              [&out](const Query& row) { return out.head = report_head(row), false; });
  if (!done) return done.error();
  if (out.head.report.id.empty())
    return make_error(ErrorCode::NotFound, "no report '" + id + "' in this store");
  Conditions of;
  of.add("o.report = ?", {id});
  done = of.run(store,
                "SELECT o.uri, o.outlet, o.published, o.title FROM sources o WHERE " + of.sql() +
                    " ORDER BY o.published, o.uri",
                [&out](const Query& row) {
                  out.sources.push_back({row.text(0), row.text(1), row.text(2), row.text(3)});
                  return true;
                });
  if (!done) return done.error();
  return out;
}

Result<std::string> record_json(Store& store, const std::string& id) {
  auto query = store.database().prepare("SELECT record FROM reports WHERE id = ?");
  if (!query) return query.error();
  query->bind(1, id);
  auto row = query->step();
  if (!row) return row.error();
  if (!*row) return make_error(ErrorCode::NotFound, "no report '" + id + "' in this store");
  return query->text(0);
}

}  // namespace dragoman::store
