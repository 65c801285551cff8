// The state and the rules of resolving one expression. Private to the room.
//
// resolve.cc          what all kinds share: how values are written, which year is meant
// resolve_days.cc     dates, weekdays, feasts, the clock
// resolve_periods.cc  weeks, months, quarters, seasons, and what is counted in them
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "times/feasts.h"
#include "times/resolve.h"

namespace dragoman::times {

// ACLED's classes of time precision; a stretch longer than a month has none.
inline constexpr int kDay = 1, kWeek = 2, kMonth = 3, kCoarse = 0;

// -1 for what lies before, 1 for what lies behind, 0 for the same.
int sign_of(Relation relation);
// Whether it is seen from a day of the narrative, not from the report's.
bool is_anchored(Relation relation);

class Resolver {
 public:
  Resolver(const Expression& e, Direction direction, Narrative& narrative)
      : e_(e), direction_(direction), story_(narrative) {}

  Resolved run();

 private:
  using Kind = Expression::Kind;

  // ---- shared
  std::string clock_suffix() const;
  Resolved day(Date date);
  // TIMEX3 writes the years 1 to 9999.
  Resolved out_of_range(int year) const;
  Resolved in_week(Date date) const;
  Resolved weekend_of(Date date) const;
  Resolved in_month(Date date) const;
  Resolved in_year(int number) const;
  Resolved open(std::string value) const;
  void remember(Date date);
  // How far the days from `first` to `last` lie from the report's. A tense that looks the other way
  // makes them seem many times as far: "was killed in December" of a report from November is eleven
  // months old, but "extended the offer until Nov. 9" a week ahead. Without a tense, reports look
  // back a little more than ahead.
  std::int64_t distance(std::int64_t first, std::int64_t last) const;
  // Of the years around the report's, the one that puts [begin, end] (given in the report's year)
  // nearest.
  int choose_year(Date begin, Date end) const;

  // ---- days
  Resolved duration();
  // "4/5/2016": the order that another such date of the text shows; else the one that gives the
  // report's day; else the one that is not still to come; else month first.
  bool is_day_first() const;
  Resolved calendar();
  // The 23rd of the month spoken of, else of the report's or the one beside it.
  Resolved month_day();
  Resolved hijri();
  Resolved weekday();
  Resolved deictic();
  Resolved holiday();
  std::int64_t feast_distance(const Feast& feast) const;
  // A day of the moon's calendar may be off by one or two; of a month, the Gregorian month that
  // holds most of it is given.
  Resolved feast_value(const Feast& feast);
  Resolved clock();

  // ---- periods
  Resolved unit();
  std::pair<int, int> quarter_of(const std::optional<Date>& date) const;
  Resolved quarter_value(int year, int number);
  // `amount` units from `from`, as coarse as the unit is: "two weeks ago" is a week, "a year ago" a
  // year.
  Resolved shifted(Date from, int amount);
  // "two days after Christmas", "a week from Monday", "three years after 1994".
  Resolved counted();
  Resolved offset();
  // Figures are compared with those of the same period a year before.
  Resolved year_ago();
  Resolved quarter();
  // "the quarter ended July 31": the calendar quarter that holds most of it, unless it has a
  // number.
  Resolved quarter_ended();
  Resolved half() const;
  Resolved season();
  Resolved weekend();

  const Expression& e_;
  const Direction direction_;
  Narrative& story_;
};

}  // namespace dragoman::times
