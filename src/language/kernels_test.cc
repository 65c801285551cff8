// Twin test: every instruction set gives the same bits as the plain code.
#include "language/kernels.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "language/tiny_model.h"

namespace dragoman::language {
namespace {

using testing::Random;

const Kernels& plain_kernels() {
  return *all_kernels().back();
}

std::span<const Kernels* const> fast_kernels() {
  return all_kernels().first(all_kernels().size() - 1);
}

std::vector<float> reals(Random& random, std::size_t n, float scale) {
  std::vector<float> v(n);
  for (float& x : v) x = scale * random.real();
  return v;
}

// A matrix with random numbers, and bytes to multiply by it.
struct Case {
  std::size_t rows, columns, tokens;
  std::vector<std::int8_t> weight;
  std::vector<float> scale, bias;
  std::vector<std::int32_t> shift;
  std::vector<std::uint8_t> in;

  Case(Random& random, std::size_t rows_, std::size_t columns_, std::size_t tokens_, float size)
      : rows(rows_),
        columns(columns_),
        tokens(tokens_),
        weight(rows * columns),
        shift(rows, 0),
        in(tokens * columns) {
    for (auto& w : weight) w = static_cast<std::int8_t>(random.between(-63, 63));
    // The most, of either sign, that sixteen bits must hold.
    const std::size_t most = std::min<std::size_t>(weight.size(), 16 * 16);
    std::fill(weight.begin(), weight.begin() + static_cast<std::ptrdiff_t>(most / 2),
              std::int8_t{63});
    std::fill(weight.begin() + static_cast<std::ptrdiff_t>(most / 2),
              weight.begin() + static_cast<std::ptrdiff_t>(most), std::int8_t{-63});
    for (std::size_t b = 0; b < rows / 16; ++b) {
      for (std::size_t i = 0; i < 16 * columns; ++i)
        shift[16 * b + i % 64 / 4] += 128 * weight[b * 16 * columns + i];
    }
    scale = reals(random, rows, size / static_cast<float>(columns));
    bias = reals(random, rows, 1);
    for (auto& x : in) x = static_cast<std::uint8_t>(random.between(0, 255));
    std::fill(in.begin(),
              in.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(16, columns)),
              std::uint8_t{255});
    if (tokens > 1)
      std::fill(in.begin() + static_cast<std::ptrdiff_t>(columns),
                in.begin() + static_cast<std::ptrdiff_t>(2 * columns), std::uint8_t{0});
  }
  Linear linear() const {
    return {weight.data(), scale.data(), bias.data(), shift.data(), rows, columns};
  }
};

TEST(Kernels, MultiplyAgreesToTheBit) {
  Random random(1);
  for (const auto& [rows, columns, tokens] :
       {std::tuple<std::size_t, std::size_t, std::size_t>{16, 4, 1},
        {32, 64, 7},
        {48, 288, 21},
        {112, 96, 40},
        {80, 52, 9}}) {
    const Case c(random, rows, columns, tokens, 0.1f);
    for (const bool add : {false, true}) {
      const auto start = reals(random, tokens * rows, 1);
      auto expected = start;
      plain_kernels().multiply(c.linear(), c.in.data(), columns, tokens, expected.data(), rows,
                               add);
      for (const Kernels* k : fast_kernels()) {
        auto got = start;
        k->multiply(c.linear(), c.in.data(), columns, tokens, got.data(), rows, add);
        EXPECT_EQ(got, expected) << k->name << " " << rows << "x" << columns;
      }
    }
  }
}

TEST(Kernels, SumsAreExact) {
  Random random(4);
  for (const auto& [rows, columns, tokens] :
       {std::tuple<std::size_t, std::size_t, std::size_t>{16, 4, 1}, {64, 48, 11}, {80, 20, 8}}) {
    const Case c(random, rows, columns, tokens, 1);
    // Once the whole matrix, once the second half of its columns as a matrix of its own.
    for (const std::size_t from : {std::size_t{0}, columns / 8 * 4}) {
      Linear m = c.linear();
      m.block_bytes = 16 * columns;
      m.weight += 16 * from;
      m.columns = columns - from;
      std::vector<std::int32_t> shift(rows, 0);
      std::vector<std::int32_t> expected(tokens * rows, 0), got(tokens * rows);
      std::vector<std::int32_t*> out;
      for (std::size_t t = 0; t < tokens; ++t) out.push_back(got.data() + t * rows);
      for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t k = from; k < columns; ++k) {
          const std::int32_t w = c.weight[r / 16 * 16 * columns + k / 4 * 64 + r % 16 * 4 + k % 4];
          shift[r] += 128 * w;
          for (std::size_t t = 0; t < tokens; ++t)
            expected[t * rows + r] += w * (c.in[t * columns + k] - 128);
        }
      }
      m.shift = shift.data();
      for (const Kernels* k : all_kernels()) {
        std::fill(got.begin(), got.end(), -1);
        k->sums(m, c.in.data() + from, columns, tokens, out.data());
        EXPECT_EQ(got, expected) << k->name << " " << rows << "x" << columns << " from " << from;
      }
    }
  }
}

