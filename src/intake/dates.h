// Calendar dates as publishers write them -> ISO 8601. Only whole dates; times of day are kept when
// they stand in ISO form. Never looks at a clock.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dragoman::intake {

// A metadata field: "2016-03-23", "2016-03-23T10:00:00Z", "20160323", "23 March 2016", "March 23,
// 2016", "Wed, 23 Mar 2016 10:00:00 GMT", "3/23/2016", "23/3/2016", "23.03.2016", "2016/03/23".
// Gives "YYYY-MM-DD", or the ISO date-time when the input is one ("2016-03-23T10:00:00Z").
// Numeric forms with slashes are month first (US) unless the first number is over 12; with dots day
// first. None when the field is no such date, or no date that exists ("31 June 2016").
std::optional<std::string> parse_date(std::string_view field);

// A date with day, month and, mostly, year at the very start of `text`.
struct DateHere {
  std::string iso;       // "2016-03-23"; without a year "--03-23" (ISO 8601:2000)
  std::size_t size = 0;  // bytes of `text` that it covers
};
// "3 March 2016", "March 3, 2016", "Mar. 3", "Mar 3rd", "3 Mar", "2016-03-03", "3/3/2016",
// "Thursday, March 3"
std::optional<DateHere> date_at_start(std::string_view text);

// The first whole date with its year anywhere in `text`: "Published Wed, Nov 20 2019 4:29 AM EST",
// "on Monday, November 18th, 2019 at 11:08 a.m.". Of "05/10/2018" the day comes first if `day_first`.
std::optional<std::string> find_date(std::string_view text, bool day_first);

// "--03-02" with the year that puts it nearest to `published` and at most a week after it. Empty
// when `published` is no date. A date that has a year is returned as it is.
std::string complete_year(std::string_view date, std::string_view published);

}  // namespace dragoman::intake
