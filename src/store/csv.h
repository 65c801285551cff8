// Comma-separated values, for spreadsheets.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace dragoman::store {

// RFC 4180 with "\n" line ends. Text that a spreadsheet would run as a formula (=, +, -, @, tab, CR
// first) gets an apostrophe in front; numbers stay numbers. Arrays are joined by "; ".
std::string csv_cell(const nlohmann::ordered_json& value);
std::string csv_line(const std::vector<std::string>& cells);

}  // namespace dragoman::store
