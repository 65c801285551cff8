#include "times/feasts.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace dragoman::times {
namespace {

// Days from 1970-01-01 to the epochs.
constexpr std::int64_t kIslamicEpoch = 227015 - 719163;   // 16 July 622, Julian
constexpr std::int64_t kJewishEpoch = -1373427 - 719163;  // 7 October 3761 BCE, Julian

// Nothing when `text` is not all digits.
std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::int64_t islamic_day(int year, int month, int day) {
  return kIslamicEpoch + day - 1 + 29 * (month - 1) + month / 2 + std::int64_t{year - 1} * 354 +
         (3 + 11 * std::int64_t{year}) / 30;
}
int islamic_month_length(int year, int month) {
  const auto [next_year, next_month] =
      month == 12 ? std::pair{year + 1, 1} : std::pair{year, month + 1};
  return static_cast<int>(islamic_day(next_year, next_month, 1) - islamic_day(year, month, 1));
}

// Mean conjunctions since the epoch, put off where the weekday rules want it.
std::int64_t jewish_elapsed(std::int64_t year) {
  const std::int64_t months = (235 * year - 234) / 19;
  const std::int64_t day = 29 * months + (12084 + 13753 * months) / 25920;
  return 3 * (day + 1) % 7 < 3 ? day + 1 : day;
}
std::int64_t rosh_hashanah(int gregorian_year) {
  const std::int64_t year = gregorian_year + 3761;
  const std::int64_t before = jewish_elapsed(year - 1), now = jewish_elapsed(year),
                     after = jewish_elapsed(year + 1);
  const int late = after - now == 356 ? 2 : now - before == 382 ? 1 : 0;
  return kJewishEpoch + now + late;
}

// Meeus's Julian algorithm (Astronomical Algorithms, chapter 8), then to the Gregorian calendar.
Date orthodox_easter(int year) {
  const int d = (19 * (year % 19) + 15) % 30;
  const int e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  const Date julian{year, (d + e + 114) / 31, (d + e + 114) % 31 + 1};
  return plus_days(julian, year / 100 - year / 400 - 2);
}

Feast one_day(Date date) {
  return {date, date, false};
}

std::optional<Feast> nth_weekday(std::string_view rule, int year) {  // "09-mon-1"
  static constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu",
                                                            "fri", "sat", "sun"};
  const auto month = number(rule.substr(0, 2));
  const auto weekday = std::find(kDays.begin(), kDays.end(), rule.substr(3, 3));
  if (!month || *month < 1 || *month > 12 || weekday == kDays.end()) return std::nullopt;
  const int wanted = static_cast<int>(weekday - kDays.begin()) + 1;
  if (rule[7] == 'L') {
    const Date last{year, *month, days_in_month(year, *month)};
    return one_day(plus_days(last, -((weekday_of(last) - wanted + 7) % 7)));
  }
  const auto nth = number(rule.substr(7));
  if (!nth || *nth < 1 || *nth > 4) return std::nullopt;
  const Date first{year, *month, 1};
  return one_day(plus_days(first, (wanted - weekday_of(first) + 7) % 7 + 7 * (*nth - 1)));
}

// "+39", "-2"
std::optional<int> shift_of(std::string_view text) {
  if (text.size() < 2 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const auto days = number(text.substr(1));
  if (!days || *days > 366) return std::nullopt;
  return text[0] == '-' ? -*days : *days;
}

std::vector<Feast> islamic_feasts(std::string_view rule, int year) {  // "10-01", "09"
  const auto month = number(rule.substr(0, 2));
  const auto day = rule.size() == 5 ? number(rule.substr(3)) : std::optional(0);
  std::vector<Feast> feasts;
  if (!month || !day) return feasts;
  const int about = static_cast<int>((std::int64_t{year} - 622) * 33 / 32);
  for (int hijri = std::max(about - 1, 1); hijri <= about + 2; ++hijri) {
    for (const Feast& feast : hijri_date(Hijri::Lunar, hijri, *month, *day)) {
      if (feast.first.year == year) feasts.push_back(feast);
    }
  }
  return feasts;
}

}  // namespace

std::vector<Feast> hijri_date(Hijri calendar, int year, int month, int day) {
  if (year < 1 || year > 2000 || month < 1 || month > 12 || day < 0) return {};
  std::int64_t first = 0;
  int length = 0;
  if (calendar == Hijri::Lunar) {
    first = islamic_day(year, month, 1);
    length = islamic_month_length(year, month);
  } else {
    // The year begins at the March equinox, here always on the 21st: six months of 31 days, six of
    // 30 (the last is a day shorter in most years).
    first = to_days({year + 621, 3, 21}) + (month <= 7 ? 31 * (month - 1) : 186 + 30 * (month - 7));
    length = month <= 6 ? 31 : 30;
  }
  if (day > length) return {};
  if (day == 0) return {{from_days(first), from_days(first + length - 1), true}};
  const Date date = from_days(first + day - 1);
  return {{date, date, true}};
}

std::vector<Feast> feasts_in(std::string_view rule, int year) {
  if (year < 1 || year > 9999) return {};
  const auto shifted = [&](std::string_view name, auto base) -> std::vector<Feast> {
    const auto days = shift_of(rule.substr(name.size()));
    if (!days) return {};
    return {one_day(plus_days(base(), *days))};
  };
  if (rule.starts_with("easter")) return shifted("easter", [&] { return easter(year); });
  if (rule.starts_with("orthodox"))
    return shifted("orthodox", [&] { return orthodox_easter(year); });
  if (rule.starts_with("jewish"))
    return shifted("jewish", [&] { return from_days(rosh_hashanah(year)); });
  if (rule.starts_with("islamic-")) return islamic_feasts(rule.substr(8), year);
  if (rule.size() == 8) {
    const auto feast = nth_weekday(rule, year);
    return feast ? std::vector{*feast} : std::vector<Feast>{};
  }
  const auto month = number(rule.substr(0, 2));
  const auto day = rule.size() == 5 ? number(rule.substr(3)) : std::nullopt;
  if (!month || !day || !is_valid({year, *month, *day})) return {};
  return {one_day({year, *month, *day})};
}

}  // namespace dragoman::times
