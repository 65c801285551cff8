#include "places/choose.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "core/utf8.h"
#include "places/coherence.h"
#include "places/spellings.h"

namespace dragoman::places {
namespace {

using knowledge::Place;
using knowledge::Point;

bool is_country(const Place& place) {
  return place.feature.starts_with("PCL");
}
bool is_division(const Place& place) {
  return place.feature.starts_with("ADM");
}
bool is_region(const Place& place) {
  return place.geonameid == 0 || place.feature == "CONT";
}
bool is_town(const Place& place) {
  return place.feature.starts_with("PPL");
}

// Names are mostly spelled as in the gazetteer; then their keys need not be made.
bool has_name(const Place& place, const Toponym& toponym) {
  return place.name == toponym.name || knowledge::normalise_alias(place.name) == toponym.key;
}

struct Candidate {
  Place place;
  std::optional<Spot> spot;
  double prior = 0, score = 0;
  double support = 0;  // by readings of other names near it
  bool minor = false;  // a village or small division: needs a sign that it is meant
  bool in_container = false, in_near = false;
};

// The shipped gazetteer holds towns from this size on; smaller ones come from a user's import.
constexpr std::uint32_t kLeastShippedTown = 15000;

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
    // "Douglas" alone is seldom Douglas County.
    if (!toponym.division_noun && !has_name(place, toponym)) prior -= 1;
  } else if (place.feature == "PPLX") {
    prior = size - 1;
  }
  if (toponym.division_noun && is_division(place)) prior += 3;
  if (toponym.feature_noun && !toponym.division_noun && is_division(place)) prior -= 3;
  if (toponym.settlement_noun && is_town(place)) prior += 2;
  if (toponym.settlement_noun && is_country(place)) prior -= 4;  // "the city of Turkey"
  // Found by another name: "Orange" is not likely Austintown.
  if (is_town(place) && !place.name.starts_with(toponym.name)) {
    const std::string key = knowledge::normalise_alias(place.name);
    if (!key.starts_with(toponym.key))
      prior -= !key.empty() && !toponym.key.empty() && key[0] == toponym.key[0] ? 0.3 : 0.9;
  }
  return prior;
}

