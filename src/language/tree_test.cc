#include "language/tree.h"

#include <cmath>
#include <functional>

#include <gtest/gtest.h>

#include "language/tiny_model.h"

namespace dragoman::language {
namespace {

using testing::Random;

double total(const std::vector<float>& s, std::size_t n, const std::vector<std::uint32_t>& heads) {
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += static_cast<double>(s[i * (n + 1) + heads[i]]);
  return sum;
}

// Tries every assignment of heads.
double best_by_force(const std::vector<float>& s, std::size_t n) {
  TreeBuffers b;
  std::vector<std::uint32_t> heads(n);
  double best = -1e30;
  std::function<void(std::size_t)> go = [&](std::size_t i) {
    if (i == n) {
      if (is_tree(heads.data(), n, b)) best = std::max(best, total(s, n, heads));
      return;
    }
    for (std::uint32_t h = 0; h <= n; ++h) {
      if (h == i + 1) continue;
      heads[i] = h;
      go(i + 1);
    }
  };
  go(0);
  return best;
}

TEST(Tree, IsTheBestOfAll) {
  Random random(7);
  TreeBuffers b;
  for (int round = 0; round < 300; ++round) {
    const auto n = static_cast<std::size_t>(random.between(1, 5));
    std::vector<float> s(n * (n + 1));
    for (float& x : s) x = 10 * random.real();
    std::vector<std::uint32_t> heads(n);
    best_tree(s.data(), n + 1, n, b, heads.data());
    ASSERT_TRUE(is_tree(heads.data(), n, b));
    EXPECT_NEAR(total(s, n, heads), best_by_force(s, n), 1e-4) << "round " << round;
  }
}

TEST(Tree, IsAlwaysATree) {
  Random random(8);
  TreeBuffers b;
  for (int round = 0; round < 60; ++round) {
    const auto n = static_cast<std::size_t>(random.between(6, 120));
    std::vector<float> s(n * (n + 1));
    for (float& x : s) x = static_cast<float>(random.between(0, 3));  // many ties
    std::vector<std::uint32_t> heads(n);
    best_tree(s.data(), n + 1, n, b, heads.data());
    EXPECT_TRUE(is_tree(heads.data(), n, b)) << "round " << round;
  }
}

TEST(Tree, SurvivesScoresThatAreNoNumbers) {
  Random random(10);
  TreeBuffers b;
  const float odd[] = {NAN, INFINITY, -INFINITY, 0, 1e38f};
  for (int round = 0; round < 200; ++round) {
    const auto n = static_cast<std::size_t>(random.between(1, 40));
    std::vector<float> s(n * (n + 1));
    for (float& x : s) x = odd[random.between(0, 4)];
    std::vector<std::uint32_t> heads(n);
    best_tree(s.data(), n + 1, n, b, heads.data());
    EXPECT_TRUE(is_tree(heads.data(), n, b));
  }
}

TEST(Tree, BreaksCyclesWithinCycles) {
  // Pairs that love each other, and pairs of pairs, and so on: every level must be contracted.
  const std::size_t n = 64;
  std::vector<float> s(n * (n + 1), -1000);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t level = 1; level < n; level *= 2) {
      s[i * (n + 1) + 1 + (i ^ level)] = 100.0f - static_cast<float>(level);
    }
  }
  TreeBuffers b;
  std::vector<std::uint32_t> heads(n);
  best_tree(s.data(), n + 1, n, b, heads.data());
  EXPECT_TRUE(is_tree(heads.data(), n, b));
}

}  // namespace
}  // namespace dragoman::language
