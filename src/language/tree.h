// The best dependency tree for a matrix of arc scores: Chu-Liu/Edmonds with exactly one root.
//
// Most sentences need no more than the best head of each word; cycles are contracted in place.
// Chu and Liu 1965, Edmonds 1967; single root by a penalty on root arcs (Zmigrod et al., EMNLP
// 2020). Reads and writes no layer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dragoman::language {

struct TreeBuffers {
  std::vector<double> score, own;
  std::vector<std::uint16_t> enter, leave, cycle, active, mark, best;
  std::vector<std::vector<std::uint16_t>> cycles, cycle_heads;
};

// scores[i * stride + j], i < words, j <= words: word i + 1 under head j, where head 0 is the root.
// Scores are cut to +-10,000; one that is no number counts as -10,000. heads[i] in [0, words];
// exactly one is 0 and there is no cycle. words in [1, 60000]. Cubic in the worst case, quadratic
// nearly always.
void best_tree(const float* scores,
               std::size_t stride,
               std::size_t words,
               TreeBuffers& buffers,
               std::uint32_t* heads);

// The same where `heads` hold the best head of each word already, which most often is the tree.
void mend_tree(const float* scores,
               std::size_t stride,
               std::size_t words,
               TreeBuffers& buffers,
               std::uint32_t* heads);

// True if heads (as above) are one tree with one root.
bool is_tree(const std::uint32_t* heads, std::size_t words, TreeBuffers& buffers);

}  // namespace dragoman::language
