// Bytes of unknown charset -> clean UTF-8 text.
//
// Method: byte order mark, else strict UTF-8, else UTF-16 by its zero bytes, else the charset that
// a header declares if it fits, else ICU's charset detector over legacy encodings, whose proposal
// must read as a language (cld2). What was read in the wrong charset before it came here is mended
// where that is certain (mojibake.h). Then one normal form, so that offsets, ids and rules see the
// same text whatever the input looked like:
//   line ends      CR LF, CR, U+2028 -> LF; U+2029 and form feed -> blank line; lines broken at a
//   column are joined spaces         tab, no-break and other Unicode spaces -> ' '; runs of spaces
//   -> one; none at line ends blank lines    runs -> one; none at the start or the end of the text
//   invisible      zero-width space, word joiner, BOM, soft hyphen, bidi marks: removed
//   controls       C0 and DEL -> ' '; C1 -> what Windows-1252 has at that byte (texts mislabelled
//   as Latin-1),
//                  so U+0085 is an ellipsis as in HTML, not a line end
//   composition    NFC (Unicode Standard Annex 15)
// Nothing else is changed: quotation marks, dashes and letters stay as they were written.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "dragoman/result.h"

namespace dragoman::intake {

struct TextOptions {
  std::size_t max_bytes = std::size_t{16} << 20;  // of the input and of the decoded text
  std::string declared = {};  // what a header says, which may be wrong: weighed against the bytes
};

struct DecodedText {
  std::string text;        // UTF-8, normalised as above
  std::string charset;     // that it was decoded from, "UTF-8", "windows-1252"
  std::size_t mended = 0;  // places where UTF-8 had been read as Windows-1252 (mojibake.h)
};

// Fails with
//   EmptyInput   no bytes, or nothing but white space
//   TooLarge     over options.max_bytes
//   NotText      a known binary format (named in the message), NUL bytes, or too many control
//                characters
//   BadEncoding  undecodable bytes (offset in the message)
// `where` is left empty for the caller. Linear time; thread-safe.
Result<DecodedText> decode(std::string_view bytes, const TextOptions& options);

// Why bytes, or what was decoded from them, are no text; none when they may be.
std::optional<Error> why_no_text(std::string_view bytes);

// The normal form above, of text that is UTF-8 already. Invalid bytes become U+FFFD. May return an
// empty text.
std::string normalise(std::string_view utf8);

}  // namespace dragoman::intake
