// Twin test: every instruction set gives the same bits as the plain code.
#include "language/kernels.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "language/tiny_model.h"

namespace dragoman::language {
namespace {

using testing::Random;

std::vector<const Kernels*> fast_kernels() {
  std::vector<const Kernels*> out;
  for (const Kernels* k : {avx2_kernels(), avx512_kernels()}) {
    if (k) out.push_back(k);
  }
  return out;
}

std::vector<float> reals(Random& random, std::size_t n, float scale) {
  std::vector<float> v(n);
  for (float& x : v) x = scale * random.real();
  return v;
}

TEST(Kernels, MultiplyAgreesToTheBit) {
  Random random(1);
  for (const auto& [rows, columns, tokens] :
       {std::tuple<std::size_t, std::size_t, std::size_t>{16, 4, 1},
        {32, 64, 7},
        {48, 288, 21},
        {112, 96, 40}}) {
    std::vector<std::int8_t> weight(rows * columns);
    for (auto& w : weight) w = static_cast<std::int8_t>(random.between(-63, 63));
    std::fill(weight.begin(), weight.begin() + 16 * 4,
              std::int8_t{63});  // the most that sixteen bits must hold
    const auto scale = reals(random, rows, 0.01f), bias = reals(random, rows, 1);
    std::vector<std::int32_t> shift(rows);
    for (auto& s : shift) s = random.between(-100000, 100000);
    std::vector<std::uint8_t> in(tokens * columns);
    for (auto& x : in) x = static_cast<std::uint8_t>(random.between(0, 255));
    std::fill(in.begin(), in.begin() + 4, std::uint8_t{255});
    const Linear m{weight.data(), scale.data(), bias.data(), shift.data(), rows, columns};
    for (const bool add : {false, true}) {
      const auto start = reals(random, tokens * rows, 1);
      auto expected = start;
      plain_kernels().multiply(m, in.data(), columns, tokens, expected.data(), rows, add);
      for (const Kernels* k : fast_kernels()) {
        auto got = start;
        k->multiply(m, in.data(), columns, tokens, got.data(), rows, add);
        EXPECT_EQ(got, expected) << k->name << " " << rows << "x" << columns;
      }
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

    const auto z = reals(random, tokens * 6 * width, 9);
    auto gated = x, gated_too = x;
    plain.gate(z.data(), 2 * width, tokens, width, gated.data(), width);
    k->gate(z.data(), 2 * width, tokens, width, gated_too.data(), width);
    EXPECT_EQ(gated, gated_too) << k->name;

    std::vector<float> state(width), h(tokens * 2 * width), h_too = h;
    plain.scan(z.data(), 6 * width, tokens, width, state.data(), h.data(), 2 * width);
    k->scan(z.data(), 6 * width, tokens, width, state.data(), h_too.data(), 2 * width);
    EXPECT_EQ(h, h_too) << k->name;

    std::vector<float> c(width), c_too(width);
    plain.combine(x.data(), tokens, z.data(), width, width, c.data());
    k->combine(x.data(), tokens, z.data(), width, width, c_too.data());
    EXPECT_EQ(c, c_too) << k->name;

    std::vector<std::int8_t> row(width, -7);
    plain.expand(row.data(), 0.3f, width, c.data(), true);
    k->expand(row.data(), 0.3f, width, c_too.data(), true);
    EXPECT_EQ(c, c_too) << k->name;
    EXPECT_EQ(plain.sum_exp(x.data(), 45, 3), k->sum_exp(x.data(), 45, 3)) << k->name;
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
