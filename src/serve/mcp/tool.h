// What a tool is, how its arguments are read, and how its answers cite. Internal to mcp.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "dragoman/record.h"
#include "dragoman/result.h"

#include "serve/mcp/tools.h"
#include "serve/row_json.h"
#include "store/store.h"

namespace dragoman::serve::mcp {

inline constexpr std::size_t kMostLimit = 50;

struct Argument {
  const char* name;
  const char* type;  // "string" or "integer"
  const char* description;
  bool required = false;
};
struct Tool {
  const char* name;
  const char* title;
  const char* description;
  std::vector<Argument> arguments;
  Result<ToolOutcome> (*run)(const Json& arguments, store::Store& store);
};

std::string text_of(const Json& arguments, const char* name);
std::size_t limit_of(const Json& arguments);  // 10 when absent
// What is wrong with the arguments, or nothing.
std::string check(const Tool& tool, const Json& arguments);

// "[REPORT ENTRY begin-end ...]"
std::string cite(const std::string& report, const std::string& entry, const CodePointSpans& spans);
ToolOutcome outcome_of(std::vector<std::string> lines, const char* name, Json items);

// Tools over many reports: processes, process, ledger.
std::vector<Tool> knowledge_tools();

}  // namespace dragoman::serve::mcp
