// One line on a terminal's stderr that tells how far long work has come: reports, rate, share, time
// left.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "cli/terminal.h"

namespace dragoman::cli {

// Silent where stderr is no terminal, and for the first second. Not thread-safe.
class Progress {
 public:
  Progress()
      : screen_(look_at(stderr)), start_(Clock::now()), next_(start_ + std::chrono::seconds(1)) {}
  ~Progress() { clear(); }

  // `done` and `total` are bytes of the inputs; a total of 0 is unknown. What was done before the
  // first call counts for nothing: a run that goes on where another ended.
  void update(std::size_t reports, std::uint64_t done, std::uint64_t total);
  // Another line, where the work is not counted in reports.
  void show(const std::string& line);
  // Takes the line away before something else is written to the terminal.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  bool is_due();  // to be shown now
  void print(const std::string& line);

  Screen screen_;
  Clock::time_point start_, next_;
  std::optional<std::uint64_t> before_;
  bool shown_ = false;
};

// "1234 of about 2700 reports, 85/s, 45 % of 1.2 GB, 0:17 left"
std::string progress_line(std::size_t reports,
                          double seconds,
                          std::uint64_t done,
                          std::uint64_t total);

}  // namespace dragoman::cli
