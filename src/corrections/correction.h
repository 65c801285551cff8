// A user's judgement on an entry of a record: right, wrong, or otherwise; by whom, when and why.
//
// Kept apart from what the machine wrote. An entry's number changes when its report is read again,
// so a correction names its entry by what stays: the report, the characters that the entry came
// from, and what the machine had said. apply.h finds the entry again.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "dragoman/record.h"
#include "dragoman/result.h"

#include "record/entry_layer.h"

namespace dragoman::corrections {

using Json = nlohmann::ordered_json;
using record::EntryLayer;

enum class Verdict {
  Accept,   // the field, or the whole entry, is right as it is seen
  Reject,   // the entry is none; the field's value is wrong, and no other is given
  Correct,  // the field's value is another
};
std::string_view to_string(Verdict verdict);
std::optional<Verdict> parse_verdict(std::string_view text);

// What came of a correction when the record was last put together.
enum class State {
  Applied,     // the record differs from the machine's by it
  Agreed,      // the machine says the same by itself
  Noted,       // a field that cannot be empty was rejected: it stays, and is known to be wrong
  Stale,       // the whole entry was accepted, and the machine now says something else of it
  Superseded,  // a later one of the same field stands, or the entry was rejected
  Orphaned,    // the machine finds the entry no more
  Withdrawn,
};
std::string_view to_string(State state);
std::optional<State> parse_state(std::string_view text);

struct Correction {
  std::string id;      // 16 hex digits, of all that was said when it was made
  std::string report;  // record id
  EntryLayer layer = EntryLayer::Event;
  CodePointSpans spans;  // that the entry came from (entry.h: anchor_of); may be empty
  std::string words;     // under them
  std::string field;     // empty: the whole entry
  Verdict verdict = Verdict::Accept;
  bool alone = true;  // no other entry of the layer came from these spans
  Json said;          // the entry as the machine had it, in names (entry.h: said_of)
  Json machine;       // the field as the machine had it; null for a whole entry
  Json value;         // corrected, accepted or rejected value; null for a whole entry
  std::string reason, author, made;  // time in UTC

  std::string withdrawn, withdrawn_by, withdrawn_reason;  // `withdrawn`: time; empty: it stands

  // Of the last time that the record was put together.
  State state = State::Applied;
  std::string entry;  // id of the entry in the corrected record; empty where it has none
};

// Fills `id`.
void name(Correction& correction);

// One object; unknown values are absent. With `standing`, what depends on the store: state, entry.
Json to_json(const Correction& correction, bool standing = true);
// Reads what to_json wrote, without what depends on the store. Fails with BadJson or BadArgument:
// what is read is another's work, so every field is looked at.
Result<Correction> correction_from_json(const Json& json);

// Whether a text is fit to be kept: UTF-8 without control characters, at most so many bytes.
bool is_plain(std::string_view text, std::size_t most_bytes);

}  // namespace dragoman::corrections
