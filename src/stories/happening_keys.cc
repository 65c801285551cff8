#include "stories/happening_keys.h"

#include <algorithm>
#include <set>
#include <string>

#include "core/hash.h"
#include "stories/happening_agreement.h"

namespace dragoman::stories {
namespace {

constexpr std::size_t kMostNamed = 5;    // of the named parties
constexpr std::uint32_t kLeastToll = 4;  // "three people were killed" happens every day

std::set<std::string> countries_of(const Profile& p) {
  std::set<std::string> out;
  for (const auto* parties : {&p.actors, &p.recipients}) {
    for (const ProfileParty& party : *parties) {
      if (!party.country.empty()) out.insert(party.country);
    }
  }
  return out;
}

void add_place_keys(std::vector<std::string>& keys, const Profile& p) {
  if (!p.place) return;
  const ProfilePlace& place = *p.place;
  if (!place.admin1.empty()) {
    keys.push_back("region " + place.country + ' ' + place.admin1);
  } else if (place.precision != 3 || place.geonames == 0) {
    keys.push_back("spot " + place.country + ' ' + place.name);
  }
}

void add_party_keys(std::vector<std::string>& keys, const Profile& p) {
  std::set<std::string> named;
  for (const auto* parties : {&p.actors, &p.recipients}) {
    for (const ProfileParty& party : *parties) {
      if (party.kind != ActorKind::Country && !party.key.empty()) named.insert(party.key);
    }
  }
  std::size_t count = 0;
  for (const std::string& key : named) {
    if (++count <= kMostNamed) keys.push_back("party " + key);
  }
}

void add_country_keys(std::vector<std::string>& keys, const Profile& p) {
  std::set<std::string> countries = countries_of(p);
  for (auto a = countries.begin(); a != countries.end(); ++a) {
    for (auto b = std::next(a); b != countries.end(); ++b)
      keys.push_back("countries " + *a + ' ' + *b);
  }
  if (p.place && !p.place->country.empty()) countries.insert(p.place->country);
  for (const std::string& mode : p.modes) {
    for (const std::string& country : countries) keys.push_back("mode " + mode + ' ' + country);
  }
}

void add_toll_keys(std::vector<std::string>& keys, const Profile& p) {
  for (const ProfileToll& toll : p.tolls) {
    if (toll.count >= kLeastToll) {
      keys.push_back("toll " + std::to_string(static_cast<int>(toll.of)) + ' ' +
                     std::to_string(toll.count));
    }
  }
}

}  // namespace

std::vector<std::int64_t> keys_of(const Profile& profile) {
  if (profile.time.dating == Dating::None) return {};
  std::vector<std::string> keys;
  add_place_keys(keys, profile);
  add_party_keys(keys, profile);
  add_country_keys(keys, profile);
  add_toll_keys(keys, profile);
  if (profile.words.size() >= 4) {
    for (const std::string& pair : pairs_of_smallest(profile.words)) keys.push_back("words " + pair);
  }
  const std::string front = std::string(to_string(profile.type)) + ' ';
  std::vector<std::int64_t> out;
  for (const std::string& key : keys)
    out.push_back(static_cast<std::int64_t>(core::fnv1a64(front + key)));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::int64_t stretch_of(Dating dating, std::int64_t day) {
  constexpr std::int64_t kWeek = 8, kLong = 32, kRanges = 100'000'000, kFarBack = 10'000'000;
  const std::int64_t from = day + kFarBack;  // so that it is positive
  return dating == Dating::Range ? kRanges + from / kLong : from / kWeek;
}

std::vector<Days> where_vaguer(const ProfileTime& time) {
  switch (time.dating) {
    case Dating::Day:
      return {{Dating::Report, time.first, time.first + kTellDays},
              {Dating::Range, time.first - kMonth, time.first}};
    case Dating::Report:
      return {{Dating::Report, time.first + 1, time.first + kRepeatDays}};
    case Dating::Range:
    case Dating::None:
      return {};
  }
  return {};
}

std::vector<Days> where_better_known(const ProfileTime& time) {
  switch (time.dating) {
    case Dating::Report:
      return {{Dating::Day, time.first - kTellDays, time.first},
              {Dating::Report, time.first - kRepeatDays, time.first - 1}};
    case Dating::Range:
      if (time.last - time.first >= kMonth) return {};
      return {{Dating::Day, time.first, time.last}};
    case Dating::Day:
    case Dating::None:
      return {};
  }
  return {};
}

}  // namespace dragoman::stories
