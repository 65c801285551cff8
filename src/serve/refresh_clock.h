// When what is derived from the reports is to be brought up to date, after other programs wrote.
//
// A program that reads reports into the store does so itself at its end; what it wrote before is
// looked at when it has been quiet for a while, and now and then while it goes on.
#pragma once

#include <chrono>

namespace dragoman::serve {

class RefreshClock {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::seconds kQuiet{2}, kLongest{60}, kLeastBetween{10};

  void changed(Clock::time_point now) {
    last_change_ = now;
    if (!is_behind_) first_change_ = now;
    is_behind_ = true;
  }
  // Once for each time that it is due.
  bool is_due(Clock::time_point now) {
    if (!is_behind_ || (was_refreshed_ && now - last_refresh_ < kLeastBetween)) return false;
    if (now - last_change_ < kQuiet && now - first_change_ < kLongest) return false;
    is_behind_ = false;
    was_refreshed_ = true;
    last_refresh_ = now;
    return true;
  }

 private:
  bool is_behind_ = false, was_refreshed_ = false;
  Clock::time_point first_change_{}, last_change_{}, last_refresh_{};  // first since the last refresh
};

}  // namespace dragoman::serve
