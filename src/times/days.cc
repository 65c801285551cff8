#include "times/days.h"

#include <charconv>

#include "core/utf8.h"
#include "times/calendar.h"

namespace dragoman::times {
namespace {



// The number that all of `digits` spell; none when they are not all digits.
std::optional<int> number(std::string_view digits) {
  if (digits.empty()) return std::nullopt;
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || value < 0)
    return std::nullopt;
  return value;
}

Days months(int year, int first, int last) {
  return {iso_day({year, first, 1}),
          iso_day({year, last, days_in_month(year, last)})};
}

std::optional<Days> week(int year, std::string_view rest) {  // "12", "12-WE", "12-3"
  const auto count = number(rest.substr(0, 2));
  if (!count || *count < 1 || *count > 53) return std::nullopt;
  // 4 January always lies in week 1 (ISO 8601).
  const Date fourth{year, 1, 4};
  const Date monday = plus_days(fourth, 1 - weekday_of(fourth) + 7 * (*count - 1));
  if (rest.size() == 2)
    return Days{iso_day(monday), iso_day(plus_days(monday, 6))};
  if (rest.substr(2) == "-WE") {
    return Days{iso_day(plus_days(monday, 5)),
                iso_day(plus_days(monday, 6))};
  }
  const auto day = rest[2] == '-' ? number(rest.substr(3)) : std::nullopt;
  if (!day || *day < 1 || *day > 7) return std::nullopt;
  const std::string iso = iso_day(plus_days(monday, *day - 1));
  return Days{iso, iso};
}

}  // namespace

std::optional<Days> days_of(std::string_view timex) {
  if (const auto date = parse_date(timex)) {
    const std::string iso = iso_day(*date);
    return Days{iso, iso};
  }
  if (timex.size() == 2 || timex.size() == 3) {  // century, decade
    const auto count = number(timex);
    if (!count) return std::nullopt;
    const int years = timex.size() == 2 ? 100 : 10;
    return Days{iso_day({*count * years, 1, 1}),
                iso_day({*count * years + years - 1, 12, 31})};
  }
  const auto year = number(timex.substr(0, 4));
  if (!year || timex.size() < 4) return std::nullopt;
  if (timex.size() == 4) return months(*year, 1, 12);
  if (timex[4] != '-') return std::nullopt;
  const std::string_view rest = timex.substr(5);
  if (rest == "SP" || rest == "SU" || rest == "FA" || rest == "WI") return months(*year, 1, 12);
  if (rest.size() >= 3 && rest[0] == 'W') return week(*year, rest.substr(1));
  if (rest.size() == 2 && (rest[0] == 'Q' || rest[0] == 'H')) {
    const int length = rest[0] == 'Q' ? 3 : 6;
    const auto part = number(rest.substr(1));
    if (!part || *part < 1 || *part > 12 / length) return std::nullopt;
    return months(*year, (*part - 1) * length + 1, *part * length);
  }
  const auto month = number(rest);
  if (rest.size() != 2 || !month || *month < 1 || *month > 12) return std::nullopt;
  return months(*year, *month, *month);
}

}  // namespace dragoman::times
