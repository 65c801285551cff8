// What the server counts, as Prometheus reads it.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace dragoman::serve {

// Not thread-safe.
class Metrics {
 public:
  // `route` is the pattern of the route, so that the number of lines is bounded.
  void count(const std::string& route, int status, std::chrono::duration<double> took);

  std::int64_t connections = 0, streams = 0, waiting = 0;  // open now
  std::int64_t refused = 0;                                // connections over the limit
  std::int64_t cached = 0, joined = 0;  // answered from the cache; together with another request
  std::int64_t reports_read = 0, changes_sent = 0;
  std::int64_t cache_bytes = 0;

  // The text exposition format, version 0.0.4.
  std::string text() const;

 private:
  static constexpr std::array<double, 9> kBounds{0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10};
  struct Times {
    std::array<std::int64_t, kBounds.size() + 1> within{};  // not cumulative; the last: longer
    double seconds = 0;
    std::int64_t count = 0;
  };
  std::map<std::pair<std::string, int>, std::int64_t> requests_;
  std::map<std::string, Times> times_;
};

}  // namespace dragoman::serve
