// The tools that assistants have: search, quotes, events, actors, report; and over many reports
// processes, process, ledger. Every answer cites: report id, entry id, and the span of the words in
// the report's text.
#pragma once

#include <optional>
#include <string>

#include "serve/row_json.h"
#include "store/store.h"

namespace dragoman::serve::mcp {

// Names, descriptions and JSON Schemas of arguments, always in the same order.
Json tool_descriptions();

struct ToolOutcome {
  bool failed = false;  // `text` says why, and what to do
  std::string text;     // for reading
  Json data;            // the same as JSON
};
// None when there is no such tool.
std::optional<ToolOutcome> run_tool(const std::string& name,
                                    const Json& arguments,
                                    store::Store& store);

}  // namespace dragoman::serve::mcp
