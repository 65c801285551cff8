#include "times/resolve.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <string_view>

#include <fmt/format.h>

namespace dragoman::times {
namespace {

using Kind = Expression::Kind;

int sign_of(Relation relation) {
  if (relation == Relation::Last || relation == Relation::Previous) return -1;
  if (relation == Relation::Next || relation == Relation::Following) return 1;
  return 0;
}
bool is_anchored(Relation relation) {
  return relation == Relation::Previous || relation == Relation::Same ||
         relation == Relation::Following;
}

class Resolver {
 public:
  Resolver(const Expression& e, Direction direction, Narrative& narrative)
      : e_(e), direction_(direction), story_(narrative) {}

  Resolved run() {
    switch (e_.kind) {
      case Kind::Reference:
        return {TimexType::Date, e_.value, 0};
      case Kind::Set:
        return {TimexType::Set, e_.value, 0};
      case Kind::Duration:
        return duration();
      case Kind::Calendar:
        return calendar();
      case Kind::Weekday:
        return weekday();
      case Kind::Deictic:
        return deictic();
      case Kind::Unit:
        return unit();
      case Kind::Offset:
        return offset();
      case Kind::YearAgo:
        return year_ago();
      case Kind::Quarter:
        return quarter();
      case Kind::Half:
        return half();
      case Kind::Season:
        return season();
      case Kind::Decade:
        return {TimexType::Date, std::to_string(e_.year), 3};
      case Kind::Century:
        return {TimexType::Date, two_digits(e_.year), 3};
      case Kind::Weekend:
        return weekend();
      case Kind::Holiday:
        return holiday();
      case Kind::Clock:
        return clock();
    }
    return {};
  }

 private:
  // ---- results
  std::string clock_suffix() const {
    if (e_.hour >= 0) return fmt::format("T{:02}:{:02}", e_.hour, e_.minute > 0 ? e_.minute : 0);
    if (!e_.part.empty()) return fmt::format("T{}", e_.part);
    return "";
  }
  Resolved day(Date date) {
    remember(date);
    const std::string suffix = clock_suffix();
    return {suffix.empty() ? TimexType::Date : TimexType::Time, iso_day(date) + suffix, 1};
  }
  Resolved open(std::string value) const {
    const std::string suffix = clock_suffix();
    return {suffix.empty() ? TimexType::Date : TimexType::Time, std::move(value) + suffix, 0};
  }
  void remember(Date date) {
    story_.last_day = date;
    story_.last_month = {date.year, date.month};
    story_.last_year = date.year;
  }

  // Of the years around the report's, the one that puts [begin, end] (given in the report's year)
  // nearest. A tense that looks the other way makes a year seem eight times as far: "was killed in
  // December" of a report from November is eleven months old, but "extended the offer until Nov. 9"
  // a week ahead. Without a tense, reports look back a little more than ahead.
  int choose_year(Date begin, Date end) const {
    const Date report = *story_.report_day;
    const std::int64_t now = to_days(report);
    if (e_.relation == Relation::This) return report.year;
    // "last June" in October is this year's, "next June" next year's.
    if (e_.relation == Relation::Last) return to_days(end) <= now ? report.year : report.year - 1;
    if (e_.relation == Relation::Next) return to_days(begin) > now ? report.year : report.year + 1;
    int best = report.year;
    std::int64_t best_cost = -1;
    for (const int year : {report.year, report.year - 1, report.year + 1}) {
      const std::int64_t shift = to_days({year, 1, 1}) - to_days({report.year, 1, 1});
      const std::int64_t first = to_days(begin) + shift, last = to_days(end) + shift;
      std::int64_t cost = 0;
      if (first > now) cost = (first - now) * (direction_ == Direction::Past ? 32 : 5);
      if (last < now) cost = (now - last) * (direction_ == Direction::Future ? 32 : 4);
      // "Monday, Oct. 26" fits only the years in which that was a Monday.
      const Date day{year, begin.month, begin.day};
      if (e_.weekday != 0 && e_.day != 0 && (!is_valid(day) || weekday_of(day) != e_.weekday))
        cost += 1 << 20;
      if (best_cost < 0 || cost < best_cost) {
        best = year;
        best_cost = cost;
      }
    }
    return best;
  }

