#include "ledger/alarms.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>

#include "dossiers/find_dossiers.h"
#include "ledger/ledger.h"
#include "ledger/pledge_profile.h"
#include "stories/happenings.h"
#include "store/entry_spans.h"
#include "store/words.h"
#include "times/calendar.h"

namespace dragoman::ledger {
namespace {

using stories::Happening;

constexpr int kSeriesDays = 200;  // looked back for what is regular
constexpr int kHeldBefore = 2, kHeldAfter = 14;  // days around the planned day in which it was held
constexpr std::size_t kRhythm = 4;

std::string plus_days(const std::string& day, int days) {
  const auto date = times::parse_date(day);
  return date ? times::iso_day(times::plus_days(*date, days)) : std::string();
}

// What an announcement of leaves a gap when it does not come. Threats and demands do not.
bool is_awaited(EventType type) {
  switch (type) {
    case EventType::Assault:
    case EventType::Accuse:
    case EventType::Reject:
    case EventType::Request:
    case EventType::Threaten: return false;
    default: return true;
  }
}

bool is_over(const Happening& happening) {
  return happening.status == Factuality::Occurred || happening.status == Factuality::Ongoing ||
         happening.status == Factuality::Negated || happening.status == Factuality::Denied;
}

std::vector<std::string> keys_of(const Happening& happening) {
  std::vector<std::string> out;
  for (const auto& party : happening.actors) {
    if (!party.key.empty()) out.push_back(party.key);
  }
  return out;
}

std::vector<std::string> names_of(const Happening& happening) {
  std::vector<std::string> out;
  for (const auto& party : happening.actors) out.push_back(party.name);
  return out;
}

class Finder {
 public:
  Finder(store::Store& store, const AlarmFilter& filter)
      : store_(store), filter_(filter), from_(plus_days(filter.today, -filter.back)) {}

  Result<std::vector<Alarm>> run() {
    if (auto done = add_pledges(); !done) return done.error();
    if (auto done = read_happenings(); !done) return done.error();
    add_events();
    if (auto done = add_rounds(); !done) return done.error();
    add_series();
    std::erase_if(out_, [this](const Alarm& alarm) { return !is_asked_for(alarm); });
    std::sort(out_.begin(), out_.end(), [](const Alarm& a, const Alarm& b) {
      return std::tie(a.day, a.kind, a.what, a.id) < std::tie(b.day, b.kind, b.what, b.id);
    });
    if (auto done = add_spans(); !done) return done.error();
    return std::move(out_);
  }

 private:
  bool is_asked_for(const Alarm& alarm) const {
    std::string words = alarm.what;
    for (const std::string& name : alarm.who) words += "\n" + name;
    return store::has_all_words(words, filter_.about);
  }

  Alarm blank(const char* kind, const std::string& day, const std::string& what) const {
    Alarm out;
    out.kind = kind;
    out.day = day;
    out.silent = days_between(day, filter_.today);
    out.what = what;
    return out;
  }

  static Told told_by(const stories::HappeningEvent& event) {
    return {event.report,   event.outlet,  event.published.substr(0, 10),
            event.evidence, event.speaker, event.event};
  }

  // Where events stand in their reports is in the records only.
  Result<void> add_spans() {
    store::EntrySpans spans(store_);
    for (Alarm& alarm : out_) {
      for (Told& told : alarm.told) {
        if (!told.spans.empty()) continue;
        auto found = spans.of(told.report, told.entry);
        if (!found) return found.error();
        told.spans = std::move(*found);
      }
    }
    return {};
  }

  Result<void> add_pledges() {
    const Query asked{.today = filter_.today, .status = Status::Overdue, .due_since = from_};
    return find_entries(store_, asked, [this](const Entry& entry) {
      if (!entry.vague && !is_spoken_of(entry)) add_pledge(entry);
      return true;
    });
  }

  void add_pledge(const Entry& entry) {
    Alarm alarm = blank("pledge", entry.due_day, entry.what);
    alarm.id = entry.id;
    for (const Party& party : entry.by) alarm.who.push_back(party.name);
    for (const Evidence& e : entry.pledged)
      alarm.told.push_back(
          {e.report, e.outlet, e.published.substr(0, 10), e.what, e.speaker, e.entry, e.spans});
    out_.push_back(std::move(alarm));
  }

  // Told of since its day, if only as something pledged.
  static bool is_spoken_of(const Entry& entry) {
    if (!entry.evidence.empty()) return true;
    return std::any_of(entry.pledged.begin(), entry.pledged.end(), [&](const Evidence& evidence) {
      return evidence.published.substr(0, 10) > entry.due_day;
    });
  }

  Result<void> read_happenings() {
    stories::HappeningFilter asked;
    asked.where.since = plus_days(filter_.today, -kSeriesDays);
    asked.where.until = filter_.today;
    asked.as_of.day = filter_.today;
    return stories::find_happenings(store_, asked, [this](const Happening& happening) {
      happenings_.push_back(happening);
      return true;
    });
  }

  // Days on which a type of event by an actor is known to have been, or not to have been.
  void add_events() {
    std::map<std::pair<EventType, std::string>, std::set<std::string>> told;
    for (const Happening& happening : happenings_) {
      if (!is_over(happening)) continue;
      for (const std::string& key : keys_of(happening)) told[{happening.type, key}].insert(happening.first_day);
    }
    for (const Happening& happening : happenings_) {
      if (!is_silent(happening)) continue;
      const std::string first = plus_days(happening.first_day, -kHeldBefore);
      const std::string last = plus_days(happening.last_day, kHeldAfter);
      bool held = false;
      for (const std::string& key : keys_of(happening)) {
        const auto days = told.find({happening.type, key});
        if (days == told.end()) continue;
        const auto day = days->second.lower_bound(first);
        held = held || (day != days->second.end() && *day <= last);
      }
      if (!held) add_event(happening);
    }
  }

