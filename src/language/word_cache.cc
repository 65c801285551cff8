#include "language/word_cache.h"

#include <algorithm>
#include <cstring>

#include "language/word_features.h"

namespace dragoman::language {

void WordCache::begin(std::string_view model,
                      std::size_t reals,
                      std::size_t sums,
                      std::size_t words) {
  if (model != model_ || reals != real_count_ || sums != sum_count_ || words > extra_) {
    constexpr std::size_t kLine = 64;  // rows begin at a cache line where sizes are multiples of 16
    model_ = model;
    real_count_ = reals;
    sum_count_ = sums;
    extra_ = std::max(words, extra_);
    keys_.assign(kSets * kWays, Key());
    const std::size_t rows = kSets * kWays + extra_;
    room_ = std::make_unique_for_overwrite<std::byte[]>(rows * (reals + sums) * 4 + kLine);
    const auto at = reinterpret_cast<std::uintptr_t>(room_.get());
    std::byte* begin = room_.get() + (kLine - at % kLine) % kLine;
    reals_ = reinterpret_cast<float*>(begin);
    sums_ = reinterpret_cast<std::int32_t*>(begin + rows * reals * 4);
  }
  ++batch_;
  extra_used_ = 0;
}

WordCache::Place WordCache::find(std::string_view form) {
  const auto row_for_now = [&]() -> Place {
    return {static_cast<std::uint32_t>(kSets * kWays + extra_used_++), false};
  };
  if (form.size() > kLongestForm) return row_for_now();
  const std::uint64_t hash = fnv1a(form);
  const std::size_t first = ((hash >> 32) ^ hash) % kSets * kWays;
  std::size_t oldest = first;
  for (std::size_t i = first; i < first + kWays; ++i) {
    Key& key = keys_[i];
    if (key.used != 0 && key.size == form.size() &&
        std::memcmp(key.form.data(), form.data(), form.size()) == 0) {
      key.used = batch_;
      return {static_cast<std::uint32_t>(i), true};
    }
    if (key.used < keys_[oldest].used) oldest = i;
  }
  Key& key = keys_[oldest];
  if (key.used == batch_) return row_for_now();  // all eight are in use
  key.used = batch_;
  key.size = static_cast<std::uint8_t>(form.size());
  std::copy(form.begin(), form.end(), key.form.begin());
  return {static_cast<std::uint32_t>(oldest), false};
}

}  // namespace dragoman::language
