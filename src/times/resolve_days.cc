#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "times/resolver.h"

namespace dragoman::times {

Resolved Resolver::duration() {
  // "in three days", "in a few days" with a future verb is a date.
  if (e_.in_prefix && direction_ == Direction::Future) {
    if (e_.vague || !story_.report_day) {
      return {TimexType::Date, "FUTURE_REF", kCoarse};
    }
    return shifted(*story_.report_day, e_.number);
  }
  return {TimexType::Duration, e_.value, kCoarse};
}

bool Resolver::is_day_first() const {
  if (!e_.ambiguous) return false;
  if (story_.day_first) return true;
  if (!story_.report_day) return false;
  const Date now = *story_.report_day;
  const Date day_first{e_.year, e_.day, e_.month};
  return (Date{e_.year, e_.month, e_.day} > now && day_first <= now) || day_first == now;
}

Resolved Resolver::calendar() {
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

Resolved Resolver::month_day() {
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

Resolved Resolver::hijri() {
  const auto found =
      hijri_date(e_.value == "lunar" ? Hijri::Lunar : Hijri::Solar, e_.year, e_.month, e_.day);
  if (found.empty()) return open("XXXX");
  return feast_value(found.front());
}

Resolved Resolver::weekday() {
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

Resolved Resolver::deictic() {
  if (!story_.report_day) {
    if (e_.number == 0 && clock_suffix().empty()) return {TimexType::Date, "PRESENT_REF", kCoarse};
    return open("XXXX-XX-XX");
  }
  // "was shelled overnight": in the night before the report.
  const bool last_night = e_.rule == "deictic/overnight" && direction_ != Direction::Future;
  return day(plus_days(*story_.report_day, last_night ? -1 : e_.number));
}

Resolved Resolver::holiday() {
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

std::int64_t Resolver::feast_distance(const Feast& feast) const {
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

Resolved Resolver::feast_value(const Feast& feast) {
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

Resolved Resolver::clock() {
  // The day of a bare hour is the one spoken of, else the report's.
  const auto& from = story_.last_day ? story_.last_day : story_.report_day;
  if (!from) return open("XXXX-XX-XX");
  const Date date = *from;
  return day(date);
}

}  // namespace dragoman::times
