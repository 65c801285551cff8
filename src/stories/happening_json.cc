#include "stories/happening_json.h"

#include <string>
#include <utility>

namespace dragoman::stories {
namespace {

using Json = nlohmann::ordered_json;

Json names_of(const std::vector<HappeningParty>& parties) {
  Json out = Json::array();
  for (const HappeningParty& party : parties) out.push_back(party.name);
  return out;
}
Json keys_of(const std::vector<HappeningParty>& parties) {
  Json out = Json::array();
  for (const HappeningParty& party : parties) out.push_back(party.key);
  return out;
}
Json reports_of(const Happening& happening) {
  Json out = Json::array();
  for (const HappeningEvent& event : happening.events) {
    const std::string name = event.report + " " + event.event;
    out.push_back(name);
  }
  return out;
}
void put(Json& object, const char* name, const std::string& value) {
  if (!value.empty()) object[name] = value;
}

Json json_of(const std::vector<HappeningParty>& parties) {
  Json out = Json::array();
  for (const HappeningParty& party : parties) {
    Json one = Json::object();
    put(one, "name", party.name);
    put(one, "key", party.key);
    put(one, "code", party.code);
    put(one, "country", party.country);
    one["reports"] = party.reports;
    out.push_back(std::move(one));
  }
  return out;
}

Json json_of(const Claim& claim) {
  Json out = {{"report", claim.report}, {"event", claim.event}};
  put(out, "outlet", claim.outlet);
  put(out, "words", claim.words);
  Json spans = Json::array();
  for (const CodePointSpan& span : claim.spans) spans.push_back({span.begin, span.end});
  out["spans"] = std::move(spans);
  put(out, "said_by", claim.said_by);
  put(out, "speaker", claim.speaker);
  if (!claim.chain.empty()) out["chain"] = claim.chain;
  put(out, "happened", claim.happened);
  put(out, "stated", claim.stated);
  put(out, "published", claim.published);
  put(out, "learned", claim.learned);
  return out;
}

Json json_of(const Detail& detail) {
  Json versions = Json::array();
  for (const Version& version : detail.versions) {
    Json claims = Json::array();
    for (const Claim& claim : version.claims) claims.push_back(json_of(claim));
    versions.push_back({{"value", version.value},
                        {"reports", version.reports},
                        {"origins", version.origins},
                        {"claims", std::move(claims)}});
  }
  return {{"detail", detail.name}, {"disputed", detail.disputed}, {"versions", std::move(versions)}};
}

Json json_of(const HappeningEvent& event) {
  Json out = {{"report", event.report}, {"event", event.event}};
  for (const auto& [name, value] :
       {std::pair<const char*, const std::string*>{"uri", &event.uri},
        {"outlet", &event.outlet},
        {"title", &event.title},
        {"happened", &event.date},
        {"stated", &event.stated},
        {"published", &event.published},
        {"learned", &event.learned}}) {
    put(out, name, *value);
  }
  out["factuality"] = to_string(event.factuality);
  put(out, "said_by", event.said_by);
  put(out, "speaker", event.speaker);
  put(out, "evidence", event.evidence);
  return out;
}

Json place_json(const HappeningPlace& place) {
  Json out = Json::object();
  put(out, "name", place.name);
  put(out, "country", place.country);
  put(out, "admin1", place.admin1);
  if (place.geonames != 0) out["geonames"] = place.geonames;
  if (place.precision != 0) out["precision"] = place.precision;
  if (place.lat && place.lon) {
    out["lat"] = *place.lat;
    out["lon"] = *place.lon;
  }
  return out;
}

}  // namespace

const std::vector<store::Field<Happening>>& happening_fields() {
  using Row = Happening;
  static const std::vector<store::Field<Row>> fields = {
      {"id", [](const Row& h) { return Json(h.id); }},
       {"type", [](const Row& h) { return Json(to_string(h.type)); }},
       {"mode", [](const Row& h) { return Json(h.mode); }},
       {"first_day", [](const Row& h) { return Json(h.first_day); }},
       {"last_day", [](const Row& h) { return Json(h.last_day); }},
       {"dated", [](const Row& h) { return Json(h.dated); }},
       {"status", [](const Row& h) { return Json(to_string(h.status)); }},
       {"disputed", [](const Row& h) { return h.disputed ? Json(true) : Json(nullptr); }},
       {"actors", [](const Row& h) { return names_of(h.actors); }},
       {"actor_keys", [](const Row& h) { return keys_of(h.actors); }},
       {"recipients", [](const Row& h) { return names_of(h.recipients); }},
       {"recipient_keys", [](const Row& h) { return keys_of(h.recipients); }},
       {"place", [](const Row& h) { return Json(h.place ? h.place->name : ""); }},
       {"country", [](const Row& h) { return Json(h.place ? h.place->country : ""); }},
       {"reports", [](const Row& h) { return Json(h.reports); }},
       {"outlets", [](const Row& h) { return Json(h.outlets); }},
       {"origins", [](const Row& h) { return Json(h.origins); }},
       {"events", reports_of},
       {"stories", [](const Row& h) { return Json(h.stories); }},
       {"evidence", [](const Row& h) { return Json(h.events.front().evidence); }}};
  return fields;
}

Json to_json(const Happening& h) {
  Json out = {{"id", h.id}, {"type", to_string(h.type)}};
  put(out, "mode", h.mode);
  put(out, "first_day", h.first_day);
  put(out, "last_day", h.last_day);
  out["dated"] = h.dated;
  out["status"] = to_string(h.status);
  out["disputed"] = h.disputed;
  if (h.place) out["place"] = place_json(*h.place);
  out["actors"] = json_of(h.actors);
  out["recipients"] = json_of(h.recipients);
  out["reports"] = h.reports;
  out["outlets"] = h.outlets;
  out["origins"] = h.origins;
  out["stories"] = h.stories;
  put(out, "evidence", h.events.front().evidence);
  return out;
}

Json to_json(const Happening& h, const std::vector<Detail>& details) {
  Json out = to_json(h), all = Json::array(), events = Json::array();
  for (const Detail& detail : details) all.push_back(json_of(detail));
  for (const HappeningEvent& event : h.events) events.push_back(json_of(event));
  out["details"] = std::move(all);
  out["events"] = std::move(events);
  return out;
}

}  // namespace dragoman::stories
