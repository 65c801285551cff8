#include "core/fold.h"

#include <optional>
#include <utility>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace dragoman::core {

namespace {

// Bytes of what starts at `at` and is a sign between words to fold(), without ICU: quotation marks, dashes and
// dots beyond ASCII, the blank that does not break. 0 for anything else.
std::size_t mark_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
  };
  if (byte(0) == 0xC2 && byte(1) == 0xA0) return 2;  // U+00A0
  const bool is_mark = byte(0) == 0xE2 && byte(1) == 0x80 &&
                       ((byte(2) >= 0x90 && byte(2) <= 0xA7) ||  // U+2010 to U+2027
                        (byte(2) >= 0xB0 && byte(2) <= 0xBE));   // U+2030 to U+203E
  return is_mark ? 3 : 0;
}

// The same for ASCII and such marks, of which most texts are, without ICU; nothing for others.
std::optional<std::string> fold_plain(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool gap = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool upper = c >= 'A' && c <= 'Z';
    if (!upper && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) {
      if ((c & 0x80) != 0) {
        const std::size_t mark = mark_at(text, at);
        if (mark == 0) return std::nullopt;
        at += mark - 1;
      }
      gap = true;
      continue;
    }
    if (gap && !out.empty()) out += ' ';
    gap = false;
    out += upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

}  // namespace

std::string fold(std::string_view text) {
  if (auto plain = fold_plain(text)) return std::move(*plain);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(status);
  if (U_FAILURE(status))
    return std::string(text);  // ICU without its data: then compare as it stands
  const icu::UnicodeString whole =
      icu::UnicodeString::fromUTF8({text.data(), static_cast<int>(text.size())});
  const icu::UnicodeString folded =
      decompose->normalize(casefold->normalize(whole, status), status);
  icu::UnicodeString kept;
  bool gap = false;
  for (int i = 0; i < folded.length();) {
    const UChar32 c = folded.char32At(i);
    i += U16_LENGTH(c);
    if (u_getCombiningClass(c) != 0) continue;
    if (!u_isalnum(c)) {
      gap = true;
      continue;
    }
    if (gap && !kept.isEmpty()) kept.append(u' ');
    gap = false;
    kept.append(c);
  }
  std::string out;
  kept.toUTF8String(out);
  return out;
}

}  // namespace dragoman::core
