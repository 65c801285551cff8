#include "core/fold.h"

#include <algorithm>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace dragoman::core {

namespace {

// The same for ASCII, which most words are, without ICU.
std::string fold_ascii(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool gap = false;
  for (const char c : text) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (!upper && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) {
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
  if (std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; }))
    return fold_ascii(text);
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
