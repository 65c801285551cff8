#include "language/tree.h"

#include <algorithm>
#include <limits>

namespace dragoman::language {

namespace {

constexpr double kNever = -1e30;
constexpr float kMost = 1e4f;         // no trained network comes near
constexpr double kRootPenalty = 1e9;  // above any sum of scores; doubles keep 7 digits behind it

}  // namespace

bool is_tree(const std::uint32_t* heads, std::size_t words, TreeBuffers& buffers) {
  std::vector<std::uint16_t>& mark = buffers.mark;
  mark.assign(words + 1, 0);
  std::size_t roots = 0;
  for (std::size_t i = 1; i <= words; ++i) {
    roots += heads[i - 1] == 0;
    std::size_t k = i;
    const auto name = static_cast<std::uint16_t>(i);
    while (k != 0 && mark[k] == 0) {
      mark[k] = name;
      k = heads[k - 1];
    }
    if (k != 0 && mark[k] == name) return false;
  }
  return roots == 1;
}

void best_tree(const float* scores,
               std::size_t stride,
               std::size_t words,
               TreeBuffers& buffers,
               std::uint32_t* heads) {
  for (std::size_t i = 0; i < words; ++i) {
    std::size_t best = i == 0 ? (words > 1 ? 2 : 0) : 0;  // any head but the word itself
    for (std::size_t j = 0; j <= words; ++j) {
      if (j != i + 1 && scores[i * stride + j] > scores[i * stride + best]) best = j;
    }
    heads[i] = static_cast<std::uint32_t>(best);
  }
  mend_tree(scores, stride, words, buffers, heads);
}

void mend_tree(const float* scores,
               std::size_t stride,
               std::size_t words,
               TreeBuffers& buffers,
               std::uint32_t* heads) {
  if (is_tree(heads, words, buffers)) return;

  const std::size_t n = words + 1;
  std::vector<double>& s = buffers.score;
  s.assign(n * n, kNever);
  for (std::size_t i = 1; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      // Cut to a range that the penalty outweighs; what is no number (weights gone mad) counts as
      // the worst.
      const float x = scores[(i - 1) * stride + j];
      if (i != j)
        s[i * n + j] =
            x > -kMost ? static_cast<double>(std::min(x, kMost)) : -static_cast<double>(kMost);
    }
    s[i * n] -= kRootPenalty;
  }
  std::vector<std::uint16_t>& active = buffers.active;
  std::vector<std::uint16_t>& best = buffers.best;
  std::vector<std::uint16_t>& mark = buffers.mark;
  active.clear();
  for (std::size_t i = 0; i < n; ++i) active.push_back(static_cast<std::uint16_t>(i));
  best.assign(n, 0);
  std::size_t levels = 0;
  const auto row = [&](std::vector<std::uint16_t>& table, std::size_t level) {
    if (table.size() < (level + 1) * n) table.resize((level + 1) * n);
    return table.data() + level * n;
  };

  for (;;) {
    for (const std::uint16_t i : active) {
      if (i == 0) continue;
      double most = -std::numeric_limits<double>::infinity();
      for (const std::uint16_t j : active) {
        if (j != i && s[i * n + j] > most) {
          most = s[i * n + j];
          best[i] = j;
        }
      }
    }
    // Find one cycle among the best heads.
    mark.assign(n, 0);
    std::size_t start = 0;
    for (const std::uint16_t i : active) {
      std::size_t k = i;
      while (k != 0 && mark[k] == 0) {
        mark[k] = i;
        k = best[k];
      }
      if (k != 0 && mark[k] == i && i != 0) {
        start = k;
        break;
      }
    }
    if (start == 0) break;
    if (buffers.cycles.size() <= levels) {
      buffers.cycles.emplace_back();
      buffers.cycle_heads.emplace_back();
    }
    std::vector<std::uint16_t>& cycle = buffers.cycles[levels];
    std::vector<std::uint16_t>& cycle_heads = buffers.cycle_heads[levels];
    cycle.clear();
    cycle_heads.clear();
    std::size_t k = start;
    do {
      cycle.push_back(static_cast<std::uint16_t>(k));
      cycle_heads.push_back(best[k]);
      k = best[k];
    } while (k != start);
    mark.assign(n, 0);
    for (const std::uint16_t c : cycle) mark[c] = 1;

    // Contract it into its first word: arcs in cost what they break, arcs out leave from the best
    // word.
    std::uint16_t* enter = row(buffers.enter, levels);
    std::uint16_t* leave = row(buffers.leave, levels);
    const std::size_t one = cycle[0];
    std::vector<double>& own = buffers.own;
    own.resize(cycle.size());
    for (std::size_t c = 0; c < cycle.size(); ++c) own[c] = s[cycle[c] * n + cycle_heads[c]];
    for (const std::uint16_t v : active) {
      if (mark[v]) continue;
      double most_in = -std::numeric_limits<double>::infinity();
      double most_out = most_in;
      for (std::size_t c = 0; c < cycle.size(); ++c) {
        const double in = s[cycle[c] * n + v] - own[c];
        if (in > most_in) {
          most_in = in;
          enter[v] = cycle[c];
        }
        if (s[v * n + cycle[c]] > most_out) {
          most_out = s[v * n + cycle[c]];
          leave[v] = cycle[c];
        }
      }
      s[one * n + v] = most_in;
      s[v * n + one] = v == 0 ? kNever : most_out;
    }
    std::erase_if(active, [&](std::uint16_t v) { return mark[v] && v != one; });
    ++levels;
  }
  for (std::size_t level = levels; level-- > 0;) {
    const std::vector<std::uint16_t>& cycle = buffers.cycles[level];
    const std::uint16_t* enter = buffers.enter.data() + level * n;
    const std::uint16_t* leave = buffers.leave.data() + level * n;
    const std::uint16_t one = cycle[0], outside = best[one];
    // Words contracted at this level or earlier ones are settled below or later; the rest may hang
    // on `one`.
    mark.assign(n, 0);
    for (std::size_t l = 0; l <= level; ++l) {
      for (const std::uint16_t c : buffers.cycles[l])
        mark[c] |= l == level || c != buffers.cycles[l][0];
    }
    for (std::size_t v = 1; v < n; ++v) {
      if (!mark[v] && best[v] == one) best[v] = leave[v];
    }
    for (std::size_t c = 0; c < cycle.size(); ++c) best[cycle[c]] = buffers.cycle_heads[level][c];
    best[enter[outside]] = outside;
  }
  for (std::size_t i = 1; i < n; ++i) heads[i - 1] = best[i];
}

}  // namespace dragoman::language