  // ---- kinds
  Resolved duration() {
    // "in three days", "in a few days" with a future verb is a date.
    if (e_.in_prefix && direction_ == Direction::Future) {
      if (e_.vague || !story_.report_day) {
        return {TimexType::Date, "FUTURE_REF", 0};
      }
      return shifted(*story_.report_day, e_.number);
    }
    return {TimexType::Duration, e_.value, 0};
  }

  Resolved calendar() {
    int year = e_.year;
    if (year == 0 && is_anchored(e_.relation) && story_.last_year)
      year = story_.last_year + sign_of(e_.relation);
    // "June last year"; in "last June" and "this coming Sunday, March 8" the relation is not about
    // years.
    const bool by_year = e_.kind == Kind::Calendar && e_.rule.find("relative") == std::string::npos;
    if (year == 0 && by_year && story_.report_day && e_.relation != Relation::None) {
      year = story_.report_day->year + sign_of(e_.relation);
    }
    if (e_.month == 0) {
      story_.last_year = year;
      return {TimexType::Date, iso_year(year), 3};
    }
    if (e_.day == 0) {
      if (year == 0 && story_.report_day) {
        const int now = story_.report_day->year;
        year = choose_year({now, e_.month, 1}, {now, e_.month, days_in_month(now, e_.month)});
      }
      if (year == 0) return open("XXXX-" + two_digits(e_.month));
      story_.last_month = {year, e_.month};
      story_.last_year = year;
      return {TimexType::Date, iso_month(year, e_.month), 2};
    }
    if (year == 0 && story_.report_day) {
      const int now = story_.report_day->year;
      const Date date{now, e_.month, std::min(e_.day, days_in_month(now, e_.month))};
      year = choose_year(date, date);
    }
    if (year == 0) return open("XXXX-" + two_digits(e_.month) + "-" + two_digits(e_.day));
    const Date date{year, e_.month, e_.day};
    if (!is_valid(date)) return open("XXXX-" + two_digits(e_.month) + "-" + two_digits(e_.day));
    if (e_.unit == "W") return {TimexType::Date, iso_week(date), 2};
    return day(date);
  }

  Resolved weekday() {
    if (e_.month != 0) return calendar();
    const auto& anchor =
        is_anchored(e_.relation) && story_.last_day ? story_.last_day : story_.report_day;
    if (!anchor) return open("XXXX-WXX-" + std::to_string(e_.weekday));
    // Days back to the last such day, 0 on the day itself.
    const int back = (weekday_of(*anchor) - e_.weekday + 7) % 7;
    const int ahead = (7 - back) % 7;
    switch (e_.relation) {
      case Relation::Last:
      case Relation::Previous:
        return day(plus_days(*anchor, back == 0 ? -7 : -back));
      case Relation::Next:
      case Relation::Following:
        return day(plus_days(*anchor, ahead == 0 ? 7 : ahead));
      case Relation::This:
        return day(plus_days(*anchor, direction_ == Direction::Past ? -back : ahead));
      case Relation::Same:
      case Relation::None:
        break;
    }
    if (direction_ != Direction::Future) return day(plus_days(*anchor, -back));
    // On a Monday: "on Sunday I will vote, and on Monday we will see" is a week from now.
    const bool passed = ahead == 0 && story_.last_day && *story_.last_day > *anchor;
    return day(plus_days(*anchor, passed ? 7 : ahead));
  }

  Resolved deictic() {
    if (!story_.report_day) {
      if (e_.number == 0 && clock_suffix().empty()) return {TimexType::Date, "PRESENT_REF", 0};
      return open("XXXX-XX-XX");
    }
    return day(plus_days(*story_.report_day, e_.number));
  }

