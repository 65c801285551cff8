#include "corrections/request.h"

#include <charconv>

#include "corrections/entry.h"
#include "corrections/find_entry.h"
#include "corrections/references.h"
#include "record/span_text.h"

namespace dragoman::corrections {
namespace {

constexpr std::size_t kLongestReason = 2000, kLongestAuthor = 100;

struct Found {
  EntryLayer layer;
  std::size_t index;
};

std::optional<CodePointSpan> parse_span(std::string_view text) {
  CodePointSpan span;
  const char* end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, span.begin);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != ':') return std::nullopt;
  const auto last = std::from_chars(first.ptr + 1, end, span.end);
  if (last.ec != std::errc() || last.ptr != end) return std::nullopt;
  return span;
}

std::optional<std::size_t> index_of(const Record& record, EntryLayer layer, std::string_view id) {
  for (std::size_t i = 0; i < count_of(record, layer); ++i) {
    if (id_of(record, layer, i) == id) return i;
  }
  return std::nullopt;
}

std::optional<Found> find_by_id(const Record& record, std::string_view id) {
  if (id.empty()) return std::nullopt;
  for (int layer = 0; layer < record::kEntryLayers; ++layer) {
    const auto which = static_cast<EntryLayer>(layer);
    if (const auto index = index_of(record, which, id)) return Found{which, *index};
  }
  return std::nullopt;
}

std::optional<Found> find_by_span(const Record& record, EntryLayer layer, CodePointSpan span) {
  for (std::size_t i = 0; i < count_of(record, layer); ++i) {
    const CodePointSpans spans = anchor_of(record, layer, i);
    if (!spans.empty() && spans.front().begin == span.begin && spans.back().end == span.end)
      return Found{layer, i};
  }
  return std::nullopt;
}

Result<Found> find(const Record& machine, const Record& seen, const Request& request) {
  const std::string& entry = request.entry;
  if (const auto span = parse_span(entry)) {
    const EntryLayer layer = request.layer.value_or(EntryLayer::Mention);
    if (auto found = find_by_span(machine, layer, *span)) return *found;
    return make_error(ErrorCode::NotFound, "no entry of the layer " +
                                               std::string(record::to_string(layer)) +
                                               " stands at " + entry);
  }
  if (auto found = find_by_id(machine, entry)) return *found;
  if (find_by_id(seen, entry)) {
    return make_error(ErrorCode::BadArgument,
                      "'" + entry + "' was added by a correction; withdraw that one instead");
  }
  return make_error(ErrorCode::NotFound, "the record has no entry '" + entry.substr(0, 80) +
                                             "'; expected an id (e3) or a span (24:37)");
}

Error bad_value(const Field& field, const std::string& expected) {
  return make_error(ErrorCode::BadArgument,
                    "field \"" + std::string(field.name) + "\": expected " + expected);
}

Result<Json> actor_from(const Record& seen, const Field& field, const Json& value) {
  if (is_actor_reference(value)) return value;
  if (!value.is_string())
    return bad_value(field, "the id of an actor, or an object with its name");
  const auto& id = value.get_ref<const std::string&>();
  if (id.empty()) return Json("");
  Json reference = actor_reference(seen, id);
  if (reference.is_null())
    return bad_value(field, "an actor of the record; '" + id.substr(0, 80) + "' is none");
  return reference;
}

Result<Json> place_from(const Record& seen, const Field& field, const Json& value) {
  if (is_place_reference(value)) return value;
  if (!value.is_string()) return bad_value(field, "the id of a place, or an object with its name");
  const auto& id = value.get_ref<const std::string&>();
  if (id.empty()) return Json("");
  Json reference = place_reference(seen, id);
  if (reference.is_null())
    return bad_value(field, "a place of the record; '" + id.substr(0, 80) + "' is none");
  return reference;
}

