// Scores whether a sentence ends between two words: the learnt half of sentence splitting.
//
// Method: hashed features of the words around the gap, of the sentence so far and of the
// paragraph's manner of writing (does it use capitals and full stops at all?) pick rows of 8-bit
// numbers; their sum goes through one hidden layer of clipped units to one number, all in integers.
// Several nets trained apart stand side by side in one layer, so their sum is an ensemble. A table
// of bits (the gate) says first whether a gap of this kind, in such a paragraph, is worth the work:
// most gaps between two small words are not. What split.cc decided by rule is one of the features.
// Trained by train/splitter.py, which calls this very code for the features (train/native.cc).
// Reads and writes no layer.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "language/split.h"

namespace dragoman::language {

inline constexpr std::size_t kEndWidth = 16;          // hidden units come in groups of so many
inline constexpr std::size_t kMostEndWidth = 64;      // at most so many of them
inline constexpr std::size_t kEndFeatures = 58;       // rows summed for one gap
inline constexpr std::size_t kFirstEndFeatures = 48;  // as above, in files that do not state it
inline constexpr std::size_t kEndKinds = 32 * 1024;   // kinds of gaps that the gate knows

// Views into a model file, or all zero where it has no splitter.
struct EndScorer {
  const std::int8_t* rows = nullptr;  // [count x width]; count is a power of two
  std::size_t count = 0;
  const std::int32_t* bias = nullptr;  // [width], in the rows' unit
  const std::int32_t* output =
      nullptr;  // [width + 2]: weights, the clip of the hidden units, the output's bias
  std::size_t width = kEndWidth;             // multiple of kEndWidth
  std::size_t features = kFirstEndFeatures;  // rows summed
  const std::uint8_t* gate = nullptr;        // [kEndKinds / 8] bits, or null: all gaps are scored
  explicit operator bool() const { return rows != nullptr; }
  bool worth_scoring(std::uint32_t kind) const {
    return gate == nullptr || (gate[kind / 8] >> (kind % 8) & 1) != 0;
  }
};

// What the features need of each word, of one paragraph at a time.
class EndReader {
 public:
  // Words [begin, end) of one paragraph; `ruled[i]` is not 0 where the rules end a sentence behind
  // word i.
  void open(std::string_view text,
            const std::vector<Word>& words,
            std::size_t begin,
            std::size_t end,
            const std::vector<std::uint8_t>& ruled);

  // The kind of the gap behind word i, for the gate: how the paragraph is written and the shapes of
  // the words on both sides. Below kEndKinds.
  std::uint32_t kind(std::size_t i) const;

  // The features of the gap behind word i, begin <= i < end - 1, in a sentence that began at word
  // `start`.
  void features(std::size_t i,
                std::size_t start,
                std::array<std::uint32_t, kEndFeatures>& out) const;

 private:
  struct Glance {
    std::uint32_t word = 0;    // hash of the form in lower case
    std::uint32_t suffix = 0;  // of its last three letters
    std::uint8_t shape = 0;
    std::uint8_t length = 0;  // letters, at most 7
    bool space_after = false;
    bool ruled = false;
    bool in_quotes = false, in_brackets = false;
  };
  static Glance look(std::string_view form);
  const Glance& at(std::ptrdiff_t i) const;

  std::vector<Glance> glances_;
  std::size_t begin_ = 0;
  std::uint32_t manner_ = 0;  // how the paragraph is written, a small number
  Glance outside_;
};

// More than 0: a sentence ends there.
std::int32_t end_score(const EndScorer& scorer,
                       const std::array<std::uint32_t, kEndFeatures>& features);

}  // namespace dragoman::language
