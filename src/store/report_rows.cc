#include "store/report_rows.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <unordered_map>

#include "record/span_text.h"
#include "store/name_index.h"
#include "store/lines.h"

namespace dragoman::store {
namespace {

void sort_unique(std::vector<std::string>& items) {
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

// The rows of `actors`, without what they say and do.
void add_actors(const Record& r, std::vector<ActorLine>& lines) {
  const record::SpanText text(r);
  std::unordered_map<std::string_view, std::size_t> by_id;
  for (const RecordActor& a : r.actors) {
    ActorLine& line = lines.emplace_back();
    line.position = static_cast<std::int64_t>(lines.size());
    line.id = a.id, line.name = a.name, line.kind = to_string(a.kind), line.code = a.code;
    line.country = a.country, line.sector = a.sector, line.role = a.role, line.kb = a.kb;
    line.who = actor_key(a.kb, line.kind, a.name);
    by_id.emplace(a.id, lines.size() - 1);
  }
  std::vector<std::vector<std::string>> aliases(lines.size());
  for (const RecordMention& mention : r.mentions) {
    const auto found = by_id.find(mention.actor);
    if (found == by_id.end()) continue;
    ++lines[found->second].mentions;
    if (mention.kind == MentionKind::Pronoun) continue;
    std::vector<std::string>& known = aliases[found->second];
    std::string words = text.words(mention.span);
    if (std::find(known.begin(), known.end(), words) == known.end())
      known.push_back(std::move(words));
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::vector<std::string_view> names = {lines[i].name, lines[i].code};
    names.insert(names.end(), aliases[i].begin(), aliases[i].end());
    lines[i].called = called(names);
    lines[i].aliases = join_lines(aliases[i]);
  }
}

// Counts what each actor says and does.
class Deeds {
 public:
  explicit Deeds(std::vector<ActorLine>& lines) {
    for (ActorLine& line : lines) by_id_.emplace(line.id, &line);
  }
  void says(const std::string& actor) {
    if (const auto found = by_id_.find(actor); found != by_id_.end()) ++found->second->statements;
  }
  // An actor may have several parts in an event; the parts of one event come together.
  void takes_part(const std::string& actor, const std::string& event) {
    if (event != event_) seen_.clear();
    event_ = event;
    const auto found = by_id_.find(actor);
    if (found == by_id_.end() || std::find(seen_.begin(), seen_.end(), actor) != seen_.end()) return;
    ++found->second->events;
    seen_.push_back(actor);
  }

 private:
  std::unordered_map<std::string_view, ActorLine*> by_id_;
  std::string event_;
  std::vector<std::string> seen_;
};

// Each row of a query about one report.
Result<void> for_rows(Database& database,
                      std::string_view sql,
                      const std::string& report,
                      const std::function<void(const Query&)>& each) {
  auto query = database.prepare(sql);
  if (!query) return query.error();
  query->bind(1, report);
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return {};
    each(*query);
  }
}

Result<void> read_actors(Database& database, ReportRows& rows) {
  auto done = for_rows(
      database,
      "SELECT position, id, name, kind, code, country, sector, role, kb, aliases, mentions, who, "
      "called FROM actors WHERE report = ? ORDER BY position",
      rows.id, [&rows](const Query& row) {
        ActorLine& line = rows.actors.emplace_back();
        line.position = row.integer(0), line.id = row.text(1), line.name = row.text(2);
        line.kind = row.text(3), line.code = row.text(4), line.country = row.text(5);
        line.sector = row.text(6), line.role = row.text(7), line.kb = row.text(8);
        line.aliases = row.text(9), line.mentions = row.integer(10), line.who = row.text(11);
        line.called = row.text(12);
      });
  if (!done) return done;
  Deeds deeds(rows.actors);
  done = for_rows(database, "SELECT speaker, first_day, kind FROM statements WHERE report = ?", rows.id,
                  [&](const Query& row) {
                    deeds.says(row.text(0));
                    rows.statements.emplace_back(row.text(1), row.text(2));
                  });
  if (!done) return done;
  return for_rows(database,
                  "SELECT actor, event FROM event_parties WHERE report = ? ORDER BY event", rows.id,
                  [&](const Query& row) { deeds.takes_part(row.text(0), row.text(1)); });
}

}  // namespace

SearchedNames ReportRows::names() const {
  SearchedNames out;
  out.countries = countries;
  for (const ActorLine& line : actors) {
    out.keys.push_back(line.who);
    if (!line.country.empty()) out.countries.push_back(line.country);
    const std::string& words = line.called;
    for (std::size_t at = 0; at < words.size();) {
      const std::size_t end = std::min(words.find_first_of(" \n", at), words.size());
      if (end > at) out.words.push_back(words.substr(at, end - at));
      at = end + 1;
    }
  }
  for (std::vector<std::string>* items : {&out.words, &out.countries, &out.keys}) sort_unique(*items);
  return out;
}

ReportRows rows_of(const Record& record, const Record& shown) {
  ReportRows rows;
  rows.id = record.id, rows.outlet = record.outlet, rows.published = record.published;
  rows.language = record.language;
  add_actors(shown, rows.actors);
  Deeds deeds(rows.actors);
  for (const RecordPlace& place : shown.places) {
    if (!place.country.empty()) rows.countries.push_back(place.country);
  }
  sort_unique(rows.countries);
  for (const RecordStatement& s : shown.statements) {
    deeds.says(s.speaker);
    rows.statements.emplace_back(days_or(s.date, shown.published).first, to_string(s.kind));
  }
  for (const RecordEvent& e : shown.events) {
    for (const std::vector<std::string>* parties : {&e.actors, &e.recipients}) {
      for (const std::string& actor : *parties) deeds.takes_part(actor, e.id);
    }
    rows.events.emplace_back(days_or(e.date, shown.published).first, to_string(e.type));
  }
  for (const RecordProcess& p : shown.processes) rows.processes.emplace_back(fold(p.name), p.name);
  rows.pledges = static_cast<std::int64_t>(shown.pledges.size());
  return rows;
}

Result<ReportRows> read_rows(Database& database, const std::string& report) {
  ReportRows rows;
  rows.id = report;
  auto done = for_rows(database, "SELECT outlet, published, language FROM reports WHERE id = ?",
                       report, [&rows](const Query& row) {
                         rows.outlet = row.text(0), rows.published = row.text(1);
                         rows.language = row.text(2);
                       });
  if (done) done = read_actors(database, rows);
  const auto read = [&](std::string_view sql, const std::function<void(const Query&)>& each) {
    if (done) done = for_rows(database, sql, report, each);
  };
  read("SELECT DISTINCT country FROM places WHERE report = ? AND country <> '' ORDER BY country",
       [&](const Query& row) { rows.countries.push_back(row.text(0)); });
  read("SELECT first_day, type FROM events WHERE report = ?",
       [&](const Query& row) { rows.events.emplace_back(row.text(0), row.text(1)); });
  read("SELECT folded, name FROM processes WHERE report = ?",
       [&](const Query& row) { rows.processes.emplace_back(row.text(0), row.text(1)); });
  read("SELECT count(*) FROM pledges WHERE report = ?",
       [&](const Query& row) { rows.pledges = row.integer(0); });
  if (!done) return done.error();
  return rows;
}

}  // namespace dragoman::store
