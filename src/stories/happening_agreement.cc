#include "stories/happening_agreement.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace dragoman::stories {
namespace {

// ---- parties ----

enum class Side : std::uint8_t { Unknown, State, Armed, Civil };

// What a PLOVER sector stands for where one report is vaguer than another.
Side side_of(const ProfileParty& p) {
  const std::string& s = p.sector;
  if (s.empty()) return p.kind == ActorKind::Country ? Side::State : Side::Unknown;
  if (s == "GOV" || s == "MIL" || s == "LEG" || s == "COP" || s == "SPY" || s == "JUD" ||
      s == "PRM") {
    return Side::State;
  }
  if (s == "REB" || s == "UAF" || s == "OPP" || s == "PTY") return Side::Armed;
  return Side::Civil;
}

// "assad" in "bashar al assad".
bool is_part_of_name(const std::string& part, const std::string& whole) {
  return (" " + whole + " ").find(" " + part + " ") != std::string::npos;
}

bool countries_differ(const std::string& a, const std::string& b) {
  return !a.empty() && !b.empty() && a != b;
}

Match match_named(const ProfileParty& a, const ProfileParty& b) {
  if (a.key == b.key) return Match::Same;
  if (is_part_of_name(a.name, b.name) || is_part_of_name(b.name, a.name)) {
    if (a.kind == b.kind && !countries_differ(a.country, b.country)) return Match::Same;
  }
  if (a.country.empty() || a.country != b.country) return Match::Conflict;
  if (a.kind == ActorKind::Person && b.kind == ActorKind::Person) return Match::Conflict;
  // A state, its bodies, and those who act for it.
  return side_of(a) == Side::State && side_of(b) == Side::State ? Match::Compatible
                                                                : Match::Conflict;
}

// `described` has no name. Its country may be a guess from the scene.
Match match_described(const ProfileParty& described, const ProfileParty& other) {
  const Side a = side_of(described), b = side_of(other);
  if (countries_differ(described.country, other.country)) {
    return a == b && a == Side::Armed ? Match::Compatible : Match::Conflict;
  }
  if (a == Side::Unknown || b == Side::Unknown) return Match::Unknown;
  // "Syria" is hit where people, troops or rebels in it are.
  if (other.kind == ActorKind::Country && !other.country.empty())
    return other.country == described.country ? Match::Compatible : Match::Unknown;
  return a == b ? Match::Compatible : Match::Conflict;
}

// What a match of these two is worth. In a war its parties are in every report.
double points_of(Match match, const ProfileParty& a) {
  if (match == Match::Compatible) return 0.5;
  if (match != Match::Same) return 0;
  if (a.kind == ActorKind::Country) return 0.6;
  return a.kind == ActorKind::Person ? 3 : 1.3;
}

struct PartiesMatch {
  Match match = Match::Unknown;
  double points = 0;
  bool person = false;  // the same person is in both
};

// The best pair of two lists; a conflict when each of them is one.
PartiesMatch match_any(const std::vector<ProfileParty>& a, const std::vector<ProfileParty>& b) {
  PartiesMatch best;
  if (a.empty() || b.empty()) return best;
  best.match = Match::Conflict;
  for (const ProfileParty& x : a) {
    for (const ProfileParty& y : b) {
      const Match one = match(x, y);
      if (one < best.match) continue;
      best.match = one;
      best.points = std::max(best.points, points_of(one, x));
      best.person = best.person || (one == Match::Same && x.kind == ActorKind::Person);
    }
  }
  return best;
}

std::vector<ProfileParty> all_parties(const Profile& p) {
  std::vector<ProfileParty> out = p.actors;
  out.insert(out.end(), p.recipients.begin(), p.recipients.end());
  return out;
}

// Of `parties`, those whom nobody among the others matches, and what the matches are worth.
int unmatched(const std::vector<ProfileParty>& parties,
              const std::vector<ProfileParty>& others,
              PartiesMatch& sum) {
  int alone = 0;
  for (const ProfileParty& party : parties) {
    const PartiesMatch one = match_any({party}, others);
    if (one.match == Match::Conflict) ++alone;
    sum.points += one.points;
    sum.person = sum.person || one.person;
  }
  return alone;
}

// Of types in which it makes no difference who acts and who receives: "A met B", "B met A". A met B
// is not A met C.
PartiesMatch match_all(const Profile& a, const Profile& b) {
  const std::vector<ProfileParty> x = all_parties(a), y = all_parties(b);
  PartiesMatch out;
  if (x.empty() || y.empty()) return out;
  PartiesMatch from_x, from_y;
  const int alone_x = unmatched(x, y, from_x), alone_y = unmatched(y, x, from_y);
  out.points = std::min(4.0, (from_x.points + from_y.points) / 2);
  out.person = from_x.person;
  if (alone_x > 0 && alone_y > 0) {
    out.match = Match::Conflict;
  } else {
    // Two parties or more that both name are a meeting of its own.
    out.match = out.points >= 1.2 && std::min(x.size(), y.size()) >= 2 ? Match::Same
                                                                       : Match::Compatible;
  }
  return out;
}

bool is_mutual(EventType type) {
  return type == EventType::Consult || type == EventType::Agree || type == EventType::Cooperate;
}

// Whether one of the two says no more of whom it hit than the country.
bool is_only_country(const Profile& a, const Profile& b) {
  const auto is_country = [](const ProfileParty& p) { return p.kind == ActorKind::Country; };
  return std::all_of(a.recipients.begin(), a.recipients.end(), is_country) !=
         std::all_of(b.recipients.begin(), b.recipients.end(), is_country);
}

bool is_material_conflict(EventType type) {
  return quad_of(type) == "material conflict";
}

void add_parties(Agreement& sum, const Profile& a, const Profile& b) {
  if (is_mutual(a.type)) {
    const PartiesMatch all = match_all(a, b);
    sum.conflict = sum.conflict || all.match == Match::Conflict;
    sum.points += all.points;
    sum.strong += all.person || all.match == Match::Same;
    return;
  }
  const PartiesMatch actors = match_any(a.actors, b.actors);
  PartiesMatch recipients = match_any(a.recipients, b.recipients);
  if (recipients.match == Match::Conflict && is_only_country(a, b)) recipients.match = Match::Unknown;
  sum.points += actors.points + recipients.points;
  const bool both_sides = actors.match == Match::Same && recipients.match == Match::Same;
  sum.strong += actors.person || recipients.person || (both_sides && !is_material_conflict(a.type));
  // One side may be in dispute: who fired, who was hit.
  const int conflicts =
      (actors.match == Match::Conflict) + (recipients.match == Match::Conflict);
  sum.points -= 2.5 * conflicts;
  sum.support += conflicts == 0 && actors.match >= Match::Compatible &&
                 recipients.match >= Match::Compatible;
  if (conflicts == 2) sum.conflict = true;
}

// ---- place ----

constexpr double kNearKm = 20;

double distance_km(const ProfilePlace& a, const ProfilePlace& b) {
  constexpr double kKmPerDegree = 111.2, kRadians = 3.14159265358979 / 180;
  const double middle = (a.lat + b.lat) / 200.0 * kRadians;
  const double north = (a.lat - b.lat) / 100.0, east = (a.lon - b.lon) / 100.0 * std::cos(middle);
  return kKmPerDegree * std::sqrt(north * north + east * east);
}

bool is_town(const ProfilePlace& p) {
  return p.precision == 1;
}
bool is_whole_country(const ProfilePlace& p) {
  return p.precision == 3 && p.geonames != 0;
}
// A place that no gazetteer knows: only its name and country.
bool is_unknown_spot(const ProfilePlace& p) {
  return p.geonames == 0 && p.admin1.empty();
}

bool is_spot(const ProfilePlace& p) {
  return is_town(p) || is_unknown_spot(p);
}

void add_place(Agreement& sum, const Profile& a, const Profile& b) {
  if (!a.place || !b.place) return;
  switch (match(*a.place, *b.place)) {
    case Match::Conflict:
      sum.conflict = true;
      break;
    case Match::Same:
      if (is_whole_country(*a.place)) {
        sum.points += 0.3;
      } else if (is_spot(*a.place)) {
        sum.points += 2.5;
        ++sum.strong;
      } else {
        sum.points += 1.3;
        ++sum.support;
      }
      break;
    case Match::Compatible:
      if (is_whole_country(*a.place) || is_whole_country(*b.place)) {
        sum.points += 0.2;
      } else {
        sum.points += 0.8;
        ++sum.support;
      }
      break;
    case Match::Unknown:
      break;
  }
}

// ---- tolls ----

std::vector<std::uint32_t> counts_of(const Profile& p, Toll of) {
  std::vector<std::uint32_t> out;
  for (const ProfileToll& toll : p.tolls) {
    if (toll.of == of && toll.count > 0) out.push_back(toll.count);
  }
  return out;
}

// Largest over smallest of the closest two; 0 when one gives none.
double ratio_of(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  double best = 0;
  for (const std::uint32_t x : a) {
    for (const std::uint32_t y : b) {
      const double ratio = static_cast<double>(std::max(x, y)) / std::min(x, y);
      if (best == 0 || ratio < best) best = ratio;
    }
  }
  return best;
}

bool share_count(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b,
                 std::uint32_t least) {
  return std::any_of(a.begin(), a.end(), [&](std::uint32_t count) {
    return count >= least && std::find(b.begin(), b.end(), count) != b.end();
  });
}

void add_tolls(Agreement& sum, const Profile& a, const Profile& b) {
  for (const Toll of : {Toll::Dead, Toll::Injured, Toll::Arrested, Toll::Size}) {
    const auto x = counts_of(a, of), y = counts_of(b, of);
    const double ratio = ratio_of(x, y);
    if (ratio == 0) continue;
    const double weight = of == Toll::Dead ? 1 : 0.6;
    if (ratio == 1) {
      const bool telling = share_count(x, y, 10);
      sum.points += weight * (telling ? 3 : share_count(x, y, 4) ? 2 : 0.5);
      sum.strong += telling || (of == Toll::Dead && share_count(x, y, 4));
    } else if (ratio <= 1.35) {
      sum.points += weight * 0.7;
    } else {
      sum.points -= weight * (ratio > 2 ? 2.5 : 0.8);
    }
    if (of == Toll::Dead && ratio > 4) sum.conflict = true;
  }
}

bool share_mode(const Profile& a, const Profile& b) {
  return std::any_of(a.modes.begin(), a.modes.end(), [&b](const std::string& mode) {
    return std::binary_search(b.modes.begin(), b.modes.end(), mode);
  });
}

void add_manner(Agreement& sum, const Profile& a, const Profile& b) {
  if (!a.modes.empty() && !b.modes.empty()) {
    const bool same = share_mode(a, b);
    sum.points += same ? 0.5 : -1;
    sum.support += same;
  }
  if (!a.trigger.empty() && !b.trigger.empty())
    sum.points += have_common(a.trigger, b.trigger) ? 0.3 : -0.5;
  sum.words = share_of(a.words, b.words);
  const bool enough = std::min(a.words.size(), b.words.size()) >= 4;
  sum.points += (enough ? 5 : 3) * sum.words;
  sum.strong += enough && sum.words >= 0.5;
  sum.support += enough && sum.words >= 0.2;
}

// One detail alone may be the same by chance.
bool is_telling(const Agreement& sum) {
  return !sum.conflict && sum.strong > 0 && sum.strong + sum.support >= 2;
}

constexpr double kSameSentence = 0.8;  // share of words: events told by one sentence

bool times_admit_in_report(const Profile& a, const Profile& b) {
  const ProfileTime &x = a.time, &y = b.time;
  if (x.dating == Dating::None || y.dating == Dating::None) return x == y;
  if (x.dating == y.dating) return x == y;
  const ProfileTime& vague = x.dating > y.dating ? x : y;
  const ProfileTime& dated = x.dating > y.dating ? y : x;
  if (may_be_at(vague, dated)) return true;
  // What is still to come may be told of without its date.
  return vague.dating == Dating::Report && !a.real && !b.real && dated.first >= vague.first;
}

}  // namespace

