#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "core/fold.h"
#include "dossiers/dossier.h"
#include "dossiers/identity.h"
#include "dossiers/sheets.h"
#include "times/calendar.h"
#include "times/days.h"

namespace dragoman::dossiers {
namespace {

constexpr long kLongInForce = 200;  // days from its beginning to the first report of a truce
constexpr long kNearStart = 45;     // days between the first report of a truce and its declaration

// Names that reports use, the most frequent first, ties in order of letters; those with a mark
// ("Havana talks") before those without ("talks").
std::vector<std::string> names_of(const Tellings& tellings) {
  std::map<std::string, std::pair<int, std::string>> count;  // folded -> times, first spelling
  for (const Told& told : tellings) {
    auto& [n, spelling] = count[core::fold(told.facts.name)];
    if (spelling.empty() || told.facts.name < spelling) spelling = told.facts.name;
    ++n;
  }
  std::vector<std::pair<int, std::string>> ranked;
  for (const auto& [folded, entry] : count) ranked.emplace_back(-entry.first, entry.second);
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::string> out;
  for (const auto& [n, name] : ranked) out.push_back(name);
  return out;
}

std::string month_of(const std::string& day) {
  static const char* kMonths[] = {"January",   "February", "March",    "April",
                                  "May",       "June",     "July",     "August",
                                  "September", "October",  "November", "December"};
  const auto date = times::parse_date(day.size() == 7 ? day + "-01" : day);
  return date ? std::string(kMonths[date->month - 1]) + " " + std::to_string(date->year) : "";
}

// The place that most reports give in one relation to the process.
std::string usual_place(const std::vector<DossierPlace>& places, const std::string& as) {
  const DossierPlace* best = nullptr;
  for (const DossierPlace& place : places) {
    if (place.as == as && (best == nullptr || place.reports > best->reports)) best = &place;
  }
  return best == nullptr ? "" : best->name;
}

std::string usual_body(const Tellings& tellings) {
  std::map<std::string, int> count;
  for (const Told& told : tellings)
    for (const Party& body : told.facts.bodies) ++count[body.name];
  std::string best;
  for (const auto& [body, n] : count) {
    if (best.empty() || n > count[best]) best = body;
  }
  return best;
}

// The name that most reports use with this word in it; else the most frequent of all.
std::string name_with(const std::vector<std::string>& names, const std::string& word) {
  const std::string folded = core::fold(word);
  for (const std::string& name : names) {
    if (core::fold(name).starts_with(folded + " ") && name.size() > word.size()) return name;
  }
  return "";
}

// A short name in capitals ("FARC") where reports use one; empty for what has no name of its own.
std::string short_name(const DossierRole& role) {
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (role.name.empty() || !is_capital(role.name.front())) return "";
  for (const std::string& name : role.also) {
    if (name.size() > 1 && name.size() < role.name.size() &&
        std::all_of(name.begin(), name.end(), is_capital))
      return name;
  }
  return role.name;
}

// What reports call the country of the conflict.
std::string country_name(const Tellings& tellings) {
  std::map<std::string, int> count;
  for (const Told& told : tellings) {
    if (!told.facts.conflict_name.empty()) ++count[told.facts.conflict_name];
  }
  std::string best;
  for (const auto& [name, n] : count) {
    if (best.empty() || n > count[best]) best = name;
  }
  return best;
}

// "FARC ceasefire, December 2014"; "ceasefire in Aleppo, May 2016".
std::string name_of_truce(const Tellings& tellings, const Dossier& dossier) {
  const std::string scope = usual_place(dossier.places, "scope");
  std::string start = dossier.first_day;
  int unilateral = 0, bilateral = 0;
  for (const Told& told : tellings) {
    unilateral += told.facts.leaning == "unilateral";
    bilateral += told.facts.leaning == "bilateral";
  }
  for (const Outcome& outcome : dossier.outcomes) {
    const bool starts =
        outcome.act == "declared" || outcome.act == "signed" || outcome.act == "agreed";
    const bool near = std::abs(days_between(dossier.first_day, outcome.date)) <= kNearStart;
    if (starts && near) {
      start = outcome.date;
      break;
    }
  }
  // "came into force late in December", told in April
  for (const TimelineEntry& entry : dossier.timeline) {
    const auto days = times::days_of(entry.date);
    const long before = days ? days_between(days->first, dossier.first_day) : 0;
    if (entry.act == "in_force" && before > 0 && before <= kLongInForce && entry.date < start) {
      start = entry.date;
      break;
    }
  }
  std::string who;
  if (unilateral > bilateral) {
    for (const DossierRole& role : dossier.roles) {
      if (role.role != "party" || role.kind == "country" || role.kind == "person" ||
          short_name(role).empty())
        continue;
      who = short_name(role) + " ";
      break;
    }
  }
  const std::string where = scope.empty() && who.empty() ? country_name(tellings) : scope;
  const bool zones = core::fold(dossier.names.front()).find("zone") != std::string::npos;
  const std::string noun = zones ? dossier.names.front() : "ceasefire";
  return who + noun +
         (where.empty() || noun.find(" in ") != std::string::npos ? "" : " in " + where) + ", " +
         month_of(start);
}

// Most reports give this place as where the talks are held.
bool is_mostly_held(const Dossier& dossier, const std::string& venue) {
  return std::any_of(dossier.places.begin(), dossier.places.end(), [&](const DossierPlace& place) {
    return place.as == "venue" && place.name == venue && 2 * place.reports > dossier.reports;
  });
}

std::string name_of(const Tellings& tellings, const Dossier& dossier) {
  if (dossier.kind == "ceasefire") return name_of_truce(tellings, dossier);
  const std::string country = country_name(tellings);
  const std::string& usual = dossier.names.front();
  if (dossier.kind == "aid") {
    const std::string scope = usual_place(dossier.places, "scope");
    const std::string where = scope.empty() ? country : scope;
    return (where.empty() ? usual : "aid to " + where) + ", " + month_of(dossier.first_day);
  }
  if (dossier.kind == "mission") {
    const std::string body = usual_body(tellings);
    return (body.empty() ? usual : body + " mission") + (country.empty() ? "" : " in " + country);
  }
  const std::string format = usual_place(dossier.places, "format");
  const std::string venue = usual_place(dossier.places, "venue");
  if (!format.empty()) {
    const std::string own = name_with(dossier.names, format);
    return own.empty() ? format + " talks" : own;
  }
  if (is_mostly_held(dossier, venue) && usual.find(venue) == std::string::npos)
    return "talks in " + venue;  // "Syria Talks"
  const bool named = usual.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 1) != std::string::npos;
  if (named || (venue.empty() && country.empty())) return usual;
  return venue.empty() ? usual + ", " + country : usual + " in " + venue;
}

std::vector<DossierPlace> places_of(const Tellings& tellings) {
  struct Naming {
    std::set<std::string> reports;
    EvidenceList evidence;
  };
  std::map<std::tuple<std::string, std::string, std::string>, Naming> found;
  const auto add = [&found](const Told& told, const char* as, const std::string& name,
                            const std::string& country, const Source& source) {
    Naming& naming = found[{as, name, country}];
    naming.reports.insert(told.report);
    add_evidence(naming.evidence, evidence_of(told, source));
  };
  for (const Told& told : tellings) {
    for (const PlaceFact& place : told.facts.places)
      add(told, place.as.c_str(), place.name, place.country, place.source);
    for (const ActFact& act : told.facts.acts)
      if (!act.place.empty() && told.facts.kind == "talks")
        add(told, "round", act.place, act.country, act.source);
  }
  std::vector<DossierPlace> out;
  for (auto& [place, naming] : found) {
    out.push_back({std::get<1>(place), std::get<2>(place), std::get<0>(place),
                   static_cast<int>(naming.reports.size()), std::move(naming.evidence)});
  }
  std::stable_sort(out.begin(), out.end(), [](const DossierPlace& a, const DossierPlace& b) {
    return a.reports > b.reports;
  });
  return out;
}

// Pledges of reports that are on the process.
std::vector<DossierPledge> pledges_of(const Tellings& tellings) {
  std::vector<DossierPledge> out;
  for (const Told& told : tellings) {
    if (!told.facts.main) continue;
    for (const PledgeFact& fact : told.facts.pledges) {
      Evidence evidence = evidence_of(told, fact.source);
      const auto same = std::find_if(out.begin(), out.end(), [&](const DossierPledge& p) {
        return p.what == fact.what && p.by == fact.by && p.kind == fact.kind;
      });
      if (same != out.end()) {
        add_evidence(same->evidence, std::move(evidence));
      } else {
        out.push_back(
            {fact.id, fact.kind, fact.by, fact.to, fact.what, fact.due, {std::move(evidence)}});
      }
    }
  }
  return out;
}

}  // namespace

