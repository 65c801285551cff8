// What happened in the course of a process: outcomes, incidents, deliveries, the timeline.
#include <algorithm>
#include <map>
#include <tuple>

#include "core/fold.h"
#include "dossiers/identity.h"
#include "dossiers/sheets.h"

namespace dragoman::dossiers {
namespace {

constexpr long kNews = 10;  // days after which an attack is background in a report
constexpr long kNear = 3;   // days between words for one incident
constexpr std::size_t kMostTimeline = 400;

bool is_any(const std::string& value, std::initializer_list<const char*> list) {
  return std::any_of(list.begin(), list.end(), [&](const char* v) { return value == v; });
}

bool is_outcome(const std::string& act) {
  return is_any(act, {"agreed", "signed", "approved", "rejected", "missed", "revised", "declared"});
}

template <class Entry>
void sort_by_date(std::vector<Entry>& list) {
  std::stable_sort(list.begin(), list.end(), [](const Entry& a, const Entry& b) {
    const auto key = [](const Entry& e) {
      const Evidence& first = e.evidence.front();
      return std::tie(e.date, first.published, first.report, first.begin);
    };
    return key(a) < key(b);
  });
}

std::vector<std::string> names_of(const std::vector<Party>& parties) {
  std::vector<std::string> out;
  for (const Party& party : parties) add_name(out, party.name);
  return out;
}

std::vector<std::string> sides_of(const EventFact& event) {
  std::vector<std::string> out;
  for (const auto* list : {&event.actors, &event.recipients})
    for (const Party& party : *list) add_name(out, party.side);
  return out;
}

std::string event_day(const Told& told, const EventFact& event) {
  const std::string day = first_day_of(event.date);
  return day.empty() && event.lead ? told.facts.day : day;
}

// ---- outcomes ----

void add_outcome(std::vector<Outcome>& out,
                 const std::string& date,
                 const std::string& act,
                 const std::string& place,
                 const std::vector<std::string>& by,
                 Evidence evidence) {
  auto found = std::find_if(out.begin(), out.end(),
                            [&](const Outcome& o) { return o.date == date && o.act == act; });
  if (found == out.end()) found = out.insert(out.end(), Outcome{date, act, "", {}, {}});
  if (found->place.empty()) found->place = place;
  for (const std::string& name : by) add_name(found->by, name);
  add_evidence(found->evidence, std::move(evidence));
}

// ---- incidents ----

// An attack between sides that a report brings as news.
bool is_attack(const Told& told, const EventFact& event) {
  if (event.type != "ASSAULT" || event.dead + event.injured == 0) return false;
  const std::string day = event_day(told, event);
  const long ago = days_between(day, told.facts.day);
  return !day.empty() && ago >= 0 && ago <= kNews;
}

const EventFact* attack_of(const Told& told) {
  const EventFact* best = nullptr;
  for (const EventFact& event : told.facts.events) {
    if (!is_attack(told, event)) continue;
    const auto key = [](const EventFact& e) { return std::tuple(e.lead, e.dead, e.injured); };
    if (best == nullptr || key(event) > key(*best)) best = &event;
  }
  return best;
}

void add_tolls(const Told& told, Incident& incident) {
  for (const EventFact& event : told.facts.events) {
    if (!is_attack(told, event) ||
        std::abs(days_between(event_day(told, event), incident.date)) > 1)
      continue;
    const bool known =
        std::any_of(incident.tolls.begin(), incident.tolls.end(), [&](const Toll& t) {
          return t.dead == event.dead && t.injured == event.injured &&
                 t.evidence.report == told.report;
        });
    if (!known)
      incident.tolls.push_back({event.dead, event.injured, evidence_of(told, event.source)});
  }
}

// What one report says of breaches: one incident, as its words rarely tell two apart.
void incident_of(const Told& told, std::vector<Incident>& out) {
  Incident incident;
  const EventFact* attack = attack_of(told);
  for (const ActFact& act : told.facts.acts) {
    const bool breach_denied = act.act == "ended" && act.factuality == "denied";
    if ((act.act != "violated" && !breach_denied) ||
        is_any(act.factuality, {"planned", "possible", "conditional", "requested"}))
      continue;
    for (const Party& party : act.by) add_name(incident.accused, party.name);
    for (const std::string& name : act.accusers) add_name(incident.accusers, name);
    for (const std::string& name : act.deniers) add_name(incident.denied, name);
    if (incident.date.empty()) incident.date = first_day_of(act.date);
    if (incident.place.empty()) incident.place = act.place;
    add_evidence(incident.evidence, evidence_of(told, act.source));
  }
  const bool breach = !incident.evidence.empty();
  if (!breach &&
      (attack == nullptr || !attack->lead || !told.facts.main || sides_of(*attack).empty()))
    return;
  if (attack != nullptr) {
    incident.date = event_day(told, *attack);
    incident.place = attack->place;
    if (incident.accused.empty()) incident.accused = names_of(attack->actors);
    add_evidence(incident.evidence, evidence_of(told, attack->source));
  }
  if (incident.date.empty() || days_between(incident.date, told.facts.day) > kNews) {
    if (!told.facts.main && attack == nullptr) return;
    incident.date = told.facts.day;
  }
  add_tolls(told, incident);
  out.push_back(std::move(incident));
}

void merge_into(Incident& into, Incident&& more) {
  for (const std::string& name : more.accused) add_name(into.accused, name);
  for (const std::string& name : more.accusers) add_name(into.accusers, name);
  for (const std::string& name : more.denied) add_name(into.denied, name);
  if (into.place.empty()) into.place = more.place;
  for (Toll& toll : more.tolls) into.tolls.push_back(std::move(toll));
  for (Evidence& evidence : more.evidence) add_evidence(into.evidence, std::move(evidence));
}

// ---- timeline ----

void add_to_timeline(std::vector<TimelineEntry>& out,
                     const std::string& date,
                     const std::string& act,
                     Evidence evidence) {
  for (TimelineEntry& entry : out) {
    if (entry.date != date || entry.act != act) continue;
    add_evidence(entry.evidence, std::move(evidence));
    return;
  }
  out.push_back({date, act, {std::move(evidence)}});
}

bool concerns(const EventFact& event, const std::vector<std::string>& sides) {
  const auto own = sides_of(event);
  return std::any_of(own.begin(), own.end(), [&](const std::string& side) {
    return std::find(sides.begin(), sides.end(), side) != sides.end();
  });
}

std::vector<std::string> party_sides(const Tellings& tellings) {
  std::map<std::string, int> count;
  for (const Told& told : tellings)
    for (const RoleFact& role : told.facts.roles)
      if (role.role == "party" && !role.who.side.empty()) ++count[role.who.side];
  std::vector<std::string> out;
  for (const auto& [side, n] : count) {
    if (n > 1 || tellings.size() < 4) out.push_back(side);
  }
  return out;
}

}  // namespace

std::vector<Outcome> make_outcomes(const Tellings& tellings) {
  std::vector<Outcome> out;
  const std::vector<std::string> sides = party_sides(tellings);
  for (const Told& told : tellings) {
    for (const ActFact& act : told.facts.acts) {
      const bool missed =
          act.act == "signed" && act.factuality == "negated" && !(act.date + act.due).empty();
      if (!is_outcome(act.act) || (!came_about(act.factuality) && !missed)) continue;
      const std::string day =
          missed ? first_day_of(act.due.empty() ? act.date : act.due) : day_of(told, act);
      if (!day.empty())
        add_outcome(out, day, missed ? "missed" : act.act, act.place, names_of(act.by),
                    evidence_of(told, act.source));
    }
    for (const ItemFact& item : told.facts.items) {
      if (item.status != "agreed") continue;
      const std::string day = first_day_of(item.date);
      if (day.empty() && !told.facts.main) continue;
      add_outcome(out, day.empty() ? told.facts.day : day, "agreed", "", {},
                  evidence_of(told, item.source));
    }
    for (const EventFact& event : told.facts.events) {
      if (event.type != "AGREE" || !concerns(event, sides)) continue;
      const std::string day = event_day(told, event);
      if (!day.empty() && day <= told.facts.day)
        add_outcome(out, day, "agreed", event.place, names_of(event.actors),
                    evidence_of(told, event.source));
    }
  }
  sort_by_date(out);
  return out;
}

std::vector<Incident> make_incidents(const Tellings& tellings) {
  std::vector<Incident> single, out;
  for (const Told& told : tellings) {
    if (told.facts.kind == "ceasefire") incident_of(told, single);
  }
  sort_by_date(single);
  for (Incident& incident : single) {
    const bool same =
        !out.empty() && std::abs(days_between(out.back().date, incident.date)) <= kNear;
    if (same) {
      merge_into(out.back(), std::move(incident));
    } else {
      out.push_back(std::move(incident));
    }
  }
  return out;
}

std::vector<Delivery> make_deliveries(const Tellings& tellings) {
  std::vector<Delivery> out;
  for (const Told& told : tellings) {
    if (told.facts.kind != "aid") continue;
    for (const ActFact& act : told.facts.acts) {
      if (!is_any(act.act, {"delivered", "sent", "allowed", "blocked", "attacked"})) continue;
      if (act.factuality == "possible" || act.factuality == "conditional") continue;
      Delivery delivery;
      delivery.date = first_day_of(act.date).empty() ? told.facts.day : first_day_of(act.date);
      delivery.place = act.place;
      delivery.amount = act.amount;
      delivery.by = names_of(act.by);
      delivery.status = came_about(act.factuality) ? act.act
                        : act.factuality == "negated" && act.act != "blocked"
                            ? "not " + act.act
                            : act.act + " (" + act.factuality + ")";
      delivery.evidence = {evidence_of(told, act.source)};
      out.push_back(std::move(delivery));
    }
  }
  sort_by_date(out);
  return out;
}

std::vector<TimelineEntry> make_timeline(const Tellings& tellings, const Dossier& dossier) {
  std::vector<TimelineEntry> out;
  const std::vector<std::string> sides = party_sides(tellings);
  for (const Told& told : tellings) {
    for (const ActFact& act : told.facts.acts) {
      if (!came_about(act.factuality) && act.factuality != "planned") continue;
      const std::string day = day_of(told, act);
      if (day.empty()) continue;
      add_to_timeline(out, day, act.factuality == "planned" ? act.act + " (planned)" : act.act,
                      evidence_of(told, act.source));
    }
    for (const EventFact& event : told.facts.events) {
      const std::string day = event_day(told, event);
      if (!event.lead || day.empty() || (event.type != "REPORT" && !concerns(event, sides)))
        continue;
      add_to_timeline(out, day, "report", evidence_of(told, event.source));
    }
  }
  for (const Outcome& outcome : dossier.outcomes) {
    for (const Evidence& evidence : outcome.evidence)
      add_to_timeline(out, outcome.date, outcome.act, evidence);
  }
  sort_by_date(out);
  if (out.size() > kMostTimeline) out.erase(out.begin(), out.end() - kMostTimeline);
  return out;
}

}  // namespace dragoman::dossiers
