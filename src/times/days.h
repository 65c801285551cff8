// The days that a TIMEX3 date covers, so that "2016-03" and "2016-W12" can be filtered and sorted
// with days.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dragoman::times {

struct Days {
  std::string first, last;  // ISO days, both included
};

// Days (also date-times), weeks, months, quarters, half-years, years, decades and centuries of
// TIMEX3: "2016-03-23", "2016-W12", "2016-W12-WE", "2016-03", "2016-Q1", "2016-H2", "2016", "201",
// "20"; seasons as their year. None for what has no place in time ("XXXX-WXX-6", "P2D",
// "FUTURE_REF").
std::optional<Days> days_of(std::string_view timex);

}  // namespace dragoman::times
