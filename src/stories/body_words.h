// The words of a report's body, for comparing reports word by word.
//
// Left out is what outlets change without touching the text: furniture (title, byline, dateline,
// credit, sign-off, notices), case, accents, punctuation. An apostrophe joins ("doesn't",
// "doesnt"), so does a comma between digits. In scripts without blanks between words each character
// is a word.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dragoman/record.h"
#include "dragoman/span.h"

namespace dragoman::stories {

struct BodyWord {
  std::uint32_t hash = 0;  // 24 bits of the folded word; the last says whether it is a number
  ByteSpan span;           // of the record's text
};

// A word with a digit in it.
inline bool is_number(std::uint32_t hash) {
  return (hash & 1) != 0;
}

// In text order. Linear in the text.
std::vector<BodyWord> body_words(const Record& record);

}  // namespace dragoman::stories
