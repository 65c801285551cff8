// Points in time as the store and messages write them: UTC, to the second,
// "2016-03-23T10:00:00Z". Such texts sort as the times do.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace dragoman::core {

using Time = std::chrono::sys_seconds;

// To the second, rounded down.
Time now();
std::string utc(Time time);
// The inverse; also of a date alone, "2016-03-23" (its first second). None for anything else.
std::optional<Time> parse_utc(std::string_view text);

}  // namespace dragoman::core
