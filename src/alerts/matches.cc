#include "alerts/matches.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "core/fold.h"
#include "core/hash.h"
#include "dossiers/find_dossiers.h"
#include "ledger/alarms.h"
#include "ledger/ledger.h"
#include "store/pages.h"
#include "store/words.h"
#include "stories/origins_count.h"
#include "times/calendar.h"

namespace dragoman::alerts {
namespace {

using stories::Happening;
using stories::HappeningEvent;

constexpr std::size_t kAllOfAReport = 10'000;  // entries

std::string key_of(std::initializer_list<std::string_view> parts) {
  std::string all;
  for (std::string_view part : parts) {
    all += part;
    all += '\n';
  }
  return core::sha256_hex(all).substr(0, 16);
}

// ---- events ----

// The actors of one report, and which of them a typed name means: words of a name, a code or an alias,
// or an id of the knowledge base, as the filters of lists take them.
class Cast {
 public:
  static Result<Cast> of(store::Store& store, const std::string& report) {
    auto query = store.database().prepare(
        "SELECT id, kb, name, code, aliases FROM actors WHERE report = ?");
    if (!query) return query.error();
    query->bind(1, report);
    Cast out;
    while (true) {
      auto row = query->step();
      if (!row) return row.error();
      if (!*row) return out;
      out.names_[query->text(0)] = {query->text(1), query->text(2) + '\n' + query->text(3) + '\n' +
                                                        query->text(4)};
    }
  }
  bool means(const std::string& typed, const std::string& actor) const {
    const auto found = names_.find(actor);
    return found != names_.end() && (found->second.kb == typed ||
                                     store::has_all_words(found->second.words, typed));
  }
  bool means(const std::string& typed, const std::vector<store::PartyRow>& side) const {
    return std::any_of(side.begin(), side.end(),
                       [&](const store::PartyRow& party) { return means(typed, party.id); });
  }

