#include "watch/schedule.h"

#include <algorithm>

namespace dragoman::watch {

namespace {
constexpr std::int64_t kFailuresOfAMove = 3;
}  // namespace

std::chrono::seconds capped_wait(std::chrono::seconds retry_after) {
  return std::min<std::chrono::seconds>(retry_after, std::chrono::hours(7 * 24));
}

void note_success(store::FeedRow& row, core::Time now, std::chrono::seconds interval) {
  row.state = "ok";
  row.failures = 0;
  row.last_error.clear();
  row.last_try = row.last_success = core::utc(now);
  row.next_due = core::utc(now + interval);
}

void note_failure(store::FeedRow& row,
                  core::Time now,
                  std::chrono::seconds interval,
                  std::chrono::seconds max_wait,
                  const Failure& failure) {
  row.state = "failing";
  ++row.failures;
  row.last_error = failure.reason;
  row.last_try = core::utc(now);
  row.last_new = 0;
  std::chrono::seconds wait = interval;
  for (std::int64_t i = 1; i < row.failures && wait < max_wait; ++i) wait *= 2;
  wait = std::min(wait, std::max(max_wait, interval));
  if (failure.retry_after) wait = std::max(wait, capped_wait(*failure.retry_after));
  row.next_due = core::utc(now + wait);
  if (row.failures >= kFailuresOfAMove) row.address = row.url;
}

void note_death(store::FeedRow& row, core::Time now) {
  row.state = "dead";
  ++row.failures;
  row.last_error = "HTTP status 410: gone for good";
  row.last_try = core::utc(now);
  row.next_due.clear();
  row.last_new = 0;
}

bool is_due(const store::FeedRow& row, core::Time now) {
  return row.state != "dead" && row.next_due <= core::utc(now);
}

}  // namespace dragoman::watch
