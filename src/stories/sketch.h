// The sketch of a report: its body as a sequence of word hashes, small enough to be kept for every
// report and whole enough to measure exactly how much of one report stands in another.
//
// Fingerprints find the reports worth measuring: shingles of five words, of which winnowing keeps
// the smallest hash of every window (Schleimer, Wilkerson and Aiken, SIGMOD 2003). Which are kept
// depends on the text around only, so that two reports share a fingerprint wherever they share
// kWindow + kShingle - 1 words in a row, whatever else is in them: a cut report is found by its
// original, a merged one by both.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/record.h"

namespace dragoman::stories {

inline constexpr std::size_t kShingle = 5;  // words
inline constexpr std::size_t kWindow = 32;  // shingles; one in sixteen is kept
// Of a longer body the rest is not compared: a live blog of a day has some 15,000.
inline constexpr std::size_t kMostWords = 20'000;

struct Sketch {
  std::vector<std::uint32_t> words;  // BodyWord::hash, in text order

  friend bool operator==(const Sketch&, const Sketch&) = default;
};

Sketch sketch_of(const Record& record);

// Four characters a word, of A-Z a-z 0-9 - _.
std::string to_text(const Sketch& sketch);
Sketch sketch_from_text(std::string_view text);

// Sorted, each once; non-negative. Empty for a body of less than kShingle words.
std::vector<std::int64_t> fingerprints(const Sketch& sketch);

}  // namespace dragoman::stories
