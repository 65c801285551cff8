// The network: forms of words -> tags, trees, lemma scripts and name labels, by 8-bit arithmetic.
//
// The same function as train/model.py: hashed word features, a gated convolution, bidirectional
// forget-gate recurrences (QRNN, Bradbury et al. 2017; SRU, Lei et al. 2018), one linear layer for
// all heads, biaffine-style arc scores (Dozat and Manning 2017) with relative positions, and the
// best tree. Reads and writes no layer; annotate.h does.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/document.h"

#include "language/kernels.h"
#include "language/model.h"
#include "language/tree.h"
#include "language/word_cache.h"

namespace dragoman::language {

// Sentences above this many words are to be cut by the caller: arc scores cost words^2.
inline constexpr std::size_t kLongestPiece = 192;

struct WordAnalysis {
  std::uint16_t tag = 0;
  std::uint16_t lemma = 0;   // index of a lemma script
  std::uint16_t deprel = 0;  // index into Model::deprels()
  std::uint16_t name = 0;    // index into Model::names
  std::uint32_t head = 0;    // 1-based within the piece; 0 is the root
  float tag_confidence = 0;  // probabilities
  float arc_confidence = 0;
  float name_confidence = 0;
};

// Memory kept from call to call; one per thread.
struct NetworkBuffers {
  WordCache words;
  std::vector<std::uint32_t> word_row;  // of the cache, for each row; kNoWord between sentences
  std::vector<std::uint32_t> new_words;
  std::vector<float> features, x, y, heads, scores, head_matrix, near, mix, relations;
  std::vector<std::uint8_t> bytes, is_word;
  std::vector<std::int32_t> sums, zeros;
  std::vector<const std::int32_t*> taps;
  std::vector<std::int32_t*> sum_rows;
  std::vector<std::uint32_t> tree;
  std::vector<float> most, viterbi;
  std::vector<std::uint8_t> trace;
  std::vector<std::uint8_t> window, window_bytes, all_words;  // what the attribution head reads
  std::vector<float> window_y, answers;
  std::string form;
  TreeBuffers tree_buffers;
};

// The attribution head reads so many words at once, in whole pieces, as it was trained
// (train/attribution_data.py).
inline constexpr std::size_t kAttributionWindow = 384;

// forms: the words of all pieces in order; piece_ends: end of each piece, ascending, the last equal
// to forms.size(); no piece is empty or longer than kLongestPiece. Fills `out` [forms]; its results
// do not depend on which pieces share a call. `attribution` [forms] is filled where the model has
// that head; it may be empty. A word's shares depend on the pieces before and behind it, within a
// window. Linear in the number of words.
void analyse(const Model& model,
             const Kernels& kernels,
             NetworkBuffers& buffers,
             std::span<const std::string_view> forms,
             std::span<const std::uint32_t> piece_ends,
             std::span<WordAnalysis> out,
             std::span<AttributionShares> attribution = {});

}  // namespace dragoman::language
