// Words by which pledges, and what is told of them later, are compared.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dragoman::ledger {

// The content words of a text without endings and without words that say little ("the", "will",
// "agreement to"), each once, sorted. "the laying down of arms" -> arm, down, lay. Words of one
// meaning that reports change between are one ("accord", "agreement", "deal").
std::vector<std::string> stems_of(std::string_view text);

// The stem of the first content word: of what is pledged, mostly its verb.
std::string first_stem(std::string_view text);

// How many are in both. Sorted lists.
std::size_t shared_stems(const std::vector<std::string>& a, const std::vector<std::string>& b);

std::string join(const std::vector<std::string>& words);  // with blanks
std::vector<std::string> split(std::string_view words);   // at blanks

}  // namespace dragoman::ledger
