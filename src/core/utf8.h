// UTF-8 helpers that need no tables: decoding, code point counting, ASCII case.
//
// Everything that needs Unicode data (case folding, normalisation, charset detection) uses ICU
// instead.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman::core {

// Decodes the code point at text[at] and moves `at` behind it. An invalid byte gives U+FFFD and
// moves by one.
char32_t next_code_point(std::string_view text, std::size_t& at);
// Offset of the first invalid byte, or npos. Rejects overlong forms, surrogates and values over
// U+10FFFF.
std::size_t find_invalid_utf8(std::string_view text);
void append_utf8(std::string& out, char32_t code_point);
std::string ascii_lower(std::string_view text);
inline bool is_ascii_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
inline bool is_ascii_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
inline bool is_ascii_lower(char c) {
  return c >= 'a' && c <= 'z';
}
inline bool is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}
inline bool is_ascii_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
std::string_view trim(std::string_view text);  // ASCII white space off both ends

// Byte offsets -> code point offsets of one text. Built in one pass; each look-up is O(1).
class CodePointIndex {
 public:
  explicit CodePointIndex(std::string_view text);
  // `byte` must be on a code point boundary, at most text.size().
  std::uint32_t at(std::uint32_t byte) const;
  // The inverse; `code_point` at most the number of code points.
  std::uint32_t byte_of(std::uint32_t code_point) const;
  std::uint32_t size() const { return count_; }

 private:
  std::string_view text_;
  std::vector<std::uint32_t> every_64_;  // code points before byte 64 * i
  std::uint32_t count_ = 0;
};

}  // namespace dragoman::core
