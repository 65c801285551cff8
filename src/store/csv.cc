#include "store/csv.h"

#include <string_view>

namespace dragoman::store {

std::string csv_cell(const nlohmann::ordered_json& value) {
  std::string text;
  if (value.is_string()) {
    text = value.get<std::string>();
  } else if (value.is_array()) {
    for (const nlohmann::ordered_json& item : value) {
      text += text.empty() ? "" : "; ";
      text += item.is_string() ? item.get<std::string>() : item.dump();
    }
  } else if (!value.is_null()) {
    return value.dump();
  }
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) {
    text.insert(text.begin(), '\'');
  }
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string csv_line(const std::vector<std::string>& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) line += (i == 0 ? "" : ",") + cells[i];
  return line + "\n";
}

}  // namespace dragoman::store