Match match(const ProfileParty& a, const ProfileParty& b) {
  if (!a.key.empty() && !b.key.empty()) return match_named(a, b);
  return a.key.empty() ? match_described(a, b) : match_described(b, a);
}

Match match(const ProfilePlace& a, const ProfilePlace& b) {
  if (a.geonames != 0 && a.geonames == b.geonames && a.name == b.name) return Match::Same;
  if (countries_differ(a.country, b.country)) return Match::Conflict;
  if (is_whole_country(a) || is_whole_country(b)) {
    return is_whole_country(a) && is_whole_country(b) ? Match::Same : Match::Compatible;
  }
  if (a.name == b.name) return Match::Same;
  if (is_unknown_spot(a) || is_unknown_spot(b)) return Match::Unknown;
  const bool located = (a.lat != 0 || a.lon != 0) && (b.lat != 0 || b.lon != 0);
  if (is_town(a) && is_town(b) && located)
    return distance_km(a, b) <= kNearKm ? Match::Unknown : Match::Conflict;
  if (countries_differ(a.admin1, b.admin1)) return Match::Conflict;
  return a.admin1.empty() || b.admin1.empty() ? Match::Unknown : Match::Compatible;
}

Agreement agreement(const Profile& a, const Profile& b) {
  Agreement sum;
  if (a.type != b.type) {
    sum.conflict = true;
    return sum;
  }
  add_parties(sum, a, b);
  add_place(sum, a, b);
  add_tolls(sum, a, b);
  add_manner(sum, a, b);
  return sum;
}

