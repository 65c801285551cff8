#include "serve/rate_limit.h"

#include <algorithm>
#include <cmath>

namespace dragoman::serve {

int RateLimit::take(const std::string& caller, Clock::time_point now) {
  if (rate_ <= 0) return 0;
  if (buckets_.size() >= kMostCallers && buckets_.count(caller) == 0) forget_full(now);
  Bucket& bucket = buckets_.try_emplace(caller, Bucket{burst_, now}).first->second;
  const std::chrono::duration<double> since = now - bucket.at;
  bucket.left = std::min(burst_, bucket.left + since.count() * rate_);
  bucket.at = now;
  if (bucket.left < 1) return std::max(1, static_cast<int>(std::ceil((1 - bucket.left) / rate_)));
  bucket.left -= 1;
  return 0;
}

void RateLimit::forget_full(Clock::time_point now) {
  std::erase_if(buckets_, [&](const auto& entry) {
    const std::chrono::duration<double> since = now - entry.second.at;
    return entry.second.left + since.count() * rate_ >= burst_;
  });
  if (buckets_.size() >= kMostCallers) buckets_.clear();  // thousands at once: all begin anew
}

}  // namespace dragoman::serve
