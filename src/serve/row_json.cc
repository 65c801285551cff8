#include "serve/row_json.h"

namespace dragoman::serve {
namespace {

void put(Json& into, const char* name, const std::string& value) {
  if (!value.empty()) into[name] = value;
}
void put(Json& into, const char* name, const std::vector<std::string>& values) {
  if (!values.empty()) into[name] = values;
}

Json to_json(const store::PartyRow& party) {
  Json out = Json::object();
  put(out, "id", party.id);
  put(out, "name", party.name);
  put(out, "code", party.code);
  put(out, "country", party.country);
  put(out, "role", party.role);
  return out;
}
Json to_json(const std::vector<store::PartyRow>& parties) {
  Json out = Json::array();
  for (const store::PartyRow& party : parties) out.push_back(to_json(party));
  return out;
}

}  // namespace

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json to_json(const store::ReportRow& report) {
  Json out = {{"id", report.id}};
  put(out, "uri", report.uri);
  put(out, "outlet", report.outlet);
  put(out, "published", report.published);
  put(out, "title", report.title);
  return out;
}

Json to_json(const store::ReportHead& head) {
  Json out = to_json(head.report);
  put(out, "agency", head.agency);
  put(out, "language", head.language);
  out["sources"] = head.sources;
  out["statements"] = head.statements;
  out["events"] = head.events;
  return out;
}

Json to_json(const store::EventRow& event) {
  Json out = {{"id", event.id}, {"report", to_json(event.report)}, {"type", event.type}};
  put(out, "mode", event.mode);
  put(out, "contexts", event.contexts);
  out["actors"] = to_json(event.actors);
  out["recipients"] = to_json(event.recipients);
  put(out, "date", event.date);
  put(out, "day", event.day);
  put(out, "factuality", event.factuality);
  if (!event.place.empty()) {
    Json place = {{"name", event.place}};
    put(place, "country", event.country);
    if (event.lat && event.lon) place["lat"] = *event.lat, place["lon"] = *event.lon;
    out["place"] = std::move(place);
  }
  put(out, "said_by", event.said_by);
  put(out, "speaker", event.speaker);
  put(out, "cameo", event.cameo);
  put(out, "quad", event.quad);
  out["score"] = event.score;
  out["confidence"] = event.confidence;
  put(out, "trigger", event.trigger);
  put(out, "evidence", event.evidence);
  put(out, "rule", event.rule);
  return out;
}

Json to_json(const store::StatementRow& s) {
  Json out = {{"id", s.id}, {"report", to_json(s.report)}, {"kind", s.kind}};
  if (!s.speaker.id.empty()) out["speaker"] = to_json(s.speaker);
  if (!s.addressee.id.empty()) out["addressee"] = to_json(s.addressee);
  put(out, "date", s.date);
  put(out, "day", s.day);
  put(out, "stance", s.stance);
  put(out, "polarity", s.polarity);
  put(out, "source", s.source);
  put(out, "source_type", s.source_type);
  if (s.anonymous) out["anonymous"] = true;
  put(out, "chain", s.chain);
  put(out, "cue", s.cue);
  put(out, "content", s.content);
  out["about"] = Json::array();
  for (const store::TopicRow& topic : s.topics) {
    Json about = {{"kind", topic.kind}, {"name", topic.name}};
    put(about, "id", topic.id);
    out["about"].push_back(std::move(about));
  }
  out["confidence"] = s.confidence;
  put(out, "rule", s.rule);
  return out;
}

Json to_json(const store::ActorRow& actor, const std::string& key) {
  Json out = {{"key", key}, {"name", actor.name}, {"kind", actor.kind}};
  put(out, "code", actor.code);
  put(out, "country", actor.country);
  put(out, "sector", actor.sector);
  put(out, "role", actor.role);
  put(out, "kb", actor.kb);
  out["reports"] = actor.reports;
  out["mentions"] = actor.mentions;
  return out;
}

Json to_json(const store::Tally& tally) {
  Json out = Json::array();
  for (const auto& [value, count] : tally) out.push_back({{"value", value}, {"count", count}});
  return out;
}

}  // namespace dragoman::serve
