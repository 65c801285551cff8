#include "places/choose.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

#include "core/utf8.h"

namespace dragoman::places {
namespace {

using knowledge::Place;
using knowledge::Point;

constexpr double kEarthKm = 6371.0;
constexpr double kPi = 3.14159265358979323846;

double distance_km(Point a, Point b) {
  const double to_radians = kPi / 180;
  const double lat = (b.lat - a.lat) * to_radians, lon = (b.lon - a.lon) * to_radians;
  const double h = std::sin(lat / 2) * std::sin(lat / 2) + std::cos(a.lat * to_radians) *
                   std::cos(b.lat * to_radians) * std::sin(lon / 2) * std::sin(lon / 2);
  return 2 * kEarthKm * std::asin(std::min(1.0, std::sqrt(h)));
}

bool is_country(const Place& place) { return place.feature.starts_with("PCL"); }
bool is_division(const Place& place) { return place.feature.starts_with("ADM"); }
bool is_region(const Place& place) { return place.geonameid == 0 || place.feature == "CONT"; }
bool is_town(const Place& place) { return place.feature.starts_with("PPL"); }

struct Candidate {
  Place place;
  double prior = 0, score = 0;
  bool in_container = false, in_near = false;
};

// What is known before the report is looked at: kind of place, then population.
double prior_of(const Place& place, const Toponym& toponym) {
  const double size = std::log10(std::max<double>(place.population, 1000));
  double prior = size;
  if (is_country(place)) {
    prior = 9;
  } else if (place.feature == "CONT") {
    prior = 8;
  } else if (is_region(place)) {
    prior = 6.6;
  } else if (place.feature == "PPLC") {
    prior = std::max(6.5, size) + 0.8;
  } else if (place.feature == "ADM1") {
    prior = 4 + 0.4 * (place.population > 0 ? size : 5);
  } else if (is_division(place)) {
    prior = 3 + 0.3 * size;
  } else if (place.feature == "PPLX") {
    prior = size - 1;
  }
  if (toponym.division_noun && is_division(place)) prior += 3;
  if (toponym.settlement_noun && is_town(place)) prior += 2;
  // Found by another name: "Orange" is not likely Austintown.
  const std::string key = knowledge::normalise_alias(place.name);
  if (is_town(place) && !key.starts_with(toponym.key)) {
    prior -= !key.empty() && !toponym.key.empty() && key[0] == toponym.key[0] ? 0.3 : 0.9;
  }
  return prior;
}

// A division and its chief town share a name: "Aleppo", "Quebec". The town is meant when a good part of the
// people live in it and no noun says otherwise.
void settle_divisions(std::vector<Candidate>& candidates, const Toponym& toponym) {
  if (toponym.division_noun) return;
  for (Candidate& area : candidates) {
    if (area.place.feature != "ADM1") continue;
    for (Candidate& town : candidates) {
      if (!is_town(town.place) || town.place.country != area.place.country ||
          town.place.admin1 != area.place.name) {
        continue;
      }
      const bool chief = town.place.feature == "PPLC" || toponym.settlement_noun ||
                         std::uint64_t{town.place.population} * 5 >= area.place.population;
      Candidate& meant = chief ? town : area;
      meant.prior = std::max(area.prior, town.prior) + 0.3;
    }
  }
}

// Spellings of Arabic names that gazetteers write otherwise: "Mayadeen" is Al Mayadin there.
std::vector<std::string> other_spellings(const std::string& name) {
  std::vector<std::string> bases = {name};
  const auto replaced = [](std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
      text.replace(at, from.size(), to);
    }
    return text;
  };
  for (const auto& [from, to] : {std::pair{"ee", "i"}, std::pair{"oo", "u"}, std::pair{"ou", "u"},
                                 std::pair{"q", "k"}, std::pair{"ei", "ay"}, std::pair{"eir", "ayr"}}) {
    std::string other = replaced(name, from, to);
    if (other != name) bases.push_back(std::move(other));
  }
  std::vector<std::string> spellings;
  for (std::size_t i = 0; i < bases.size(); ++i) {
    if (i > 0) spellings.push_back(bases[i]);
    spellings.push_back("Al " + bases[i]);
    if (bases[i].starts_with("al-") || bases[i].starts_with("Al-")) spellings.push_back(bases[i].substr(3));
  }
  return spellings;
}

class Chooser {
 public:
  Chooser(const knowledge::KnowledgeBase& base, const Document& doc, const std::vector<Toponym>& toponyms)
      : base_(base), doc_(doc), toponyms_(toponyms), candidates_(toponyms.size()), picks_(toponyms.size(), kNone),
        sure_(toponyms.size(), false) {}

