// What users type into a search, and where it stands: words as core/fold.h compares them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/fold.h"

namespace dragoman::store {

using core::fold;

// One part of what a user types into a search: words side by side, the last of which may be a
// beginning.
struct Sought {
  std::string words;       // folded
  bool beginning = false;  // "colomb*"
};
// Splits at blanks; "..." keeps words side by side; a * at the end stands for the rest of a word.
// Nothing typed is a syntax error. Empty when no word was typed.
std::vector<Sought> parse_search(std::string_view typed);

// Whether `sought` stands in one line of `text`: "la calle" in "Humberto de la Calle".
bool has_words(std::string_view text, const Sought& sought);
// Whether all of what was typed does. Nothing typed stands in every text.
bool has_all_words(std::string_view text, std::string_view typed);
// Whether one line of `text` is `sought`, up to case, accents and punctuation.
bool has_line(std::string_view text, std::string_view sought);

// The same for FTS5's MATCH.
std::string search_expression(std::string_view typed);

}  // namespace dragoman::store