TEST(Kernels, RecurrenceIsItsFormula) {
  Random random(5);
  const std::size_t hidden = 32, columns = 24, tokens = 19;
  const Case c(random, 6 * hidden, columns, tokens, 0.002f);
  std::vector<std::uint8_t> is_word(tokens, 1);
  is_word[0] = is_word[6] = is_word[7] = is_word[18] = 0;
  std::vector<float> z(tokens * 6 * hidden), expected(tokens * 2 * hidden, 0.0f), plain;
  plain_kernels().multiply(c.linear(), c.in.data(), columns, tokens, z.data(), 6 * hidden, false);
  const auto sigmoid = [](double x) { return 1 / (1 + std::exp(-x)); };
  for (std::size_t j = 0; j < 2 * hidden; ++j) {
    double h = 0;
    for (std::size_t n = 0; n < tokens; ++n) {
      const std::size_t t = j < hidden ? n : tokens - 1 - n;
      const float* row = z.data() + t * 6 * hidden + j;
      const double forget = sigmoid(row[2 * hidden]);
      h = is_word[t] ? forget * h + (1 - forget) * row[0] : 0;
      expected[t * 2 * hidden + j] = static_cast<float>(h * sigmoid(row[4 * hidden]));
    }
  }
  for (const Kernels* k : all_kernels()) {
    std::vector<float> got(tokens * 2 * hidden, -1);
    k->scan(c.linear(), c.in.data(), columns, tokens, is_word.data(), got.data(), 2 * hidden);
    for (std::size_t i = 0; i < got.size(); ++i)
      ASSERT_NEAR(got[i], expected[i], 2e-5f) << k->name;  // candidates reach 17 here
    if (k == all_kernels().front()) plain = got;
    EXPECT_EQ(got, plain) << k->name;
  }
}

// Also far outside of what a network makes.
TEST(Kernels, GateIsItsFormula) {
  const std::size_t width = 32;
  std::vector<std::int32_t> own(2 * width, 0), before(2 * width, 0), after(2 * width, 0);
  for (std::size_t i = 0; i < width; ++i) {
    own[i] = 1;
    before[width + i] = static_cast<std::int32_t>(i) - 16;
    after[width + i] = 3 * (static_cast<std::int32_t>(i) - 16);
  }
  for (const float scale : {0.25f, 1.0f, 100.0f}) {
    const std::vector<float> scales(2 * width, scale), bias(2 * width, 0.5f);
    const Linear m{nullptr, scales.data(), bias.data(), nullptr, 2 * width, 4};
    const std::int32_t* taps[3] = {before.data(), own.data(), after.data()};
    std::vector<float> first;
    for (const Kernels* k : all_kernels()) {
      std::vector<float> x(width, 2);
      k->gate(m, taps, 1, x.data(), width);
      for (std::size_t i = 0; i < width; ++i) {
        const double g = 4 * scale * (static_cast<double>(i) - 16) + 0.5;
        const double expected = 2 + (scale + 0.5) / (1 + std::exp(-g));
        EXPECT_NEAR(x[i], expected, 2e-6 * (1 + scale)) << k->name << " " << g;
      }
      if (first.empty()) first = x;
      EXPECT_EQ(x, first) << k->name;
    }
  }
}

