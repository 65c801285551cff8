// Half-open ranges: the receipts of every field.
//
// A ByteSpan counts UTF-8 bytes of Report::text; a TokenSpan counts tokens of a Document. Records
// count Unicode code points instead; the one conversion is in record/.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>

namespace dragoman {

struct ByteSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  std::uint32_t size() const { return end - begin; }
  bool empty() const { return end <= begin; }
  bool contains(ByteSpan other) const { return begin <= other.begin && other.end <= end; }
  bool overlaps(ByteSpan other) const { return begin < other.end && other.begin < end; }
  friend auto operator<=>(const ByteSpan&, const ByteSpan&) = default;
};

struct TokenSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  std::uint32_t size() const { return end - begin; }
  bool empty() const { return end <= begin; }
  bool contains(std::uint32_t token) const { return begin <= token && token < end; }
  bool contains(TokenSpan other) const { return begin <= other.begin && other.end <= end; }
  bool overlaps(TokenSpan other) const { return begin < other.end && other.begin < end; }
  friend auto operator<=>(const TokenSpan&, const TokenSpan&) = default;
};

// The smallest span that holds both. Neither may be empty.
inline ByteSpan cover(ByteSpan a, ByteSpan b) {
  return {std::min(a.begin, b.begin), std::max(a.end, b.end)};
}
inline TokenSpan cover(TokenSpan a, TokenSpan b) {
  return {std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

}  // namespace dragoman
