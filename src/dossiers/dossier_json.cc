#include "dossiers/dossier_json.h"

namespace dragoman::dossiers {
namespace {

using Json = nlohmann::ordered_json;

// Unknown values are left out.
void put(Json& out, const char* key, const std::string& value) {
  if (!value.empty()) out[key] = value;
}
void put(Json& out, const char* key, int value) {
  if (value != 0) out[key] = value;
}
void put(Json& out, const char* key, const std::vector<std::string>& value) {
  if (!value.empty()) out[key] = value;
}

void put(Json& out, const Counts& counts) {
  put(out, "outlets", counts.outlets), put(out, "origins", counts.origins);
}

Json json_of(const Evidence& e) {
  Json out = {{"report", e.report}};
  put(out, "outlet", e.outlet), put(out, "published", e.published);
  out["span"] = Json::array({e.begin, e.end});
  put(out, "words", e.words), put(out, "speaker", e.speaker);
  return out;
}
Json json_of(const EvidenceList& list) {
  Json out = Json::array();
  for (const Evidence& e : list) out.push_back(json_of(e));
  return out;
}

// Beside the place that it is of.
void put(Json& out, const Point& point) {
  if (!point.lat || !point.lon) return;
  out["lat"] = *point.lat, out["lon"] = *point.lon;
  put(out, "precision", point.precision);
}

Json json_of(const DossierRole& r) {
  Json out = {{"name", r.name}, {"role", r.role}, {"since", r.since}};
  put(out, "key", r.key), put(out, "kind", r.kind), put(out, "country", r.country);
  put(out, "also", r.also);
  out["evidence"] = json_of(r.evidence);
  return out;
}
Json json_of(const DossierPlace& p) {
  Json out = {{"name", p.name}};
  put(out, "country", p.country), put(out, "as", p.as), put(out, "reports", p.reports);
  put(out, p.point);
  out["evidence"] = json_of(p.evidence);
  return out;
}
Json json_of(const DossierRound& r) {
  Json out = {{"name", r.name}};
  put(out, "number", r.number), put(out, "begin", r.begin), put(out, "end", r.end);
  put(out, "place", r.place), put(out, "status", r.status), put(out, "differing", r.differing);
  put(out, r.point);
  put(out, r.counts);
  out["evidence"] = json_of(r.evidence);
  return out;
}
Json json_of(const DossierItem& i) {
  Json out = {{"item", i.item}};
  put(out, "number", i.number), put(out, "status", i.status), put(out, "date", i.date);
  for (const AgendaStep& step : i.steps)
    out["steps"].push_back(
        {{"status", step.status}, {"date", step.date}, {"evidence", json_of(step.evidence)}});
  for (const Position& p : i.positions) {
    Json position = {{"who", p.who}};
    put(position, "side", p.side), put(position, "stance", p.stance), put(position, "date", p.date);
    position["evidence"] = json_of(p.evidence);
    out["positions"].push_back(std::move(position));
  }
  return out;
}
Json json_of(const Outcome& o) {
  Json out = {{"date", o.date}, {"act", o.act}};
  put(out, "place", o.place), put(out, "by", o.by);
  put(out, o.counts);
  out["evidence"] = json_of(o.evidence);
  return out;
}
Json json_of(const Incident& i) {
  Json out = {{"date", i.date}};
  put(out, "place", i.place), put(out, "accused", i.accused), put(out, "accusers", i.accusers);
  put(out, "denied", i.denied);
  put(out, i.point);
  for (const Toll& toll : i.tolls) {
    Json one = Json::object();
    put(one, "dead", toll.dead), put(one, "injured", toll.injured);
    one["evidence"] = json_of(toll.evidence);
    out["tolls"].push_back(std::move(one));
  }
  put(out, i.counts);
  out["evidence"] = json_of(i.evidence);
  return out;
}
Json json_of(const Delivery& d) {
  Json out = {{"date", d.date}, {"status", d.status}};
  put(out, "place", d.place), put(out, "amount", d.amount), put(out, "by", d.by);
  put(out, d.point);
  put(out, d.counts);
  out["evidence"] = json_of(d.evidence);
  return out;
}
Json json_of(const DossierPledge& p) {
  Json out = {{"kind", p.kind}};
  put(out, "by", p.by), put(out, "to", p.to), put(out, "what", p.what), put(out, "due", p.due);
  put(out, "id", p.id), put(out, "entry", p.entry), put(out, "status", p.status);
  if (p.late) out["late"] = true;
  out["evidence"] = json_of(p.evidence);
  if (!p.fate.empty()) out["fate"] = json_of(p.fate);
  return out;
}
Json json_of(const TimelineEntry& t) {
  return {{"date", t.date}, {"act", t.act}, {"evidence", json_of(t.evidence)}};
}
Json json_of(const Related& r) {
  return {{"id", r.id}, {"name", r.name}, {"kind", r.kind}, {"state", r.state}};
}
Json json_of(const DossierClaim& c) {
  Json out = {{"dataset", c.dataset}, {"row", c.row}, {"type", c.type}, {"coded", c.coded},
              {"first_day", c.first_day}, {"last_day", c.last_day}};
  put(out, "actor", c.actor), put(out, "recipient", c.recipient), put(out, "place", c.place);
  if (c.dead) out["dead"] = *c.dead;
  put(out, "source", c.source), put(out, "words", c.words);
  return out;
}

template <class Entry>
Json list_of(const std::vector<Entry>& entries) {
  Json out = Json::array();
  for (const Entry& entry : entries) out.push_back(json_of(entry));
  return out;
}

}  // namespace

std::string to_json(const EvidenceList& list) {
  return json_of(list).dump(-1, ' ', false, Json::error_handler_t::replace);
}

EvidenceList evidence_from_json(std::string_view json) {
  const Json list = Json::parse(json, nullptr, false);
  EvidenceList out;
  if (!list.is_array()) return out;
  for (const Json& e : list) {
    const Json& span = e.at("span");
    out.push_back({e.value("report", ""), e.value("outlet", ""), e.value("published", ""),
                   span.at(0).get<int>(), span.at(1).get<int>(), e.value("words", ""),
                   e.value("speaker", "")});
  }
  return out;
}

const std::vector<store::Field<DossierRow>>& dossier_fields() {
  using Row = DossierRow;
  static const std::vector<store::Field<Row>> fields = {
      {"id", [](const Row& d) { return Json(d.id); }},
       {"name", [](const Row& d) { return Json(d.name); }},
       {"kind", [](const Row& d) { return Json(d.kind); }},
       {"country", [](const Row& d) { return Json(d.country); }},
       {"parties", [](const Row& d) { return Json(d.parties); }},
       {"state", [](const Row& d) { return Json(d.state); }},
       {"changed", [](const Row& d) { return Json(d.changed); }},
       {"first_day", [](const Row& d) { return Json(d.first_day); }},
       {"last_day", [](const Row& d) { return Json(d.last_day); }},
       {"reports", [](const Row& d) { return Json(d.reports); }},
       {"outlets", [](const Row& d) { return Json(d.outlets); }},
       {"names", [](const Row& d) { return Json(d.names); }}};
  return fields;
}

Json to_json(const DossierRow& d) {
  Json out = {{"id", d.id}, {"name", d.name}, {"kind", d.kind}};
  put(out, "country", d.country);
  out["parties"] = d.parties;
  out["state"] = {{"text", d.state}, {"date", d.changed}, {"evidence", json_of(d.evidence)}};
  put(out, "first_day", d.first_day), put(out, "last_day", d.last_day);
  out["reports"] = d.reports, out["outlets"] = d.outlets, out["names"] = d.names;
  return out;
}

Json to_json(const Dossier& d) {
  Json out = {{"id", d.id}, {"name", d.name}, {"kind", d.kind}};
  put(out, "country", d.country), put(out, "names", d.names);
  put(out, "first_day", d.first_day), put(out, "last_day", d.last_day);
  put(out, "reports", d.reports), put(out, "outlets", d.outlets);
  out["state"] = {
      {"text", d.state.text}, {"date", d.state.date}, {"evidence", json_of(d.state.evidence)}};
  out["roles"] = list_of(d.roles), out["places"] = list_of(d.places);
  out["rounds"] = list_of(d.rounds), out["agenda"] = list_of(d.agenda);
  out["outcomes"] = list_of(d.outcomes), out["incidents"] = list_of(d.incidents);
  out["deliveries"] = list_of(d.deliveries), out["pledges"] = list_of(d.pledges);
  out["timeline"] = list_of(d.timeline), out["related"] = list_of(d.related);
  out["claims"] = list_of(d.claims);
  return out;
}

}  // namespace dragoman::dossiers
