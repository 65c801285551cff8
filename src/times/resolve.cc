#include "times/resolve.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

#include <fmt/format.h>

#include "times/feasts.h"

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

// ACLED's classes of time precision; a stretch longer than a month has none.
constexpr int kDay = 1, kWeek = 2, kMonth = 3, kCoarse = 0;

class Resolver {
 public:
  Resolver(const Expression& e, Direction direction, Narrative& narrative)
      : e_(e), direction_(direction), story_(narrative) {}

  Resolved run() {
    if (!e_.anchor.empty()) return counted();
    switch (e_.kind) {
      case Kind::Reference:
        return {TimexType::Date, e_.value, kCoarse};
      case Kind::Set:
        return {TimexType::Set, e_.value, kCoarse};
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
        return {TimexType::Date, fmt::format("{:03}", e_.year), kCoarse};
      case Kind::Century:
        return {TimexType::Date, two_digits(e_.year), kCoarse};
      case Kind::Weekend:
        return weekend();
      case Kind::Holiday:
        return holiday();
      case Kind::MonthDay:
        return month_day();
      case Kind::Hijri:
        return hijri();
      case Kind::Clock:
        return clock();
    }
    return {};
  }

 private:
  // ---- results
  std::string clock_suffix() const {
    if (e_.hour >= 0)
      return fmt::format("T{:02}:{:02}{}", e_.hour, e_.minute > 0 ? e_.minute : 0, e_.zone);
    if (!e_.part.empty()) return fmt::format("T{}", e_.part);
    return "";
  }
  Resolved day(Date date) {
    if (!is_valid(date)) return out_of_range(date.year);
    remember(date);
    const std::string suffix = clock_suffix();
    return {suffix.empty() ? TimexType::Date : TimexType::Time, iso_day(date) + suffix, kDay};
  }
  // TIMEX3 writes the years 1 to 9999.
  Resolved out_of_range(int year) const {
    return {TimexType::Date, year < 1 ? "PAST_REF" : "FUTURE_REF", kCoarse};
  }
  Resolved in_week(Date date) const {
    if (!is_valid(date)) return out_of_range(date.year);
    return {TimexType::Date, iso_week(date), kWeek};
  }
  Resolved weekend_of(Date date) const {
    Resolved result = in_week(date);
    if (result.precision == kWeek) result.value += "-WE";
    return result;
  }
  Resolved in_month(Date date) const {
    if (!is_valid(date)) return out_of_range(date.year);
    return {TimexType::Date, iso_month(date.year, date.month), kMonth};
  }
  Resolved in_year(int number) const {
    if (number < 1 || number > 9999) return out_of_range(number);
    return {TimexType::Date, iso_year(number), kCoarse};
  }
  Resolved open(std::string value) const {
    const std::string suffix = clock_suffix();
    return {suffix.empty() ? TimexType::Date : TimexType::Time, std::move(value) + suffix, kCoarse};
  }
  void remember(Date date) {
    story_.last_day = date;
    story_.last_month = {date.year, date.month};
    story_.last_month_by_name = e_.month != 0;
    story_.last_year = date.year;
  }

  // How far the days from `first` to `last` lie from the report's. A tense that looks the other way
  // makes them seem many times as far: "was killed in December" of a report from November is eleven
  // months old, but "extended the offer until Nov. 9" a week ahead. Without a tense, reports look
  // back a little more than ahead.
  std::int64_t distance(std::int64_t first, std::int64_t last) const {
    const std::int64_t now = to_days(*story_.report_day);
    if (first > now) return (first - now) * (direction_ == Direction::Past ? 48 : 5);
    if (last < now) return (now - last) * (direction_ == Direction::Future ? 32 : 4);
    return 0;
  }

