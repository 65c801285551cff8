// What the recogniser understood of an expression's words, before any date is known.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace dragoman::times {

enum class Relation {
  None,
  This,
  Last,
  Next,  // seen from the report's day: "last week"
  Previous,
  Same,
  Following,  // seen from a day of the narrative: "the following week"
};

struct Expression {
  enum class Kind {
    Calendar,  // year, month, day in any combination, perhaps with weekday, hour or part
    Weekday,   // "Friday", "last Friday night", "Friday, March 3"
    Deictic,   // shift in days from the report: "yesterday", "this morning"
    Unit,      // "last month", "the following week", "the quarter"
    Offset,    // "three days ago", "two weeks later"
    YearAgo,   // "the year-ago quarter", "a year earlier" of compared figures
    Quarter,   // "the third quarter of 2012"
    Half,
    Season,
    Decade,
    Century,
    Weekend,
    Holiday,
    MonthDay,   // "the 23rd" of a month named elsewhere
    Hijri,      // a date of the Islamic or Persian calendar
    Clock,      // "10:30 a.m." whose day stands elsewhere
    Reference,  // PAST_REF and the like: value
    Duration,   // value
    Set,        // value
  };
  Kind kind = Kind::Reference;
  std::size_t begin = 0, end = 0;  // atoms

  int year = 0;  // full year, or decade / century as TIMEX3 writes them (199, 19)
  int month = 0, day = 0, weekday = 0;
  int number = 0;  // of quarter or half; amount of an offset; shift in days of a deictic
  int hour = -1, minute = -1;
  bool half = false;       // of an offset: "two and a half years ago"
  bool vague = false;      // "a few days ago"
  bool some_day = false;   // "on a Wednesday": no day that is known
  bool ambiguous = false;  // numeric date that may be read day first or month first
  bool in_prefix = false;  // "in three days": a date only if the future is meant
  Relation relation = Relation::None;
  std::string unit;  // TIMEX3 unit of Unit and Offset: D W MO Y Q DE CE H M S
  std::string part;  // MO MI AF EV NI
  std::string
      value;  // of Reference, Duration, Set, Holiday (rule), Season (SP ...), Hijri (solar, lunar)
  std::string mod;   // TIMEX3 modifier: START MID END APPROX LESS_THAN ...
  std::string zone;  // of an ISO date-time, as written: "Z", "+03:00"
  std::string rule;  // which rule saw it

  // "two days after Christmas", "a week from Monday": the time counted from, none or one.
  std::vector<Expression> anchor;
  // "two days after the vote", "the day before the vote": the atom of "after" or "before".
  std::size_t event_at = 0;
  // Without a day for that event it is no time at all ("the day before the vote").
  bool only_with_event = false;

  std::size_t size() const { return end - begin; }
};

}  // namespace dragoman::times
