#include "store/conditions.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "store/name_index.h"
#include "store/search_index.h"
#include "store/selectivity.h"
#include "store/topic_index.h"
#include "store/totals.h"
#include "store/words.h"
#include "times/days.h"

namespace dragoman::store {
namespace {

using Value = Conditions::Value;

Error bad(const std::string& field, const std::string& value, const std::string& expected) {
  return make_error(ErrorCode::BadArgument, field + " '" + value + "': expected " + expected);
}

std::string country_is(const std::string& column) {
  return "(" + column + " <> '' AND (" + column + " = ? OR " + column +
         " IN (SELECT c.country FROM country_names c WHERE c.name = ?)))";
}
std::vector<Value> country_values(const std::string& typed) {
  std::string upper = typed;
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return {upper, fold(typed)};
}

// The days that were typed; none when nothing was.
Result<std::optional<times::Days>> read_days(const std::string& field, const std::string& typed) {
  if (typed.empty()) return std::optional<times::Days>();
  auto days = times::days_of(typed);
  if (!days || typed.size() < 4) return bad(field, typed, "a date as 2016-03-23, 2016-03 or 2016");
  return days;
}

struct Period {
  std::string first, last;  // empty: open
};
Result<Period> read_period(const std::string& prefix,
                           const std::string& typed_since,
                           const std::string& typed_until) {
  const auto since = read_days(prefix + "since", typed_since);
  if (!since) return since.error();
  const auto until = read_days(prefix + "until", typed_until);
  if (!until) return until.error();
  return Period{*since ? (*since)->first : "", *until ? (*until)->last : ""};
}

// What ends in the period or later, and begins in it or before.
Result<void> add_period(Conditions& conditions,
                        const DeskFilter& filter,
                        const std::string& table) {
  const auto period = read_period("", filter.since, filter.until);
  if (!period) return period.error();
  if (!period->first.empty()) conditions.add(table + ".last_day >= ?", {period->first});
  if (!period->last.empty()) {
    conditions.add(table + ".first_day <> '' AND " + table + ".first_day <= ?", {period->last});
  }
  return {};
}

// The same for reports, whose date may have a time behind its day. Compared as a whole, so that an
// index on it begins there; "~" comes behind every time.
Result<void> add_published(Conditions& conditions, const Result<Period>& period) {
  if (!period) return period.error();
  if (!period->first.empty()) conditions.add_for_reports("r.published >= ?", {period->first});
  if (!period->last.empty()) {
    conditions.add_for_reports("r.published <> '' AND r.published < ?", {period->last + "~"});
  }
  return {};
}

// The days of an entry, and those of its report.
Result<void> add_days(Conditions& conditions, const DeskFilter& filter, const std::string& table) {
  if (auto done = add_period(conditions, filter, table); !done) return done;
  return add_published(conditions, read_period("published_", filter.published_since, filter.published_until));
}

// What filters the report, whatever is asked for. `paged`: the latest rows, not all.
Result<void> add_report(Conditions& conditions,
                        Database& database,
                        const DeskFilter& filter,
                        const std::string& id,
                        bool paged) {
  if (!filter.report.empty()) conditions.add(id + " = ?", {filter.report});
  if (!filter.search.empty()) {
    const std::string expression = report_expression(database.dialect(), filter.search);
    if (expression.empty()) return bad("search", filter.search, "at least one word");
    const auto share =
        share_of(database, reports_found(database.dialect()), expression, total::kReports,
                 kManyReports);
    if (!share) return share.error();
    const bool each = paged && *share == Share::Many && filter.search.find('*') == std::string::npos;
    conditions.add_for_reports(report_is_found(database.dialect(), each), {expression});
  }
  if (!filter.outlet.empty()) conditions.add_for_reports("r.outlet = ?", {filter.outlet});
  if (!filter.language.empty()) conditions.add_for_reports("r.language = ?", {filter.language});
  return {};
}

// A party of an event: `condition` on its actor `a`.
std::string has_party(const std::string& condition) {
  return "EXISTS (SELECT 1 FROM event_parties x JOIN actors a ON a.report = x.report AND a.id = "
         "x.actor WHERE x.report = e.report AND x.event = e.id AND " +
         condition + ")";
}
// The speaker, or either side of a statement.
std::string has_speaker(const std::string& condition, bool or_addressee) {
  return std::string("EXISTS (SELECT 1 FROM actors a WHERE a.report = s.report AND ") +
         (or_addressee ? "a.id IN (s.speaker, s.addressee)" : "a.id = s.speaker") + " AND " +
         condition + ")";
}

// Only reports in which an actor has that id: the index leaves few rows to look at.
void add_reports_of_kb(Conditions& conditions, Database& database, const std::string& kb) {
  conditions.add_for_reports("r.number IN (" + names_found(database.dialect()) + ")",
                             {key_expression(database.dialect(), kb)});
}

std::vector<Value> values_of(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

// The actor `a` that was typed; `within` puts the condition on it where it belongs. `whole`: all
// rows are asked for, not the latest.
template <class Within>
Result<void> add_actor(Conditions& conditions,
                       Database& database,
                       const std::string& typed,
                       Within within,
                       bool whole = false) {
  if (typed.empty()) return {};
  const auto names = ActorNames::find(database, typed);
  if (!names) return names.error();
  conditions.add_for_reports(within("(" + names->condition() + ")"), values_of(names->values()));
  if (!names->reports().empty() && (names->few() || whole)) {
    conditions.add_for_reports("r.number IN (" + names->reports() + ")",
                               values_of(names->report_values()));
  }
  return {};
}

Result<void> add_event_type(Conditions& conditions, const std::string& typed) {
  if (typed.empty()) return {};
  std::string upper = typed;
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  if (!parse_event_type(upper)) {
    return bad("type", typed,
               "one of AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT "
               "THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT");
  }
  conditions.add("e.type = ?", {upper});
  return {};
}

Result<void> add_statement_type(Conditions& conditions, const std::string& typed) {
  if (typed.empty()) return {};
  const bool kind = parse_statement_kind(typed).has_value();
  if (!kind && !parse_stance(typed)) {
    return bad("type", typed,
               "direct, indirect or mixed; or neutral, claim, denial, admission, warning, promise, "
               "demand, accusation, belief or question");
  }
  conditions.add(kind ? "s.kind = ?" : "s.stance = ?", {typed});
  return {};
}

Result<void> add_source_type(Conditions& conditions, const std::string& typed) {
  if (typed.empty()) return {};
  if (typed != "unknown" && !parse_source_type(typed)) {
    return bad("source_type", typed,
               "named, role, anonymous, collective, document, medium or unknown");
  }
  if (typed == "anonymous") {
    conditions.add("(s.source_type = ? OR s.anonymous <> 0)", {typed});
  } else {
    conditions.add("s.source_type = ?", {typed == "unknown" ? std::string() : typed});
  }
  return {};
}

Result<void> add_about(Store& store, Conditions& conditions, const std::string& typed, bool paged) {
  if (typed.empty()) return {};
  const auto about = read_about(store.database(), typed);
  if (!about) return about.error();
  if (about->parts.empty()) return bad("about", typed, "at least one word");
  const Dialect dialect = store.database().dialect();
  const auto share = share_of(store.database(), reports_with_statements_found(dialect),
                              about->expression, total::kStatements, kManyStatements);
  if (!share) return share.error();
  const StatementCondition found = statement_is_found(dialect, about->sought, about->countries,
                                                      paged && *share == Share::Many);
  conditions.add_for_reports(found.sql, values_of(found.values));
  return {};
}

}  // namespace

void Conditions::add(const std::string& condition, std::vector<Value> values) {
  sql_ += " AND (" + condition + ")";
  add_values(std::move(values));
}

void Conditions::add_values(std::vector<Value> values) {
  values_.insert(values_.end(), std::make_move_iterator(values.begin()),
                 std::make_move_iterator(values.end()));
}

void Conditions::add_for_reports(const std::string& condition, std::vector<Value> values) {
  needs_reports_ = true;
  add(condition, std::move(values));
}

std::string Conditions::join_reports(const std::string& table) const {
  return needs_reports_ ? " JOIN reports r ON r.id = " + table + ".report" : "";
}

Result<void> Conditions::run(Store& store,
                             const std::string& select,
                             const std::function<bool(const Query&)>& each) const {
  auto query = store.database().prepare(select);
  if (!query) return query.error();
  int parameter = 0;
  for (const Value& value : values_)
    std::visit([&](const auto& v) { query->bind(++parameter, v); }, value);
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row || !each(*query)) return {};
  }
}