  Resolved unit() {
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
      return {TimexType::Date, iso_week(plus_days(*from, 7 * sign)), 2};
    }
    if (e_.unit == "MO") {
      if (anchored && story_.last_month) {
        const Date month =
            plus_months({story_.last_month->first, story_.last_month->second, 1}, sign);
        return {TimexType::Date, iso_month(month.year, month.month), 2};
      }
      if (!from) return open("XXXX-XX");
      const Date month = plus_months({from->year, from->month, 1}, sign);
      return {TimexType::Date, iso_month(month.year, month.month), 2};
    }
    if (e_.unit == "Q") {
      if (!from && !story_.last_quarter) return open("XXXX-QX");
      auto [year, number] =
          anchored && story_.last_quarter ? *story_.last_quarter : quarter_of(from);
      return quarter_value(year, number + sign);
    }
    int year = from ? from->year : 0;
    if (anchored && story_.last_year) year = story_.last_year;
    if (year == 0) return open("XXXX");
    if (e_.unit == "DE") return {TimexType::Date, std::to_string(year / 10 + sign), 3};
    if (e_.unit == "CE") return {TimexType::Date, two_digits(year / 100 + sign), 3};
    return {TimexType::Date, iso_year(year + sign), 3};
  }

  std::pair<int, int> quarter_of(const std::optional<Date>& date) const {
    if (!date) return *story_.last_quarter;
    return {date->year, (date->month - 1) / 3 + 1};
  }
  Resolved quarter_value(int year, int number) {
    while (number < 1) number += 4, --year;
    while (number > 4) number -= 4, ++year;
    story_.last_quarter = {year, number};
    return {TimexType::Date, iso_year(year) + "-Q" + std::to_string(number), 3};
  }

  // `amount` units from `from`, as coarse as the unit is: "two weeks ago" is a week, "a year ago" a
  // year.
  Resolved shifted(Date from, int amount) {
    const std::string& unit = e_.unit;
    if (unit == "D") return day(plus_days(from, amount));
    if (unit == "W" || unit == "FN") {
      return {TimexType::Date, iso_week(plus_days(from, 7 * amount * (unit == "FN" ? 2 : 1))), 2};
    }
    if (unit == "MO" || unit == "Q") {
      const Date date = plus_months(from, amount * (unit == "Q" ? 3 : 1));
      return {TimexType::Date, iso_month(date.year, date.month), 2};
    }
    const int years = unit == "DE" ? 10 * amount : unit == "CE" ? 100 * amount : amount;
    if (unit == "Y" || unit == "DE" || unit == "CE") {
      const int year = from.year + years;
      if (year < 1 || year > 9999)
        return {TimexType::Date, amount < 0 ? "PAST_REF" : "FUTURE_REF", 0};
      return {TimexType::Date, iso_year(year), 3};
    }
    // Hours and minutes: the clock of the anchor is not known.
    return {TimexType::Duration, e_.value, 0};
  }

  Resolved offset() {
    const bool anchored = is_anchored(e_.relation);
    const auto& from = anchored && story_.last_day ? story_.last_day : story_.report_day;
    if (e_.vague) {
      if (!anchored) return {TimexType::Date, e_.number < 0 ? "PAST_REF" : "FUTURE_REF", 0};
      return {TimexType::Duration, e_.value, 0};
    }
    if (!from) {
      if (e_.unit == "D") return open("XXXX-XX-XX");
      if (e_.unit == "W") return open("XXXX-WXX");
      if (e_.unit == "MO") return open("XXXX-XX");
      if (e_.unit == "Y") return open("XXXX");
      return {TimexType::Duration, e_.value, 0};
    }
    if (e_.half) {
      if (e_.unit == "Y") {
        const Date date =
            plus_months(*from, (e_.number < 0 ? -1 : 1) * (12 * std::abs(e_.number) + 6));
        return {TimexType::Date, iso_month(date.year, date.month), 2};
      }
      return {TimexType::Duration, e_.value, 0};
    }
    if (anchored && e_.unit == "Y" && story_.last_year && !story_.last_day) {
      return {TimexType::Date, iso_year(story_.last_year + e_.number), 3};
    }
    return shifted(*from, e_.number);
  }

