#include "claims/add_claims.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "claims/stored_claims.h"
#include "core/fold.h"
#include "times/calendar.h"

namespace dragoman::claims {
namespace {

using dossiers::Dossier;

constexpr int kAround = 30;  // days

std::string moved(const std::string& day, int by) {
  const auto date = times::parse_date(day);
  return date ? times::iso_day(times::plus_days(*date, by)) : day;
}

// The types of events that a kind of process is made of.
bool is_matter_of(const std::string& kind, EventType type) {
  using enum EventType;
  const auto is_one = [type](std::initializer_list<EventType> types) {
    return std::find(types.begin(), types.end(), type) != types.end();
  };
  if (kind == "talks")
    return is_one({Consult, Agree, Reject, Concede, Cooperate, Request, Support});
  if (kind == "ceasefire") return is_one({Agree, Reject, Concede, Retreat, Assault});
  if (kind == "aid") return type == Aid;
  return is_one({Cooperate, Aid, Mobilize, Retreat});
}

class Matcher {
 public:
  explicit Matcher(const Dossier& dossier) : dossier_(dossier) {
    countries_.insert(dossier.country);
    for (const dossiers::DossierRole& role : dossier.roles) {
      if (!role.country.empty()) countries_.insert(role.country);
      names_.insert(core::fold(role.name));
      for (const std::string& name : role.also) names_.insert(core::fold(name));
    }
    for (const dossiers::DossierPlace& place : dossier.places)
      if (place.as == "scope") towns_.insert(core::fold(place.name));
  }

  bool fits(const Claim& claim) const {
    if (!claim.type || !is_matter_of(dossier_.kind, *claim.type)) return false;
    if (dossier_.kind == "talks") return takes_part(claim);
    return claim.country == dossier_.country && is_there(claim);
  }

 private:
  bool takes_part(const Claim& claim) const {
    const bool of_it = claim.actor_country == dossier_.country ||
                       claim.recipient_country == dossier_.country ||
                       claim.country == dossier_.country;
    const bool both =
        countries_.contains(claim.actor_country) && countries_.contains(claim.recipient_country);
    const bool named =
        names_.contains(core::fold(claim.actor)) || names_.contains(core::fold(claim.recipient));
    return of_it && (both || named);
  }
  // "Aleppo, Halab, Syria" is in Aleppo.
  bool is_there(const Claim& claim) const {
    if (towns_.empty()) return true;
    const std::string place = core::fold(claim.place);
    return std::any_of(towns_.begin(), towns_.end(), [&](const std::string& town) {
      return place.starts_with(town) && (place.size() == town.size() || place[town.size()] == ',');
    });
  }

  const Dossier& dossier_;
  std::set<std::string> countries_, names_, towns_;
};

}  // namespace

Result<void> add_claims(store::Store& store, Dossier& dossier) {
  if (dossier.country.empty() || dossier.first_day.empty()) return {};
  ClaimFilter filter;
  filter.country = dossier.country;
  filter.since = moved(dossier.first_day, -kAround);
  filter.until = moved(dossier.last_day, kAround);
  const Matcher matcher(dossier);
  return find_claims(store, filter, [&](const Claim& claim) {
    if (matcher.fits(claim))
      dossier.claims.push_back({claim.dataset, claim.row, std::string(to_string(*claim.type)),
                                claim.coded, claim.first_day, claim.last_day, claim.actor,
                                claim.recipient, claim.place, claim.source, claim.words,
                                claim.dead});
    return true;
  });
}

}  // namespace dragoman::claims
