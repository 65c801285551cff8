#include "core/utf8.h"

#include "core/ascii_run.h"
#include "core/check.h"

namespace dragoman::core {
namespace {

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u;
}

// Length of the valid sequence at text[at], with its code point; 0 if it is not valid.
int decode(std::string_view text, std::size_t at, char32_t& code_point) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) {
    code_point = lead;
    return 1;
  }
  const int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
  if (length == 0 || lead > 0xF4 || at + static_cast<std::size_t>(length) > text.size()) return 0;
  char32_t value = lead & (0x7Fu >> length);
  for (int i = 1; i < length; ++i) {
    const char c = text[at + static_cast<std::size_t>(i)];
    if (!is_continuation(c)) return 0;
    value = (value << 6) | (static_cast<unsigned char>(c) & 0x3Fu);
  }
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (value < kSmallest[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
    return 0;
  code_point = value;
  return length;
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at) {
  char32_t code_point = 0xFFFD;
  const int length = decode(text, at, code_point);
  at += length == 0 ? 1 : static_cast<std::size_t>(length);
  return length == 0 ? 0xFFFD : code_point;
}

std::size_t find_invalid_utf8(std::string_view text) {
  std::size_t at = 0;
  while ((at = end_of_ascii(text, at)) < text.size()) {
    char32_t ignored = 0;
    const int length = decode(text, at, ignored);
    if (length == 0) return at;
    at += static_cast<std::size_t>(length);
  }
  return std::string_view::npos;
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&out](char32_t byte) {
    out += static_cast<char>(static_cast<unsigned char>(byte));
  };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6));
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (is_ascii_upper(c)) c = static_cast<char>(c + ('a' - 'A'));
  }
  return out;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_ascii_space(text.back())) text.remove_suffix(1);
  return text;
}

CodePointIndex::CodePointIndex(std::string_view text) : text_(text) {
  every_64_.reserve(text.size() / 64 + 1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i % 64 == 0) every_64_.push_back(count_);
    if (!is_continuation(text[i])) ++count_;
  }
  if (text.size() % 64 == 0) every_64_.push_back(count_);
}

std::uint32_t CodePointIndex::at(std::uint32_t byte) const {
  DRAGOMAN_CHECK(byte <= text_.size());
  std::uint32_t count = every_64_[byte / 64];
  for (std::uint32_t i = byte / 64 * 64; i < byte; ++i) count += is_continuation(text_[i]) ? 0 : 1;
  return count;
}

std::uint32_t CodePointIndex::byte_of(std::uint32_t code_point) const {
  DRAGOMAN_CHECK(code_point <= count_);
  std::size_t low = 0, high = every_64_.size() - 1;
  while (low < high) {  // last block that begins at or before code_point
    const std::size_t middle = (low + high + 1) / 2;
    if (every_64_[middle] <= code_point)
      low = middle;
    else
      high = middle - 1;
  }
  std::size_t byte = low * 64;
  while (byte < text_.size() && is_continuation(text_[byte])) ++byte;
  for (std::uint32_t count = every_64_[low]; count < code_point; ++count) {
    ++byte;
    while (byte < text_.size() && is_continuation(text_[byte])) ++byte;
  }
  return static_cast<std::uint32_t>(byte);
}

}  // namespace dragoman::core