 private:
  struct Names {
    std::string kb, words;
  };
  std::map<std::string, Names> names_;  // by id
};

template <class Labels>
bool is_among(const Labels& labels, const std::string& label) {
  return labels.empty() || std::find(labels.begin(), labels.end(), label) != labels.end();
}

bool is_asked(const Question& q, const Cast& cast, const store::EventRow& event) {
  const auto on_any_side = [&](const std::string& typed) {
    return cast.means(typed, event.actors) || cast.means(typed, event.recipients);
  };
  return is_among(q.types, event.type) && is_among(q.factuality, event.factuality) &&
         (q.actor.empty() || cast.means(q.actor, event.actors)) &&
         (q.recipient.empty() || cast.means(q.recipient, event.recipients)) &&
         std::all_of(q.parties.begin(), q.parties.end(), on_any_side) &&
         (q.place.empty() || store::has_all_words(event.place, q.place));
}

// The events of one report that the question asks for.
Result<void> add_events(store::Store& store,
                        const Question& q,
                        const std::string& report,
                        std::vector<stories::EventKey>& found) {
  const auto cast = Cast::of(store, report);
  if (!cast) return cast.error();
  store::DeskFilter filter;
  filter.report = report;
  filter.country = q.country;
  return store::page_events(store, filter, {.limit = kAllOfAReport},
                            [&](const store::EventRow& event, const store::Place&) {
                              if (is_asked(q, *cast, event))
                                found.emplace_back(event.report.id, event.id);
                            });
}

std::string day_of(const HappeningEvent& event, Clock clock) {
  const std::string& time = clock == Clock::Learned ? event.learned : event.published;
  return time.substr(0, 10);
}

// The day on which reports, outlets and origins were as many as asked for; empty: they are not.
Result<std::string> day_met(store::Store& store,
                            const Happening& happening,
                            const Threshold& t,
                            Clock clock) {
  std::vector<const HappeningEvent*> events;
  for (const HappeningEvent& event : happening.events) events.push_back(&event);
  std::stable_sort(events.begin(), events.end(), [clock](const auto* a, const auto* b) {
    return day_of(*a, clock) < day_of(*b, clock);
  });
  std::set<std::string> reports, outlets;
  std::vector<stories::EventKey> so_far;
  for (std::size_t i = 0; i < events.size(); ++i) {
    reports.insert(events[i]->report);
    if (!events[i]->outlet.empty()) outlets.insert(core::fold(events[i]->outlet));
    so_far.emplace_back(events[i]->report, events[i]->event);
    const std::string day = day_of(*events[i], clock);
    if (i + 1 < events.size() && day_of(*events[i + 1], clock) == day) continue;
    if (std::ssize(reports) < t.reports || std::ssize(outlets) < t.outlets - (t.outlets == 1))
      continue;
    if (t.origins > 1) {
      auto origins = stories::count_origins(store, so_far);
      if (!origins) return origins.error();
      if (*origins < t.origins) continue;
    }
    return day.empty() ? std::string("0000-00-00") : day;
  }
  return std::string();
}

std::string names_of(const std::vector<stories::HappeningParty>& parties) {
  std::string out;
  for (const auto& party : parties) out += (out.empty() ? "" : ", ") + party.name;
  return out.empty() ? "somebody" : out;
}

std::string line_of(const Happening& h) {
  std::string out = fmt::format("{} {}: {}", to_string(h.type), to_string(h.status), names_of(h.actors));
  if (!h.recipients.empty()) out += " -> " + names_of(h.recipients);
  if (h.place) out += ", " + h.place->name;
  if (h.dated) out += ", " + h.first_day;
  if (!h.events.empty()) out += ": \u201C" + h.events.front().evidence + "\u201D";
  return out + fmt::format(" ({} reports, {} outlets, {} origins)", h.reports, h.outlets, h.origins);
}

Result<std::vector<Match>> matches_of_events(store::Store& store,
                                             const Rule& rule,
                                             const std::vector<std::string>& reports,
                                             Clock clock) {
  std::vector<stories::EventKey> events;
  for (const std::string& report : reports) {
    if (auto done = add_events(store, rule.query, report, events); !done) return done.error();
  }
  auto ids = stories::happenings_of(store, events);
  if (!ids) return ids.error();
  std::map<std::string, stories::EventKey> by_happening;
  for (const auto& [event, id] : *ids) by_happening[id] = event;
  std::vector<Match> out;
  for (const auto& [id, event] : by_happening) {
    auto happening = stories::happening(store, id);
    if (!happening) return happening.error();
    auto day = day_met(store, *happening, rule.threshold, clock);
    if (!day) return day.error();
    if (day->empty()) continue;
    Match match{*day, {}, event.first, event.second, id, line_of(*happening)};
    for (const HappeningEvent& one : happening->events)
      match.keys.push_back(key_of({"event", to_string(happening->type), one.report, one.evidence}));
    out.push_back(std::move(match));
  }
  return out;
}

// ---- statements ----

Result<std::vector<Match>> matches_of_statements(store::Store& store,
                                                 const Rule& rule,
                                                 const std::vector<std::string>& reports,
                                                 Clock clock) {
  std::vector<Match> out;
  for (const std::string& report : reports) {
    store::DeskFilter filter;
    filter.report = report;
    const std::string& speaker = rule.query.speaker;
    const auto cast = Cast::of(store, report);
    if (!cast) return cast.error();
    filter.about = rule.query.about;
    filter.source_type = rule.query.source_type;
    filter.country = rule.query.country;
    std::string learned;
    if (clock == Clock::Learned) {
      auto query = store.database().prepare("SELECT learned FROM reports WHERE id = ?");
      if (!query) return query.error();
      auto row = query->bind(1, report).step();
      if (!row) return row.error();
      if (*row) learned = query->text(0);
    }
    auto done = store::page_statements(
        store, filter, {.limit = kAllOfAReport},
        [&](const store::StatementRow& s, const store::Place&) {
          if (!speaker.empty() && !cast->means(speaker, s.speaker.id)) return;
          Match match;
          match.day = (clock == Clock::Learned ? learned : s.report.published).substr(0, 10);
          // The same words of the same mouth, in a copy too.
          match.keys = {key_of({"statement", core::fold(s.speaker.name), core::fold(s.content)})};
          match.report = s.report.id;
          match.entry = s.id;
          match.text = (s.speaker.name.empty() ? s.source : s.speaker.name) + ": \u201C" + s.content +
                       "\u201D" + (s.report.outlet.empty() ? "" : " (" + s.report.outlet + ")");
          out.push_back(std::move(match));
        });
    if (!done) return done.error();
  }
  return out;
}

// ---- what a day decides ----

std::string names_of(const std::vector<ledger::Party>& parties) {
  std::string out;
  for (const ledger::Party& party : parties) out += (out.empty() ? "" : ", ") + party.name;
  return out;
}

std::string day_after(const std::string& day) {
  const auto date = times::parse_date(day);
  if (!date) return day;
  const times::Date next = times::plus_days(*date, 1);
  return fmt::format("{:04}-{:02}-{:02}", next.year, next.month, next.day);
}

Result<std::vector<Match>> matches_of_pledges(store::Store& store,
                                              const Question& q,
                                              const std::string& today) {
  std::vector<Match> out;
  ledger::Query query;
  query.today = today;
  query.by = q.actor, query.to = q.recipient, query.about = q.about;
  query.status = ledger::Status::Overdue;
  auto done = ledger::find_entries(store, query, [&](const ledger::Entry& entry) {
    Match match;
    match.day = day_after(entry.due_day);
    for (const ledger::Evidence& told : entry.pledged)
      match.keys.push_back(key_of({"pledge", told.report, told.what, entry.due_day}));
    if (!entry.pledged.empty()) {
      match.report = entry.pledged.front().report;
      match.entry = entry.pledged.front().entry;
    }
    match.ref = entry.id;
    match.text = fmt::format("overdue since {}: {}: \u201C{}\u201D", entry.due_day, names_of(entry.by),
                             entry.what);
    out.push_back(std::move(match));
    return true;
  });
  if (!done) return done.error();
  return out;
}

Result<std::vector<Match>> matches_of_processes(store::Store& store, const Question& q) {
  std::vector<dossiers::DossierRow> rows;
  dossiers::DossierFilter filter;
  filter.country = q.country, filter.party = q.actor, filter.name = q.process;
  auto listed = dossiers::list_dossiers(store, filter, [&rows](const dossiers::DossierRow& row) {
    if (!row.state.empty()) rows.push_back(row);
    return true;
  });
  if (!listed) return listed.error();
  std::vector<Match> out;
  for (const dossiers::DossierRow& row : rows) {
    auto file = dossiers::find_dossier(store, row.id, "");
    if (!file) return file.error();
    Match match;
    match.day = row.changed;
    match.keys = {key_of({"process", row.kind, row.country, row.changed, row.state})};
    if (!file->state.evidence.empty()) match.report = file->state.evidence.front().report;
    match.ref = row.id;
    match.text = row.name + ": " + row.state;
    out.push_back(std::move(match));
  }
  return out;
}

Result<std::vector<Match>> matches_of_silence(store::Store& store,
                                              const Question& q,
                                              const std::string& today) {
  ledger::AlarmFilter filter;
  filter.today = today;
  filter.about = q.about;
  auto alarms = ledger::find_alarms(store, filter);
  if (!alarms) return alarms.error();
  std::vector<Match> out;
  for (const ledger::Alarm& alarm : *alarms) {
    std::string who;
    for (const std::string& one : alarm.who) who += (who.empty() ? "" : ", ") + one;
    Match match;
    match.day = day_after(alarm.day);
    match.keys = {key_of({"silence", alarm.kind, alarm.day, core::fold(who), core::fold(alarm.what)})};
    if (!alarm.told.empty()) match.report = alarm.told.front().report;
    match.ref = alarm.id;
    match.text = fmt::format("silent since {}: {}: {}", alarm.day, who, alarm.what);
    out.push_back(std::move(match));
  }
  return out;
}

std::int64_t number_of(const std::string& day) {
  const auto date = times::parse_date(day);
  return date ? times::to_days(*date) : 0;
}

}  // namespace

Result<std::vector<Match>> matches_in(store::Store& store,
                                      const Rule& rule,
                                      const std::vector<std::string>& reports,
                                      Clock clock) {
  return rule.kind == Kind::Statements ? matches_of_statements(store, rule, reports, clock)
                                       : matches_of_events(store, rule, reports, clock);
}

Result<std::vector<Match>> matches_on(store::Store& store,
                                      const Rule& rule,
                                      const std::string& today) {
  auto out = rule.kind == Kind::Pledges     ? matches_of_pledges(store, rule.query, today)
             : rule.kind == Kind::Processes ? matches_of_processes(store, rule.query)
                                            : matches_of_silence(store, rule.query, today);
  // What no report tells is no use to anybody who asks why.
  if (out) std::erase_if(*out, [](const Match& match) { return match.report.empty(); });
  return out;
}

std::vector<Fired> fired(const std::vector<Match>& matches, const Threshold& threshold) {
  const auto count = static_cast<std::size_t>(threshold.count);
  std::vector<std::string> told_on(matches.size());
  for (std::size_t last = 0; last < matches.size(); ++last) {
    if (last + 1 < count) continue;
    // The nearest so many that end here.
    const std::size_t first = last + 1 - count;
    if (number_of(matches[last].day) - number_of(matches[first].day) >= threshold.days) continue;
    for (std::size_t i = first; i <= last; ++i) {
      if (told_on[i].empty()) told_on[i] = matches[last].day;
    }
  }
  std::vector<Fired> out;
  for (std::size_t i = 0; i < matches.size(); ++i) {
    if (!told_on[i].empty()) out.push_back({i, told_on[i]});
  }
  return out;
}

}  // namespace dragoman::alerts
