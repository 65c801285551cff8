#include "serve/refresh_clock.h"

#include <gtest/gtest.h>

namespace dragoman::serve {
namespace {

using std::chrono::seconds;

TEST(RefreshClockTest, IsDueWhenItIsQuiet) {
  RefreshClock clock;
  const RefreshClock::Clock::time_point start{seconds(1000)};
  EXPECT_FALSE(clock.is_due(start));
  clock.changed(start);
  EXPECT_FALSE(clock.is_due(start + seconds(1)));
  clock.changed(start + seconds(1));
  EXPECT_FALSE(clock.is_due(start + seconds(2)));
  EXPECT_TRUE(clock.is_due(start + seconds(3)));
  EXPECT_FALSE(clock.is_due(start + seconds(100)));
}

TEST(RefreshClockTest, NorForEverWhileSomebodyWrites) {
  RefreshClock clock;
  const RefreshClock::Clock::time_point start{seconds(1000)};
  int due = 0;
  for (int i = 0; i < 200; ++i) {
    clock.changed(start + seconds(i));
    due += clock.is_due(start + seconds(i)) ? 1 : 0;
  }
  EXPECT_EQ(due, 3);
}

TEST(RefreshClockTest, NorEverySecondWhenChangesNeverEnd) {
  RefreshClock clock;
  const RefreshClock::Clock::time_point start{seconds(1000)};
  int due = 0;
  for (int i = 0; i < 60; i += 3) {  // each refresh is a change of its own
    clock.changed(start + seconds(i));
    due += clock.is_due(start + seconds(i + 2)) ? 1 : 0;
  }
  EXPECT_LE(due, 6);
  EXPECT_GE(due, 4);
}

}  // namespace
}  // namespace dragoman::serve
