// Days, weeks and months of the Gregorian calendar, as TIMEX3 writes them.
//
// Pure functions; weeks are those of ISO 8601 (a week belongs to the year that holds its Thursday).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dragoman::times {

struct Date {
  int year = 0, month = 0, day = 0;
  friend auto operator<=>(const Date&, const Date&) = default;
};

// Days since 1970-01-01, and back; beyond the years 1 to 9999 a day of year 0 or 10000, which is
// not valid.
std::int64_t to_days(Date date);
Date from_days(std::int64_t days);
inline Date plus_days(Date date, std::int64_t days) {
  return from_days(to_days(date) + days);
}
// The day is cut to the length of the new month: 31 March minus one month is 28 or 29 February.
Date plus_months(Date date, int months);

int weekday_of(Date date);  // 1 Monday ... 7 Sunday
int days_in_month(int year, int month);
bool is_valid(Date date);
Date easter(int year);  // Western churches

struct Week {
  int year = 0, number = 0;
};
Week week_of(Date date);

// "2016-03-23", and date-times that begin with one. Nothing when it is no date.
std::optional<Date> parse_date(std::string_view text);

std::string iso_day(Date date);              // 2016-03-23
std::string iso_month(int year, int month);  // 2016-03
std::string iso_week(Date date);             // 2016-W12
std::string iso_year(int year);              // 2016
std::string two_digits(int number);          // 07

}  // namespace dragoman::times
