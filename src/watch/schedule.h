// When a feed is asked again. Pure functions.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "core/utc.h"
#include "store/feed_state.h"
#include "watch/feed_list.h"

namespace dragoman::watch {

// A server may ask for a week of quiet (Retry-After); more is taken as that.
std::chrono::seconds capped_wait(std::chrono::seconds retry_after);

// After an answer that could be read.
void note_success(store::FeedRow& row, core::Time now, std::chrono::seconds interval);

// After a failure: the interval, doubled for each failure in a row, up to `max_wait`; never before
// the server wants it (Retry-After, up to a week). A feed that has moved is asked at its old
// address again after three failures.
struct Failure {
  std::string reason;
  std::optional<std::chrono::seconds> retry_after = {};
};
void note_failure(store::FeedRow& row,
                  core::Time now,
                  std::chrono::seconds interval,
                  std::chrono::seconds max_wait,
                  const Failure& failure);

// After 410 Gone: it is not asked any more.
void note_death(store::FeedRow& row, core::Time now);

bool is_due(const store::FeedRow& row, core::Time now);

}  // namespace dragoman::watch