TEST(Kernels, ElementwiseWorkAgreesToTheBit) {
  Random random(2);
  const std::size_t tokens = 9, width = 48;
  const Kernels& plain = plain_kernels();
  for (const Kernels* k : fast_kernels()) {
    const auto x = reals(random, tokens * width, 7);
    std::vector<std::uint8_t> a(tokens * width), b = a;
    plain.normalise(x.data(), width, tokens, width, 4, a.data(), width);
    k->normalise(x.data(), width, tokens, width, 4, b.data(), width);
    EXPECT_EQ(a, b) << k->name;

    const auto z = reals(random, tokens * width, 9);
    std::vector<float> c(tokens * width), c_too(tokens * width);
    plain.combine(x.data(), width, tokens, tokens, z.data(), width, width, c.data(), width);
    k->combine(x.data(), width, tokens, tokens, z.data(), width, width, c_too.data(), width);
    EXPECT_EQ(c, c_too) << k->name;

    plain.mix(x.data(), z.data(), tokens * width, c.data());
    k->mix(x.data(), z.data(), tokens * width, c_too.data());
    EXPECT_EQ(c, c_too) << k->name;

    std::vector<std::int8_t> row(width, -7);
    plain.expand(row.data(), 0.3f, width, c.data(), true);
    k->expand(row.data(), 0.3f, width, c_too.data(), true);
    EXPECT_EQ(c, c_too) << k->name;
    EXPECT_EQ(plain.sum_exp(x.data(), 45, 3), k->sum_exp(x.data(), 45, 3)) << k->name;
  }
}

TEST(Kernels, ArgmaxIsTheFirstOfTheGreatest) {
  Random random(3);
  for (std::size_t size = 1; size < 70; ++size) {
    std::vector<float> x(size);
    for (float& v : x) v = static_cast<float>(random.between(-4, 4));
    const auto expected =
        static_cast<std::size_t>(std::max_element(x.begin(), x.end()) - x.begin());
    for (const Kernels* k : all_kernels())
      EXPECT_EQ(k->argmax(x.data(), size), expected) << k->name;
  }
}

TEST(Kernels, SumOfExponentialsIsAccurate) {
  for (float x = -80; x < 80; x += 0.37f) {
    const double expected = std::exp(static_cast<double>(x));
    EXPECT_NEAR(plain_kernels().sum_exp(&x, 1, 0) / expected, 1.0, 1e-6) << x;
  }
}

TEST(Kernels, MultiplyIsTheProductOfItsInputs) {
  std::vector<std::int8_t> weight(64, 0);
  weight[0] = 2;  // row 0, column 0
  weight[5] = 3;  // row 1, column 1
  const std::vector<float> scale(16, 0.5f), bias(16, 1);
  std::vector<std::int32_t> shift(16, 0);
  shift[0] = 2 * 128;
  shift[1] = 3 * 128;
  const std::uint8_t in[4] = {138, 118, 0, 0};  // 10, -10
  float out[16];
  plain_kernels().multiply({weight.data(), scale.data(), bias.data(), shift.data(), 16, 4}, in, 4,
                           1, out, 16, false);
  EXPECT_EQ(out[0], 11);
  EXPECT_EQ(out[1], -14);
  EXPECT_EQ(out[2], 1);
}

}  // namespace
}  // namespace dragoman::language
