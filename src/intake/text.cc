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

#include "core/ascii_run.h"
#include "core/utf8.h"
#include "intake/charset.h"
#include "intake/mojibake.h"
#include "intake/windows1252.h"

namespace dragoman::intake {
namespace {

using core::is_ascii_alpha;

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

Error binary(const char* kind) {
  return make_error(ErrorCode::NotText, std::string("this is ") + kind + ", not text");
}

bool is_c0_binary(unsigned char c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' && c != 0x1a &&
          c != 0x1b) ||
         c == 0x7f;
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

// Where the run of words in ASCII, with one space between them, that begins at `at` ends.
std::size_t end_of_plain(std::string_view text, std::size_t at) {
  const auto plain = [&](std::size_t i) {
    return i < text.size() && text[i] > ' ' && text[i] < '\x7F';
  };
  while (plain(at) || (at < text.size() && text[at] == ' ' && at > 0 && plain(at - 1) && plain(at + 1))) ++at;
  return at;
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
    if (const std::size_t end = end_of_plain(utf8, at); end > at) {
      if (space && newlines == 0) out += ' ';
      space = false;
      newlines = 0;
      out.append(utf8, at, end - at);
      at = end;
      continue;
    }
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
  if (core::end_of_ascii(text, 0) == text.size()) return text;
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

// By what is certain first: see the head of text.h.
Result<DecodedText> decode_bytes(std::string_view bytes, const std::string& declared) {
  if (auto marked = decode_marked(bytes, {&declared, 1})) return std::move(*marked);
  if (auto error = why_no_text(bytes)) return *error;
  const std::size_t invalid = core::find_invalid_utf8(bytes);
  if (invalid == std::string_view::npos) return DecodedText{std::string(bytes), "UTF-8"};
  if (auto text = decode_declared(bytes, {&declared, 1})) return std::move(*text);
  return decode_legacy(bytes, invalid);
}

}  // namespace

std::optional<Error> why_no_text(std::string_view bytes) {
  if (const char* kind = binary_kind(bytes)) return binary(kind);
  if (!has_binary_controls(bytes)) return std::nullopt;
  const std::size_t nul = bytes.find('\0');
  return make_error(ErrorCode::NotText, nul == std::string_view::npos
                                            ? std::string("too many control characters for text")
                                            : "a NUL byte at offset " + std::to_string(nul));
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
  if (const char* kind = binary_kind(bytes)) return binary(kind);
  Result<DecodedText> decoded = decode_bytes(bytes, options.declared);
  if (!decoded) return decoded;
  if (decoded->text.size() > 4 * options.max_bytes) {
    return make_error(ErrorCode::TooLarge, "decoded text is over the limit");
  }
  if (auto error = why_no_text(decoded->text)) return *error;
  decoded->mended = mend_mojibake(decoded->text);
  decoded->text = normalise(decoded->text);
  if (decoded->text.empty()) return make_error(ErrorCode::EmptyInput, "nothing but white space");
  return decoded;
}

}  // namespace dragoman::intake