Result<Conditions> event_conditions(Store& store, const DeskFilter& filter, bool paged) {
  Conditions out;
  if (auto done = add_event_type(out, filter.type); !done) return done.error();
  if (!filter.kb.empty()) {
    add_reports_of_kb(out, store.database(), filter.kb);
    out.add(has_party("a.kb = ?"), {filter.kb});
  }
  if (auto done = add_actor(out, store.database(), filter.actor, has_party); !done)
    return done.error();
  if (!filter.country.empty()) {
    std::vector<Value> values = country_values(filter.country);
    const std::vector<Value> again = values;
    values.insert(values.end(), again.begin(), again.end());
    out.add("EXISTS (SELECT 1 FROM places q WHERE q.report = e.report AND q.id = e.place AND " +
                country_is("q.country") + ") OR " + has_party(country_is("a.country")),
            std::move(values));
  }
  if (!filter.place.empty()) {
    out.add(
        "EXISTS (SELECT 1 FROM places q WHERE q.report = e.report AND q.id = e.place AND "
        "q.name = ?)",
        {filter.place});
  }
  if (!filter.quad.empty()) out.add("e.quad = ?", {filter.quad});
  if (!filter.factuality.empty()) out.add("e.factuality = ?", {filter.factuality});
  if (filter.confidence > 0) out.add("e.confidence >= ?", {filter.confidence});
  if (auto done = add_report(out, store.database(), filter, "e.report", paged); !done) return done.error();
  if (auto done = add_days(out, filter, "e"); !done) return done.error();
  return out;
}

