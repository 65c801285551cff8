#include "stories/story_json.h"

#include <string>
#include <utility>

namespace dragoman::stories {
namespace {

using Json = nlohmann::ordered_json;

// Unknown values are left out.
void put(Json& out, const char* key, const std::string& value) {
  if (!value.empty()) out[key] = value;
}

Json json_of(const StoryReport& report) {
  Json out = {{"id", report.id}};
  put(out, "uri", report.uri), put(out, "outlet", report.outlet);
  put(out, "published", report.published), put(out, "title", report.title);
  put(out, "after", report.after);
  return out;
}

}  // namespace

const std::vector<store::Field<Story>>& story_fields() {
  using Row = Story;
  static const std::vector<store::Field<Row>> fields = {
      {"id", [](const Row& s) { return Json(s.id); }},
       {"title", [](const Row& s) { return Json(s.title); }},
       {"first_day", [](const Row& s) { return Json(s.first_day); }},
       {"last_day", [](const Row& s) { return Json(s.last_day); }},
       {"reports",
        [](const Row& s) {
          Json out = Json::array();
          for (const StoryReport& report : s.reports) out.push_back(report.id);
          return out;
        }},
       {"actors", [](const Row& s) { return Json(s.actors); }},
       {"places", [](const Row& s) { return Json(s.places); }},
       {"happenings", [](const Row& s) { return Json(s.happenings); }}};
  return fields;
}

Json to_json(const Story& s) {
  Json out = {{"id", s.id}}, reports = Json::array();
  put(out, "title", s.title), put(out, "first_day", s.first_day), put(out, "last_day", s.last_day);
  for (const StoryReport& report : s.reports) reports.push_back(json_of(report));
  out["reports"] = std::move(reports);
  out["actors"] = s.actors, out["places"] = s.places, out["happenings"] = s.happenings;
  return out;
}

}  // namespace dragoman::stories
