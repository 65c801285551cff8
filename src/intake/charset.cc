#include "intake/charset.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <utility>
#include <vector>

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include "core/utf8.h"
#include "intake/language.h"
#include "intake/windows1252.h"

namespace dragoman::intake {
namespace {

using core::is_ascii_alpha;
using std::string_view_literals::operator""sv;

std::string hex_byte(unsigned char byte) {
  char buffer[8];
  std::snprintf(buffer, sizeof buffer, "0x%02X", byte);
  return buffer;
}

struct HighBytes {
  std::size_t count = 0, suspicious = 0, letters = 0, utf8_sequences = 0;
};

// Looks at the bytes over 0x7F as if they were Windows-1252. Suspicious is what no such text has:
// unassigned bytes, letters with no letter beside them, a pair that reads like a cut UTF-8
// sequence, FE and FF.
HighBytes survey(std::string_view bytes) {
  HighBytes found;
  const auto at = [&](std::size_t i) {
    return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0u;
  };
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const unsigned c = at(i);
    if (c < 0x80) {
      found.letters += is_ascii_alpha(bytes[i]);
      continue;
    }
    if (c >= 0xC2 && c < 0xF5) {
      std::size_t end = i;
      core::next_code_point(bytes, end);
      if (end - i > 1) {
        ++found.utf8_sequences;
        i = end - 1;
        continue;
      }
    }
    ++found.count;
    const unsigned before = i > 0 ? at(i - 1) : 0, after = at(i + 1);
    const bool beside_letter =
        is_ascii_alpha(static_cast<char>(before)) || is_ascii_alpha(static_cast<char>(after));
    if (c < 0xA0 ? kWindows1252[c - 0x80] == 0
                 : c >= 0xC0 && (!beside_letter || (after >= 0x80 && after < 0xC0) || c >= 0xFE)) {
      ++found.suspicious;
    }
  }
  return found;
}

// Languages whose legacy charset is not Windows-1252 although most of their letters are ASCII.
struct Region {
  std::string_view languages;  // codes, each with spaces around it
  std::vector<const char*> charsets;
};
const std::vector<Region>& regions() {
  static const std::vector<Region> kRegions = {
      {" pl cs sk hu sl hr bs ro sr sq ", {"windows-1250", "ISO-8859-2"}},
      {" tr ", {"windows-1254"}},
      {" lt lv et ", {"windows-1257"}},
  };
  return kRegions;
}

// Characters beyond ASCII that are letters.
std::size_t count_foreign_letters(std::string_view text) {
  std::size_t letters = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = core::next_code_point(text, at);
    letters += c >= 0xA0 && u_isalpha(static_cast<UChar32>(c));
  }
  return letters;
}

// Of the charsets of a region, the one that gives most letters; the first of two that give the
// same.
std::optional<DecodedText> decode_for(const Region& region, std::string_view bytes) {
  std::optional<DecodedText> best;
  std::size_t most = 0;
  for (const char* charset : region.charsets) {
    Result<std::string> text = to_utf8(bytes, charset);
    if (!text) continue;
    const std::size_t letters = count_foreign_letters(*text);
    if (best && letters <= most) continue;
    most = letters;
    best = DecodedText{std::move(text).value(), charset};
  }
  return best;
}

// Most letters are ASCII. An English text with a few foreign letters or Windows quotes, or one in
// another Latin script: the language tells which. A detector has too little to go by here.
std::optional<DecodedText> decode_latin(std::string_view bytes) {
  const auto in_c1 = [](char c) { return (static_cast<unsigned char>(c) & 0xE0u) == 0x80; };
  // 0xA4 is the euro sign there, and a sign that nobody uses in Windows-1252.
  const bool euro = bytes.find('\xA4') != std::string_view::npos &&
                    std::none_of(bytes.begin(), bytes.end(), in_c1);
  const char* western = euro ? "ISO-8859-15" : "windows-1252";
  Result<std::string> text = to_utf8(bytes, western);
  if (!text) return std::nullopt;
  const std::string language = " " + identify_language(*text).code + " ";
  for (const Region& region : regions()) {
    if (region.languages.find(language) != std::string_view::npos) return decode_for(region, bytes);
  }
  return DecodedText{std::move(text).value(), western};
}

