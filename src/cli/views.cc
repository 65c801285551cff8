#include "cli/views.h"

namespace dragoman::cli {
namespace {

using store::ActorRow;
using store::EventRow;
using store::PartyRow;
using store::StatementRow;
using store::TopicRow;

Json names_of(const std::vector<PartyRow>& parties) {
  Json out = Json::array();
  for (const PartyRow& party : parties) out.push_back(party.name);
  return out;
}
Json codes_of(const std::vector<PartyRow>& parties) {
  Json out = Json::array();
  for (const PartyRow& party : parties) out.push_back(party.code);
  return out;
}
Json names_of(const std::vector<TopicRow>& topics) {
  Json out = Json::array();
  for (const TopicRow& topic : topics) out.push_back(topic.name);
  return out;
}
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
Json number_or_none(const std::optional<double>& value) {
  return value ? Json(*value) : Json(nullptr);
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
      {{"report", [](const Row& e) { return Json(e.report.id); }},
       {"uri", [](const Row& e) { return Json(e.report.uri); }},
       {"outlet", [](const Row& e) { return Json(e.report.outlet); }},
       {"published", [](const Row& e) { return Json(e.report.published); }},
       {"id", [](const Row& e) { return Json(e.id); }},
       {"date", [](const Row& e) { return Json(e.date); }},
       {"day", [](const Row& e) { return Json(e.day); }},
       {"type", [](const Row& e) { return Json(e.type); }},
       {"mode", [](const Row& e) { return Json(e.mode); }},
       {"contexts", [](const Row& e) { return Json(e.contexts); }},
       {"actors", [](const Row& e) { return names_of(e.actors); }},
       {"actor_codes", [](const Row& e) { return codes_of(e.actors); }},
       {"recipients", [](const Row& e) { return names_of(e.recipients); }},
       {"recipient_codes", [](const Row& e) { return codes_of(e.recipients); }},
       {"factuality", [](const Row& e) { return Json(e.factuality); }},
       {"place", [](const Row& e) { return Json(e.place); }},
       {"country", [](const Row& e) { return Json(e.country); }},
       {"lat", [](const Row& e) { return number_or_none(e.lat); }},
       {"lon", [](const Row& e) { return number_or_none(e.lon); }},
       {"said_by", [](const Row& e) { return Json(e.said_by); }},
       {"speaker", [](const Row& e) { return Json(e.speaker); }},
       {"cameo", [](const Row& e) { return Json(e.cameo); }},
       {"quad", [](const Row& e) { return Json(e.quad); }},
       {"score", [](const Row& e) { return Json(e.score); }},
       {"confidence", [](const Row& e) { return Json(e.confidence); }},
       {"trigger", [](const Row& e) { return Json(e.trigger); }},
       {"evidence", [](const Row& e) { return Json(e.evidence); }},
       {"rule", [](const Row& e) { return Json(e.rule); }}},
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
      {{"report", [](const Row& s) { return Json(s.report.id); }},
       {"uri", [](const Row& s) { return Json(s.report.uri); }},
       {"outlet", [](const Row& s) { return Json(s.report.outlet); }},
       {"published", [](const Row& s) { return Json(s.report.published); }},
       {"id", [](const Row& s) { return Json(s.id); }},
       {"date", [](const Row& s) { return Json(s.date); }},
       {"day", [](const Row& s) { return Json(s.day); }},
       {"kind", [](const Row& s) { return Json(s.kind); }},
       {"speaker", [](const Row& s) { return Json(s.speaker.name); }},
       {"speaker_code", [](const Row& s) { return Json(s.speaker.code); }},
       {"speaker_role", [](const Row& s) { return Json(s.speaker.role); }},
       {"addressee", [](const Row& s) { return Json(s.addressee.name); }},
       {"stance", [](const Row& s) { return Json(s.stance); }},
       {"polarity", [](const Row& s) { return Json(s.polarity); }},
       {"source", [](const Row& s) { return Json(s.source); }},
       {"source_type", [](const Row& s) { return Json(s.source_type); }},
       {"anonymous", [](const Row& s) { return s.anonymous ? Json(true) : Json(nullptr); }},
       {"chain", [](const Row& s) { return Json(s.chain); }},
       {"cue", [](const Row& s) { return Json(s.cue); }},
       {"content", [](const Row& s) { return Json(s.content); }},
       {"about", [](const Row& s) { return names_of(s.topics); }},
       {"matched", [](const Row& s) { return Json(s.matched); }},
       {"confidence", [](const Row& s) { return Json(s.confidence); }},
       {"rule", [](const Row& s) { return Json(s.rule); }}},
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
      {{"name", [](const Row& a) { return Json(a.name); }},
       {"kind", [](const Row& a) { return Json(a.kind); }},
       {"code", [](const Row& a) { return Json(a.code); }},
       {"country", [](const Row& a) { return Json(a.country); }},
       {"sector", [](const Row& a) { return Json(a.sector); }},
       {"role", [](const Row& a) { return Json(a.role); }},
       {"kb", [](const Row& a) { return Json(a.kb); }},
       {"reports", [](const Row& a) { return Json(a.reports); }},
       {"mentions", [](const Row& a) { return Json(a.mentions); }},
       {"statements", [](const Row& a) { return Json(a.statements); }},
       {"events", [](const Row& a) { return Json(a.events); }}},
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
