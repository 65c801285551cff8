#include "places/resolve_places.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "core/utf8.h"
#include "places/choose.h"
#include "places/toponyms.h"

namespace dragoman::places {
namespace {

std::uint8_t precision_of(const Choice& choice, const Toponym& toponym) {
  if (!choice.place) {
    if (choice.is_country_guess || choice.country.empty()) return choice.country.empty() ? 0 : 3;
    return choice.admin1.empty() ? 3 : 2;
  }
  const knowledge::Place& place = *choice.place;
  if (place.feature.starts_with("PPL")) return 1;
  if (place.feature.starts_with("ADM")) return 2;
  return toponym.direction.empty() || place.country.empty() ? 3 : 2;
}

// Does the name stand for those who act there? "Moscow is ready", "agreed by Russia"; not "a base
// in Syria".
bool is_actor(const Document& doc, TokenSpan tokens) {
  for (const Mention& mention : doc.mentions) {
    if (mention.actor == kNone || mention.kind != MentionKind::Name || mention.tokens.empty())
      continue;
    if (!mention.tokens.contains(tokens) || mention.head == kNone) continue;
    const Deprel role = doc.tokens[mention.head].deprel;
    return role == Deprel::Nsubj || role == Deprel::NsubjPass || role == Deprel::OblAgent ||
           role == Deprel::Iobj;
  }
  return false;
}

Place make_place(const Document& doc, const Toponym& toponym, const Choice& choice) {
  Place place;
  place.tokens = toponym.tokens;
  place.span = toponym.span;
  place.country = choice.country;
  place.admin1 = choice.admin1;
  place.precision = precision_of(choice, toponym);
  place.rule = choice.rule;
  place.name = choice.place ? std::string(choice.place->name) : toponym.name;
  if (choice.place) place.geonames = choice.place->geonameid;
  // A part of an area is no point; a part of a town is the town.
  const bool part =
      !toponym.direction.empty() && !(choice.place && choice.place->feature.starts_with("PPL"));
  if (part) {
    if (!core::ascii_lower(place.name).starts_with(toponym.direction))
      place.name = toponym.direction + " " + place.name;
    place.rule += "+part";
  } else if (choice.place && choice.place->point) {
    place.lat = choice.place->point->lat;
    place.lon = choice.place->point->lon;
  }
  if (toponym.in_dateline) place.rule += "+dateline";
  if (toponym.in_institution) place.rule += "+institution";
  if (toponym.demonym) place.rule += "+demonym";
  if (!toponym.tokens.empty() && !toponym.in_institution && !toponym.demonym &&
      is_actor(doc, toponym.tokens))
    place.rule += "+actor";
  return place;
}

// "the Jordan-Syria border": the words from the first name to the noun.
std::vector<Place> borders(const Document& doc,
                           const std::vector<Toponym>& toponyms,
                           const std::vector<Choice>& choices) {
  std::vector<Place> found;
  for (std::size_t i = 0; i + 1 < toponyms.size(); ++i) {
    if (!toponyms[i].border || !toponyms[i + 1].border || !choices[i].place ||
        !choices[i + 1].place)
      continue;
    if (toponyms[i + 1].tokens.end - toponyms[i].tokens.begin > 6) continue;
    const TokenSpan tokens{toponyms[i].tokens.begin, toponyms[i + 1].tokens.end + 1};
    if (tokens.end > doc.tokens.size()) continue;
    Place place;
    place.tokens = tokens;
    place.span = doc.bytes(tokens);
    place.name = std::string(doc.view(place.span));
    if (choices[i].country == choices[i + 1].country) place.country = choices[i].country;
    place.precision = 2;
    place.rule = "border";
    found.push_back(std::move(place));
    ++i;
  }
  return found;
}

// The dateline is not analysed: its place, and the area behind a comma ("NAIROBI, Kenya").
void add_dateline(const Words& words, const Document& doc, std::vector<Toponym>& toponyms) {
  const auto& dateline = doc.report.dateline;
  if (!dateline || dateline->place.empty() || dateline->place_span.empty()) return;
  const std::string& place = dateline->place;
  const std::size_t comma = place.find(',');
  Toponym town;
  town.span = dateline->place_span;
  town.name = place.substr(0, comma);
  town.tagged = town.in_dateline = true;
  if (comma != place.npos) {
    const std::string_view written = doc.view(dateline->place_span);
    const std::size_t written_comma = written.find(',');
    const std::size_t rest = place.find_first_not_of(' ', comma + 1);
    if (rest != place.npos && written_comma != written.npos) {
      Toponym area;
      area.name = place.substr(rest);
      area.abbreviation = words.abbreviation(area.name);
      area.in_dateline = area.tagged = true;
      const std::size_t written_rest = written.find_first_not_of(' ', written_comma + 1);
      const std::uint32_t begin = dateline->place_span.begin;
      area.span = {begin + static_cast<std::uint32_t>(written_rest), dateline->place_span.end};
      town.span.end = begin + static_cast<std::uint32_t>(written_comma);
      area.key = knowledge::normalise_alias(area.name);
      toponyms.push_back(std::move(area));
    }
  }
  town.key = knowledge::normalise_alias(town.name);
  toponyms.insert(toponyms.begin(), std::move(town));
  if (toponyms.size() == 2) toponyms[0].container = 1;
}

}  // namespace

Result<std::shared_ptr<const Resources>> Resources::load(
    const std::string& lexicon_folder, std::shared_ptr<const knowledge::KnowledgeBase> knowledge) {
  auto words = Words::load(lexicon_folder + "/places");
  if (!words) return words.error();
  return std::shared_ptr<const Resources>(new Resources(std::move(*words), std::move(knowledge)));
}

Result<void> resolve_places(const Resources& resources, Document& doc) {
  if (!doc.has(Layer::Tokens)) return make_error(ErrorCode::MissingLayer, "places need tokens");
  std::vector<Toponym> toponyms;
  add_dateline(resources.words(), doc, toponyms);
  const auto shift = static_cast<std::uint32_t>(toponyms.size());
  const std::vector<Demonym> demonyms =
      find_demonyms(resources.words(), resources.knowledge(), doc);
  for (Toponym& toponym : find_toponyms(resources.words(), resources.knowledge(), doc, demonyms)) {
    if (toponym.container != kNone) toponym.container += shift;
    for (std::uint32_t& near : toponym.near) near += shift;
    toponyms.push_back(std::move(toponym));
  }
  const std::vector<Choice> choices =
      choose_places(resources.words(), resources.knowledge(), doc, demonyms, toponyms);
  for (std::size_t i = 0; i < toponyms.size(); ++i) {
    doc.places.push_back(make_place(doc, toponyms[i], choices[i]));
  }
  for (Place& border : borders(doc, toponyms, choices)) doc.places.push_back(std::move(border));
  std::stable_sort(doc.places.begin(), doc.places.end(),
                   [](const Place& a, const Place& b) { return a.span < b.span; });
  doc.mark(Layer::Places);
  return {};
}

}  // namespace dragoman::places