  std::vector<Choice> run() {
    for (std::size_t i = 0; i < toponyms_.size(); ++i) collect(i);
    read_other_evidence();
    for (int round = 0; round < 3; ++round) {
      gather_evidence();
      score();
      pick();
    }
    std::vector<Choice> choices;
    for (std::size_t i = 0; i < toponyms_.size(); ++i) choices.push_back(choice(i));
    return choices;
  }

 private:
  // ---- candidates ---------------------------------------------------------------------------------
  void collect(std::size_t i) {
    const Toponym& toponym = toponyms_[i];
    std::vector<Candidate>& list = candidates_[i];
    const Abbreviation* a = toponym.abbreviation;
    for (Place& place : base_.places(a ? a->division : toponym.name)) {
      if (a && (place.country != a->country || !place.feature.starts_with("ADM1"))) {
        // "D.C." is the capital as well as its district.
        if (place.country != a->country || place.feature != "PPLC") continue;
      }
      add(list, std::move(place));
    }
    if (list.empty() && !a && toponym.tagged) {
      for (const std::string& spelling : other_spellings(toponym.name)) {
        for (Place& place : base_.places(spelling)) {
          if (is_arabic(place.country)) add(list, std::move(place));
        }
      }
    }
    for (Candidate& candidate : list) candidate.prior = prior_of(candidate.place, toponym);
    settle_divisions(list, toponym);
  }

  static bool is_arabic(std::string_view country) {
    static constexpr std::string_view kCountries =
        "SYR IRQ LBN JOR PSE EGY LBY TUN DZA MAR SDN YEM SAU OMN ARE QAT KWT BHR MRT SOM DJI COM";
    return country.size() == 3 && kCountries.find(country) != kCountries.npos;
  }

  // The curated regions repeat some divisions; of the two the GeoNames entry is kept.
  static void add(std::vector<Candidate>& list, Place place) {
    if (place.geonameid == 0 && is_division(place)) {
      for (const Candidate& other : list) {
        if (other.place.country == place.country && other.place.name == place.name) return;
      }
    }
    Candidate candidate;
    candidate.place = std::move(place);
    list.push_back(std::move(candidate));
  }

  // ---- evidence -----------------------------------------------------------------------------------
  // Peoples and actors that the report names: "Syrian", "the Russian foreign minister".
  void read_other_evidence() {
    for (const Token& tok : doc_.tokens) {
      if (tok.upos != Upos::Adj && tok.upos != Upos::Propn && tok.upos != Upos::Noun) continue;
      const std::string_view form = doc_.view(tok.span);
      if (form.empty() || !core::is_ascii_upper(form[0])) continue;
      if (const auto country = base_.country_of_demonym(form)) fixed_countries_[std::string(country->country())] += 0.5;
    }
    for (const Actor& actor : doc_.actors) {
      if (!actor.country.empty()) {
        fixed_countries_[actor.country] += 0.2 * static_cast<double>(std::min<std::size_t>(actor.mentions.size(), 5));
      }
    }
  }

