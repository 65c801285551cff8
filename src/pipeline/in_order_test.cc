#include "pipeline/in_order.h"

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

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

#if !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)  // they need address space of their own
// In a process of its own, with room for the stacks of a few threads or of none.
[[noreturn]] void work_in_narrow_space(std::size_t spare) {
  std::size_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  const rlim_t limit = pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) + spare;
  const rlimit narrow{limit, limit};
  if (pages == 0 || ::setrlimit(RLIMIT_AS, &narrow) != 0) std::_Exit(3);
  std::_Exit(squares(100, 200) == squares(1, 200) ? 0 : 4);
}

TEST(InOrder, WorksWithTheThreadsThatTheSystemGives) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(work_in_narrow_space(48 << 20), testing::ExitedWithCode(0), "");
  EXPECT_EXIT(work_in_narrow_space(4 << 20), testing::ExitedWithCode(0), "");
}
#endif

}  // namespace
}  // namespace dragoman::pipeline
