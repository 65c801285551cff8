// Words of an event as hashed stems, so that "killing", "kills" and "killed" are one and comparing
// needs no text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman::stories {

using Stems = std::vector<std::uint32_t>;  // sorted, each once

// Of the words that say something: not those of lexicons/stories/common_words.tsv, nor ones of
// fewer than three letters; numbers stay as they are.
Stems stems_of(std::string_view text);

// Share of words in common, twice those in both over all: 0 to 1.
double share_of(const Stems& a, const Stems& b);
bool have_common(const Stems& a, const Stems& b);

// Whether the text says that it tells of something else than what went before:
// lexicons/stories/apart_words.tsv.
bool tells_apart(std::string_view text);

// Texts with most words in common share one of these: the two smallest of their words in each of
// two orders (Broder 1997). None for fewer than two words.
std::vector<std::string> pairs_of_smallest(const Stems& stems);

void add_to(Stems& stems, const Stems& more);

}  // namespace dragoman::stories