Dossier make_dossier(std::vector<Told> tellings,
                     const std::string& country,
                     const std::string& name) {
  std::sort(tellings.begin(), tellings.end(), [](const Told& a, const Told& b) {
    return std::tie(a.facts.day, a.report, a.facts.name) <
           std::tie(b.facts.day, b.report, b.facts.name);
  });
  Dossier out;
  if (tellings.empty()) return out;
  out.kind = tellings.front().facts.kind;
  out.country = country;
  out.names = names_of(tellings);
  out.first_day = tellings.front().facts.day;
  out.last_day = tellings.back().facts.day;
  std::set<std::string> reports, outlets;
  for (const Told& told : tellings) reports.insert(told.report), outlets.insert(told.outlet);
  out.reports = static_cast<int>(reports.size());
  out.outlets = static_cast<int>(outlets.size());
  out.roles = make_roles(tellings, country);
  out.places = places_of(tellings);
  out.rounds = make_rounds(tellings);
  out.agenda = make_agenda(tellings);
  out.outcomes = make_outcomes(tellings);
  out.incidents = make_incidents(tellings);
  out.deliveries = make_deliveries(tellings);
  out.pledges = pledges_of(tellings);
  out.timeline = make_timeline(tellings, out);
  out.state = make_state(tellings, out);
  out.name = name.empty() ? name_of(tellings, out) : name;
  return out;
}

}  // namespace dragoman::dossiers
