// How many requests one caller may make: a bucket of tokens for each, filled at a steady rate.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <unordered_map>

namespace dragoman::serve {

// Not thread-safe. Memory is bounded: of more than kMostCallers, those whose bucket is full again
// are forgotten, which changes nothing for them.
class RateLimit {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::size_t kMostCallers = 10'000;

  // `rate` requests a second, `burst` of them at once; rate 0: no limit.
  RateLimit(double rate, double burst) : rate_(rate), burst_(burst) {}

  // Takes one; how long to wait instead, when there is none (whole seconds, at least 1), else 0.
  int take(const std::string& caller, Clock::time_point now);
  std::size_t callers() const { return buckets_.size(); }

 private:
  struct Bucket {
    double left = 0;
    Clock::time_point at;
  };
  void forget_full(Clock::time_point now);

  double rate_, burst_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace dragoman::serve
