#include "intake/text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <vector>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include "core/utf8.h"

namespace dragoman::intake {
namespace {

using core::is_ascii_alpha;

// What Windows-1252 has at 0x80-0x9F; 0 where it has nothing. Texts labelled Latin-1 mostly mean
// this.
constexpr std::array<char32_t, 32> kWindows1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

struct Magic {
  std::string_view bytes;
  std::size_t offset;
  const char* what;
};

using std::string_view_literals::operator""sv;

// Formats that people put beside their texts by mistake.
constexpr Magic kMagic[] = {
    {"%PDF-"sv, 0, "a PDF document"},
    {"\x7f"
     "ELF"sv,
     0, "an ELF program"},
    {"PK\x03\x04"sv, 0, "a zip archive (or a Word, Excel or OpenDocument file)"},
    {"PK\x05\x06"sv, 0, "a zip archive"},
    {"\x1f\x8b"sv, 0, "gzip data"},
    {"BZh"sv, 0, "bzip2 data"},
    {"\xfd"
     "7zXZ\0"sv,
     0, "xz data"},
    {"\x28\xb5\x2f\xfd"sv, 0, "zstd data"},
    {"7z\xbc\xaf\x27\x1c"sv, 0, "a 7-Zip archive"},
    {"Rar!\x1a\x07"sv, 0, "a RAR archive"},
    {"ustar"sv, 257, "a tar archive"},
    {"\x89PNG\r\n\x1a\n"sv, 0, "a PNG image"},
    {"\xff\xd8\xff"sv, 0, "a JPEG image"},
    {"GIF87a"sv, 0, "a GIF image"},
    {"GIF89a"sv, 0, "a GIF image"},
    {"II*\0"sv, 0, "a TIFF image"},
    {"MM\0*"sv, 0, "a TIFF image"},
    {"OggS"sv, 0, "an Ogg file"},
    {"ID3"sv, 0, "an MP3 file"},
    {"ftyp"sv, 4, "an MP4 file"},
    {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, 0, "an old Microsoft Office file"},
    {"{\\rtf"sv, 0, "a Rich Text file"},
    {"SQLite format 3\0"sv, 0, "an SQLite database"},
    {"PAR1"sv, 0, "a Parquet file"},
    {"!<arch>\n"sv, 0, "an ar archive"},
    {"\xca\xfe\xba\xbe"sv, 0, "a Java class or Mach-O program"},
};

const char* binary_kind(std::string_view bytes) {
  for (const Magic& magic : kMagic) {
    if (bytes.size() > magic.offset && bytes.substr(magic.offset).starts_with(magic.bytes))
      return magic.what;
  }
  // "BZh" and "MZ" are words of two or three letters too; bzip2 goes on with a digit, DOS with zero
  // bytes.
  if (bytes.starts_with("MZ") && bytes.substr(0, 64).find('\0') != std::string_view::npos)
    return "a Windows program";
  return nullptr;
}

std::string hex_byte(unsigned char byte) {
  char buffer[8];
  std::snprintf(buffer, sizeof buffer, "0x%02X", byte);
  return buffer;
}

bool is_c0_binary(unsigned char c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' && c != 0x1a &&
          c != 0x1b) ||
         c == 0x7f;
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

// Text that is not UTF-8 and has no byte order mark.
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
  if (mostly_ascii) {
    // An English text with a few foreign letters or Windows quotes. A detector has too little to go
    // by here.
    if (high.suspicious * 2 >= high.count) return undecodable;
    Result<std::string> text = to_utf8(bytes, "windows-1252");
    if (!text) return undecodable;
    return DecodedText{std::move(text).value(), "windows-1252"};
  }
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status),
                                                                            &ucsdet_close);
  const std::size_t sample = std::min<std::size_t>(bytes.size(), 64 * 1024);
  ucsdet_setText(detector.get(), bytes.data(), static_cast<int32_t>(sample), &status);
  int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &status);
  for (int32_t i = 0; U_SUCCESS(status) && i < count; ++i) {
    const std::string name = ucsdet_getName(matches[i], &status);
    const int32_t confidence = ucsdet_getConfidence(matches[i], &status);
    if (confidence < 15) break;
    if (name.starts_with("UTF-") || name.starts_with("IBM")) continue;
    if (name == "ISO-8859-1" && high.suspicious * 2 >= high.count) continue;
    if (Result<std::string> text = to_utf8(bytes, name))
      return DecodedText{std::move(text).value(), name};
  }
  return undecodable;
}

