#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "dossiers/facts.h"
#include "dossiers/known_formats.h"
#include "record/span_text.h"

namespace dragoman::dossiers {
namespace {

// How much each sign counts. What stands beside the noun beats the parties, these beat the rest of
// the report.
constexpr double kSubject = 6, kScope = 5, kPeople = 4, kPower = 1, kArmedParty = 4, kParty = 2;
constexpr double kArmedActor = 0.4, kMostArmed = 4, kTown = 0.3, kMostTowns = 3;
constexpr double kMention = 0.1, kMostMentions = 3;
constexpr double kNear = 0.6, kMostNear = 5;  // what stands near its words
constexpr std::uint32_t kNearReach = 300;     // code points
constexpr double kTheatre =
    1.2;  // signs of war, from which on a people beside the noun is its conflict
constexpr double kKnownFormat = 6,
                 kKnownVenue = 3;  // "the Astana process", "talks in Astana"
constexpr double kHelper = 0.3;    // what is left of the weight of those who help or host

bool is_armed(const RecordActor& actor) {
  return actor.sector == "REB" || actor.sector == "OPP" || actor.sector == "SEP";
}

// Roles of those who help: their countries have no part in the conflict by that.
bool helps(std::string_view role) {
  return role == "mediator" || role == "host" || role == "guarantor" || role == "observer" ||
         role == "accompanying" || role == "sponsor" || role == "envoy" || role == "donor";
}

using Weights = std::map<std::string, double>;

void add_capped(const Weights& counts, double most, Weights& into) {
  for (const auto& [country, count] : counts) into[country] += std::min(count, most);
}

// Where the war is that the report tells of: armed groups, towns.
Weights theatre_of(const Record& record) {
  Weights armed, towns, out;
  for (const RecordMention& mention : record.mentions) {
    const RecordActor* actor = record::find_actor(record, mention.actor);
    if (actor != nullptr && !actor->country.empty() && is_armed(*actor))
      armed[actor->country] += kArmedActor;
  }
  for (const RecordPlace& place : record.places) {
    const bool town = place.precision < 3 && place.span.end > place.span.begin;
    if (town && !place.country.empty()) towns[place.country] += kTown;
  }
  add_capped(armed, kMostArmed, out);
  add_capped(towns, kMostTowns, out);
  return out;
}

Weights mentions_of(const Record& record) {
  Weights out;
  for (const RecordMention& mention : record.mentions) {
    const RecordActor* actor = record::find_actor(record, mention.actor);
    if (actor != nullptr && !actor->country.empty()) out[actor->country] += kMention;
  }
  return out;
}

// Whether there are signs of more than two wars: two are mostly one and where it is talked about.
bool has_several(const Weights& theatre) {
  return std::count_if(theatre.begin(), theatre.end(),
                       [](const auto& war) { return war.second >= kTheatre; }) > 2;
}

// Those in arms and the places near the words that name the process: a report may tell of several
// wars. Powers that are named there need not be at war.
Weights near_of(const Record& record, const RecordProcess& process) {
  const auto is_near = [&process](const CodePointSpan& span) {
    return std::any_of(process.mentions.begin(), process.mentions.end(), [&](const auto& words) {
      return span.begin < words.end + kNearReach && words.begin < span.end + kNearReach;
    });
  };
  Weights counts, out;
  for (const RecordMention& mention : record.mentions) {
    const RecordActor* actor = record::find_actor(record, mention.actor);
    if (actor != nullptr && !actor->country.empty() && is_armed(*actor) && is_near(mention.span))
      counts[actor->country] += kNear;
  }
  for (const RecordPlace& place : record.places) {
    if (!place.country.empty() && place.span.end > place.span.begin && is_near(place.span))
      counts[place.country] += kNear;
  }
  add_capped(counts, kMostNear, out);
  return out;
}

// Two or more foreign peoples beside the noun have brokered it: "the Turkish-Iranian-Russian truce"
// in a report on the war in Syria.
bool is_brokers(const RecordProcess& process, const Weights& theatre) {
  std::set<std::string> peoples;
  for (const RecordProcessQualifier& q : process.qualifiers)
    if (q.as == "people" && !q.country.empty()) peoples.insert(q.country);
  const auto war =
      std::max_element(theatre.begin(), theatre.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return peoples.size() > 1 && war != theatre.end() && war->second >= kTheatre &&
         !peoples.contains(war->first);
}

// What processes of that name are known to be about; of several, those that the report names.
void add_known_formats(const Record& record, const RecordProcess& process, Weights& weight) {
  const std::string year =
      record.published.substr(0, std::min<std::size_t>(4, record.published.size()));
  for (const RecordProcessQualifier& q : process.qualifiers) {
    if (q.as != "format" && q.as != "venue") continue;
    const RecordPlace* place = record::find_place(record, q.place);
    if (place == nullptr) continue;
    std::vector<std::string> known = conflicts_of_format(place->name, year);
    if (known.size() > 1 || q.as == "venue")
      std::erase_if(known, [&](const std::string& country) { return !weight.contains(country); });
    for (const std::string& country : known)
      weight[country] += q.as == "format" ? kKnownFormat : kKnownVenue;
  }
}

}  // namespace

std::string conflict_of(const Record& record, const RecordProcess& process) {
  const Weights theatre = theatre_of(record);
  Weights weight = theatre;
  std::set<std::string> helpers;
  add_capped(mentions_of(record), kMostMentions, weight);
  if (has_several(theatre)) add_capped(near_of(record, process), kMostNear, weight);
  const bool brokers = is_brokers(process, theatre);
  for (const RecordProcessQualifier& q : process.qualifiers) {
    // "the Syrian Congress of National Dialogue"
    if (const RecordActor* body = record::find_actor(record, q.actor);
        q.as == "body" && body != nullptr && !body->country.empty())
      weight[body->country] += kPeople;
    if (q.country.empty()) continue;
    const auto war = theatre.find(q.country);
    const double share = war == theatre.end() ? 0 : std::min(1.0, war->second / kTheatre);
    if (q.as == "subject") weight[q.country] += kSubject;
    if (q.as == "scope") weight[q.country] += kScope;
    // "the U.S.-Russian deal", "the Russian-brokered truce" in reports on Syria: seldom their own.
    if (q.as == "people" && brokers) helpers.insert(q.country);
    if (q.as == "people") weight[q.country] += kPower + (kPeople - kPower) * share;
    if ((q.as == "format" || q.as == "venue") && share < 1) helpers.insert(q.country);
  }
  for (const RecordProcessRole& r : process.roles) {
    const RecordActor* actor = record::find_actor(record, r.actor);
    if (actor == nullptr || actor->country.empty()) continue;
    if (helps(r.role)) {
      helpers.insert(actor->country);
    } else {
      weight[actor->country] += is_armed(*actor) ? kArmedParty : kParty;
    }
  }
  add_known_formats(record, process, weight);
  std::pair<double, std::string> best{0, ""};
  for (auto& [country, sum] : weight) {
    if (helpers.contains(country) && weight.size() > 1) sum *= kHelper;
    if (sum > best.first) best = {sum, country};
  }
  return best.second;
}

}  // namespace dragoman::dossiers
