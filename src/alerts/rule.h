// A question that is asked again whenever something comes in, and who is told of the answer.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "dragoman/result.h"

namespace dragoman::alerts {

using Json = nlohmann::ordered_json;

enum class Kind {
  Events,      // happenings: something happened between these
  Statements,  // somebody said something on this
  Pledges,     // a pledge is overdue
  Processes,   // the state of a process changed
  Silence,     // what was expected did not come
};
std::string_view to_string(Kind kind);
std::optional<Kind> parse_kind(std::string_view text);

// Empty fields ask for nothing. Names as `dragoman events --actor` takes them.
struct Question {
  std::vector<std::string> types;       // of events: PLOVER types
  std::vector<std::string> factuality;  // of events
  std::string actor, recipient;         // of events; of pledges who is to do it, and for whom
  std::vector<std::string> parties;     // of events: each takes part, on whatever side
  std::string country;                  // of events, statements, processes
  std::string place;                    // of events: words of its name
  std::string speaker, about, source_type;  // of statements; `about` of pledges and silence too
  std::string process;                      // words of its name
};

struct Threshold {
  int count = 1;  // so many within so many days
  int days = 1;
  int reports = 1, outlets = 1, origins = 1;  // of events: that tell of one happening
};

struct Rule {
  std::string id;  // 16 hex digits
  std::string name;
  Kind kind = Kind::Events;
  Question query;
  Threshold threshold;
  std::string webhook;             // address; empty: none
  std::vector<std::string> email;  // addresses
  bool paused = false;
  std::string author, made;
};

// Everything but what the store adds (id, author, made) is read; fails with BadArgument for a key,
// value or combination that means nothing.
Result<Rule> rule_from_json(const Json& json);
Json to_json(const Rule& rule);

}  // namespace dragoman::alerts