  void gather_evidence() {
    countries_ = fixed_countries_;
    divisions_.clear();
    points_.clear();
    for (std::size_t i = 0; i < toponyms_.size(); ++i) {
      const Candidate* pick = nullptr;
      if (picks_[i] != kNone) {
        if (sure_[i]) pick = &candidates_[i][picks_[i]];
      } else if (!candidates_[i].empty() && first_round_) {
        // Before anything is scored: names that have one reading, or one far above the others.
        pick = obvious(i);
      }
      if (!pick) continue;
      const double weight = toponyms_[i].in_dateline ? 3 : toponyms_[i].in_institution ? 0.5 : 1;
      const Place& place = pick->place;
      if (!place.country.empty()) countries_[std::string(place.country)] += weight;
      if (place.feature == "ADM1") {
        divisions_[{std::string(place.country), std::string(place.name)}] += weight;
      } else if (!place.admin1.empty()) {
        divisions_[{std::string(place.country), std::string(place.admin1)}] += weight;
      }
      if (place.point && (is_town(place) || is_division(place))) points_.push_back({toponyms_[i].key, *place.point});
    }
    first_round_ = false;
    country_total_ = 0;
    country_top_ = 0;
    for (const auto& [country, weight] : countries_) {
      country_total_ += weight;
      country_top_ = std::max(country_top_, weight);
    }
  }

  const Candidate* obvious(std::size_t i) const {
    const auto& list = candidates_[i];
    const Candidate* best = nullptr;
    double second = -1;
    for (const Candidate& candidate : list) {
      if (!best || candidate.prior > best->prior) {
        if (best && far(best->place, candidate.place)) second = std::max(second, best->prior);
        best = &candidate;
      } else if (far(best->place, candidate.place)) {
        second = std::max(second, candidate.prior);
      }
    }
    const Toponym& toponym = toponyms_[i];
    if (best && toponym.container != kNone) {
      for (const Candidate& candidate : list) {
        if (lies_in(candidate.place, toponym.container) > 0) return &candidate;
      }
    }
    return best && best->prior >= 5.5 && best->prior - second >= 1 ? best : nullptr;
  }

  static bool far(const Place& a, const Place& b) {
    if (!a.point || !b.point) return a.country != b.country || a.admin1 != b.admin1;
    return distance_km(*a.point, *b.point) > 161;
  }

  // Does `place` lie in what toponym `outer` may be? 2: in its division, 1: in its country.
  int lies_in(const Place& place, std::size_t outer) const {
    int best = 0;
    for (const Candidate& area : candidates_[outer]) {
      if (area.place.country != place.country || area.place.index == place.index) continue;
      if (is_country(area.place) && !is_country(place)) best = std::max(best, 1);
      if (area.place.feature == "ADM1" && place.admin1 == area.place.name) best = std::max(best, 2);
      if (area.place.feature == "ADM2" && place.admin1 == area.place.admin1 && is_town(place)) best = std::max(best, 1);
    }
    return best;
  }

  double country_share(const Place& place, double own) const {
    const auto found = countries_.find(std::string(place.country));
    if (found == countries_.end() || country_top_ <= 0) return 0;
    return std::max(0.0, found->second - own) / country_top_;
  }
  double division_share(const Place& place) const {
    const std::string_view name = place.feature == "ADM1" ? place.name : place.admin1;
    double top = 0, here = 0;
    for (const auto& [division, weight] : divisions_) {
      if (division.first != place.country) continue;
      top = std::max(top, weight);
      if (division.second == name) here = weight;
    }
    return top > 0 ? here / std::max(top, 1.5) : 0;
  }
  double division_weight(std::string_view country) const {
    double total = 0;
    for (const auto& [division, weight] : divisions_) {
      if (division.first == country) total += weight;
    }
    return total;
  }

