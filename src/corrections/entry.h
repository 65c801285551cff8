// Entries of a record seen alike: where each came from, its id, and the fields that can be corrected.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/record.h"

#include "corrections/correction.h"

namespace dragoman::corrections {

enum class FieldKind {
  Text,
  Label,   // one of a closed set
  Day,     // a TIMEX3 value
  Actor,   // an actor
  Actors,  // a list of actors
  Place,   // a place
  Where,   // what a place is: an object of name, country, admin1, lat, lon, geonames, precision
};

// A field of a layer. Values are JSON: a text; for actors and places their ids within the record.
struct Field {
  std::string_view name;
  FieldKind kind = FieldKind::Text;
  bool needed = false;  // cannot be empty
  bool tells_apart = false;  // two entries from the same words usually differ in it
  std::function<Json(const Record& record, std::size_t index)> get;
  // False, and nothing is changed, for a value of the wrong kind.
  std::function<bool(Record& record, std::size_t index, const Json& value)> set;
};

// Those of a layer, in the order in which they are to be set.
const std::vector<Field>& fields_of(EntryLayer layer);
const Field* find_field(EntryLayer layer, std::string_view name);
// "an event has no field \"x\"; there are: type, ..."
std::string no_such_field(EntryLayer layer, std::string_view name);

std::size_t count_of(const Record& record, EntryLayer layer);
// Empty for mentions and times, which have none.
std::string id_of(const Record& record, EntryLayer layer, std::size_t index);
std::string& rule_of(Record& record, EntryLayer layer, std::size_t index);

// The characters that an entry came from: an event's trigger, a statement's content, an actor's
// first mention by name, else its first; what a pledge is about.
CodePointSpans anchor_of(const Record& record, EntryLayer layer, std::size_t index);
// All fields that are filled, actors and places by their names.
Json said_of(const Record& record, EntryLayer layer, std::size_t index);
// A value as people read it: names in place of ids.
Json in_names(const Record& record, const Field& field, const Json& value);

}  // namespace dragoman::corrections
