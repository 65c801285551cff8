#include "store/fields.h"

namespace dragoman::store {
namespace {

using Json = nlohmann::ordered_json;

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

Json number_or_none(const std::optional<double>& value) {
  return value ? Json(*value) : Json(nullptr);
}

}  // namespace

const std::vector<Field<EventRow>>& event_fields() {
  using Row = EventRow;
  static const std::vector<Field<Row>> fields{
      {"report", [](const Row& e) { return Json(e.report.id); }},
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
      {"rule", [](const Row& e) { return Json(e.rule); }}};
  return fields;
}

const std::vector<Field<StatementRow>>& statement_fields() {
  using Row = StatementRow;
  static const std::vector<Field<Row>> fields{
      {"report", [](const Row& s) { return Json(s.report.id); }},
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
      {"rule", [](const Row& s) { return Json(s.rule); }}};
  return fields;
}

const std::vector<Field<ActorRow>>& actor_fields() {
  using Row = ActorRow;
  static const std::vector<Field<Row>> fields{
      {"name", [](const Row& a) { return Json(a.name); }},
      {"kind", [](const Row& a) { return Json(a.kind); }},
      {"code", [](const Row& a) { return Json(a.code); }},
      {"country", [](const Row& a) { return Json(a.country); }},
      {"sector", [](const Row& a) { return Json(a.sector); }},
      {"role", [](const Row& a) { return Json(a.role); }},
      {"kb", [](const Row& a) { return Json(a.kb); }},
      {"reports", [](const Row& a) { return Json(a.reports); }},
      {"mentions", [](const Row& a) { return Json(a.mentions); }},
      {"statements", [](const Row& a) { return Json(a.statements); }},
      {"events", [](const Row& a) { return Json(a.events); }}};
  return fields;
}

}  // namespace dragoman::store
