#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "dossiers/identity.h"
#include "record/span_text.h"

namespace dragoman::dossiers {
namespace {

// How much each sign counts. What stands beside the noun beats the parties, these beat the rest of
// the report.
constexpr double kSubject = 6, kScope = 5, kPeople = 4, kArmedParty = 4, kParty = 1.5;
constexpr double kArmedActor = 0.4, kMention = 0.1, kMostMentions = 3;

bool is_armed(const RecordActor& actor) {
  return actor.sector == "REB" || actor.sector == "OPP" || actor.sector == "SEP";
}

// Roles of those who help: their countries have no part in the conflict by that.
bool helps(std::string_view role) {
  return role == "mediator" || role == "host" || role == "guarantor" || role == "observer" ||
         role == "accompanying" || role == "sponsor" || role == "envoy" || role == "donor";
}

}  // namespace

std::string conflict_of(const Record& record, const RecordProcess& process) {
  std::map<std::string, double> weight;
  std::set<std::string> hosts, helpers;
  std::size_t people = 0;
  for (const RecordProcessQualifier& q : process.qualifiers) {
    if (q.country.empty()) continue;
    if (q.as == "subject") weight[q.country] += kSubject;
    if (q.as == "scope") weight[q.country] += kScope;
    if (q.as == "people") weight[q.country] += kPeople, ++people;
    if (q.as == "format" || q.as == "venue") hosts.insert(q.country);
  }
  // "the U.S.-Russian deal" in reports on Syria: two powers, seldom their own conflict.
  if (people > 1) {
    for (const RecordProcessQualifier& q : process.qualifiers)
      if (q.as == "people") weight[q.country] -= kPeople - kParty;
  }
  std::map<std::string, double> mentioned;
  for (const RecordMention& mention : record.mentions) {
    const RecordActor* actor = record::find_actor(record, mention.actor);
    if (actor == nullptr || actor->country.empty()) continue;
    mentioned[actor->country] += kMention;
    if (is_armed(*actor)) weight[actor->country] += kArmedActor;
  }
  for (const RecordPlace& place : record.places) {
    if (!place.country.empty()) mentioned[place.country] += kMention;
  }
  for (const auto& [country, count] : mentioned) weight[country] += std::min(count, kMostMentions);
  for (const RecordProcessRole& r : process.roles) {
    const RecordActor* actor = record::find_actor(record, r.actor);
    if (actor == nullptr || actor->country.empty()) continue;
    if (helps(r.role)) {
      helpers.insert(actor->country);
    } else {
      weight[actor->country] += is_armed(*actor) ? kArmedParty : kParty;
    }
  }
  std::pair<double, std::string> best{0, ""};
  for (auto& [country, sum] : weight) {
    if (helpers.contains(country) || (hosts.contains(country) && weight.size() > 1)) sum *= 0.3;
    if (sum > best.first) best = {sum, country};
  }
  return best.second;
}

}  // namespace dragoman::dossiers
