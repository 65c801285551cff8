#include "intake/dates.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "core/utf8.h"

namespace dragoman::intake {
namespace {

using core::is_ascii_alpha;
using core::is_ascii_digit;

constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> kDays = {"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};

struct Ymd {
  int year = 0, month = 0, day = 0;  // year 0: not stated
};

bool exists(const Ymd& date) {
  constexpr int kLast[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (date.month < 1 || date.month > 12 || date.day < 1 || date.day > kLast[date.month - 1])
    return false;
  if (date.year == 0) return true;
  if (date.year < 1800 || date.year > 2199) return false;
  const bool leap = (date.year % 4 == 0 && date.year % 100 != 0) || date.year % 400 == 0;
  return leap || date.month != 2 || date.day != 29;
}

std::string iso(const Ymd& date) {
  char buffer[32];
  if (date.year == 0) {
    std::snprintf(buffer, sizeof buffer, "--%02d-%02d", date.month, date.day);
  } else {
    std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", date.year, date.month, date.day);
  }
  return buffer;
}

// Days since 1970-01-01 in the proleptic Gregorian calendar (H. Hinnant, "chrono-Compatible
// Low-Level Date Algorithms").
std::int64_t days_from_civil(int year, int month, int day) {
  year -= month <= 2;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const auto year_of_era = static_cast<std::int64_t>(year - era * 400);
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
         719468;
}

// Reads forward over a text; every reader leaves `at` alone when it fails.
struct Cursor {
  std::string_view text;
  std::size_t at = 0;

  char peek(std::size_t ahead = 0) const {
    return at + ahead < text.size() ? text[at + ahead] : '\0';
  }
  bool skip(char c) {
    if (peek() != c) return false;
    ++at;
    return true;
  }
  void spaces() {
    while (peek() == ' ') ++at;
  }
  std::size_t digits_ahead() const {
    std::size_t n = 0;
    while (is_ascii_digit(peek(n))) ++n;
    return n;
  }
  // A number of `least` to `most` digits that is not part of a longer one.
  std::optional<int> number(std::size_t least, std::size_t most) {
    const std::size_t n = digits_ahead();
    if (n < least || n > most) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < n; ++i) value = value * 10 + (text[at + i] - '0');
    at += n;
    return value;
  }
  // One of `names`, whole or as the abbreviation of three or more letters, with or without a dot.
  // 1-based.
  template <std::size_t N>
  int name(const std::array<std::string_view, N>& names) {
    std::size_t n = 0;
    while (is_ascii_alpha(peek(n))) ++n;
    if (n < 3) return 0;
    const std::string word = core::ascii_lower(text.substr(at, n));
    for (std::size_t i = 0; i < N; ++i) {
      const bool abbreviated =
          (n == 3 || word == "sept" || word == "tues" || word == "thur" || word == "thurs") &&
          names[i].starts_with(word);
      if (word != names[i] && !abbreviated) continue;
      at += n;
      if (peek() == '.' && n < names[i].size()) ++at;
      return static_cast<int>(i) + 1;
    }
    return 0;
  }
  void ordinal() {
    for (const std::string_view suffix : {"st", "nd", "rd", "th"}) {
      if (text.substr(at).starts_with(suffix) && !is_ascii_alpha(peek(2))) {
        at += 2;
        return;
      }
    }
  }
};

// ", 2016" or " 2016" behind a day and month.
int year_behind(Cursor& cursor) {
  Cursor ahead = cursor;
  ahead.skip(',');
  ahead.spaces();
  const std::optional<int> year = ahead.number(4, 4);
  if (!year || *year < 1800 || *year > 2199) return 0;
  cursor = ahead;
  return *year;
}

std::optional<Ymd> numeric(Cursor& cursor) {
  Cursor ahead = cursor;
  const std::size_t first_size = ahead.digits_ahead();
  const std::optional<int> first = ahead.number(1, 4);
  const char separator = ahead.peek();
  if (!first || (separator != '-' && separator != '/' && separator != '.')) return std::nullopt;
  ++ahead.at;
  const std::optional<int> second = ahead.number(1, 2);
  if (!second || !ahead.skip(separator)) return std::nullopt;
  Ymd date;
  if (first_size == 4) {
    const std::optional<int> third = ahead.number(1, 2);
    if (!third) return std::nullopt;
    date = {*first, *second, *third};
  } else {
    const std::optional<int> third = ahead.number(4, 4);
    if (!third || first_size > 2) return std::nullopt;
    const bool month_first = separator == '/' && *first <= 12;
    date = month_first ? Ymd{*third, *first, *second} : Ymd{*third, *second, *first};
  }
  if (!exists(date)) return std::nullopt;
  cursor = ahead;
  return date;
}

std::optional<Ymd> written(Cursor& cursor) {
  Cursor ahead = cursor;
  Ymd date;
  if (const std::optional<int> day = ahead.number(1, 2)) {
    ahead.ordinal();
    ahead.skip('-');
    ahead.spaces();
    if (ahead.text.substr(ahead.at).starts_with("of ")) ahead.at += 3;
    date.day = *day;
    date.month = ahead.name(kMonths);
    if (date.month == 0) return std::nullopt;
    if (ahead.peek() == '-') ++ahead.at;  // 23-Mar-2016
  } else {
    date.month = ahead.name(kMonths);
    if (date.month == 0) return std::nullopt;
    ahead.spaces();
    const std::optional<int> number = ahead.number(1, 2);
    if (!number) return std::nullopt;
    date.day = *number;
    ahead.ordinal();
    if (ahead.peek() == ':') return std::nullopt;  // "May 10:30"
  }
  if (is_ascii_alpha(ahead.peek())) return std::nullopt;  // "3 Marchers"
  date.year = year_behind(ahead);
  if (!exists(date)) return std::nullopt;
  cursor = ahead;
  return date;
}

std::optional<Ymd> any_date(Cursor& cursor) {
  Cursor ahead = cursor;
  if (ahead.name(kDays) != 0) {
    if (is_ascii_alpha(ahead.peek())) return std::nullopt;
    ahead.skip(',');
    ahead.spaces();
  }
  std::optional<Ymd> date = numeric(ahead);
  if (!date) date = written(ahead);
  if (date) cursor = ahead;
  return date;
}

// "2016-03-23T10:00", "2016-03-23 10:00:00.000+02:00": gives the ISO form with 'T'.
std::optional<std::string> date_time(std::string_view field) {
  const auto shape = [&](std::size_t from, std::string_view pattern) {
    if (field.size() < from + pattern.size()) return false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      const char c = field[from + i];
      if (pattern[i] == '0' ? !is_ascii_digit(c) : c != pattern[i]) return false;
    }
    return true;
  };
  if (!shape(0, "0000-00-00") || field.size() < 16 || (field[10] != 'T' && field[10] != ' ') ||
      !shape(11, "00:00")) {
    return std::nullopt;
  }
  std::size_t end = 16;
  if (shape(end, ":00")) end += 3;
  std::size_t rest = end;
  if (rest < field.size() && field[rest] == '.') {
    ++rest;
    while (rest < field.size() && is_ascii_digit(field[rest])) ++rest;
  }
  std::string value =
      std::string(field.substr(0, 10)) + "T" + std::string(field.substr(11, end - 11));
  if (rest < field.size() && field[rest] == ' ') ++rest;
  const std::string_view zone = field.substr(rest);
  if (zone == "Z" || zone == "UTC" || zone == "GMT") {
    value += 'Z';
  } else if (zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && shape(rest + 1, "00:00")) {
    value += zone;
  } else if (zone.size() == 5 && (zone[0] == '+' || zone[0] == '-') && shape(rest + 1, "0000")) {
    value += std::string(zone.substr(0, 3)) + ":" + std::string(zone.substr(3));
  } else if (!zone.empty()) {
    return std::nullopt;
  }
  const int hour = std::atoi(std::string(field.substr(11, 2)).c_str());
  const int minute = std::atoi(std::string(field.substr(14, 2)).c_str());
  if (hour > 23 || minute > 59) return std::nullopt;
  return value;
}

}  // namespace

std::optional<std::string> parse_date(std::string_view field) {
  field = core::trim(field);
  Cursor cursor{field};
  if (cursor.digits_ahead() >= 8 &&
      (field.size() == 8 || !is_ascii_digit(cursor.peek(8)) || cursor.digits_ahead() == 14)) {
    const auto part = [&](std::size_t from, std::size_t size) {
      return std::atoi(std::string(field.substr(from, size)).c_str());
    };
    const Ymd date{part(0, 4), part(4, 2), part(6, 2)};
    if (!exists(date) || date.year == 0) return std::nullopt;
    return iso(date);
  }
  const std::optional<Ymd> date = any_date(cursor);
  if (!date || date->year == 0) return std::nullopt;
  if (std::optional<std::string> exact = date_time(field)) return exact;
  const char next = cursor.peek();
  if (is_ascii_digit(next) || (is_ascii_alpha(next) && next != 'T')) return std::nullopt;
  return iso(*date);
}

std::optional<DateHere> date_at_start(std::string_view text) {
  Cursor cursor{text};
  const std::optional<Ymd> date = any_date(cursor);
  if (!date || is_ascii_digit(cursor.peek())) return std::nullopt;
  return DateHere{iso(*date), cursor.at};
}

std::optional<std::string> find_date(std::string_view text, bool day_first) {
  const auto is_word = [&](std::size_t at) {
    return is_ascii_alpha(text[at]) || is_ascii_digit(text[at]);
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_word(at) || (at > 0 && (is_word(at - 1) || text[at - 1] == '/' || text[at - 1] == '.')))
      continue;
    Cursor cursor{text, at};
    std::optional<Ymd> date = any_date(cursor);
    if (!date || date->year == 0 || is_ascii_digit(cursor.peek())) continue;
    const bool slashed = text.substr(at, cursor.at - at).find('/') < 3;
    if (slashed && day_first && date->day <= 12) std::swap(date->day, date->month);
    return iso(*date);
  }
  return std::nullopt;
}

std::string complete_year(std::string_view date, std::string_view published) {
  if (!date.starts_with("--")) return std::string(date);
  Cursor at_published{published};
  const std::optional<Ymd> anchor = numeric(at_published);
  if (!anchor || anchor->year == 0) return {};
  Ymd candidate{0, std::atoi(std::string(date.substr(2, 2)).c_str()),
                std::atoi(std::string(date.substr(5, 2)).c_str())};
  const std::int64_t now = days_from_civil(anchor->year, anchor->month, anchor->day);
  // The latest year that does not put the date more than a week ahead: reports carry the day they
  // were filed, and archives stamp some of them a day or two early.
  for (candidate.year = anchor->year + 1; candidate.year >= anchor->year - 4; --candidate.year) {
    if (exists(candidate) &&
        days_from_civil(candidate.year, candidate.month, candidate.day) <= now + 7) {
      return iso(candidate);
    }
  }
  return {};
}

}  // namespace dragoman::intake