Result<Conditions> statement_conditions(Store& store, const DeskFilter& filter, bool paged) {
  Conditions out;
  if (auto done = add_statement_type(out, filter.type); !done) return done.error();
  if (!filter.kb.empty()) {
    add_reports_of_kb(out, store.database(), filter.kb);
    out.add(has_speaker("a.kb = ?", true), {filter.kb});
  }
  for (const auto& [typed, or_addressee] : {std::pair(filter.actor, true), {filter.speaker, false}}) {
    const auto within = [or_addressee = or_addressee](const std::string& condition) {
      return has_speaker(condition, or_addressee);
    };
    if (auto done = add_actor(out, store.database(), typed, within); !done) return done.error();
  }
  if (!filter.country.empty())
    out.add(has_speaker(country_is("a.country"), false), country_values(filter.country));
  if (auto done = add_source_type(out, filter.source_type); !done) return done.error();
  if (filter.confidence > 0) out.add("s.confidence >= ?", {filter.confidence});
  if (auto done = add_about(store, out, filter.about, paged); !done) return done.error();
  if (auto done = add_report(out, store.database(), filter, "s.report", paged); !done) return done.error();
  if (auto done = add_days(out, filter, "s"); !done) return done.error();
  return out;
}

Result<Conditions> report_conditions(Store& store, const DeskFilter& filter, bool paged) {
  Conditions out;
  const auto actor = [](const std::string& condition) {
    return "EXISTS (SELECT 1 FROM actors a WHERE a.report = r.id AND " + condition + ")";
  };
  if (!filter.kb.empty()) add_reports_of_kb(out, store.database(), filter.kb);
  if (auto done = add_actor(out, store.database(), filter.actor, actor); !done)
    return done.error();
  if (!filter.country.empty())
    out.add_for_reports(actor(country_is("a.country")), country_values(filter.country));
  if (auto done = add_report(out, store.database(), filter, "r.id", paged); !done) return done.error();
  if (auto done = add_published(out, read_period("", filter.since, filter.until)); !done)
    return done.error();
  return out;
}

Result<Conditions> actor_conditions(Store& store, const DeskFilter& filter) {
  Conditions out;
  if (!filter.type.empty()) {
    if (!parse_actor_kind(filter.type))
      return bad("type", filter.type, "person, country, organisation or group");
    out.add("a.kind = ?", {filter.type});
  }
  if (!filter.kb.empty()) out.add("a.who = ?", {filter.kb});
  const auto row = [](const std::string& condition) { return condition; };
  if (auto done = add_actor(out, store.database(), filter.actor, row, true); !done)
    return done.error();
  if (!filter.country.empty()) out.add(country_is("a.country"), country_values(filter.country));
  return out;
}

}  // namespace dragoman::store
