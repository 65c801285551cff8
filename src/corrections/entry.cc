#include "corrections/entry.h"

#include <algorithm>
#include <array>
#include <map>

#include "corrections/references.h"
#include "record/span_text.h"
#include "times/days.h"

namespace dragoman::corrections {
namespace {

constexpr std::size_t kLongestText = 200;

template <class E>
using List = std::vector<E> Record::*;

bool is_text(const Json& value) {
  return value.is_string() && is_plain(value.get_ref<const std::string&>(), kLongestText);
}

template <class E>
Field text_field(std::string_view name, List<E> list, std::string E::*member,
                 FieldKind kind = FieldKind::Text, bool needed = false) {
  Field out;
  out.name = name;
  out.kind = kind;
  out.needed = needed;
  out.get = [list, member](const Record& r, std::size_t i) { return Json((r.*list)[i].*member); };
  out.set = [list, member, kind, needed](Record& r, std::size_t i, const Json& value) {
    if (!is_text(value)) return false;
    std::string text = value.get<std::string>();
    if (needed && text.empty()) return false;
    if (kind == FieldKind::Day && !text.empty() && !times::days_of(text)) return false;
    (r.*list)[i].*member = std::move(text);
    return true;
  };
  return out;
}

template <class E, class L>
Field label_field(std::string_view name, List<E> list, L E::*member,
                  std::optional<L> (*parse)(std::string_view)) {
  Field out;
  out.name = name;
  out.kind = FieldKind::Label;
  out.needed = true;
  out.get = [list, member](const Record& r, std::size_t i) {
    return Json(to_string((r.*list)[i].*member));
  };
  out.set = [list, member, parse](Record& r, std::size_t i, const Json& value) {
    const auto label = value.is_string() ? parse(value.get_ref<const std::string&>()) : std::nullopt;
    if (!label) return false;
    (r.*list)[i].*member = *label;
    return true;
  };
  return out;
}

template <class E>
Field actors_field(std::string_view name, List<E> list, std::vector<std::string> E::*member) {
  Field out;
  out.name = name;
  out.kind = FieldKind::Actors;
  out.get = [list, member](const Record& r, std::size_t i) { return Json((r.*list)[i].*member); };
  out.set = [list, member](Record& r, std::size_t i, const Json& value) {
    if (!value.is_array() || !std::all_of(value.begin(), value.end(), is_text)) return false;
    (r.*list)[i].*member = value.get<std::vector<std::string>>();
    return true;
  };
  return out;
}

Field apart(Field field) {
  field.tells_apart = true;
  return field;
}

// What an event is decides its quad class; its mode, CAMEO code and score were those of the type
// that it had.
Field event_type() {
  Field out = label_field("type", &Record::events, &RecordEvent::type, &parse_event_type);
  out.set = [set = out.set](Record& r, std::size_t i, const Json& value) {
    const EventType before = r.events[i].type;
    if (!set(r, i, value)) return false;
    RecordEvent& event = r.events[i];
    if (event.type == before) return true;
    event.quad = quad_of(event.type);
    event.mode.clear();
    event.cameo.clear();
    event.score = 0;
    return true;
  };
  return out;
}

Json where_of(const RecordPlace& place) {
  Json out = {{"name", place.name}};
  if (!place.country.empty()) out["country"] = place.country;
  if (!place.admin1.empty()) out["admin1"] = place.admin1;
  if (place.lat && place.lon) {
    out["lat"] = *place.lat;
    out["lon"] = *place.lon;
  }
  if (place.geonames != 0) out["geonames"] = place.geonames;
  if (place.precision != 0) out["precision"] = place.precision;
  return out;
}

Field where() {
  Field out;
  out.name = "where";
  out.kind = FieldKind::Where;
  out.needed = true;
  out.get = [](const Record& r, std::size_t i) { return where_of(r.places[i]); };
  out.set = [](Record& r, std::size_t i, const Json& value) {
    return read_where(value, r.places[i]);
  };
  return out;
}

// The actor is another one: every word that names the one means the other.
Field same_as() {
  Field out;
  out.name = "same_as";
  out.kind = FieldKind::Actor;
  out.get = [](const Record&, std::size_t) { return Json(""); };
  out.set = [](Record&, std::size_t, const Json& value) { return is_text(value); };
  return out;
}

std::vector<Field> mention_fields() {
  return {text_field("actor", &Record::mentions, &RecordMention::actor, FieldKind::Actor)};
}
std::vector<Field> actor_fields() {
  const auto list = &Record::actors;
  return {text_field("name", list, &RecordActor::name, FieldKind::Text, true),
          label_field("kind", list, &RecordActor::kind, &parse_actor_kind),
          text_field("code", list, &RecordActor::code),
          text_field("country", list, &RecordActor::country),
          text_field("sector", list, &RecordActor::sector),
          text_field("role", list, &RecordActor::role),
          text_field("kb", list, &RecordActor::kb),
          same_as()};
}
std::vector<Field> time_fields() {
  return {text_field("value", &Record::times, &RecordTime::value, FieldKind::Text, true)};
}
std::vector<Field> place_fields() {
  return {where()};
}
std::vector<Field> statement_fields() {
  const auto list = &Record::statements;
  return {label_field("kind", list, &RecordStatement::kind, &parse_statement_kind),
          apart(text_field("speaker", list, &RecordStatement::speaker, FieldKind::Actor)),
          text_field("addressee", list, &RecordStatement::addressee, FieldKind::Actor),
          label_field("stance", list, &RecordStatement::stance, &parse_stance),
          text_field("polarity", list, &RecordStatement::polarity),
          text_field("date", list, &RecordStatement::date, FieldKind::Day)};
}
std::vector<Field> event_fields() {
  const auto list = &Record::events;
  return {apart(event_type()),
          text_field("mode", list, &RecordEvent::mode),
          text_field("cameo", list, &RecordEvent::cameo),
          label_field("factuality", list, &RecordEvent::factuality, &parse_factuality),
          apart(actors_field("actors", list, &RecordEvent::actors)),
          apart(actors_field("recipients", list, &RecordEvent::recipients)),
          text_field("date", list, &RecordEvent::date, FieldKind::Day),
          text_field("place", list, &RecordEvent::place, FieldKind::Place)};
}
std::vector<Field> pledge_fields() {
  const auto list = &Record::pledges;
  return {apart(label_field("kind", list, &RecordPledge::kind, &parse_pledge_kind)),
          apart(text_field("by", list, &RecordPledge::by, FieldKind::Actor)),
          text_field("to", list, &RecordPledge::to, FieldKind::Actor),
          text_field("type", list, &RecordPledge::type),
          text_field("due", list, &RecordPledge::due, FieldKind::Day)};
}
std::vector<Field> fate_fields() {
  const auto list = &Record::fates;
  return {apart(label_field("kind", list, &RecordFate::kind, &parse_fate_kind)),
          apart(actors_field("by", list, &RecordFate::by)),
          text_field("date", list, &RecordFate::date, FieldKind::Day),
          text_field("due", list, &RecordFate::due, FieldKind::Day)};
}
std::vector<Field> process_fields() {
  const auto list = &Record::processes;
  return {apart(text_field("name", list, &RecordProcess::name, FieldKind::Text, true)),
          apart(label_field("kind", list, &RecordProcess::kind, &parse_process_kind)),
          text_field("round", list, &RecordProcess::round),
          text_field("when", list, &RecordProcess::when, FieldKind::Day)};
}

CodePointSpans anchor_of_actor(const Record& record, const std::string& actor) {
  const RecordMention* first = nullptr;
  for (const RecordMention& mention : record.mentions) {
    if (mention.actor != actor) continue;
    if (mention.kind == MentionKind::Name) return {mention.span};
    if (first == nullptr) first = &mention;
  }
  return first == nullptr ? CodePointSpans{} : CodePointSpans{first->span};
}

// Calls `use` with the list of a layer.
template <class R, class Use>
decltype(auto) with_list(R& record, EntryLayer layer, Use use) {
  switch (layer) {
    case EntryLayer::Mention: return use(record.mentions);
    case EntryLayer::Actor: return use(record.actors);
    case EntryLayer::Time: return use(record.times);
    case EntryLayer::Place: return use(record.places);
    case EntryLayer::Statement: return use(record.statements);
    case EntryLayer::Event: return use(record.events);
    case EntryLayer::Pledge: return use(record.pledges);
    case EntryLayer::Fate: return use(record.fates);
    case EntryLayer::Process: break;
  }
  return use(record.processes);
}

Json name_of(const Record& record, FieldKind kind, const std::string& id) {
  if (kind == FieldKind::Place) {
    const RecordPlace* place = record::find_place(record, id);
    return place == nullptr ? id : place->name;
  }
  const RecordActor* actor = record::find_actor(record, id);
  return actor == nullptr ? id : actor->name;
}

}  // namespace

const std::vector<Field>& fields_of(EntryLayer layer) {
  static const std::array<std::vector<Field>, record::kEntryLayers> kFields = {
      mention_fields(), actor_fields(), time_fields(),  place_fields(),  statement_fields(),
      event_fields(),   pledge_fields(), fate_fields(), process_fields()};
  return kFields[static_cast<std::size_t>(layer)];
}

const Field* find_field(EntryLayer layer, std::string_view name) {
  const auto& fields = fields_of(layer);
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [name](const Field& field) { return field.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

std::string no_such_field(EntryLayer layer, std::string_view name) {
  std::string out = "entries of the layer " + std::string(record::to_string(layer)) +
                    " have no field \"" + std::string(name.substr(0, 80)) + "\"; there are: ";
  const char* between = "";
  for (const Field& field : fields_of(layer)) {
    out += between + std::string(field.name);
    between = ", ";
  }
  return out;
}

std::size_t count_of(const Record& record, EntryLayer layer) {
  return with_list(record, layer, [](const auto& list) { return list.size(); });
}

std::string id_of(const Record& record, EntryLayer layer, std::size_t index) {
  return with_list(record, layer, [index](const auto& list) -> std::string {
    if constexpr (requires { list[index].id; }) return list[index].id;
    return {};
  });
}

std::string& rule_of(Record& record, EntryLayer layer, std::size_t index) {
  return with_list(record, layer,
                   [index](auto& list) -> std::string& { return list[index].rule; });
}

CodePointSpans anchor_of(const Record& record, EntryLayer layer, std::size_t index) {
  switch (layer) {
    case EntryLayer::Mention: return {record.mentions[index].span};
    case EntryLayer::Actor: return anchor_of_actor(record, record.actors[index].id);
    case EntryLayer::Time: return {record.times[index].span};
    case EntryLayer::Place: return {record.places[index].span};
    case EntryLayer::Statement: return record.statements[index].content;
    case EntryLayer::Event: return record.events[index].trigger;
    case EntryLayer::Pledge: return record.pledges[index].what;
    case EntryLayer::Fate: return {record.fates[index].span};
    case EntryLayer::Process: break;
  }
  return {record.processes[index].span};
}

Json in_names(const Record& record, const Field& field, const Json& value) {
  if (field.kind == FieldKind::Actors) {
    Json out = Json::array();
    for (const Json& id : value) out.push_back(name_of(record, field.kind, id.get<std::string>()));
    return out;
  }
  if (field.kind == FieldKind::Actor || field.kind == FieldKind::Place)
    return name_of(record, field.kind, value.get<std::string>());
  return value;
}

Json said_of(const Record& record, EntryLayer layer, std::size_t index) {
  Json out = Json::object();
  for (const Field& field : fields_of(layer)) {
    const Json value = field.get(record, index);
    if (value.empty() || value == "") continue;
    out[std::string(field.name)] = in_names(record, field, value);
  }
  return out;
}

}  // namespace dragoman::corrections