std::optional<double> same_in_report(const Mention& before, const Mention& after) {
  const Profile &a = before.profile, &b = after.profile;
  if (a.real != b.real || contradict_in_report(before, after)) return std::nullopt;
  const Agreement sum = agreement(a, b);
  // The parties of a report are in all of its sentences: something else has to be the same.
  const bool toll = share_count(counts_of(a, Toll::Dead), counts_of(b, Toll::Dead), 2);
  const bool told = sum.strong > 0 && sum.words >= 0.3 && have_common(a.trigger, b.trigger);
  if (sum.points < 4 || !(toll || told || sum.words >= 0.45)) return std::nullopt;
  return sum.points;
}

std::optional<double> same_at_time(const Profile& a, const Profile& b) {
  if (a.time != b.time || a.time.dating == Dating::None) return std::nullopt;
  const bool dated = a.time.dating != Dating::Report;
  if (a.time.dating != Dating::Day && a.real != b.real) return std::nullopt;
  const Agreement sum = agreement(a, b);
  if (!is_telling(sum) || sum.points < (dated ? 4.5 : 5)) return std::nullopt;
  return sum.points;
}

std::optional<double> same_within(const Profile& vague, const Profile& dated) {
  if (!may_be_at(vague.time, dated.time)) return std::nullopt;
  const bool undated = vague.time.dating == Dating::Report;
  if (undated && vague.real != dated.real) return std::nullopt;
  const bool repeated = dated.time.dating == Dating::Report;
  const double words = repeated ? 0.4 : undated ? 0 : 0.25;
  if (share_of(vague.words, dated.words) < words) return std::nullopt;  // of most, and soon known
  const Agreement sum = agreement(vague, dated);
  if (!is_telling(sum)) return std::nullopt;
  const std::int64_t apart = vague.time.first - dated.time.first;
  const bool quoted = repeated && sum.words >= 0.7;  // the same sentence, a day or two later
  const double needed = quoted ? 5 : repeated ? 6.5 : !undated ? 6 : apart >= 2 ? 5.5 : 5;
  if (sum.points < needed) return std::nullopt;
  return sum.points;
}

