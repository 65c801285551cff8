// ninjs 2.1 (IPTC): the report as a news item, with who and what it speaks of.
#include <set>

#include <nlohmann/json.hpp>

#include "exports/cells.h"

namespace dragoman::exports {
namespace {

using Json = nlohmann::ordered_json;

std::string uri_of(const Record& record) {
  return record.uri.empty() ? "urn:dragoman:" + record.id : record.uri;
}

// A day becomes a date-time, which the format asks for.
std::string date_time(const std::string& published) {
  return published.size() == 10 ? published + "T00:00:00Z" : published;
}

Json named(const Record& record, bool people) {
  Json out = Json::array();
  std::set<std::string> met;
  for (const RecordActor& actor : record.actors) {
    if (actor.kb.empty() || (actor.kind == ActorKind::Person) != people ||
        !met.insert(actor.kb).second)
      continue;
    Json one = {{"name", actor.name}, {"uri", "urn:dragoman:" + actor.kb}, {"rel", "about"}};
    if (!people && !actor.code.empty())
      one["symbols"] = Json::array({{{"symboltype", "PLOVER"}, {"symbol", actor.code}}});
    out.push_back(std::move(one));
  }
  return out;
}

Json places(const Record& record) {
  Json out = Json::array();
  std::set<std::uint32_t> met;
  for (const RecordPlace& place : record.places) {
    if (place.geonames == 0 || !met.insert(place.geonames).second) continue;
    Json one = {{"name", place.name},
                {"uri", "https://sws.geonames.org/" + std::to_string(place.geonames) + "/"},
                {"rel", "about"}};
    if (place.lat && place.lon) {
      one["geojson"] = {
          {"type", "Feature"},
          {"geometry", {{"type", "Point"}, {"coordinates", {*place.lon, *place.lat}}}}};
    }
    out.push_back(std::move(one));
  }
  return out;
}

Json subjects(const Record& record) {
  Json out = Json::array();
  std::set<std::string> met;
  for (const RecordEvent& event : record.events) {
    const std::string type(to_string(event.type));
    if (met.insert(type).second)
      out.push_back({{"name", type},
                     {"uri", "urn:plover:" + type},
                     {"creator", "dragoman"},
                     {"rel", "about"}});
  }
  return out;
}

std::string line_of(const Record& record) {
  Json out = {{"standard",
               {{"name", "ninjs"},
                {"version", "2.1"},
                {"schema", "https://www.iptc.org/std/ninjs/ninjs-schema_2.1.json"}}},
              {"uri", uri_of(record)},
              {"type", "text"},
              {"language", record.language}};
  if (!record.published.empty()) out["versioncreated"] = date_time(record.published);
  if (!record.byline.empty()) out["by"] = record.byline;
  if (!record.title.empty())
    out["headlines"] = Json::array({{{"role", "main"}, {"value", record.title}}});
  out["bodies"] = Json::array({{{"role", "main"},
                                {"contenttype", "text/plain"},
                                {"charcount", record.text.size()},
                                {"value", record.text}}});
  if (record.dateline) out["located"] = record.dateline->place;
  if (!record.outlet.empty())
    out["infosources"] = Json::array({{{"name", record.outlet}, {"rel", "publisher"}}});
  if (!record.agency.empty())
    out["infosources"].push_back({{"name", record.agency}, {"rel", "contentsource"}});
  const auto put = [&out](const char* key, Json list) {
    if (!list.empty()) out[key] = std::move(list);
  };
  put("people", named(record, true));
  put("organisations", named(record, false));
  put("places", places(record));
  put("subjects", subjects(record));
  out["altids"] = Json::array({{{"role", "dragoman"}, {"value", record.id}}});
  return out.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

Lines ninjs() {
  return {"ninjs",
          "ninjs 2.1",
          "A news item for each report. People, organisations and places are those that the "
          "knowledge base or the "
          "gazetteer knows; subjects are the PLOVER types of its events.",
          "application/x-ndjson",
          {{"standard", "object", "name, version and schema of the format"},
           {"uri", "string", "uri of the report"},
           {"type", "string", "text"},
           {"language", "string", "BCP 47"},
           {"versioncreated", "string",
            "date-time of publication; midnight where only the day is known"},
           {"by", "string", "byline"},
           {"headlines", "array", "the title"},
           {"bodies", "array", "the text"},
           {"located", "string", "place of the dateline"},
           {"infosources", "array", "outlet (publisher) and agency (contentsource)"},
           {"people", "array", "name, uri"},
           {"organisations", "array", "name, uri, PLOVER code as a symbol; countries too"},
           {"places", "array", "name, GeoNames address, point"},
           {"subjects", "array", "PLOVER types"},
           {"altids", "array", "id of the record"}},
          [](const Record& record, const Countries&) { return line_of(record); }};
}

}  // namespace dragoman::exports
