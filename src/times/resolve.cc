#include <fmt/format.h>

#include "times/resolver.h"

namespace dragoman::times {

int sign_of(Relation relation) {
  if (relation == Relation::Last || relation == Relation::Previous) return -1;
  if (relation == Relation::Next || relation == Relation::Following) return 1;
  return 0;
}
bool is_anchored(Relation relation) {
  return relation == Relation::Previous || relation == Relation::Same ||
         relation == Relation::Following;
}

Resolved Resolver::run() {
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

std::string Resolver::clock_suffix() const {
  if (e_.hour >= 0)
    return fmt::format("T{:02}:{:02}{}", e_.hour, e_.minute > 0 ? e_.minute : 0, e_.zone);
  if (!e_.part.empty()) return fmt::format("T{}", e_.part);
  return "";
}

Resolved Resolver::day(Date date) {
  if (!is_valid(date)) return out_of_range(date.year);
  remember(date);
  const std::string suffix = clock_suffix();
  return {suffix.empty() ? TimexType::Date : TimexType::Time, iso_day(date) + suffix, kDay};
}

Resolved Resolver::out_of_range(int year) const {
  return {TimexType::Date, year < 1 ? "PAST_REF" : "FUTURE_REF", kCoarse};
}

Resolved Resolver::in_week(Date date) const {
  if (!is_valid(date)) return out_of_range(date.year);
  return {TimexType::Date, iso_week(date), kWeek};
}

Resolved Resolver::weekend_of(Date date) const {
  Resolved result = in_week(date);
  if (result.precision == kWeek) result.value += "-WE";
  return result;
}

Resolved Resolver::in_month(Date date) const {
  if (!is_valid(date)) return out_of_range(date.year);
  return {TimexType::Date, iso_month(date.year, date.month), kMonth};
}

Resolved Resolver::in_year(int number) const {
  if (number < 1 || number > 9999) return out_of_range(number);
  return {TimexType::Date, iso_year(number), kCoarse};
}

Resolved Resolver::open(std::string value) const {
  const std::string suffix = clock_suffix();
  return {suffix.empty() ? TimexType::Date : TimexType::Time, std::move(value) + suffix, kCoarse};
}

void Resolver::remember(Date date) {
  story_.last_day = date;
  story_.last_month = {date.year, date.month};
  story_.last_month_by_name = e_.month != 0;
  story_.last_year = date.year;
}

std::int64_t Resolver::distance(std::int64_t first, std::int64_t last) const {
  const std::int64_t now = to_days(*story_.report_day);
  if (first > now) return (first - now) * (direction_ == Direction::Past ? 48 : 5);
  if (last < now) return (now - last) * (direction_ == Direction::Future ? 32 : 4);
  return 0;
}

int Resolver::choose_year(Date begin, Date end) const {
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

Resolved resolve(const Expression& expression, Direction direction, Narrative& narrative) {
  return Resolver(expression, direction, narrative).run();
}

}  // namespace dragoman::times
