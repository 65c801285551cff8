// Dates of office as yyyymmdd numbers with zeros where the source does not tell: 2004, 2004-03,
// 2004-03-09.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dragoman::knowledge {

// "YYYY", "YYYY-MM" or "YYYY-MM-DD", anything after the tenth byte ignored. nullopt if malformed.
inline std::optional<std::uint32_t> parse_date(std::string_view text) {
  text = text.substr(0, 10);
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
  std::uint32_t parts[3] = {0, 0, 0};
  std::size_t part = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 4 || i == 7) {
      if (text[i] != '-') return std::nullopt;
      ++part;
      continue;
    }
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    parts[part] = parts[part] * 10 + static_cast<std::uint32_t>(text[i] - '0');
  }
  if (parts[1] > 12 || parts[2] > 31 || (text.size() > 4 && parts[1] == 0) ||
      (text.size() > 7 && parts[2] == 0)) {
    return std::nullopt;
  }
  return parts[0] * 10000 + parts[1] * 100 + parts[2];
}

inline std::string format_date(std::uint32_t date) {
  if (date == 0) return "";
  const auto two = [](std::uint32_t n) {
    return std::string{static_cast<char>('0' + n / 10), static_cast<char>('0' + n % 10)};
  };
  std::string text = two(date / 1000000) + two(date / 10000 % 100);
  if (date / 100 % 100 != 0) text += "-" + two(date / 100 % 100);
  if (date % 100 != 0) text += "-" + two(date % 100);
  return text;
}

// The last day that a partial date can mean.
inline std::uint32_t last_day(std::uint32_t date) {
  if (date / 100 % 100 == 0) return date + 1231;
  return date % 100 == 0 ? date + 31 : date;
}

// Does [from, to] (0: open) hold on a day, itself perhaps partial? Generous at partial borders.
inline bool holds_on(std::uint32_t from, std::uint32_t to, std::uint32_t day) {
  return (from == 0 || from <= last_day(day)) && (to == 0 || day <= last_day(to));
}

}  // namespace dragoman::knowledge
