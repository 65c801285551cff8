#include "times/calendar.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace dragoman::times {

namespace chrono = std::chrono;

std::int64_t to_days(Date date) {
  const chrono::year_month_day ymd{chrono::year{date.year},
                                   chrono::month(static_cast<unsigned>(date.month)),
                                   chrono::day(static_cast<unsigned>(date.day))};
  return chrono::sys_days(ymd).time_since_epoch().count();
}

Date from_days(std::int64_t days) {
  constexpr std::int64_t kFirst = -719162, kLast = 2932896;  // 0001-01-01, 9999-12-31
  if (days < kFirst) return {0, 1, 1};
  if (days > kLast) return {10000, 1, 1};
  const chrono::year_month_day ymd{chrono::sys_days{chrono::days{days}}};
  return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
          static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

int days_in_month(int year, int month) {
  const chrono::year_month_day_last last{
      chrono::year{year}, chrono::month_day_last{chrono::month(static_cast<unsigned>(month))}};
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

Date plus_months(Date date, int months) {
  const int index = date.year * 12 + date.month - 1 + months;
  const int year = index >= 0 ? index / 12 : (index - 11) / 12;
  const int month = index - year * 12 + 1;
  return {year, month, std::min(date.day, days_in_month(year, month))};
}

int weekday_of(Date date) {
  const std::int64_t days = to_days(date) + 3;  // 1970-01-01 was a Thursday
  return static_cast<int>(((days % 7) + 7) % 7) + 1;
}

bool is_valid(Date date) {
  return date.month >= 1 && date.month <= 12 && date.day >= 1 && date.year >= 1 &&
         date.year <= 9999 && date.day <= days_in_month(date.year, date.month);
}

Date easter(int year) {
  // The anonymous Gregorian algorithm (Nature, 20 April 1876; Meeus, Astronomical Algorithms,
  // chapter 8).
  const int a = year % 19, b = year / 100, c = year % 100;
  const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return {year, n / 31, n % 31 + 1};
}

Week week_of(Date date) {
  const Date thursday = plus_days(date, 4 - weekday_of(date));
  const std::int64_t first = to_days({thursday.year, 1, 1});
  return {thursday.year, static_cast<int>((to_days(thursday) - first) / 7) + 1};
}

std::optional<Date> parse_date(std::string_view text) {
  const auto digits = [&](std::size_t at, std::size_t count) {
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
      if (text[i] < '0' || text[i] > '9') return -1;
      value = value * 10 + (text[i] - '0');
    }
    return value;
  };
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const Date date{digits(0, 4), digits(5, 2), digits(8, 2)};
  if (!is_valid(date)) return std::nullopt;
  return date;
}

std::string iso_day(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}
std::string iso_month(int year, int month) {
  return fmt::format("{:04}-{:02}", year, month);
}
std::string iso_week(Date date) {
  const Week week = week_of(date);
  return fmt::format("{:04}-W{:02}", week.year, week.number);
}
std::string iso_year(int year) {
  return fmt::format("{:04}", year);
}
std::string two_digits(int number) {
  return fmt::format("{:02}", number);
}

}  // namespace dragoman::times
