#include "corrections/references.h"

#include <algorithm>
#include <cmath>

#include "core/fold.h"
#include "corrections/entry.h"
#include "record/span_text.h"

namespace dragoman::corrections {
namespace {

constexpr std::size_t kLongest = 200;

std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  const bool plain = found != object.end() && found->is_string() &&
                     is_plain(found->get_ref<const std::string&>(), kLongest);
  return plain ? found->get<std::string>() : std::string();
}

std::optional<CodePointSpan> span_of(const Json& object) {
  const auto found = object.find("span");
  if (found == object.end() || !found->is_array() || found->size() != 2 ||
      !(*found)[0].is_number_unsigned() || !(*found)[1].is_number_unsigned())
    return std::nullopt;
  return CodePointSpan{(*found)[0].get<std::uint32_t>(), (*found)[1].get<std::uint32_t>()};
}

void put(Json& out, const char* key, const std::string& text) {
  if (!text.empty()) out[key] = text;
}

// The next free id: "a8" behind "a7".
template <class Entries>
std::string next_id(const Entries& entries, char letter) {
  unsigned long last = 0;
  for (const auto& entry : entries) {
    if (entry.id.size() > 1 && entry.id[0] == letter)
      last = std::max(last, std::strtoul(entry.id.c_str() + 1, nullptr, 10));
  }
  return letter + std::to_string(last + 1);
}

bool is_empty(const Json& reference) {
  return !reference.is_object();
}

const RecordActor* find_meant(const Record& record, const Json& reference) {
  if (const auto span = span_of(reference)) {
    for (const RecordMention& mention : record.mentions) {
      if (mention.span == *span && !mention.actor.empty())
        return record::find_actor(record, mention.actor);
    }
  }
  const std::string kb = text_of(reference, "kb");
  if (!kb.empty()) {
    for (const RecordActor& actor : record.actors) {
      if (actor.kb == kb) return &actor;
    }
    return nullptr;
  }
  const std::string name = core::fold(text_of(reference, "name"));
  const std::string kind = text_of(reference, "kind");
  for (const RecordActor& actor : record.actors) {
    if (core::fold(actor.name) == name && (kind.empty() || to_string(actor.kind) == kind))
      return &actor;
  }
  return nullptr;
}

std::optional<double> number_of(const Json& object, const char* key, double most) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number()) return std::nullopt;
  const double value = found->get<double>();
  return std::isfinite(value) && std::abs(value) <= most ? std::optional(value) : std::nullopt;
}

}  // namespace

Json actor_reference(const Record& record, const std::string& id) {
  const RecordActor* actor = record::find_actor(record, id);
  if (actor == nullptr) return nullptr;
  Json out = {{"name", actor->name}, {"kind", to_string(actor->kind)}};
  put(out, "kb", actor->kb);
  put(out, "code", actor->code);
  put(out, "country", actor->country);
  put(out, "sector", actor->sector);
  put(out, "role", actor->role);
  const auto index = static_cast<std::size_t>(actor - record.actors.data());
  const CodePointSpans spans = anchor_of(record, EntryLayer::Actor, index);
  if (!spans.empty()) out["span"] = {spans[0].begin, spans[0].end};
  return out;
}

Json place_reference(const Record& record, const std::string& id) {
  const RecordPlace* place = record::find_place(record, id);
  if (place == nullptr) return nullptr;
  const auto index = static_cast<std::size_t>(place - record.places.data());
  Json out = find_field(EntryLayer::Place, "where")->get(record, index);
  if (place->span.begin < place->span.end) out["span"] = {place->span.begin, place->span.end};
  return out;
}

bool read_where(const Json& value, RecordPlace& place) {
  if (!is_place_reference(value)) return false;
  const auto precision = number_of(value, "precision", 3);
  const auto geonames = number_of(value, "geonames", 4e9);
  place.name = text_of(value, "name");
  place.country = text_of(value, "country");
  place.admin1 = text_of(value, "admin1");
  place.lat = number_of(value, "lat", 90);
  place.lon = place.lat ? number_of(value, "lon", 180) : std::nullopt;
  if (!place.lon) place.lat.reset();
  place.geonames = geonames && *geonames > 0 ? static_cast<std::uint32_t>(*geonames) : 0;
  place.precision = precision && *precision > 0 ? static_cast<int>(*precision) : 0;
  return true;
}

bool is_actor_reference(const Json& value) {
  if (!value.is_object()) return false;
  const std::string kind = text_of(value, "kind");
  if (!kind.empty() && !parse_actor_kind(kind)) return false;
  return !text_of(value, "name").empty();
}

bool is_place_reference(const Json& value) {
  return value.is_object() && !text_of(value, "name").empty();
}

std::string resolve_actor(Record& record, const Json& reference) {
  if (is_empty(reference)) return {};
  if (const RecordActor* known = find_meant(record, reference)) return known->id;
  RecordActor made;
  made.id = next_id(record.actors, 'a');
  made.name = text_of(reference, "name");
  made.kind = parse_actor_kind(text_of(reference, "kind")).value_or(ActorKind::Person);
  made.kb = text_of(reference, "kb");
  made.code = text_of(reference, "code");
  made.country = text_of(reference, "country");
  made.sector = text_of(reference, "sector");
  made.role = text_of(reference, "role");
  made.rule = "corrected/added";
  record.actors.push_back(made);
  return made.id;
}

std::string resolve_place(Record& record, const Json& reference) {
  if (is_empty(reference)) return {};
  RecordPlace made;
  if (!read_where(reference, made)) return {};
  const auto span = span_of(reference);
  for (const RecordPlace& place : record.places) {
    const bool same = made.geonames != 0 ? place.geonames == made.geonames
                                         : place.name == made.name && place.country == made.country;
    if ((span && place.span == *span && place.name == made.name) || same) return place.id;
  }
  made.id = next_id(record.places, 'p');
  if (span) made.span = *span;
  made.rule = "corrected/added";
  record.places.push_back(made);
  return made.id;
}

}  // namespace dragoman::corrections