// Many letters are not ASCII: what a detector over byte frequencies proposes, best first, taken
// when it reads as a language.
std::optional<DecodedText> decode_detected(std::string_view bytes, const HighBytes& high) {
  constexpr int32_t kLeast = 15, kEnoughAlone = 40;  // of 100
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status),
                                                                            &ucsdet_close);
  const std::size_t sample = std::min<std::size_t>(bytes.size(), 64 * 1024);
  ucsdet_setText(detector.get(), bytes.data(), static_cast<int32_t>(sample), &status);
  int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &status);
  std::optional<DecodedText> likely;
  for (int32_t i = 0; U_SUCCESS(status) && i < count; ++i) {
    const std::string name = ucsdet_getName(matches[i], &status);
    const int32_t confidence = ucsdet_getConfidence(matches[i], &status);
    if (confidence < kLeast) break;
    if (name.starts_with("UTF-") || name.starts_with("IBM")) continue;
    if (name == "ISO-8859-1" && high.suspicious * 2 >= high.count) continue;
    Result<std::string> text = to_utf8(bytes, name);
    if (!text) continue;
    DecodedText decoded{std::move(text).value(), name};
    if (identify_language(decoded.text).certain) return decoded;
    if (!likely && confidence >= kEnoughAlone) likely = std::move(decoded);
  }
  return likely;
}

// UTF-16 without a byte order mark: in Western text one half of the bytes is almost always zero.
const char* utf16_by_zeros(std::string_view bytes) {
  if (bytes.size() < 4 || bytes.size() % 2 != 0) return nullptr;
  const std::size_t looked_at = std::min<std::size_t>(bytes.size(), 4096) & ~std::size_t{1};
  std::size_t even = 0, odd = 0;
  for (std::size_t i = 0; i < looked_at; i += 2) {
    even += bytes[i] == 0;
    odd += bytes[i + 1] == 0;
  }
  const std::size_t units = looked_at / 2;
  if (odd * 10 >= units * 7 && even * 50 <= units) return "UTF-16LE";
  if (even * 10 >= units * 7 && odd * 50 <= units) return "UTF-16BE";
  return nullptr;
}

bool is_utf16_or_32(std::string_view charset) {
  const std::string name = meant_charset(charset);
  return name.starts_with("utf-16") || name.starts_with("utf-32") || name.starts_with("ucs-");
}

Result<DecodedText> decode_as(std::string_view bytes, const std::string& charset) {
  Result<std::string> text = to_utf8(bytes, charset);
  if (!text) return text.error();
  return DecodedText{std::move(text).value(), charset};
}

struct ByteOrderMark {
  std::string_view bytes;
  const char* charset;
};
// UTF-32 before UTF-16, whose mark it begins with.
constexpr ByteOrderMark kByteOrderMarks[] = {
    {"\xEF\xBB\xBF"sv, "UTF-8"}, {"\xFF\xFE\0\0"sv, "UTF-32LE"}, {"\0\0\xFE\xFF"sv, "UTF-32BE"},
    {"\xFF\xFE"sv, "UTF-16LE"},  {"\xFE\xFF"sv, "UTF-16BE"},
};

}  // namespace

// With a converter that stops at the first illegal byte.
Result<std::string> to_utf8(std::string_view bytes, const std::string& charset) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> from(ucnv_open(charset.c_str(), &status),
                                                                &ucnv_close);
  if (U_FAILURE(status)) {
    return make_error(ErrorCode::BadEncoding, "charset '" + charset + "' is not known");
  }
  ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  std::vector<UChar> units(8192);
  const char* source = bytes.data();
  const char* const source_end = source + bytes.size();
  char16_t pending_high = 0;
  for (;;) {
    UChar* target = units.data();
    status = U_ZERO_ERROR;
    ucnv_toUnicode(from.get(), &target, units.data() + units.size(), &source, source_end, nullptr,
                   true, &status);
    for (const UChar* unit = units.data(); unit < target; ++unit) {
      if (pending_high != 0 && U16_IS_TRAIL(*unit)) {
        core::append_utf8(out, static_cast<char32_t>(U16_GET_SUPPLEMENTARY(pending_high, *unit)));
        pending_high = 0;
      } else if (U16_IS_LEAD(*unit)) {
        pending_high = *unit;
      } else {
        core::append_utf8(out, *unit);
      }
    }
    if (status == U_BUFFER_OVERFLOW_ERROR) continue;
    if (U_FAILURE(status)) {
      char bad[16];
      int8_t bad_size = sizeof bad;
      UErrorCode ignored = U_ZERO_ERROR;
      ucnv_getInvalidChars(from.get(), bad, &bad_size, &ignored);
      const std::size_t consumed = static_cast<std::size_t>(source - bytes.data());
      const std::size_t offset =
          consumed - std::min<std::size_t>(consumed, U_FAILURE(ignored) ? 0 : bad_size);
      return make_error(
          ErrorCode::BadEncoding,
          "not valid " + charset + ": undecodable bytes at offset " + std::to_string(offset));
    }
    return out;
  }
}