  bool is_silent(const Happening& happening) const {
    if (happening.status != Factuality::Planned || !happening.dated) return false;
    if (!is_awaited(happening.type) || keys_of(happening).empty()) return false;
    if (happening.last_day < from_ || happening.last_day >= filter_.today) return false;
    // Planned for a month or a year means nothing on its last day.
    if (days_between(happening.first_day, happening.last_day) > 7) return false;
    return std::all_of(happening.events.begin(), happening.events.end(), [&](const auto& event) {
      return event.published.substr(0, 10) <= happening.first_day;
    });
  }

  void add_event(const Happening& happening) {
    Alarm alarm = blank("event", happening.last_day, happening.events.front().evidence);
    alarm.id = happening.id;
    alarm.who = names_of(happening);
    for (const auto& event : happening.events) alarm.told.push_back(told_by(event));
    out_.push_back(std::move(alarm));
  }

  Result<void> add_rounds() {
    std::vector<std::string> ids;
    dossiers::DossierFilter filter;
    filter.since = from_;
    auto listed = dossiers::list_dossiers(store_, filter, [&ids](const auto& row) {
      ids.push_back(row.id);
      return true;
    });
    if (!listed) return listed;
    for (const std::string& id : ids) {
      auto dossier = dossiers::find_dossier(store_, id, filter_.today);
      if (!dossier) continue;  // nothing was told of it by that day
      for (const dossiers::DossierRound& round : dossier->rounds) {
        if (is_missing(*dossier, round)) add_round(*dossier, round);
      }
    }
    return {};
  }

  bool is_missing(const dossiers::Dossier& dossier, const dossiers::DossierRound& round) const {
    if (round.status != "planned" || round.begin.size() != 10) return false;
    if (round.begin < from_ || round.begin >= filter_.today) return false;
    const std::string first = plus_days(round.begin, -kHeldBefore);
    const std::string last = plus_days(round.begin, kHeldAfter);
    return std::none_of(
        dossier.timeline.begin(), dossier.timeline.end(), [&](const dossiers::TimelineEntry& entry) {
          return entry.date >= first && entry.date <= last && is_told_after(entry.evidence, round.begin);
        });
  }

  static bool is_told_after(const dossiers::EvidenceList& evidence, const std::string& day) {
    return std::any_of(evidence.begin(), evidence.end(),
                       [&](const dossiers::Evidence& one) { return one.published >= day; });
  }

  void add_round(const dossiers::Dossier& dossier, const dossiers::DossierRound& round) {
    Alarm alarm = blank("round", round.begin, round.name + " of " + dossier.name);
    alarm.id = dossier.id;
    for (const dossiers::DossierRole& role : dossier.roles) {
      if (role.role == "party") alarm.who.push_back(role.name);
    }
    for (const dossiers::Evidence& e : round.evidence)
      alarm.told.push_back({e.report, e.outlet, e.published, e.words, e.speaker, "",
                            {{static_cast<std::uint32_t>(e.begin), static_cast<std::uint32_t>(e.end)}}});
    out_.push_back(std::move(alarm));
  }

  void add_series() {
    std::map<std::string, std::vector<const Happening*>> series;
    for (const Happening& happening : happenings_) {
      if (happening.status != Factuality::Occurred || !happening.dated) continue;
      auto keys = keys_of(happening);
      if (keys.empty() || happening.recipients.empty() || happening.recipients.front().key.empty())
        continue;
      std::sort(keys.begin(), keys.end());
      std::string key(to_string(happening.type));
      for (const std::string& part : keys) key += "|" + part;
      series[key + ">" + happening.recipients.front().key].push_back(&happening);
    }
    for (const auto& [key, list] : series) {
      std::vector<std::string> days;
      for (const Happening* one : list) days.push_back(one->first_day);
      const std::string next = next_of(days);
      if (next.empty() || next < from_) continue;
      const int distance = days_between(days.back(), next);
      if (days_between(days.back(), filter_.today) <= 2 * distance) continue;
      const Happening& last = *list.back();
      Alarm alarm = blank("series", next, last.events.front().evidence);
      alarm.id = last.id;
      alarm.who = names_of(last);
      for (const Happening* one : list) alarm.told.push_back(told_by(one->events.front()));
      out_.push_back(std::move(alarm));
    }
  }

  store::Store& store_;
  const AlarmFilter& filter_;
  std::string from_;
  std::vector<Happening> happenings_;  // by day
  std::vector<Alarm> out_;
};

}  // namespace

std::string next_of(const std::vector<std::string>& all) {
  const std::set<std::string> set(all.begin(), all.end());
  const std::vector<std::string> days(set.begin(), set.end());
  if (days.size() < kRhythm) return {};
  std::vector<int> distances;
  for (std::size_t i = 1; i < days.size(); ++i)
    distances.push_back(days_between(days[i - 1], days[i]));
  std::vector<int> sorted = distances;
  std::sort(sorted.begin(), sorted.end());
  const int middle = sorted[sorted.size() / 2];
  if (middle <= 0) return {};
  const auto regular = std::count_if(distances.begin(), distances.end(), [middle](int distance) {
    return 2 * std::abs(distance - middle) <= middle;
  });
  const bool most = static_cast<std::size_t>(regular) * 4 >= distances.size() * 3;
  return most ? plus_days(days.back(), middle) : std::string();
}

Result<std::vector<Alarm>> find_alarms(store::Store& store, const AlarmFilter& filter) {
  return Finder(store, filter).run();
}

}  // namespace dragoman::ledger