// From ids to references.
Result<Json> lasting(const Record& seen, const Field& field, const Json& value) {
  switch (field.kind) {
    case FieldKind::Actor: return actor_from(seen, field, value);
    case FieldKind::Place: return place_from(seen, field, value);
    case FieldKind::Actors: {
      if (!value.is_array()) return bad_value(field, "a list of actors");
      Json out = Json::array();
      for (const Json& one : value) {
        auto actor = actor_from(seen, field, one);
        if (!actor) return actor.error();
        if (actor->is_object()) out.push_back(std::move(*actor));
      }
      return out;
    }
    default: return value;
  }
}

std::string expected_of(const Field& field) {
  switch (field.kind) {
    case FieldKind::Day: return "a date as 2016-03-23, 2016-03, 2016-W12 or 2016";
    case FieldKind::Label: return "one of the labels in docs/formats/record.md";
    case FieldKind::Where:
      return "an object with name, and what is known of country, admin1, lat, lon, geonames, "
             "precision";
    default: return field.needed ? "a text that is not empty" : "a text";
  }
}

// The corrected value, tried on a copy.
Result<Json> corrected_value(const Record& machine,
                             const Record& seen,
                             const Field& field,
                             std::size_t index,
                             const Json& value) {
  auto out = lasting(seen, field, value);
  if (!out) return out;
  if (field.kind == FieldKind::Actor || field.kind == FieldKind::Actors ||
      field.kind == FieldKind::Place)
    return out;
  Record tried = machine;
  if (!field.set(tried, index, *out)) return bad_value(field, expected_of(field));
  return field.get(tried, index);
}

Result<void> check_texts(const Request& request) {
  if (!is_plain(request.reason, kLongestReason))
    return make_error(ErrorCode::BadArgument, "the reason is to be a text of at most " +
                                                  std::to_string(kLongestReason) + " bytes");
  if (request.author.empty() || !is_plain(request.author, kLongestAuthor))
    return make_error(ErrorCode::BadArgument, "who says so? An author is needed");
  return {};
}

}  // namespace

Result<Correction> make_correction(const Record& machine,
                                   const Record& seen,
                                   const Request& request) {
  if (auto done = check_texts(request); !done) return done.error();
  const auto found = find(machine, seen, request);
  if (!found) return found.error();
  Correction out;
  out.report = machine.id;
  out.layer = found->layer;
  out.field = request.field;
  out.verdict = request.verdict;
  out.reason = request.reason;
  out.author = request.author;
  out.made = request.made;
  out.spans = anchor_of(machine, out.layer, found->index);
  out.words = record::SpanText(machine).words(out.spans);
  out.alone = is_alone(machine, out.layer, found->index);
  out.said = said_of(machine, out.layer, found->index);
  if (out.field.empty()) {
    if (out.verdict == Verdict::Correct)
      return make_error(ErrorCode::BadArgument, "correct which field? " +
                                                    no_such_field(out.layer, ""));
    name(out);
    return out;
  }
  const Field* field = find_field(out.layer, out.field);
  if (field == nullptr)
    return make_error(ErrorCode::BadArgument, no_such_field(out.layer, out.field));
  auto before = lasting(machine, *field, field->get(machine, found->index));
  if (!before) return before.error();
  out.machine = std::move(*before);
  if (out.verdict == Verdict::Correct) {
    auto value = corrected_value(machine, seen, *field, found->index, request.value);
    if (!value) return value.error();
    out.value = std::move(*value);
  } else {
    // What the user sees. An entry that was rejected or merged away is seen as the machine has it.
    const std::string id = id_of(machine, out.layer, found->index);
    const auto shown = id.empty() ? std::nullopt : index_of(seen, out.layer, id);
    const Record& from = shown ? seen : machine;
    auto value = lasting(from, *field, field->get(from, shown.value_or(found->index)));
    if (!value) return value.error();
    out.value = std::move(*value);
  }
  name(out);
  return out;
}

}  // namespace dragoman::corrections