  // Of the years around the report's, the one that puts [begin, end] (given in the report's year)
  // nearest.
  int choose_year(Date begin, Date end) const {
    const Date report = *story_.report_day;
    const std::int64_t now = to_days(report);
    if (e_.relation == Relation::This) return report.year;
    // "last June" in October is this year's, "next June" next year's. "last February" on 1 March is
    // a year old: of the month just over one says "last month".
    if (e_.relation == Relation::Last) {
      const bool just_over = e_.day == 0 && begin.month + 1 == report.month && begin.day == 1;
      return to_days(end) <= now && !just_over ? report.year : report.year - 1;
    }
    if (e_.relation == Relation::Next) return to_days(begin) > now ? report.year : report.year + 1;
    int best = report.year;
    std::int64_t best_cost = -1;
    for (const int year : {report.year, report.year - 1, report.year + 1}) {
      const std::int64_t shift = to_days({year, 1, 1}) - to_days({report.year, 1, 1});
      std::int64_t cost = distance(to_days(begin) + shift, to_days(end) + shift);
      // "Monday, Oct. 26" fits only the years in which that was a Monday, "February 29" leap years.
      const Date day{year, begin.month, e_.day};
      if (e_.day != 0 && (!is_valid(day) || (e_.weekday != 0 && weekday_of(day) != e_.weekday)))
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
        return {TimexType::Date, "FUTURE_REF", kCoarse};
      }
      return shifted(*story_.report_day, e_.number);
    }
    return {TimexType::Duration, e_.value, kCoarse};
  }

  // "4/5/2016": the order that another such date of the text shows; else the one that gives the
  // report's day; else the one that is not still to come; else month first.
  bool is_day_first() const {
    if (!e_.ambiguous) return false;
    if (story_.day_first) return true;
    if (!story_.report_day) return false;
    const Date now = *story_.report_day;
    const Date day_first{e_.year, e_.day, e_.month};
    return (Date{e_.year, e_.month, e_.day} > now && day_first <= now) || day_first == now;
  }

  Resolved calendar() {
    if (is_day_first()) return day({e_.year, e_.day, e_.month});
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
      return in_year(year);
    }
    // 31 February is no day of any year; its month is as told.
    if (e_.day == 0 || e_.day > days_in_month(year == 0 ? 2000 : year, e_.month)) {
      if (year == 0 && story_.report_day) {
        const int now = story_.report_day->year;
        year = choose_year({now, e_.month, 1}, {now, e_.month, days_in_month(now, e_.month)});
      }
      if (year == 0) return open("XXXX-" + two_digits(e_.month));
      story_.last_month = {year, e_.month};
      story_.last_month_by_name = true;
      story_.last_year = year;
      return in_month({year, e_.month, 1});
    }
    if (year == 0 && story_.report_day) {
      const int now = story_.report_day->year;
      const Date date{now, e_.month, std::min(e_.day, days_in_month(now, e_.month))};
      year = choose_year(date, date);
    }
    if (year == 0) return open("XXXX-" + two_digits(e_.month) + "-" + two_digits(e_.day));
    const Date date{year, e_.month, e_.day};
    if (!is_valid(date)) return open("XXXX-" + two_digits(e_.month) + "-" + two_digits(e_.day));
    if (e_.unit == "W") return in_week(date);
    return day(date);
  }

  // The 23rd of the month spoken of, else of the report's or the one beside it.
  Resolved month_day() {
    if (story_.last_month && story_.last_month_by_name) {
      const auto [year, month] = *story_.last_month;
      if (e_.day <= days_in_month(year, month)) return day({year, month, e_.day});
    }
    if (!story_.report_day) return open(fmt::format("XXXX-XX-{:02}", e_.day));
    const Date report = *story_.report_day;
    std::optional<Date> best;
    for (const int shift : {0, -1, 1}) {
      Date date = plus_months({report.year, report.month, 1}, shift);
      date.day = e_.day;
      if (!is_valid(date)) continue;
      const auto cost = [&](Date d) { return distance(to_days(d), to_days(d)); };
      if (!best || cost(date) < cost(*best)) best = date;
    }
    return day(*best);  // of three months one has that day
  }

  Resolved hijri() {
    const auto found =
        hijri_date(e_.value == "lunar" ? Hijri::Lunar : Hijri::Solar, e_.year, e_.month, e_.day);
    if (found.empty()) return open("XXXX");
    return feast_value(found.front());
  }

  Resolved weekday() {
    if (e_.month != 0) return calendar();
    const auto& anchor =
        is_anchored(e_.relation) && story_.last_day ? story_.last_day : story_.report_day;
    if (!anchor || e_.some_day) return open("XXXX-WXX-" + std::to_string(e_.weekday));
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
      if (e_.number == 0 && clock_suffix().empty())
        return {TimexType::Date, "PRESENT_REF", kCoarse};
      return open("XXXX-XX-XX");
    }
    // "was shelled overnight": in the night before the report.
    const bool last_night = e_.rule == "deictic/overnight" && direction_ != Direction::Future;
    return day(plus_days(*story_.report_day, last_night ? -1 : e_.number));
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
      return in_week(plus_days(*from, 7 * sign));
    }
    if (e_.unit == "MO") {
      if (anchored && story_.last_month) {
        return in_month(
            plus_months({story_.last_month->first, story_.last_month->second, 1}, sign));
      }
      if (!from) return open("XXXX-XX");
      return in_month(plus_months({from->year, from->month, 1}, sign));
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
    if (e_.unit == "DE") return {TimexType::Date, fmt::format("{:03}", year / 10 + sign), kCoarse};
    if (e_.unit == "CE") return {TimexType::Date, two_digits(year / 100 + sign), kCoarse};
    return in_year(year + sign);
  }

  std::pair<int, int> quarter_of(const std::optional<Date>& date) const {
    if (!date) return *story_.last_quarter;
    return {date->year, (date->month - 1) / 3 + 1};
  }
  Resolved quarter_value(int year, int number) {
    while (number < 1) number += 4, --year;
    while (number > 4) number -= 4, ++year;
    story_.last_quarter = {year, number};
    return {TimexType::Date, iso_year(year) + "-Q" + std::to_string(number), kCoarse};
  }

  // `amount` units from `from`, as coarse as the unit is: "two weeks ago" is a week, "a year ago" a
  // year.
  Resolved shifted(Date from, int amount) {
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

  // "two days after Christmas", "a week from Monday", "three years after 1994".
  Resolved counted() {
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

  Resolved offset() {
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

  // Figures are compared with those of the same period a year before.
  Resolved year_ago() {
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

  Resolved quarter() {
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

  // "the quarter ended July 31": the calendar quarter that holds most of it, unless it has a
  // number.
  Resolved quarter_ended() {
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

  Resolved half() const {
    int year = e_.year;
    if (year == 0 && story_.report_day) year = story_.report_day->year + sign_of(e_.relation);
    if (year == 0) return open("XXXX-H" + std::to_string(e_.number));
    return {TimexType::Date, iso_year(year) + "-H" + std::to_string(e_.number), kCoarse};
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
    return {TimexType::Date, iso_year(year) + "-" + e_.value, kCoarse};
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
    return weekend_of(plus_days(*from, shift));
  }

  Resolved holiday() {
    std::vector<int> years;
    if (e_.year != 0) {
      years = {e_.year};
    } else if (story_.report_day) {
      const int now = story_.report_day->year;
      years = {now, now - 1, now + 1};
    }
    std::optional<Feast> best;
    std::int64_t best_cost = 0;
    for (const int year : years) {
      for (const Feast& feast : feasts_in(e_.value, year)) {
        const std::int64_t cost = e_.year != 0 ? 0 : feast_distance(feast);
        if (!best || cost < best_cost) {
          best = feast;
          best_cost = cost;
        }
      }
    }
    if (best) return feast_value(*best);
    // A fixed feast keeps its day without a year.
    return open(e_.value.size() == 5 ? "XXXX-" + e_.value : "XXXX-XX-XX");
  }

  std::int64_t feast_distance(const Feast& feast) const {
    const std::int64_t now = to_days(*story_.report_day);
    const std::int64_t first = to_days(feast.first), last = to_days(feast.last);
    std::int64_t cost = distance(first, last);
    const bool wrong =
        (e_.relation == Relation::This && feast.first.year != story_.report_day->year) ||
        (e_.relation == Relation::Last && last >= now) ||
        (e_.relation == Relation::Next && first <= now);
    if (wrong) cost += 1 << 20;
    return cost;
  }

  // A day of the moon's calendar may be off by one or two; of a month, the Gregorian month that
  // holds most of it is given.
  Resolved feast_value(const Feast& feast) {
    const std::int64_t first = to_days(feast.first), last = to_days(feast.last);
    if (first != last) return in_month(from_days(first + (last - first) / 2));
    if (e_.unit == "W") return in_week(feast.first);
    // A feast on a Monday or Tuesday makes the weekend before it longer.
    if (e_.unit == "WE")
      return weekend_of(plus_days(feast.first, weekday_of(feast.first) <= 2 ? -3 : 0));
    Resolved result = day(feast.first);
    if (feast.approximate && result.precision == kDay) result.precision = kWeek;
    return result;
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