// A division and its chief town share a name: "Aleppo", "Quebec". The town is meant when a good
// part of the people live in it and no noun says otherwise.
void settle_divisions(std::vector<Candidate>& candidates, const Toponym& toponym) {
  // "Mexico", "Kuwait", "Luxembourg" are the countries before they are anything inside them.
  for (const Candidate& country : candidates) {
    if (!is_country(country.place) || toponym.settlement_noun || toponym.division_noun) continue;
    for (Candidate& inner : candidates) {
      if (!is_country(inner.place) && inner.place.country == country.place.country)
        inner.prior = std::min(inner.prior, 4.0);
    }
    return;
  }
  // "Ohio" is the state before it is a county of that name.
  const bool state = std::any_of(candidates.begin(), candidates.end(),
                                 [](const Candidate& c) { return c.place.feature == "ADM1"; });
  for (Candidate& county : candidates) {
    if (state && county.place.feature == "ADM2" && !has_name(county.place, toponym))
      county.prior -= 3;
  }
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

class Chooser {
 public:
  Chooser(const Words& words,
          const knowledge::KnowledgeBase& base,
          const Document& doc,
          const std::vector<Demonym>& demonyms,
          const std::vector<Toponym>& toponyms)
      : words_(words),
        base_(base),
        doc_(doc),
        demonyms_(demonyms),
        toponyms_(toponyms),
        candidates_(toponyms.size()),
        picks_(toponyms.size(), kNone),
        sure_(toponyms.size(), false) {}

  std::vector<Choice> run() {
    for (std::size_t i = 0; i < toponyms_.size(); ++i) {
      collect(i);
      // "US man" is of the country: acronyms have no other word for it.
      if (toponyms_[i].townsfolk && toponyms_[i].name.size() > 4)
        townsfolk_.insert(toponyms_[i].key);
      if (toponyms_[i].in_institution || toponyms_[i].townsfolk)
        institutions_.insert(toponyms_[i].key);
    }
    read_other_evidence();
    for (int round = 0; round < 3; ++round) {
      gather_evidence();
      find_support();
      score();
      const auto picks_before = picks_;
      const auto sure_before = sure_;
      pick();
      if (round > 0 && picks_ == picks_before && sure_ == sure_before) break;
    }
    std::vector<Choice> choices;
    for (std::size_t i = 0; i < toponyms_.size(); ++i) choices.push_back(choice(i));
    return choices;
  }

 private:
  // ---- candidates
  void collect(std::size_t i) {
    const Toponym& toponym = toponyms_[i];
    std::vector<Candidate>& list = candidates_[i];
    list = entries_named(toponym);
    for (Candidate& candidate : list) candidate.prior = prior_of(candidate.place, toponym);
    settle_divisions(list, toponym);
    for (Candidate& candidate : list) candidate.score = candidate.prior;
  }

  // The gazetteer is asked once for each name.
  const std::vector<Candidate>& entries_named(const Toponym& toponym) {
    const char kind = toponym.abbreviation ? 'a'
                      : toponym.demonym    ? 'd'
                      : toponym.tagged     ? 't'
                                           : 'u';
    const auto [entry, fresh] = entries_.try_emplace({toponym.name, kind});
    std::vector<Candidate>& list = entry->second;
    if (!fresh) return list;
    const Abbreviation* a = toponym.abbreviation;
    const bool institution = !a && names_institution(toponym.name);
    for (Place& place : base_.places(a ? a->division : toponym.name)) {
      if (toponym.demonym && !is_country(place)) continue;  // "Georgian" is not of the state
      // "White House" is an alias of Casablanca, but not in the news.
      if (institution && !has_name(place, toponym)) continue;
      if (a && (place.country != a->country || !place.feature.starts_with("ADM1"))) {
        // "D.C." is the capital as well as its district.
        if (place.country != a->country || place.feature != "PPLC") continue;
      }
      add(list, std::move(place));
    }
    if (!a && !institution && !toponym.demonym) add_minor(list, toponym);
    if (list.empty() && !a && toponym.tagged) {
      for (Place& place : places_spelled_otherwise(base_, toponym.name))
        add(list, std::move(place));
    }
    return list;
  }

  // Hundreds of villages may have one name; the most populous are enough.
  void add_minor(std::vector<Candidate>& list, const Toponym& toponym) const {
    constexpr std::size_t kMost = 40;
    std::size_t count = 0;
    for (Place& place : base_.minor_places(toponym.name)) {
      if (++count > kMost) break;
      add(list, std::move(place));
      list.back().minor = true;
    }
  }

  bool names_institution(const std::string& name) const {
    for (const knowledge::Alias& alias : base_.find(name)) {
      const auto kind = base_.entry(alias.entry).kind();
      if (kind == knowledge::Kind::Country || kind == knowledge::Kind::Region) return false;
      if (kind == knowledge::Kind::Seat || kind == knowledge::Kind::Organisation) return true;
    }
    return false;
  }

  // The curated regions repeat some divisions; of the two the GeoNames entry is kept.
  void add(std::vector<Candidate>& list, Place place) const {
    if (const Centre* centre = is_town(place)
                                   ? nullptr
                                   : words_.centre(place.geonameid ? std::to_string(place.geonameid)
                                                                   : std::string(place.name))) {
      place.point = Point{centre->lat, centre->lon};
    }
    if (place.geonameid == 0 && is_division(place)) {
      for (const Candidate& other : list) {
        if (other.place.country == place.country && other.place.name == place.name) return;
      }
    }
    Candidate candidate;
    if (place.point) candidate.spot = spot_of(*place.point);
    candidate.place = std::move(place);
    list.push_back(std::move(candidate));
  }

  // ---- evidence

  // Peoples and persons that the report names: "Syrian", "the Russian foreign minister". The
  // countries of states and bodies were read off the very names in question and tell nothing.
  void read_other_evidence() {
    for (const Demonym& demonym : demonyms_)
      fixed_countries_[base_.entry(demonym.country).country()] += 0.5;
    // Words that are at home in one country: "sheriff", "councillors". Each counts once.
    std::set<const Cue*> seen;
    for (const Token& tok : doc_.tokens) {
      const Cue* cue = words_.cue(core::ascii_lower(doc_.view(tok.span)));
      if (cue && seen.insert(cue).second) fixed_countries_[cue->country] += cue->weight;
    }
    for (const Actor& actor : doc_.actors) {
      // Others' countries were read off the places named beside them.
      if (actor.country.empty() || actor.kind != ActorKind::Person || actor.kb.empty()) continue;
      fixed_countries_[actor.country] +=
          0.2 * static_cast<double>(std::min<std::size_t>(actor.mentions.size(), 5));
    }
  }

  // What one name adds: repeating it adds little, so that a wrong reading cannot outvote the
  // report.
  struct Evidence {
    std::string_view country, division;
    double weight = 0, cap = 0;
    std::optional<Spot> spot;
  };

  void gather_evidence() {
    evidence_.clear();
    for (std::size_t i = 0; i < toponyms_.size(); ++i) {
      if (toponyms_[i].demonym) continue;  // counted in read_other_evidence
      const Candidate* pick = nullptr;
      if (picks_[i] != kNone) {
        if (sure_[i]) pick = &candidates_[i][picks_[i]];
      } else if (!candidates_[i].empty() && first_round_) {
        // Before anything is scored: names that have one reading, or one far above the others.
        pick = obvious(i);
      }
      if (!pick) continue;
      const Place& place = pick->place;
      Evidence& evidence = evidence_[{toponyms_[i].key, place.index}];
      evidence.country = place.country;
      evidence.division = place.feature == "ADM1" ? place.name : place.admin1;
      evidence.weight += toponyms_[i].in_dateline ? 3 : toponyms_[i].in_institution ? 0.5 : 1;
      evidence.cap = std::max(evidence.cap, toponyms_[i].in_dateline || is_country(place) ? 4.0
                                            : place.feature == "ADM1"                     ? 3.0
                                                                                          : 1.5);
      if (is_town(place) || is_division(place)) evidence.spot = pick->spot;
    }
    first_round_ = false;
  }

  // Weights of countries and of divisions, without what names spelled `key` say.
  struct View {
    std::map<std::string_view, double> countries;
    std::map<std::pair<std::string_view, std::string_view>, double> divisions;
    std::map<std::pair<std::string_view, std::string_view>, std::size_t>
        names;  // how many names lie in each division
    std::vector<Spot> spots;
    double total = 0, top = 0;

    double country_share(std::string_view country) const {
      const auto found = countries.find(country);
      return found == countries.end() || top <= 0 ? 0 : found->second / top;
    }
    double division_weight(std::string_view country) const {
      double sum = 0;
      for (const auto& [division, weight] : divisions) {
        if (division.first == country) sum += weight;
      }
      return sum;
    }
    double division_share(const Place& place) const {
      const std::string_view name = place.feature == "ADM1" ? place.name : place.admin1;
      double most = 0, here = 0;
      for (const auto& [division, weight] : divisions) {
        if (division.first != place.country) continue;
        most = std::max(most, weight);
        if (division.second == name) here = weight;
      }
      return most > 0 ? here / std::max(most, 1.5) : 0;
    }
    // Several names lie in one division, and few elsewhere.
    bool is_local() const {
      std::size_t sum = 0, most = 0;
      for (const auto& [division, count] : names) {
        sum += count;
        most = std::max(most, count);
      }
      return most >= 2 && most * 2 > sum;
    }
    double nearness(const std::optional<Spot>& spot) const {
      double best = 1e9;
      for (const Spot& other : spots) best = std::min(best, spot ? squared_km(other, *spot) : 1e9);
      return best < 1e9 ? std::exp(-std::sqrt(best) / 250) : 0;
    }
  };

  View view_without(const std::string& key) const {
    View view;
    view.countries = fixed_countries_;
    for (const auto& [name, evidence] : evidence_) {
      if (name.first == key) continue;
      const double weight = std::min(evidence.weight, evidence.cap);
      if (!evidence.country.empty()) view.countries[evidence.country] += weight;
      if (!evidence.division.empty()) {
        view.divisions[{evidence.country, evidence.division}] += weight;
        ++view.names[{evidence.country, evidence.division}];
      }
      if (evidence.spot) view.spots.push_back(*evidence.spot);
    }
    for (const auto& [country, weight] : view.countries) {
      view.total += weight;
      view.top = std::max(view.top, weight);
    }
    return view;
  }

  void make_views() {
    views_.clear();
    whole_ = view_without("");
    for (const auto& [name, evidence] : evidence_) {
      if (!views_.contains(name.first)) views_.emplace(name.first, view_without(name.first));
    }
  }
  const View& view_of(const std::string& key) const {
    const auto found = views_.find(key);
    return found == views_.end() ? whole_ : found->second;
  }

  const Candidate* obvious(std::size_t i) const {
    const auto& list = candidates_[i];
    const Candidate* best = nullptr;
    double second = -1;
    for (const Candidate& candidate : list) {
      if (!best || candidate.prior > best->prior) {
        if (best && far(*best, candidate)) second = std::max(second, best->prior);
        best = &candidate;
      } else if (far(*best, candidate)) {
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

  static bool far(const Candidate& a, const Candidate& b) {
    if (!a.spot || !b.spot)
      return a.place.country != b.place.country || a.place.admin1 != b.place.admin1;
    return squared_km(*a.spot, *b.spot) > 161.0 * 161.0;
  }

  // Does `place` lie in what toponym `outer` may be? 2: in its division, 1: in its country.
  int lies_in(const Place& place, std::size_t outer) const {
    int best = 0;
    for (const Candidate& area : candidates_[outer]) {
      if (area.place.country != place.country || area.place.index == place.index) continue;
      if (is_country(area.place) && !is_country(place)) best = std::max(best, 1);
      if (area.place.feature == "ADM1" && place.admin1 == area.place.name) best = std::max(best, 2);
      if (area.place.feature == "ADM2" && place.admin1 == area.place.admin1 && is_town(place) &&
          is_written_as_division(outer))
        best = std::max(best, 1);
    }
    return best;
  }

  // "Tyler, Smith County"; not the next item of "Becker, Clay and Grant counties".
  bool is_written_as_division(std::size_t i) const {
    return !is_list(i) && (toponyms_[i].key.ends_with("county") || toponyms_[i].division_noun);
  }

  // ---- scores
  // The readings of each name once, however often it stands in the report.
  void find_support() {
    std::map<std::string, std::size_t> names;
    std::vector<std::vector<Reading>> readings;
    std::vector<std::size_t> first;
    for (std::size_t i = 0; i < toponyms_.size(); ++i) {
      if (candidates_[i].empty() || !names.emplace(toponyms_[i].key, readings.size()).second)
        continue;
      first.push_back(i);
      std::vector<Reading>& list = readings.emplace_back();
      for (const Candidate& candidate : candidates_[i]) {
        const Place& place = candidate.place;
        const bool wide = is_country(place) || is_region(place) || place.feature == "ADM1";
        list.push_back({wide ? std::nullopt : candidate.spot, candidate.score});
      }
    }
    const auto support = supports(readings);
    for (std::size_t i = 0; i < toponyms_.size(); ++i) {
      const auto name = names.find(toponyms_[i].key);
      if (name == names.end()) continue;
      const auto& known = candidates_[first[name->second]];
      for (Candidate& candidate : candidates_[i]) {
        for (std::size_t c = 0; c < known.size(); ++c) {
          if (known[c].place.index == candidate.place.index)
            candidate.support = support[name->second][c];
        }
      }
    }
  }

  void score() {
    make_views();
    std::map<std::string, std::map<std::uint32_t, double>>
        votes;  // key -> place -> what containers said
    outside_.clear();
    for (std::size_t i = 0; i < toponyms_.size(); ++i) {
      const Toponym& toponym = toponyms_[i];
      const View& view = view_of(toponym.key);
      for (Candidate& candidate : candidates_[i]) {
        const Place& place = candidate.place;
        candidate.score = candidate.prior;
        candidate.score += 2.5 * view.country_share(place.country);
        if (!is_country(place) && !is_region(place))
          candidate.score += 2.0 * view.division_share(place);
        if (is_town(place)) candidate.score += 1.5 * view.nearness(candidate.spot);
        candidate.score += 1.5 * std::min(candidate.support, 2.0);
        if (toponym.container != kNone) {
          const int inside = lies_in(place, toponym.container);
          candidate.in_container = inside > 0;
          candidate.score += inside == 2 ? 8 : inside == 1 ? 6 : 0;
        }
        for (const std::uint32_t outer : toponym.near) {
          if (lies_in(place, outer) == 0) continue;
          candidate.in_near = candidate.in_near || candidate.prior >= 4.5 || is_division(place);
          candidate.score += 2;
        }
        if (is_container(i) && (is_country(place) || place.feature == "ADM1") && holds(i, place))
          candidate.score += 4;
        if (is_country(place) && townsfolk_.contains(toponym.key)) candidate.score -= 4;
        if (candidate.in_container || candidate.in_near) votes[toponym.key][place.index] += 1;
      }
      if (toponym.container != kNone && !candidates_[toponym.container].empty() &&
          names_area(toponym.container) && !has_container_match(i) && !is_area(i)) {
        outside_.emplace(toponym.key, toponym.container);
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

  // Some reading of the name is a country or a division, which need no container.
  bool is_area(std::size_t i) const {
    return std::any_of(candidates_[i].begin(), candidates_[i].end(), [](const Candidate& c) {
      return is_country(c.place) || is_region(c.place) || c.place.feature == "ADM1";
    });
  }

  void pick() {
    for (std::size_t i = 0; i < toponyms_.size(); ++i) {
      picks_[i] = kNone;
      sure_[i] = false;
      const auto& list = candidates_[i];
      if (list.empty()) continue;
      std::uint32_t best = best_but(i, kNone);
      double margin = margin_of(i, best, kNone);
      if (!fits(i, list[best], margin)) {
        // "Lebanon Police" of Boone County: the country is out of the question, the town is not.
        const std::uint32_t next = best_but(i, best);
        if (next == kNone || !is_ruled_out(i, list[best]) || list[next].support < 0.4) continue;
        margin = margin_of(i, next, best);
        if (!fits(i, list[next], margin)) continue;
        best = next;
      }
      picks_[i] = best;
      sure_[i] = margin >= 1 && (list[best].prior >= 5 || list[best].in_container ||
                                 list[best].in_near || list[best].support >= 0.6);
    }
  }

  // The reading with the highest score, but not `other`; none: kNone.
  std::uint32_t best_but(std::size_t i, std::uint32_t other) const {
    const auto& list = candidates_[i];
    std::uint32_t best = kNone;
    for (std::uint32_t c = 0; c < list.size(); ++c) {
      if (c != other && (best == kNone || list[c].score > list[best].score)) best = c;
    }
    return best;
  }
  // How far reading `c` is above the best of those far from it, but not `other`.
  double margin_of(std::size_t i, std::uint32_t c, std::uint32_t other) const {
    const auto& list = candidates_[i];
    double second = -1;
    for (std::uint32_t d = 0; d < list.size(); ++d) {
      if (d != c && d != other && far(list[c], list[d])) second = std::max(second, list[d].score);
    }
    return second < 0 ? 9 : list[c].score - second;
  }
  // A reading abroad, in a report that speaks of the place as of its own.
  bool is_ruled_out(std::size_t i, const Candidate& candidate) const {
    const View& view = view_of(toponyms_[i].key);
    const bool unheard = view.total >= 1.5 && view.country_share(candidate.place.country) < 0.12;
    return unheard && (is_country(candidate.place) || institutions_.contains(toponyms_[i].key) ||
                       view.is_local());
  }

  // A namesake somewhere else is worse than no place at all.
  bool fits(std::size_t i, const Candidate& candidate, double margin) const {
    const Place& place = candidate.place;
    const Toponym& toponym = toponyms_[i];
    if (toponym.demonym) return true;
    if (is_country(place) && townsfolk_.contains(toponym.key) &&
        view_of(toponym.key).country_share(place.country) < 0.12) {
      return false;
    }
    if (is_country(place) || place.feature == "CONT" || toponym.abbreviation) return true;
    if (candidate.in_container || candidate.in_near) return true;
    // The text names another area for it: "Mansfield, La." has no entry there.
    if (toponym.container != kNone && !candidates_[toponym.container].empty() && is_town(place) &&
        names_area(toponym.container)) {
      return false;
    }
    // Said once, it holds for the whole report: "Glasgow, Ky." is the Glasgow of all its sentences.
    if (outside_.contains(toponym.key) && is_town(place)) return false;
    if (is_region(place) || place.feature == "ADM1") return true;
    const View& view = view_of(toponym.key);
    if (candidate.minor) return margin >= 0.3 && is_meant(i, candidate, view);
    // Reports of one district speak of its own small towns, whatever cities have their names.
    const bool unheard = view.total >= 1.5 && view.country_share(place.country) < 0.12;
    const bool local = view.is_local();
    // "Paris Mayor ..." in a report that never speaks of France
    if (unheard && institutions_.contains(toponym.key)) return false;
    if (place.feature == "PPLC") return true;
    if (place.population >= 500000) return !(unheard && local && place.population < 1000000);
    if (place.feature == "ADM2") {
      // Counties share their names, and the gazetteer holds only those with a town.
      if (!has_name(place, toponym) && view.division_share(place) < 0.5) return false;
      if (view.division_weight(place.country) >= 1 && view.division_share(place) < 0.1)
        return false;
    }
    if (margin < 0.3) return false;
    if (unheard && candidate.prior < (local ? 6 : margin < 1 ? 5.7 : 4.9)) return false;
    // Elsewhere in the country: a namesake, as the gazetteer may lack the one that is meant. One
    // that holds villages lacks few.
    const bool is_only_village =
        place.population < kLeastShippedTown && candidates_[i].size() == 1 && !unheard;
    if (view.division_weight(place.country) >= 2 && view.division_share(place) < 0.1 &&
        candidate.prior < 5.3 && view.nearness(candidate.spot) < 0.25 && !is_only_village) {
      return false;
    }
    return true;
  }

  // A village needs more than its name: the report speaks of its division, or names places around
  // it, or nothing else in the world has this name and the report speaks of its country (where the
  // text says "village of", of whatever part of it).
  bool is_meant(std::size_t i, const Candidate& candidate, const View& view) const {
    const Place& place = candidate.place;
    const double country = view.country_share(place.country);
    if (view.total >= 1.5 && country < 0.12) return false;
    if (candidate.support >= 0.4) return true;
    if (view.division_share(place) >= 0.5) return true;
    if (toponyms_[i].settlement_noun && candidates_[i].size() == 1 && country >= 0.3) return true;
    return candidates_[i].size() == 1 && toponyms_[i].key.size() >= 5 && country >= 0.3 &&
           view.division_weight(place.country) < 2;
  }

  // Is the container surely an area (abbreviation, country or division), not the next item of a
  // list?
  bool names_area(std::size_t outer) const {
    if (toponyms_[outer].abbreviation) return true;
    if (!is_closed(outer)) return false;
    for (const Candidate& candidate : candidates_[outer]) {
      if (is_country(candidate.place) || candidate.place.feature == "ADM1") return !is_list(outer);
    }
    return false;
  }
  // "In Geneva, Russia said": an area behind a town is followed by a sign.
  bool is_closed(std::size_t i) const {
    const TokenSpan tokens = toponyms_[i].tokens;
    if (tokens.empty() || tokens.end >= doc_.tokens.size()) return true;
    const std::string_view next = doc_.form(tokens.end);
    return next == "," || next == "." || next == ")" || next == ";" || next == ":" || next == "-" ||
           next == "--" || doc_.tokens[tokens.end].sentence != doc_.tokens[tokens.end - 1].sentence;
  }
  // "Aleppo, Idlib and Hama": what follows is one more item.
  bool is_list(std::size_t i) const {
    const TokenSpan tokens = toponyms_[i].tokens;
    if (tokens.empty() || tokens.end >= doc_.tokens.size()) return false;
    const std::string next = core::ascii_lower(doc_.form(tokens.end));
    return next == "and" || next == "or" || (toponyms_[i].container != kNone && next == ",");
  }

  // ---- results
  Choice choice(std::size_t i) const {
    Choice out;
    const Toponym& toponym = toponyms_[i];
    if (picks_[i] != kNone) {
      const Candidate& candidate = candidates_[i][picks_[i]];
      out.place = candidate.place;
      out.country = candidate.place.country;
      out.admin1 =
          candidate.place.feature == "ADM1" ? candidate.place.name : candidate.place.admin1;
      const double share = view_of(toponym.key).country_share(candidate.place.country);
      out.rule = toponym.abbreviation          ? "abbreviation"
                 : is_country(candidate.place) ? "country"
                 : candidate.in_container      ? "container"
                 : candidate.in_near           ? "near"
                 : candidates_[i].size() == 1  ? "only"
                 : share > 0.12                ? "context"
                                               : "population";
      return out;
    }
    out.rule = candidates_[i].empty() ? "not in gazetteer" : "no fit";
    std::uint32_t outside = toponym.container;
    if (const auto said = outside_.find(toponym.key); said != outside_.end())
      outside = said->second;
    if (outside != kNone && picks_[outside] != kNone && names_area(outside)) {
      const Place& area = candidates_[outside][picks_[outside]].place;
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
    if (toponym.in_dateline) return out;
    const View& view = view_of(toponym.key);
    for (const auto& [country, weight] : view.countries) {
      if (weight == view.top && weight >= 3 && weight >= 0.7 * view.total) {
        out.country = country;
        out.is_country_guess = true;
        out.rule += "+focus";
      }
    }
    return out;
  }

  const Words& words_;
  const knowledge::KnowledgeBase& base_;
  const Document& doc_;
  const std::vector<Demonym>& demonyms_;
  const std::vector<Toponym>& toponyms_;
  std::map<std::pair<std::string, char>, std::vector<Candidate>> entries_;  // of each name
  std::vector<std::vector<Candidate>> candidates_;
  std::vector<std::uint32_t> picks_;
  std::vector<bool> sure_;
  bool first_round_ = true;
  std::set<std::string> townsfolk_,
      institutions_;  // keys that are used as a town's, or in names of bodies
  std::map<std::string_view, double> fixed_countries_;
  std::map<std::pair<std::string, std::uint32_t>, Evidence> evidence_;  // by key and place
  View whole_;                                                          // with all evidence
  std::map<std::string, View> views_;  // by key, of names that are evidence themselves
  std::map<std::string, std::uint32_t>
      outside_;  // key -> area it was said to lie in, where no entry of it lies
};

}  // namespace

std::vector<Choice> choose_places(const Words& words,
                                  const knowledge::KnowledgeBase& base,
                                  const Document& doc,
                                  const std::vector<Demonym>& demonyms,
                                  const std::vector<Toponym>& toponyms) {
  return Chooser(words, base, doc, demonyms, toponyms).run();
}

}  // namespace dragoman::places
