// Atoms: a sentence cut into runs of letters, runs of digits and single signs.
//
// Tokenisers differ on "two-year", "2016-03-23", "10:30", "3pm" and "mid-2012". Rules over atoms do
// not care; each atom knows its token, so that an expression still ends up as a span of tokens.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/document.h"
#include "dragoman/span.h"

namespace dragoman::times {

struct Atom {
  enum class Kind : std::uint8_t { Word, Number, Sign };
  Kind kind = Kind::Word;
  ByteSpan span;
  std::uint32_t token = kNone;  // kNone for text that is not analysed (a dateline)
  std::string low;              // ASCII letters in lower case; apostrophes and dashes as ' and -
  bool glued = false;           // no space before it
  bool capital = false;         // begins with an upper-case ASCII letter
};

std::vector<Atom> atoms_of_sentence(const Document& doc, const Sentence& sentence);
std::vector<Atom> atoms_of_text(const Document& doc, ByteSpan span);

}  // namespace dragoman::times
