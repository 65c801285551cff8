// What the network computes from one word alone, kept from call to call: the same words come again
// and again (three of four among the last thousand), and the input layer and the first
// convolution's products, a quarter of all multiply-adds, depend on nothing else.
//
// Sets of eight words; the one that was used longest ago gives way. What is kept are the very bits
// that would be computed anew, so results do not depend on it. One per thread. Reads and writes no
// layer.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman::language {

class WordCache {
 public:
  struct Place {
    std::uint32_t row = 0;
    bool found = false;  // else row is yours to fill
  };

  // Begins a batch of at most `words` words; rows given out before may be overwritten from now on.
  // Each row holds `reals` floats and `sums` integers. Forgets everything when `model` (a version)
  // or a size has changed.
  void begin(std::string_view model, std::size_t reals, std::size_t sums, std::size_t words);

  // The row of a word, good until the next begin(). Words above kLongestForm bytes, and more than
  // fit, get rows for this batch only.
  Place find(std::string_view form);

  float* reals(std::uint32_t row) { return reals_ + row * real_count_; }
  std::int32_t* sums(std::uint32_t row) { return sums_ + row * sum_count_; }

 private:
  static constexpr std::size_t kSets = 128, kWays = 8, kLongestForm = 22;
  struct Key {
    std::uint64_t used = 0;  // batch; 0 is never
    std::uint8_t size = 0;
    std::array<char, kLongestForm> form{};
  };

  std::string model_;
  std::size_t real_count_ = 0, sum_count_ = 0, extra_ = 0, extra_used_ = 0;
  std::uint64_t batch_ = 0;
  std::vector<Key> keys_;
  std::unique_ptr<std::byte[]> room_;  // not touched before it is used
  float* reals_ = nullptr;
  std::int32_t* sums_ = nullptr;
};

}  // namespace dragoman::language
