#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

#include <fmt/format.h>

#include "times/resolver.h"

namespace dragoman::times {

Resolved Resolver::unit() {
  const bool anchored = is_anchored(e_.relation);
  const int sign = sign_of(e_.relation);
  const auto& from = anchored && story_.last_day ? story_.last_day : story_.report_day;
  if (e_.unit == "D") {
    if (!from) return open("XXXX-XX-XX");
    return day(plus_days(*from, sign));
  }
  if (e_.unit == "WE") return weekend();
  if (e_.unit == "W") {
    if (!from) return open("XXXX-WXX");
    return in_week(plus_days(*from, 7 * sign));
  }
  if (e_.unit == "MO") {
    if (anchored && story_.last_month) {
      return in_month(plus_months({story_.last_month->first, story_.last_month->second, 1}, sign));
    }
    if (!from) return open("XXXX-XX");
    return in_month(plus_months({from->year, from->month, 1}, sign));
  }
  if (e_.unit == "Q") {
    if (!from && !story_.last_quarter) return open("XXXX-QX");
    auto [year, number] = anchored && story_.last_quarter ? *story_.last_quarter : quarter_of(from);
    return quarter_value(year, number + sign);
  }
  int year = from ? from->year : 0;
  if (anchored && story_.last_year) year = story_.last_year;
  if (year == 0) return open("XXXX");
  if (e_.unit == "DE") return {TimexType::Date, fmt::format("{:03}", year / 10 + sign), kCoarse};
  if (e_.unit == "CE") return {TimexType::Date, two_digits(year / 100 + sign), kCoarse};
  return in_year(year + sign);
}

std::pair<int, int> Resolver::quarter_of(const std::optional<Date>& date) const {
  if (!date) return *story_.last_quarter;
  return {date->year, (date->month - 1) / 3 + 1};
}

Resolved Resolver::quarter_value(int year, int number) {
  while (number < 1) number += 4, --year;
  while (number > 4) number -= 4, ++year;
  story_.last_quarter = {year, number};
  return {TimexType::Date, iso_year(year) + "-Q" + std::to_string(number), kCoarse};
}

Resolved Resolver::shifted(Date from, int amount) {
  const std::string& unit = e_.unit;
  if (unit == "D") return day(plus_days(from, amount));
  if (unit == "W" || unit == "FN") {
    return in_week(plus_days(from, std::int64_t{7} * amount * (unit == "FN" ? 2 : 1)));
  }
  if (unit == "MO" || unit == "Q")
    return in_month(plus_months(from, amount * (unit == "Q" ? 3 : 1)));
  const int years = unit == "DE" ? 10 * amount : unit == "CE" ? 100 * amount : amount;
  if (unit == "Y" || unit == "DE" || unit == "CE") return in_year(from.year + years);
  // Hours and minutes: the clock of the anchor is not known.
  return {TimexType::Duration, e_.value, kCoarse};
}

Resolved Resolver::counted() {
  const Resolved anchor = Resolver(e_.anchor.front(), direction_, story_).run();
  const std::string& value = anchor.value;
  if (const auto from = parse_date(value)) {
    // From a day that is named, weeks are counted to the day.
    if (e_.unit == "W") return day(plus_days(*from, std::int64_t{7} * e_.number));
    return shifted(*from, e_.number);
  }
  const auto month = parse_date(value + "-01");
  if (month && e_.unit != "D" && e_.unit != "W") return shifted(*month, e_.number);
  const auto year = parse_date(value + "-01-01");
  if (year && e_.unit == "Y") return shifted(*year, e_.number);
  return e_.value.empty() ? open("XXXX-XX-XX") : Resolved{TimexType::Duration, e_.value, kCoarse};
}

Resolved Resolver::offset() {
  const bool anchored = is_anchored(e_.relation);
  const auto& from = anchored && story_.last_day ? story_.last_day : story_.report_day;
  if (e_.vague) {
    if (!anchored) return {TimexType::Date, e_.number < 0 ? "PAST_REF" : "FUTURE_REF", kCoarse};
    return {TimexType::Duration, e_.value, kCoarse};
  }
  if (!from) {
    if (e_.unit == "D") return open("XXXX-XX-XX");
    if (e_.unit == "W") return open("XXXX-WXX");
    if (e_.unit == "MO") return open("XXXX-XX");
    if (e_.unit == "Y") return open("XXXX");
    return {TimexType::Duration, e_.value, kCoarse};
  }
  if (e_.half) {
    if (e_.unit == "Y") {
      return in_month(
          plus_months(*from, (e_.number < 0 ? -1 : 1) * (12 * std::abs(e_.number) + 6)));
    }
    return {TimexType::Duration, e_.value, kCoarse};
  }
  if (anchored && e_.unit == "Y" && story_.last_year && !story_.last_day) {
    return in_year(story_.last_year + e_.number);
  }
  return shifted(*from, e_.number);
}

Resolved Resolver::year_ago() {
  if (story_.last_quarter) {
    return {TimexType::Date,
            iso_year(story_.last_quarter->first - 1) + "-Q" +
                std::to_string(story_.last_quarter->second),
            kCoarse};
  }
  if (e_.relation == Relation::Previous && story_.last_year) {
    return in_year(story_.last_year - 1);
  }
  if (!story_.report_day) return open("XXXX");
  return in_year(story_.report_day->year - 1);
}

Resolved Resolver::quarter() {
  int year = e_.year;
  if (e_.day != 0) return quarter_ended();
  if (e_.rule == "quarter/current" && story_.report_day) {
    const auto [now, number] = quarter_of(story_.report_day);
    return quarter_value(now, number);
  }
  if (e_.number == 0 && year != 0) {  // "the 1988 period": beside the quarter spoken of
    if (!story_.last_quarter) return in_year(year);
    return {TimexType::Date, fmt::format("{}-Q{}", iso_year(year), story_.last_quarter->second),
            kCoarse};
  }
  if (e_.number == 0) {
    if (!story_.last_quarter) {
      if (!story_.report_day) return open("XXXX-QX");
      // The latest quarter of which figures are told is the one that is over.
      const auto [now, number] = quarter_of(story_.report_day);
      return quarter_value(now, e_.rule == "quarter/latest" ? number - 1 : number);
    }
    return quarter_value(story_.last_quarter->first, story_.last_quarter->second);
  }
  if (year == 0 && e_.relation != Relation::None && story_.report_day) {
    year = story_.report_day->year + sign_of(e_.relation);
  }
  if (year == 0 && story_.report_day) {
    // Results come out soon after a quarter has ended; fiscal years run ahead of the calendar.
    const Date now = *story_.report_day;
    const int current = (now.month - 1) / 3 + 1;
    year = now.year;
    if (direction_ != Direction::Future && e_.number - current >= 2) --year;
    if (direction_ == Direction::Future && current - e_.number >= 2) ++year;
  }
  if (year == 0) return open("XXXX-Q" + std::to_string(e_.number));
  return quarter_value(year, e_.number);
}

Resolved Resolver::quarter_ended() {
  int year = e_.year;
  if (year == 0 && story_.report_day) {
    const int now = story_.report_day->year;
    const Date date{now, e_.month, std::min(e_.day, days_in_month(now, e_.month))};
    year = choose_year(date, date);
  }
  const Date middle = plus_days({year == 0 ? 2000 : year, e_.month, 1}, -31);
  const int number = e_.number != 0 ? e_.number : (middle.month - 1) / 3 + 1;
  if (year == 0) return open("XXXX-Q" + std::to_string(number));
  return quarter_value(e_.number != 0 ? year : middle.year, number);
}

Resolved Resolver::half() const {
  int year = e_.year;
  if (year == 0 && story_.report_day) year = story_.report_day->year + sign_of(e_.relation);
  if (year == 0) return open("XXXX-H" + std::to_string(e_.number));
  return {TimexType::Date, iso_year(year) + "-H" + std::to_string(e_.number), kCoarse};
}

Resolved Resolver::season() {
  static constexpr std::array<std::pair<std::string_view, int>, 4> kFirstMonth = {
      {{"SP", 3}, {"SU", 6}, {"FA", 9}, {"WI", 12}}};
  int year = e_.year;
  if (year == 0 && story_.report_day) {
    int first = 0;
    for (const auto& [name, month] : kFirstMonth) {
      if (name == e_.value) first = month;
    }
    const int now = story_.report_day->year;
    const Date begin{now, first, 1};
    const Date last = plus_months(begin, 2);
    year = choose_year(begin, {last.year, last.month, days_in_month(last.year, last.month)});
  }
  if (year == 0) return open("XXXX-" + e_.value);
  return {TimexType::Date, iso_year(year) + "-" + e_.value, kCoarse};
}

Resolved Resolver::weekend() {
  const auto& from =
      is_anchored(e_.relation) && story_.last_day ? story_.last_day : story_.report_day;
  if (!from) return open("XXXX-WXX-WE");
  const int today = weekday_of(*from);
  std::int64_t shift = 0;  // to a day in the wanted week
  if (e_.relation == Relation::Last || e_.relation == Relation::Previous) shift = -7;
  if (e_.relation == Relation::Next || e_.relation == Relation::Following) shift = 7;
  // Early in a week, "the weekend" that is over is the one just past.
  if (shift == 0 && direction_ != Direction::Future && today <= 4) shift = -7;
  return weekend_of(plus_days(*from, shift));
}

}  // namespace dragoman::times