// Decoded text of a file that only looked like text.
bool has_binary_controls(std::string_view text) {
  std::size_t controls = 0;
  for (const char c : text) controls += is_c0_binary(static_cast<unsigned char>(c));
  return text.find('\0') != std::string_view::npos ||
         (controls > 8 && controls * 100 > text.size());
}

bool is_space_like(char32_t c) {
  return c == ' ' || c == '\t' || c == '\v' || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_invisible(char32_t c) {
  return c == 0xAD || c == 0x200B || c == 0x200E || c == 0x200F || c == 0x2060 || c == 0xFEFF ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
         (c >= 0xFFF9 && c <= 0xFFFB);
}

// Everything but NFC and unwrapping, in one pass.
std::string clean(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  std::size_t newlines = 2;  // at the end of `out`; as if a blank line came before the text
  bool space = false;        // a space waits to be written
  const auto end_line = [&] {
    space = false;
    if (newlines < 2) out += '\n';
    if (newlines < 2) ++newlines;
  };
  for (std::size_t at = 0; at < utf8.size();) {
    char32_t c = core::next_code_point(utf8, at);
    if (c == '\r') {
      if (at < utf8.size() && utf8[at] == '\n') ++at;
      c = '\n';
    }
    if (c == '\n' || c == 0x2028) {
      end_line();
      continue;
    }
    if (c == 0x2029 || c == '\f') {
      end_line();
      end_line();
      continue;
    }
    if (c >= 0x80 && c < 0xA0 && kWindows1252[c - 0x80] != 0) c = kWindows1252[c - 0x80];
    if (is_space_like(c) || c < 0x20 || (c >= 0x7F && c < 0xA0)) {
      space = true;
      continue;
    }
    if (is_invisible(c)) continue;
    if (space && newlines == 0) out += ' ';
    space = false;
    newlines = 0;
    core::append_utf8(out, c);
  }
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

std::string to_nfc(std::string text) {
  if (std::all_of(text.begin(), text.end(),
                  [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
    return text;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  const icu::StringPiece piece(text.data(), static_cast<int32_t>(text.size()));
  if (U_FAILURE(status) || nfc->isNormalizedUTF8(piece, status)) return text;
  std::string out;
  icu::StringByteSink<std::string> sink(&out, static_cast<int32_t>(text.size()));
  nfc->normalizeUTF8(0, piece, sink, nullptr, status);
  return U_SUCCESS(status) ? out : text;
}

// Joins lines that were broken at a column, as in
//   "... told reporters on the\nsidelines of the meeting that ..."
// A break is taken for a wrap when the line is long, ends in the middle of a sentence, and the next
// one goes on in lower case; in a text where most breaks are of that kind, also when the next line
// begins with a capital
// ("President\nSantos"), in a paragraph that has such a break. The newline becomes a space, so
// nothing moves. The break behind the first line is left alone unless lower case follows: it may be
// a title. Joining makes a line longer, so one pass from the left decides with the length it has by
// then; a second run finds nothing more to join.
void unwrap(std::string& out) {
  constexpr std::size_t kLongLine = 40;
  const std::string_view text = out;
  struct Break {
    std::size_t at;
    bool open_end;  // the line ends in the middle of a sentence
    bool goes_on;   // lower case follows
    std::size_t paragraph;
  };
  std::vector<Break> breaks;                      // single line ends, not beside a blank line
  std::vector<bool> wrapped_paragraph(1, false);  // with at least one wrap that lower case follows
  std::size_t candidates = 0, lower = 0, line_begin = 0;
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    const std::size_t begin = line_begin;
    line_begin = at + 1;
    if (at == begin) wrapped_paragraph.push_back(false);
    if (at + 1 >= text.size() || text[at + 1] == '\n' || at == begin) continue;
    const char last = text[at - 1];
    const bool letter_of_many_bytes =
        static_cast<unsigned char>(last) >= 0x80 &&
        !(at >= 3 && text.substr(at - 3, 2) == "\xe2\x80");  // dashes and quotation marks
    const bool open_end = is_ascii_alpha(last) || core::is_ascii_digit(last) || last == ',' ||
                          last == ';' || letter_of_many_bytes;
    const bool goes_on = core::is_ascii_lower(text[at + 1]);
    if (at - begin >= kLongLine && open_end) {
      ++candidates;
      lower += goes_on;
      if (goes_on) wrapped_paragraph.back() = true;
    }
    breaks.push_back({at, open_end, goes_on, wrapped_paragraph.size() - 1});
  }
  const bool wrapped_text =
      lower >= 2 && candidates * 2 >= breaks.size() && lower * 3 >= candidates;
  const std::size_t first_line_end = text.find('\n');
  std::size_t next_break = 0;
  line_begin = 0;
  for (std::size_t at = first_line_end; at != std::string::npos; at = out.find('\n', at + 1)) {
    while (next_break < breaks.size() && breaks[next_break].at < at) ++next_break;
    if (next_break < breaks.size() && breaks[next_break].at == at) {
      const Break& here = breaks[next_break];
      if (at - line_begin >= kLongLine && here.open_end &&
          (here.goes_on ||
           (wrapped_text && wrapped_paragraph[here.paragraph] && at != first_line_end))) {
        out[at] = ' ';
        continue;
      }
    }
    line_begin = at + 1;
  }
}

}  // namespace

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

std::string normalise(std::string_view utf8) {
  std::string text = to_nfc(clean(utf8));
  unwrap(text);
  return text;
}

Result<DecodedText> decode(std::string_view bytes, const TextOptions& options) {
  if (bytes.empty()) return make_error(ErrorCode::EmptyInput, "the input is empty");
  if (bytes.size() > options.max_bytes) {
    return make_error(ErrorCode::TooLarge,
                      "over the limit of " + std::to_string(options.max_bytes) + " bytes");
  }
  if (const char* kind = binary_kind(bytes)) {
    return make_error(ErrorCode::NotText, std::string("this is ") + kind + ", not text");
  }

  DecodedText decoded;
  const auto take = [&](std::string_view rest, const std::string& charset) -> Result<void> {
    Result<std::string> text = to_utf8(rest, charset);
    if (!text) return text.error();
    decoded = {std::move(text).value(), charset};
    return {};
  };
  Result<void> taken;
  if (!options.charset.empty()) {
    taken = take(bytes, options.charset);
  } else if (bytes.starts_with("\xEF\xBB\xBF")) {
    taken = take(bytes.substr(3), "UTF-8");
  } else if (bytes.starts_with("\xFF\xFE\0\0"sv)) {
    taken = take(bytes.substr(4), "UTF-32LE");
  } else if (bytes.starts_with("\0\0\xFE\xFF"sv)) {
    taken = take(bytes.substr(4), "UTF-32BE");
  } else if (bytes.starts_with("\xFF\xFE")) {
    taken = take(bytes.substr(2), "UTF-16LE");
  } else if (bytes.starts_with("\xFE\xFF")) {
    taken = take(bytes.substr(2), "UTF-16BE");
  } else if (const char* utf16 = utf16_by_zeros(bytes)) {
    taken = take(bytes, utf16);
  } else if (has_binary_controls(bytes)) {
    const std::size_t nul = bytes.find('\0');
    return make_error(ErrorCode::NotText, nul == std::string_view::npos
                                              ? std::string("too many control characters for text")
                                              : "a NUL byte at offset " + std::to_string(nul));
  } else if (const std::size_t invalid = core::find_invalid_utf8(bytes);
             invalid == std::string_view::npos) {
    decoded = {std::string(bytes), "UTF-8"};
  } else {
    Result<DecodedText> legacy = decode_legacy(bytes, invalid);
    if (!legacy) return legacy.error();
    decoded = std::move(legacy).value();
  }
  if (!taken) return taken.error();
  if (decoded.text.size() > 4 * options.max_bytes) {
    return make_error(ErrorCode::TooLarge, "decoded text is over the limit");
  }
  if (has_binary_controls(decoded.text)) {
    return make_error(ErrorCode::NotText, "too many control characters for text");
  }
  decoded.text = normalise(decoded.text);
  if (decoded.text.empty()) return make_error(ErrorCode::EmptyInput, "nothing but white space");
  return decoded;
}

}  // namespace dragoman::intake
