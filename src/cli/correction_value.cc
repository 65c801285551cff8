#include "cli/correction_value.h"

#include "core/resources.h"
#include "core/utf8.h"

namespace dragoman::cli {
namespace {

using corrections::FieldKind;

Error bad(const std::string& typed, const std::string& expected) {
  return make_error(ErrorCode::BadArgument, "'" + typed + "': expected " + expected);
}

bool is_id(const std::string& typed, char letter) {
  return typed.size() > 1 && typed[0] == letter &&
         typed.find_first_not_of("0123456789", 1) == std::string::npos;
}

Result<Json> object(const std::string& typed) {
  Json json = Json::parse(typed, nullptr, false);
  if (json.is_discarded()) return bad(typed, "an object of JSON");
  return json;
}

const char* kind_of(knowledge::Kind kind) {
  using knowledge::Kind;
  switch (kind) {
    case Kind::Person: return "person";
    case Kind::Country: return "country";
    case Kind::Group:
    case Kind::People: return "group";
    default: return "organisation";
  }
}

void put(Json& out, const char* key, std::string_view text) {
  if (!text.empty()) out[key] = text;
}

Json reference_to(const knowledge::Entry& entry) {
  Json out = {{"name", entry.name()}, {"kind", kind_of(entry.kind())}, {"kb", entry.id()}};
  put(out, "code", entry.code()), put(out, "country", entry.country());
  put(out, "sector", entry.sector());
  return out;
}

Json reference_to(const knowledge::Place& place) {
  Json out = {{"name", place.name}};
  put(out, "country", place.country), put(out, "admin1", place.admin1);
  if (place.point) out["lat"] = place.point->lat, out["lon"] = place.point->lon;
  if (place.geonameid != 0) out["geonames"] = place.geonameid;
  out["precision"] = place.feature.starts_with("PPL") ? 1 : place.feature.starts_with("PCL") ? 3 : 2;
  return out;
}

}  // namespace

Result<const knowledge::KnowledgeBase*> CorrectionValues::base() {
  if (!base_) {
    const auto folder = core::find_resources(resources_);
    if (!folder) return folder.error();
    auto loaded = load_knowledge(*folder, knowledge_);
    if (!loaded) return loaded.error();
    base_ = std::move(*loaded);
  }
  return base_.get();
}

Result<Json> CorrectionValues::actor(const std::string& typed) {
  if (typed.empty() || is_id(typed, 'a')) return Json(typed);
  auto known = base();
  if (!known) return known.error();
  const auto entry = (*known)->find_id(typed);
  if (!entry)
    return bad(typed, "an actor of the record (a2), an id of the knowledge base "
                      "(person/john-kerry; 'dragoman kb show NAME' tells it), or an object of JSON");
  return reference_to(*entry);
}

Result<Json> CorrectionValues::place(const std::string& typed, bool may_be_id) {
  if (typed.starts_with("{")) return object(typed);
  if (may_be_id && (typed.empty() || is_id(typed, 'p'))) return Json(typed);
  auto known = base();
  if (!known) return known.error();
  const std::size_t comma = typed.rfind(',');
  const std::string name(core::trim(typed.substr(0, comma)));
  const std::string country =
      comma == std::string::npos ? "" : std::string(core::trim(typed.substr(comma + 1)));
  for (const knowledge::Place& place : (*known)->all_places(name)) {
    if (country.empty() || place.country == country) return reference_to(place);
  }
  return bad(typed, "a place of the gazetteer with its country (Havana,CUB), or an object of JSON "
                    "with name, country, lat, lon");
}

Result<Json> CorrectionValues::read(const corrections::Field& field, const std::string& typed) {
  switch (field.kind) {
    case FieldKind::Actor: return typed.starts_with("{") ? object(typed) : actor(typed);
    case FieldKind::Place: return place(typed, true);
    case FieldKind::Where: return place(typed, false);
    case FieldKind::Actors: break;
    default: return Json(typed);
  }
  if (typed.starts_with("[")) return object(typed);
  Json out = Json::array();
  for (std::size_t at = 0; at < typed.size();) {
    const std::size_t end = std::min(typed.find(',', at), typed.size());
    auto one = actor(std::string(core::trim(typed.substr(at, end - at))));
    if (!one) return one;
    out.push_back(std::move(*one));
    at = end + 1;
  }
  return out;
}

}  // namespace dragoman::cli
