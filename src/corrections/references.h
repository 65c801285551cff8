// Actors and places as corrections name them: by words of the text and by what they are, not by
// their number in one reading of the report.
#pragma once

#include <string>

#include "dragoman/record.h"
#include "dragoman/result.h"

#include "corrections/correction.h"

namespace dragoman::corrections {

// {"name", "kind", "kb", "code", "country", "sector", "role", "span"}; unknown values are absent.
// `span` is its first mention by name, else its first.
Json actor_reference(const Record& record, const std::string& id);
// {"name", "country", "admin1", "lat", "lon", "geonames", "precision", "span"}.
Json place_reference(const Record& record, const std::string& id);

// What a place is, of such an object: false, and nothing is changed, if it is none.
bool read_where(const Json& value, RecordPlace& place);

// Whether JSON is a reference that resolve_... can use: an object with a name or a kb.
bool is_actor_reference(const Json& value);
bool is_place_reference(const Json& value);

// The id of the actor meant: of the mention that stands at `span`, else with the same kb, else with
// the same name and kind; else of a new actor, which is added to the record. Empty for "" and null.
std::string resolve_actor(Record& record, const Json& reference);
std::string resolve_place(Record& record, const Json& reference);

}  // namespace dragoman::corrections
