#include "ledger/ledger_json.h"

#include <initializer_list>
#include <string>
#include <utility>

namespace dragoman::ledger {
namespace {

using Json = nlohmann::ordered_json;

// Unknown values are left out.
void put(Json& out, const char* key, const std::string& value) {
  if (!value.empty()) out[key] = value;
}

template <class Item, class Value>
Json list_of(const std::vector<Item>& items, Value value) {
  Json out = Json::array();
  for (const Item& item : items) out.push_back(value(item));
  return out;
}

Json names_of(const std::vector<Party>& parties) {
  return list_of(parties, [](const Party& party) { return Json(party.name); });
}
Json codes_of(const std::vector<Party>& parties) {
  return list_of(parties, [](const Party& party) { return Json(party.code); });
}

Json spans_of(const CodePointSpans& spans) {
  return list_of(spans, [](const CodePointSpan& s) { return Json::array({s.begin, s.end}); });
}

Json json_of(const Party& party) {
  Json out = {{"name", party.name}};
  put(out, "code", party.code), put(out, "country", party.country);
  return out;
}

Json json_of(const Evidence& e) {
  Json out = {{"report", e.report}, {"entry", e.entry}};
  put(out, "outlet", e.outlet), put(out, "published", e.published), put(out, "title", e.title);
  out["outcome"] = e.outcome, out["what"] = e.what, out["spans"] = spans_of(e.spans);
  put(out, "speaker", e.speaker), put(out, "day", e.day), put(out, "due", e.due);
  return out;
}
Json rows_of(const std::vector<Evidence>& rows) {
  return list_of(rows, [](const Evidence& e) { return json_of(e); });
}

Json json_of(const Told& told) {
  Json out = {{"report", told.report}};
  put(out, "entry", told.entry), put(out, "outlet", told.outlet);
  put(out, "published", told.published), put(out, "words", told.words);
  out["spans"] = spans_of(told.spans);
  put(out, "speaker", told.speaker);
  return out;
}

}  // namespace

const std::vector<store::Field<Entry>>& entry_fields() {
  using Row = Entry;
  static const std::vector<store::Field<Row>> fields = {
      {"id", [](const Row& e) { return Json(e.id); }},
      {"kind", [](const Row& e) { return Json(dragoman::to_string(e.kind)); }},
      {"status", [](const Row& e) { return Json(to_string(e.status)); }},
      {"late", [](const Row& e) { return e.late ? Json(true) : Json(""); }},
      {"by", [](const Row& e) { return names_of(e.by); }},
      {"by_codes", [](const Row& e) { return codes_of(e.by); }},
      {"from", [](const Row& e) { return names_of(e.from); }},
      {"to", [](const Row& e) { return names_of(e.to); }},
      {"what", [](const Row& e) { return Json(e.what); }},
      {"type", [](const Row& e) { return Json(e.type); }},
      {"given", [](const Row& e) { return Json(e.given); }},
      {"due", [](const Row& e) { return Json(e.due); }},
      {"due_day", [](const Row& e) { return Json(e.due_day); }},
      {"reports", [](const Row& e) { return Json(e.reports); }},
      {"outlets", [](const Row& e) { return e.outlets == 0 ? Json("") : Json(e.outlets); }},
      {"origins", [](const Row& e) { return e.origins == 0 ? Json("") : Json(e.origins); }},
      {"pledged", [](const Row& e) { return rows_of(e.pledged); }},
      {"evidence", [](const Row& e) { return rows_of(e.evidence); }}};
  return fields;
}

const std::vector<store::Field<Alarm>>& alarm_fields() {
  using Row = Alarm;
  static const std::vector<store::Field<Row>> fields = {
      {"kind", [](const Row& r) { return Json(r.kind); }},
      {"day", [](const Row& r) { return Json(r.day); }},
      {"silent", [](const Row& r) { return Json(r.silent); }},
      {"who", [](const Row& r) { return Json(r.who); }},
      {"what", [](const Row& r) { return Json(r.what); }},
      {"id", [](const Row& r) { return Json(r.id); }},
      {"told", [](const Row& r) {
         return list_of(r.told, [](const Told& t) { return Json(t.report + " " + t.published); });
       }}};
  return fields;
}

Json to_json(const Entry& e) {
  Json out = {{"id", e.id}, {"kind", dragoman::to_string(e.kind)}, {"status", to_string(e.status)}};
  if (e.late) out["late"] = true;
  if (e.vague) out["vague"] = true;
  for (const auto& [key, parties] : std::initializer_list<std::pair<const char*, const std::vector<Party>&>>{
           {"by", e.by}, {"from", e.from}, {"to", e.to}})
    out[key] = list_of(parties, [](const Party& party) { return json_of(party); });
  out["what"] = e.what;
  put(out, "type", e.type), put(out, "given", e.given), put(out, "due", e.due);
  put(out, "due_day", e.due_day);
  out["reports"] = e.reports;
  if (e.outlets > 0) out["outlets"] = e.outlets;
  if (e.origins > 0) out["origins"] = e.origins;
  out["pledged"] = rows_of(e.pledged), out["evidence"] = rows_of(e.evidence);
  return out;
}

Json to_json(const Alarm& a) {
  Json out = {{"kind", a.kind}, {"day", a.day}, {"silent", a.silent}, {"who", a.who}, {"what", a.what}};
  put(out, "id", a.id);
  out["told"] = list_of(a.told, [](const Told& told) { return json_of(told); });
  return out;
}

}  // namespace dragoman::ledger
