// Examples in pattern files: a sentence and the events that reading it must give.
//
//   example "Chad refused to withdraw its troops from Libya." REJECT:yield TCD > LBY
//
// They stand under the group they belong to and are the lexicon's own tests (`dragoman lexicon
// test`). Syntax: docs/formats/patterns.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/document.h"
#include "dragoman/result.h"

namespace dragoman::events {

struct ExpectedEvent {
  EventType type = EventType::Consult;
  std::optional<std::string> mode;  // "" is no mode; not given: any
  // Prefixes of actor codes, each of another actor; empty lists nobody. Not given: any.
  std::optional<std::vector<std::string>> actors, recipients;
  std::optional<Factuality> factuality;
};

struct Example {
  std::string sentence;
  std::vector<ExpectedEvent> events;  // all of them, in any order; empty for "none"
  bool known_failure = false;         // "example!": what the engine cannot do yet
  std::string group;                  // under which it stands; empty before the first
  std::string file;
  std::uint32_t line = 0;
};

// Whether a line is an example; such a line may have "#" in its sentence.
bool is_example(std::string_view line);
// Fails with BadFormat at file:line:column. `group` stays empty.
Result<Example> parse_example(std::string_view line, const std::string& file, std::uint32_t number);

// Whether the events of a document that was read from the sentence are exactly the expected ones.
bool meets(const Example& example, const Document& doc);
// Expected events in the syntax of the files.
std::string to_string(const std::vector<ExpectedEvent>& events);
// One found event in that syntax, with mode, codes and factuality written out.
std::string in_example_syntax(const Document& doc, const Event& event);

}  // namespace dragoman::events
