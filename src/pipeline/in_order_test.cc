#include "pipeline/in_order.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>

namespace dragoman::pipeline {
namespace {

std::vector<int> squares(std::size_t threads, int count, std::stop_token stop = {}) {
  std::vector<int> out;
  int at = 0;
  in_order<int, int>(
      {threads, 0}, stop,
      [&]() -> std::optional<int> { return at < count ? std::optional(at++) : std::nullopt; },
      [] {
        return [](int x) {
          if (x % 7 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
          return x * x;
        };
      },
      [&out](int y) { out.push_back(y); });
  return out;
}

TEST(InOrder, ManyThreadsGiveTheOrderOfOne) {
  const std::vector<int> one = squares(1, 500);
  ASSERT_EQ(one.size(), 500u);
  EXPECT_EQ(squares(8, 500), one);
  EXPECT_EQ(squares(3, 0), std::vector<int>());
}

TEST(InOrder, NeverMoreThanAWindowUnderWay) {
  std::atomic<int> under_way = 0;
  int most = 0, at = 0;
  in_order<int, int>(
      {4, 5}, {},
      [&]() -> std::optional<int> {
        if (at == 200) return std::nullopt;
        most = std::max(most, ++under_way);
        return at++;
      },
      [] { return [](int x) { return x; }; }, [&](int) { --under_way; });
  EXPECT_LE(most, 5);
  EXPECT_EQ(under_way, 0);
}

TEST(InOrder, StopEndsAfterWhatWasTaken) {
  std::stop_source source;
  int taken = 0, emitted = 0;
  in_order<int, int>(
      {2, 4}, source.get_token(),
      [&]() -> std::optional<int> {
        if (++taken == 10) source.request_stop();
        return taken;
      },
      [] { return [](int x) { return x; }; }, [&](int) { ++emitted; });
  EXPECT_EQ(taken, 10);
  EXPECT_EQ(emitted, 10);
}

}  // namespace
}  // namespace dragoman::pipeline
