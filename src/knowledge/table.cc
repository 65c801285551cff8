#include "knowledge/table.h"

#include <algorithm>

namespace dragoman::knowledge {
namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\r')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (;;) {
    const std::size_t end = text.find(at, begin);
    parts.push_back(text.substr(begin, end - begin));
    if (end == std::string_view::npos) return parts;
    begin = end + 1;
  }
}

}  // namespace

Row::Row(const std::vector<std::string>& columns,
         std::string_view table_name,
         std::uint32_t line,
         std::string_view text)
    : columns_(columns),
      table_name_(table_name),
      line_(line),
      text_(text),
      cells_(split(text, '\t')) {}

std::string_view Row::operator[](std::string_view column) const {
  const auto it = std::find(columns_.begin(), columns_.end(), column);
  const auto i = static_cast<std::size_t>(it - columns_.begin());
  return it == columns_.end() || i >= cells_.size() ? std::string_view() : trim(cells_[i]);
}

Error Row::error(std::string_view column, std::string message) const {
  const auto it = std::find(columns_.begin(), columns_.end(), column);
  const auto i = static_cast<std::size_t>(it - columns_.begin());
  std::size_t at = text_.size();
  if (i < cells_.size()) at = static_cast<std::size_t>(cells_[i].data() - text_.data());
  return make_error(
      ErrorCode::BadFormat, std::move(message),
      std::string(table_name_) + ":" + std::to_string(line_) + ":" + std::to_string(at + 1));
}

std::string_view Table::setting(std::string_view key) const {
  for (const auto& [name, value] : settings) {
    if (name == key) return value;
  }
  return {};
}

Result<Table> parse_table(std::string_view name,
                          std::string_view text,
                          const std::vector<std::string_view>& known_columns) {
  Table table;
  table.name = std::string(name);
  std::uint32_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) end = text.size();
    std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    ++number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (trim(line).empty()) continue;
    if (line[0] == '#') {
      const std::size_t colon = line.find(':');
      if (table.columns.empty() && colon != std::string_view::npos) {
        table.settings.emplace_back(trim(line.substr(1, colon - 1)), trim(line.substr(colon + 1)));
      }
      continue;
    }
    if (!table.columns.empty()) {
      table.lines.emplace_back(number, line);
      continue;
    }
    for (const std::string_view cell : split(line, '\t')) {
      const std::string_view column = trim(cell);
      const auto where = std::string(name) + ":" + std::to_string(number) + ":" +
                         std::to_string(cell.data() - line.data() + 1);
      if (std::find(known_columns.begin(), known_columns.end(), column) == known_columns.end()) {
        std::string known;
        for (const auto each : known_columns)
          known += (known.empty() ? "" : ", ") + std::string(each);
        return make_error(
            ErrorCode::BadFormat,
            "unknown column \"" + std::string(column) + "\", expected one of " + known, where);
      }
      if (std::find(table.columns.begin(), table.columns.end(), column) != table.columns.end()) {
        return make_error(ErrorCode::BadFormat,
                          "column \"" + std::string(column) + "\" is named twice", where);
      }
      table.columns.emplace_back(column);
    }
  }
  if (table.columns.empty()) {
    return make_error(ErrorCode::BadFormat, "no header line: expected the names of the columns",
                      std::string(name) + ":" + std::to_string(number + 1) + ":1");
  }
  return table;
}

std::string_view without_mark(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

std::vector<std::string_view> split_list(std::string_view cell) {
  std::vector<std::string_view> parts;
  for (const std::string_view part : split(cell, '|')) {
    if (const auto trimmed = trim(part); !trimmed.empty()) parts.push_back(trimmed);
  }
  return parts;
}

}  // namespace dragoman::knowledge
