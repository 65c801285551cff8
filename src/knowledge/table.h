// One fact table: tab-separated cells with the place each came from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dragoman/result.h"

namespace dragoman::knowledge {

// A row of a Table; valid as long as the table's text.
class Row {
 public:
  Row(const std::vector<std::string>& columns,
      std::string_view table_name,
      std::uint32_t line,
      std::string_view text);
  std::uint32_t line() const { return line_; }
  std::size_t cell_count() const { return cells_.size(); }
  // Empty when the table has no such column or the row ends before it.
  std::string_view operator[](std::string_view column) const;
  // An error that points at the cell, "knowledge/roles.tsv:12:34".
  Error error(std::string_view column, std::string message) const;

 private:
  const std::vector<std::string>& columns_;
  std::string_view table_name_;
  std::uint32_t line_;
  std::string_view text_;
  std::vector<std::string_view> cells_;
};

struct Table {
  std::string name;
  std::vector<std::pair<std::string, std::string>>
      settings;  // "# key: value" lines above the header
  std::vector<std::string> columns;
  std::vector<std::pair<std::uint32_t, std::string_view>> lines;  // of rows, into the source text

  std::string_view setting(std::string_view key) const;
  Row row(std::size_t i) const { return Row(columns, name, lines[i].first, lines[i].second); }
};

// `text` must outlive the table. Fails when there is no header, or a column is unknown or named
// twice.
Result<Table> parse_table(std::string_view name,
                          std::string_view text,
                          const std::vector<std::string_view>& known_columns);

// `text` without a UTF-8 byte order mark, which editors put in front.
std::string_view without_mark(std::string_view text);

// Splits at '|'; parts are trimmed, empty ones left out.
std::vector<std::string_view> split_list(std::string_view cell);

}  // namespace dragoman::knowledge