bool contradict(const Profile& a, const Profile& b) {
  return agreement(a, b).conflict;
}

bool contradict_in_report(const Mention& before, const Mention& after) {
  const Profile &a = before.profile, &b = after.profile;
  if (!times_admit_in_report(a, b) || contradict(a, b)) return true;
  if (after.apart && share_of(a.words, b.words) < kSameSentence) return true;
  // Where one report has two tolls or two towns, it tells of two happenings.
  const auto x = counts_of(a, Toll::Dead), y = counts_of(b, Toll::Dead);
  if (!x.empty() && !y.empty() && !share_count(x, y, 1)) return true;
  return a.place && b.place && is_spot(*a.place) && is_spot(*b.place) &&
         a.place->name != b.place->name;
}

bool may_be_at(const ProfileTime& vague, const ProfileTime& dated) {
  if (vague.dating == Dating::None || dated.dating == Dating::None) return false;
  if (dated.dating == Dating::Report) {
    return vague.dating == Dating::Report && dated.first < vague.first &&
           vague.first - dated.first <= kRepeatDays;
  }
  if (dated.dating == Dating::Range) return false;
  if (vague.dating == Dating::Report)
    return dated.first <= vague.first && vague.first - dated.first <= kTellDays;
  return vague.dating == Dating::Range && vague.last - vague.first < kMonth &&
         vague.first <= dated.first && dated.first <= vague.last;
}

}  // namespace dragoman::stories