  // ---- scores -------------------------------------------------------------------------------------
  void score() {
    std::map<std::string, std::map<std::uint32_t, double>> votes;  // key -> place -> what containers said
    for (std::size_t i = 0; i < toponyms_.size(); ++i) {
      const Toponym& toponym = toponyms_[i];
      for (Candidate& candidate : candidates_[i]) {
        const Place& place = candidate.place;
        candidate.score = candidate.prior;
        // A sure name must not support itself; the others of its key do that by the vote below.
        const bool counted = picks_[i] != kNone && sure_[i] && candidates_[i][picks_[i]].place.country == place.country;
        candidate.score += 2.5 * country_share(place, counted ? 1 : 0);
        if (!is_country(place) && !is_region(place)) candidate.score += 2.0 * division_share(place);
        if (place.point && is_town(place)) candidate.score += 1.5 * nearness(toponym.key, *place.point);
        if (toponym.container != kNone) {
          const int inside = lies_in(place, toponym.container);
          candidate.in_container = inside > 0;
          candidate.score += inside == 2 ? 8 : inside == 1 ? 6 : 0;
        }
        for (const std::uint32_t outer : toponym.near) {
          if (lies_in(place, outer) == 0) continue;
          candidate.in_near = true;
          candidate.score += 3;
        }
        if (is_container(i) && (is_country(place) || place.feature == "ADM1") && holds(i, place)) candidate.score += 4;
        if (candidate.in_container || candidate.in_near) votes[toponym.key][place.index] += 1;
      }
    }
    for (std::size_t i = 0; i < toponyms_.size(); ++i) {
      if (toponyms_[i].container != kNone && has_container_match(i)) continue;
      const auto vote = votes.find(toponyms_[i].key);
      if (vote == votes.end()) continue;
      for (Candidate& candidate : candidates_[i]) {
        if (vote->second.contains(candidate.place.index)) candidate.score += 4;
      }
    }
  }

  bool has_container_match(std::size_t i) const {
    return std::any_of(candidates_[i].begin(), candidates_[i].end(),
                       [](const Candidate& c) { return c.in_container; });
  }
  bool is_container(std::size_t i) const { return i > 0 && toponyms_[i - 1].container == i; }
  // Does the name before it have a reading inside `place`?
  bool holds(std::size_t i, const Place& place) const {
    for (const Candidate& inner : candidates_[i - 1]) {
      if (inner.place.country != place.country || inner.place.index == place.index) continue;
      if (is_country(place) || inner.place.admin1 == place.name) return true;
    }
    return false;
  }

  double nearness(const std::string& key, Point point) const {
    double best = 1e9;
    for (const auto& [other, at] : points_) {
      if (other != key) best = std::min(best, distance_km(point, at));
    }
    return best < 1e8 ? std::exp(-best / 250) : 0;
  }

  void pick() {
    for (std::size_t i = 0; i < toponyms_.size(); ++i) {
      picks_[i] = kNone;
      sure_[i] = false;
      const auto& list = candidates_[i];
      if (list.empty()) continue;
      std::uint32_t best = 0;
      for (std::uint32_t c = 1; c < list.size(); ++c) {
        if (list[c].score > list[best].score) best = c;
      }
      double second = -1;
      for (std::uint32_t c = 0; c < list.size(); ++c) {
        if (c != best && far(list[best].place, list[c].place)) second = std::max(second, list[c].score);
      }
      const double margin = second < 0 ? 9 : list[best].score - second;
      if (!fits(i, list[best], margin)) continue;
      picks_[i] = best;
      sure_[i] = margin >= 1 && (list[best].prior >= 5 || list[best].in_container || list[best].in_near);
    }
  }

  // A namesake somewhere else is worse than no place at all.
  bool fits(std::size_t i, const Candidate& candidate, double margin) const {
    const Place& place = candidate.place;
    const Toponym& toponym = toponyms_[i];
    if (is_country(place) || place.feature == "CONT" || toponym.abbreviation) return true;
    if (candidate.in_container || candidate.in_near) return true;
    // The text names another area for it: "Mansfield, La." has no entry there.
    if (toponym.container != kNone && !candidates_[toponym.container].empty() && is_town(place) &&
        names_area(toponym.container)) {
      return false;
    }
    if (is_region(place) || place.feature == "ADM1" || place.population >= 500000 || place.feature == "PPLC") return true;
    if (margin < 0.3) return false;
    const bool evidence = country_total_ >= 1.5;
    if (evidence && country_share(place, 0) < 0.12 && candidate.prior < 5.7) return false;
    if (division_weight(place.country) >= 2 && division_share(place) < 0.1 && candidate.prior < 5.3 &&
        (!place.point || nearness(toponym.key, *place.point) < 0.25)) {
      return false;
    }
    return true;
  }