  // Figures are compared with those of the same period a year before.
  Resolved year_ago() {
    if (story_.last_quarter) {
      return {TimexType::Date,
              iso_year(story_.last_quarter->first - 1) + "-Q" +
                  std::to_string(story_.last_quarter->second),
              3};
    }
    if (e_.relation == Relation::Previous && story_.last_year) {
      return {TimexType::Date, iso_year(story_.last_year - 1), 3};
    }
    if (!story_.report_day) return open("XXXX");
    return {TimexType::Date, iso_year(story_.report_day->year - 1), 3};
  }

  Resolved quarter() {
    int year = e_.year;
    if (e_.number == 0) {
      if (!story_.last_quarter) {
        if (!story_.report_day) return open("XXXX-QX");
        return quarter_value(story_.report_day->year, (story_.report_day->month - 1) / 3 + 1);
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

  Resolved half() const {
    int year = e_.year;
    if (year == 0 && story_.report_day) year = story_.report_day->year + sign_of(e_.relation);
    if (year == 0) return open("XXXX-H" + std::to_string(e_.number));
    return {TimexType::Date, iso_year(year) + "-H" + std::to_string(e_.number), 3};
  }

  Resolved season() {
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
    return {TimexType::Date, iso_year(year) + "-" + e_.value, 3};
  }

  Resolved weekend() {
    const auto& from =
        is_anchored(e_.relation) && story_.last_day ? story_.last_day : story_.report_day;
    if (!from) return open("XXXX-WXX-WE");
    const int today = weekday_of(*from);
    std::int64_t shift = 0;  // to a day in the wanted week
    if (e_.relation == Relation::Last || e_.relation == Relation::Previous) shift = -7;
    if (e_.relation == Relation::Next || e_.relation == Relation::Following) shift = 7;
    // Early in a week, "the weekend" that is over is the one just past.
    if (shift == 0 && direction_ != Direction::Future && today <= 4) shift = -7;
    return {TimexType::Date, iso_week(plus_days(*from, shift)) + "-WE", 1};
  }

  Resolved holiday() {
    int year = e_.year;
    if (year == 0 && story_.report_day) {
      const auto now = holiday_in(story_.report_day->year);
      if (!now) return open("XXXX-XX-XX");
      year = choose_year(*now, *now);
    }
    if (year == 0) {
      // A fixed feast keeps its day without a year.
      if (e_.value.size() == 5) return open("XXXX-" + e_.value);
      return open("XXXX-XX-XX");
    }
    const auto date = holiday_in(year);
    return date ? day(*date) : open("XXXX-XX-XX");
  }

  // The feast's rule: MM-DD, MM-weekday-nth, easter+N.
  std::optional<Date> holiday_in(int year) const {
    const std::string_view rule = e_.value;
    const auto number = [&](std::size_t at, std::size_t count) {
      int value = 0;
      const std::string_view digits = rule.substr(at, count);
      std::from_chars(digits.data(), digits.data() + digits.size(), value);
      return value;
    };
    if (rule.starts_with("easter") && rule.size() >= 8) {
      const int shift = number(7, 2);
      return plus_days(easter(year), rule[6] == '-' ? -shift : shift);
    }
    if (rule.size() == 5) return Date{year, number(0, 2), number(3, 2)};
    if (rule.size() == 8) {
      static constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu",
                                                                "fri", "sat", "sun"};
      for (int weekday = 1; weekday <= 7; ++weekday) {
        if (rule.substr(3, 3) != kDays[static_cast<std::size_t>(weekday - 1)]) continue;
        const Date first{year, number(0, 2), 1};
        const int ahead = (weekday - weekday_of(first) + 7) % 7;
        return plus_days(first, ahead + 7 * (number(7, 1) - 1));
      }
    }
    return std::nullopt;
  }

  Resolved clock() {
    // The day of a bare hour is the one spoken of, else the report's.
    const auto& from = story_.last_day ? story_.last_day : story_.report_day;
    if (!from) return open("XXXX-XX-XX");
    const Date date = *from;
    return day(date);
  }

  const Expression& e_;
  const Direction direction_;
  Narrative& story_;
};

}  // namespace

Resolved resolve(const Expression& expression, Direction direction, Narrative& narrative) {
  return Resolver(expression, direction, narrative).run();
}

}  // namespace dragoman::times
