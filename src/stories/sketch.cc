#include "stories/sketch.h"

#include <algorithm>
#include <array>

#include "stories/body_words.h"
#include "stories/shingles.h"

namespace dragoman::stories {
namespace {

constexpr std::string_view kDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr std::array<std::uint8_t, 256> kValues = [] {
  std::array<std::uint8_t, 256> values{};
  for (std::size_t i = 0; i < kDigits.size(); ++i)
    values[static_cast<unsigned char>(kDigits[i])] = static_cast<std::uint8_t>(i);
  return values;
}();

// The finaliser of SplitMix64 (Steele, Lea and Flood 2014): every bit of the result depends on
// every bit of the input, so that the smallest hash of a window is a fair choice.
std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
  return x ^ (x >> 31);
}

}  // namespace

std::vector<std::uint64_t> shingles(const std::vector<std::uint32_t>& words, std::size_t length) {
  std::vector<std::uint64_t> out;
  out.reserve(words.size());
  for (std::size_t i = 0; i + length <= words.size(); ++i) {
    std::uint64_t hash = 0;
    for (std::size_t j = 0; j < length; ++j) hash = mix(hash + words[i + j] + 1);
    out.push_back(hash);
  }
  return out;
}

Sketch sketch_of(const Record& record) {
  Sketch sketch;
  for (const BodyWord& word : body_words(record)) {
    if (sketch.words.size() == kMostWords) break;
    sketch.words.push_back(word.hash);
  }
  return sketch;
}

std::string to_text(const Sketch& sketch) {
  std::string out;
  out.reserve(sketch.words.size() * 4);
  for (const std::uint32_t word : sketch.words) {
    for (int shift = 18; shift >= 0; shift -= 6) out += kDigits[(word >> shift) & 63];
  }
  return out;
}

Sketch sketch_from_text(std::string_view text) {
  Sketch sketch;
  sketch.words.reserve(text.size() / 4);
  for (std::size_t i = 0; i + 4 <= text.size(); i += 4) {
    std::uint32_t word = 0;
    for (std::size_t j = 0; j < 4; ++j)
      word = word << 6 | kValues[static_cast<unsigned char>(text[i + j])];
    sketch.words.push_back(word);
  }
  return sketch;
}

std::vector<std::int64_t> fingerprints(const Sketch& sketch) {
  const std::vector<std::uint64_t> hashes = shingles(sketch.words, kShingle);
  std::vector<std::int64_t> out;
  // The smallest of each window, the last of equals; it is kept once while windows share it.
  std::size_t smallest = hashes.size();
  for (std::size_t end = std::min(kWindow, hashes.size()); end <= hashes.size() && end > 0; ++end) {
    const std::size_t begin = end > kWindow ? end - kWindow : 0;
    if (smallest < begin || smallest == hashes.size()) {
      smallest = begin;
      for (std::size_t i = begin; i < end; ++i) {
        if (hashes[i] <= hashes[smallest]) smallest = i;
      }
    } else if (hashes[end - 1] <= hashes[smallest]) {
      smallest = end - 1;
    } else {
      continue;
    }
    out.push_back(static_cast<std::int64_t>(hashes[smallest] >> 1));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace dragoman::stories