  // Is the container surely an area (abbreviation, country or division), not the next item of a list?
  bool names_area(std::size_t outer) const {
    if (toponyms_[outer].abbreviation) return true;
    for (const Candidate& candidate : candidates_[outer]) {
      if (is_country(candidate.place) || candidate.place.feature == "ADM1") return !is_list(outer);
    }
    return false;
  }
  // "Aleppo, Idlib and Hama": what follows is one more item.
  bool is_list(std::size_t i) const {
    const TokenSpan tokens = toponyms_[i].tokens;
    if (tokens.empty() || tokens.end >= doc_.tokens.size()) return false;
    const std::string next = core::ascii_lower(doc_.form(tokens.end));
    return next == "and" || next == "or" || (toponyms_[i].container != kNone && next == ",");
  }

  // ---- results ------------------------------------------------------------------------------------
  Choice choice(std::size_t i) const {
    Choice out;
    const Toponym& toponym = toponyms_[i];
    if (picks_[i] != kNone) {
      const Candidate& candidate = candidates_[i][picks_[i]];
      out.place = candidate.place;
      out.country = candidate.place.country;
      out.admin1 = candidate.place.feature == "ADM1" ? candidate.place.name : candidate.place.admin1;
      const double share = country_share(candidate.place, 0);
      out.rule = toponym.abbreviation       ? "abbreviation"
                 : is_country(candidate.place) ? "country"
                 : candidate.in_container   ? "container"
                 : candidate.in_near        ? "near"
                 : candidates_[i].size() == 1 ? "only"
                 : share > 0.12             ? "context"
                                            : "population";
      return out;
    }
    out.rule = candidates_[i].empty() ? "not in gazetteer" : "no fit";
    if (toponym.container != kNone && picks_[toponym.container] != kNone && names_area(toponym.container)) {
      const Place& area = candidates_[toponym.container][picks_[toponym.container]].place;
      out.country = area.country;
      out.admin1 = area.feature == "ADM1" ? area.name : area.admin1;
      out.rule += "+container";
      return out;
    }
    for (const std::uint32_t outer : toponym.near) {
      if (picks_[outer] == kNone) continue;
      const Place& area = candidates_[outer][picks_[outer]].place;
      if (is_region(area)) continue;
      out.country = area.country;
      if (area.feature == "ADM1") out.admin1 = area.name;
      out.rule += "+near";
      return out;
    }
    // The same name elsewhere in the report may have been told.
    for (const auto& [country, weight] : countries_) {
      if (weight == country_top_ && weight >= 2 && weight >= 0.6 * country_total_) {
        out.country = country;
        out.is_country_guess = true;
        out.rule += "+focus";
      }
    }
    return out;
  }

  const knowledge::KnowledgeBase& base_;
  const Document& doc_;
  const std::vector<Toponym>& toponyms_;
  std::vector<std::vector<Candidate>> candidates_;
  std::vector<std::uint32_t> picks_;
  std::vector<bool> sure_;
  bool first_round_ = true;
  std::map<std::string, double> fixed_countries_, countries_;
  std::map<std::pair<std::string, std::string>, double> divisions_;
  std::vector<std::pair<std::string, Point>> points_;
  double country_total_ = 0, country_top_ = 0;
};

}  // namespace

std::vector<Choice> choose_places(const knowledge::KnowledgeBase& base, const Document& doc,
                                  const std::vector<Toponym>& toponyms) {
  return Chooser(base, doc, toponyms).run();
}

}  // namespace dragoman::places
