// PLOVER: events as JSON, with the names of the PLOVER manual (Open Event Data Alliance, 2021).
#include <nlohmann/json.hpp>

#include "exports/cells.h"

namespace dragoman::exports {
namespace {

using Json = nlohmann::ordered_json;

void put(Json& to, const char* key, const std::string& value) {
  if (!value.empty()) to[key] = value;
}

Json party_json(const RecordActor& actor) {
  Json out = Json::object();
  put(out, "name", actor.name);
  put(out, "code", actor.code);
  put(out, "country", actor.country);
  if (!actor.sector.empty()) out["sector"] = threes(actor.sector);
  put(out, "title", actor.role);
  put(out, "wiki", actor.kb);
  return out;
}

Json parties_json(const CodedEvent& e, const std::vector<std::string>& ids) {
  Json out = Json::array();
  for (const RecordActor* actor : e.parties(ids)) out.push_back(party_json(*actor));
  return out;
}

Json place_json(const RecordPlace& place) {
  Json out = Json::object();
  put(out, "name", place.name);
  put(out, "country", place.country);
  put(out, "admin1", place.admin1);
  if (place.lat) out["lat"] = *place.lat;
  if (place.lon) out["lon"] = *place.lon;
  if (place.geonames != 0) out["geonames"] = place.geonames;
  return out;
}

Json event_json(const CodedEvent& e) {
  Json out = {{"id", e.key()}};
  put(out, "date", e.day());
  out["event"] = to_string(e.event.type);
  put(out, "mode", e.event.mode);
  if (!e.event.contexts.empty()) out["context"] = e.event.contexts;
  out["actor"] = parties_json(e, e.event.actors);
  out["recipient"] = parties_json(e, e.event.recipients);
  if (e.place != nullptr) out["location"] = place_json(*e.place);
  out["status"] = to_string(e.event.factuality);
  put(out, "cameo", e.event.cameo);
  put(out, "quad", e.event.quad);
  out["goldstein"] = e.event.score;
  out["confidence"] = e.event.confidence;
  out["text"] = e.evidence();
  put(out, "publisher", e.record.outlet);
  put(out, "published", e.record.published);
  out["story"] = e.record.id;
  put(out, "url", e.record.uri);
  out["version"] = joined({e.record.versions.engine, e.record.versions.lexicon}, "/");
  return out;
}

}  // namespace

Lines plover() {
  return {"plover",
          "PLOVER events",
          "A JSON object for each event. Unknown values are absent.",
          "application/x-ndjson",
          {{"id", "string", "id of the report and of the event in it"},
           {"date", "date", "first day of the event, else of publication"},
           {"event", "string", "PLOVER type"},
           {"mode", "string", "PLOVER mode"},
           {"context", "array", "PLOVER contexts"},
           {"actor", "array",
            "who acts: name, code, country, sector (list), title, wiki (id in the knowledge base)"},
           {"recipient", "array", "who is acted on; the same keys"},
           {"location", "object", "name, country, admin1, lat, lon, geonames"},
           {"status", "string", "factuality: occurred, planned, denied, ..."},
           {"cameo", "string", "CAMEO code"},
           {"quad", "string", "verbal or material, cooperation or conflict"},
           {"goldstein", "number", "score of the event, -10 to 10"},
           {"confidence", "number", "in [0, 1]"},
           {"text", "string", "the words that the event was read from"},
           {"publisher", "string", "outlet"},
           {"published", "string", "date of publication"},
           {"story", "string", "id of the report"},
           {"url", "string", "uri of the report"},
           {"version", "string", "version of the program, and hash of the lexicons"}},
          [](const Record& record, const Countries& countries) {
            std::string out;
            for_each_event(record, countries, false, [&out](const CodedEvent& e) {
              out += event_json(e).dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
            });
            return out;
          }};
}

}  // namespace dragoman::exports
