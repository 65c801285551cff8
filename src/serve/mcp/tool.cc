#include "serve/mcp/tool.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace dragoman::serve::mcp {
namespace {

constexpr std::size_t kUsualLimit = 10;
constexpr std::size_t kLongestArgument = 512;

}  // namespace

std::string text_of(const Json& arguments, const char* name) {
  const auto found = arguments.find(name);
  return found != arguments.end() && found->is_string() ? found->get<std::string>() : "";
}
std::size_t limit_of(const Json& arguments) {
  const auto found = arguments.find("limit");
  return found != arguments.end() && found->is_number_integer() ? found->get<std::size_t>()
                                                                : kUsualLimit;
}

std::string check(const Tool& tool, const Json& arguments) {
  for (const auto& [name, value] : arguments.items()) {
    const auto known = std::find_if(tool.arguments.begin(), tool.arguments.end(),
                                    [&name = name](const Argument& a) { return name == a.name; });
    if (known == tool.arguments.end())
      return "no argument '" + name.substr(0, 80) + "' here; tools/list describes them";
    if (std::string_view(known->type) == "string") {
      if (!value.is_string()) return name + ": expected a string";
      if (value.get_ref<const std::string&>().size() > kLongestArgument)
        return name + ": at most " + std::to_string(kLongestArgument) + " bytes";
    } else if (!value.is_number_unsigned() || value.get<std::size_t>() < 1 ||
               value.get<std::size_t>() > kMostLimit) {
      return name + ": expected a whole number from 1 to " + std::to_string(kMostLimit);
    }
  }
  for (const Argument& argument : tool.arguments) {
    if (argument.required && text_of(arguments, argument.name).empty())
      return std::string(argument.name) + ": this argument is required";
  }
  return "";
}

std::string cite(const std::string& report, const std::string& entry, const CodePointSpans& spans) {
  std::string out = "[" + report + (entry.empty() ? "" : " " + entry);
  for (const CodePointSpan& span : spans) out += fmt::format(" {}-{}", span.begin, span.end);
  return out + "]";
}

ToolOutcome outcome_of(std::vector<std::string> lines, const char* name, Json items) {
  ToolOutcome out;
  for (const std::string& line : lines) out.text += line + "\n";
  if (lines.empty()) out.text = "Nothing in the store answers this.\n";
  out.data = {{name, std::move(items)}};
  return out;
}

}  // namespace dragoman::serve::mcp
