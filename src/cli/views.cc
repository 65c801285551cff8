#include "cli/views.h"

namespace dragoman::cli {
namespace {

using store::ActorRow;
using store::EventRow;
using store::PartyRow;
using store::StatementRow;

std::string list_of(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ", ") + item;
  return out;
}
std::string list_of(const std::vector<PartyRow>& parties) {
  std::string out;
  for (const PartyRow& party : parties) out += (out.empty() ? "" : ", ") + party.name;
  return out;
}
// "role, unnamed": known by description, and the text keeps or does not know the name.
std::string type_of_source(const StatementRow& s) {
  return s.anonymous && s.source_type != "anonymous" ? s.source_type + ", unnamed" : s.source_type;
}

}  // namespace

Paint paint_of_quad(std::string_view quad) {
  if (quad.ends_with("cooperation")) return Paint::Cooperation;
  if (quad.ends_with("conflict")) return Paint::Conflict;
  return Paint::Plain;
}

const View<EventRow>& event_view() {
  using Row = EventRow;
  static const View<Row> view{
      store::event_fields(),
      {{"DAY", [](const Row& e) { return e.day; }},
       {"TYPE", [](const Row& e) { return e.type; }, false, false,
        [](const Row& e) { return paint_of_quad(e.quad); }},
       {"ACTORS", [](const Row& e) { return list_of(e.actors); }, true},
       {"RECIPIENTS", [](const Row& e) { return list_of(e.recipients); }, true},
       {"FACTUALITY", [](const Row& e) { return e.factuality == "occurred" ? "" : e.factuality; }},
       {"PLACE", [](const Row& e) { return e.place; }, true},
       {"REPORT", [](const Row& e) { return e.report.id.substr(0, 8); }, false, false,
        [](const Row&) { return Paint::Dim; }},
       {"WORDS", [](const Row& e) { return e.evidence; }, true}}};
  return view;
}

const View<StatementRow>& statement_view() {
  using Row = StatementRow;
  static const View<Row> view{
      store::statement_fields(),
      {{"DAY", [](const Row& s) { return s.day; }},
       {"SPEAKER", [](const Row& s) { return s.speaker.name.empty() ? s.source : s.speaker.name; },
        true, false, [](const Row&) { return Paint::Heading; }},
       {"TYPE", type_of_source, false, false, {}, true},
       {"CUE", [](const Row& s) { return s.cue; }, true},
       {"MATCHED", [](const Row& s) { return list_of(s.matched); }, true, false, {}, true},
       {"REPORT", [](const Row& s) { return s.report.id.substr(0, 8); }, false, false,
        [](const Row&) { return Paint::Dim; }},
       {"WORDS", [](const Row& s) { return s.kind == "direct" ? in_marks(s.content) : s.content; },
        true}}};
  return view;
}

const View<ActorRow>& actor_view() {
  using Row = ActorRow;
  static const View<Row> view{
      store::actor_fields(),
      {{"NAME", [](const Row& a) { return a.name; }, true, false,
        [](const Row&) { return Paint::Heading; }},
       {"KIND", [](const Row& a) { return a.kind; }},
       {"CODE", [](const Row& a) { return a.code; }},
       {"ROLE", [](const Row& a) { return a.role; }, true},
       {"REPORTS", [](const Row& a) { return std::to_string(a.reports); }, false, true},
       {"MENTIONS", [](const Row& a) { return std::to_string(a.mentions); }, false, true},
       {"SAID", [](const Row& a) { return std::to_string(a.statements); }, false, true},
       {"EVENTS", [](const Row& a) { return std::to_string(a.events); }, false, true}}};
  return view;
}

const View<Record>& record_view() {
  using Row = Record;
  static const View<Row> view{
      {{"id", [](const Row& r) { return Json(r.id); }},
       {"uri", [](const Row& r) { return Json(r.uri); }},
       {"outlet", [](const Row& r) { return Json(r.outlet); }},
       {"agency", [](const Row& r) { return Json(r.agency); }},
       {"published", [](const Row& r) { return Json(r.published); }},
       {"title", [](const Row& r) { return Json(r.title); }},
       {"byline", [](const Row& r) { return Json(r.byline); }},
       {"place", [](const Row& r) { return Json(r.dateline ? r.dateline->place : ""); }},
       {"language", [](const Row& r) { return Json(r.language); }},
       {"actors", [](const Row& r) { return Json(r.actors.size()); }},
       {"statements", [](const Row& r) { return Json(r.statements.size()); }},
       {"events", [](const Row& r) { return Json(r.events.size()); }},
       {"pledges", [](const Row& r) { return Json(r.pledges.size()); }},
       {"processes", [](const Row& r) { return Json(r.processes.size()); }}},
      {}};
  return view;
}

}  // namespace dragoman::cli