std::string meant_charset(std::string_view label) {
  constexpr std::pair<std::string_view, std::string_view> kLabels[] = {
      {"iso-8859-1", "windows-1252"},     {"iso8859-1", "windows-1252"},
      {"latin1", "windows-1252"},         {"latin-1", "windows-1252"},
      {"iso-8859-9", "windows-1254"},     {"latin5", "windows-1254"},
      {"iso-8859-11", "windows-874"},     {"tis-620", "windows-874"},
      {"gb2312", "gb18030"},              {"gbk", "gb18030"},
      {"shift_jis", "windows-31j"},       {"shift-jis", "windows-31j"},
      {"sjis", "windows-31j"},            {"x-sjis", "windows-31j"},
      {"euc-kr", "windows-949"},          {"ks_c_5601-1987", "windows-949"},
      {"us-ascii", ""},                   {"ascii", ""},
      {"utf8", "utf-8"}};
  std::string name = core::ascii_lower(core::trim(label));
  const auto* found = std::find_if(std::begin(kLabels), std::end(kLabels),
                                   [&](const auto& entry) { return entry.first == name; });
  return found == std::end(kLabels) ? name : std::string(found->second);
}

bool is_seven_bit(std::string_view charset) {
  const std::string name = meant_charset(charset);
  return name.starts_with("iso-2022") || name.starts_with("hz") || name == "utf-7";
}

std::optional<Result<DecodedText>> decode_marked(std::string_view bytes,
                                                 std::span<const std::string> declared) {
  for (const ByteOrderMark& mark : kByteOrderMarks) {
    if (bytes.starts_with(mark.bytes))
      return decode_as(bytes.substr(mark.bytes.size()), mark.charset);
  }
  const auto first_that_fits = [&](bool (*is_kind)(std::string_view)) {
    std::optional<Result<DecodedText>> text;
    for (const std::string& label : declared) {
      if (!is_kind(label)) continue;
      text = decode_as(bytes, meant_charset(label));
      if (text->ok()) return text;
    }
    text.reset();
    return text;
  };
  if (auto text = first_that_fits(is_seven_bit)) return text;
  if (const char* utf16 = utf16_by_zeros(bytes)) return decode_as(bytes, utf16);
  return first_that_fits(is_utf16_or_32);
}

std::optional<DecodedText> decode_declared(std::string_view bytes,
                                           std::span<const std::string> declared) {
  for (const std::string& label : declared) {
    const std::string charset = meant_charset(label);
    if (charset.empty() || charset == "utf-8" || is_seven_bit(charset) || is_utf16_or_32(charset))
      continue;
    if (auto text = decode_as(bytes, charset)) return std::move(*text);
  }
  return std::nullopt;
}

Result<DecodedText> decode_legacy(std::string_view bytes, std::size_t first_invalid) {
  const Error undecodable = make_error(
      ErrorCode::BadEncoding, "neither UTF-8 nor another charset: byte " +
                                  hex_byte(static_cast<unsigned char>(bytes[first_invalid])) +
                                  " at offset " + std::to_string(first_invalid));
  const HighBytes high = survey(bytes);
  // Well-formed sequences beside broken ones: damaged UTF-8, which no other charset would read
  // rightly.
  if (high.utf8_sequences > high.count) return undecodable;
  const bool mostly_ascii = high.count * 4 < high.letters;
  if (mostly_ascii && high.suspicious * 2 >= high.count) return undecodable;
  std::optional<DecodedText> decoded =
      mostly_ascii ? decode_latin(bytes) : decode_detected(bytes, high);
  if (!decoded) return undecodable;
  return std::move(*decoded);
}

}  // namespace dragoman::intake
