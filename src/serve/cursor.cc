#include "serve/cursor.h"

#include <charconv>
#include <cstdint>
#include <vector>

#include "core/hash.h"
#include "core/utf8.h"

namespace dragoman::serve {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t kLongest = 1024;
constexpr char kBetween = '\x1f';

Error bad_cursor() {
  return make_error(ErrorCode::BadArgument,
                    "cursor: it was not given by this list with this filter; leave it out to begin "
                    "at the top");
}

std::string hex(std::uint64_t number) {
  char text[17] = {};
  std::to_chars(text, text + 16, number, 16);
  return text;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(kBetween, at), text.size());
    out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

}  // namespace

std::string base64url(std::string_view bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    for (std::size_t k = 0; k <= count; ++k) out += kAlphabet[(group >> (18 - 6 * k)) & 63];
  }
  return out;
}

Result<std::string> from_base64url(std::string_view text) {
  if (text.size() % 4 == 1) return bad_cursor();
  std::string out;
  std::uint32_t group = 0;
  int bits = 0;
  for (const char c : text) {
    const std::size_t value = kAlphabet.find(c);
    if (value == std::string_view::npos) return bad_cursor();
    group = group << 6 | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out += static_cast<char>(group >> bits & 255u);
      group &= (1u << bits) - 1;
    }
  }
  if (group != 0) return bad_cursor();  // one text for each sequence of bytes
  return out;
}

std::string encode_cursor(const store::Place& place, std::string_view list) {
  const std::string fields = place.day + kBetween + place.published + kBetween + place.report +
                             kBetween + std::to_string(place.position);
  return base64url(hex(core::fnv1a64(fields, core::fnv1a64(list))) + kBetween + fields);
}

Result<store::Place> decode_cursor(std::string_view cursor, std::string_view list) {
  if (cursor.size() > kLongest) return bad_cursor();
  const auto bytes = from_base64url(cursor);
  if (!bytes || core::find_invalid_utf8(*bytes) != std::string_view::npos) return bad_cursor();
  const std::vector<std::string> fields = split(*bytes);
  if (fields.size() != 5) return bad_cursor();
  store::Place place{fields[1], fields[2], fields[3], 0};
  const std::string& number = fields[4];
  const auto read = std::from_chars(number.data(), number.data() + number.size(), place.position);
  if (read.ec != std::errc() || read.ptr != number.data() + number.size()) return bad_cursor();
  if (encode_cursor(place, list) != cursor) return bad_cursor();
  return place;
}

}  // namespace dragoman::serve
