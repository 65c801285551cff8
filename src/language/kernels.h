// The arithmetic of the language network: 8-bit matrix products and the element-wise work between
// them.
//
// Every function exists for several instruction sets. All of them give the same bits: matrix
// products are exact integer sums, and the float code is one source compiled for each set, with a
// fixed order of operations and no fused multiply-add. Layout of packed weights:
//
//   [rows/16][columns/4][16 rows][4 columns] of int8 in [-63, 63]
//
// Inputs are uint8 (value + 128). With weights of 7 bits two products fit 16 bits, which is what
// AVX2's vpmaddubsw needs, and four fit as signed ones, which is what plain NEON needs; dot-product
// instructions would not need it, but then the sets could disagree. Reads and writes no layer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace dragoman::language {

// A matrix as the model file holds it. Pointers go into the mapped file.
struct Linear {
  const std::int8_t* weight = nullptr;
  const float* scale = nullptr;  // [rows], includes the step of the inputs
  const float* bias = nullptr;   // [rows]
  const std::int32_t* shift =
      nullptr;              // [rows], 128 times the sum of a row: undoes the inputs' +128
  std::size_t rows = 0;     // multiple of 16
  std::size_t columns = 0;  // multiple of 4
  // Bytes from one block of sixteen rows to the next: 16 * columns, or more where this is a range
  // of the columns of a wider matrix.
  std::size_t block_bytes = 0;
};

struct Kernels {
  std::string_view name;

  // out[t][r] = (or += where add) scale[r] * sum_k weight[r][k] * (in[t][k] - 128) + bias[r].
  // in: rows of `columns` bytes, `in_stride` apart (may overlap); out: rows `out_stride` floats
  // apart.
  void (*multiply)(const Linear& linear,
                   const std::uint8_t* in,
                   std::size_t in_stride,
                   std::size_t tokens,
                   float* out,
                   std::size_t out_stride,
                   bool add);

  // The same without scale and bias: out[t][r] = sum_k weight[r][k] * (in[t][k] - 128), exactly.
  void (*sums)(const Linear& linear,
               const std::uint8_t* in,
               std::size_t in_stride,
               std::size_t tokens,
               std::int32_t* const* out);

  // The gated convolution from the exact sums of its three inputs, `taps` [tokens][3] rows of
  // linear.rows: with z = scale * (tap 0 + tap 1 + tap 2) + bias and a, g the halves of z,
  // x[t][i] += a[i] * sigmoid(g[i]).
  void (*gate)(const Linear& linear,
               const std::int32_t* const* taps,
               std::size_t tokens,
               float* x,
               std::size_t x_stride);

  // The forget-gate recurrence over rows of several sentences, product and all: z = linear(in) is
  // c | f | o, each ahead [hidden] then back [hidden], where hidden = linear.rows / 6 is a multiple
  // of 16. A row where `is_word` is 0 stands between sentences: the state begins anew, out is 0.
  // Else h = sigmoid(f) h + (1 - sigmoid(f)) c, and out, ahead then back, is h * sigmoid(o).
  void (*scan)(const Linear& linear,
               const std::uint8_t* in,
               std::size_t in_stride,
               std::size_t tokens,
               const std::uint8_t* is_word,
               float* out,
               std::size_t out_stride);

  // Each row to mean 0 and variance 1, clipped at +-clip, as bytes: 128 + round(127 / clip * x).
  // width: multiple of 16.
  void (*normalise)(const float* in,
                    std::size_t in_stride,
                    std::size_t tokens,
                    std::size_t width,
                    float clip,
                    std::uint8_t* out,
                    std::size_t out_stride);

  // out[i][j] = sum_k a[i][k] * b[k][j], k in order, for j < width (a multiple of 16).
  void (*combine)(const float* a,
                  std::size_t a_stride,
                  std::size_t rows,
                  std::size_t depth,
                  const float* b,
                  std::size_t b_stride,
                  std::size_t width,
                  float* out,
                  std::size_t out_stride);

  // out[i] = max(0, a[i] + b[i] + a[i] * b[i]), for i < width (a multiple of 16).
  void (*mix)(const float* a, const float* b, std::size_t width, float* out);

  // out[i] = step * row[i], for i < width (a multiple of 16); where add, += instead.
  void (*expand)(const std::int8_t* row, float step, std::size_t width, float* out, bool add);

  // The first of the greatest; size > 0.
  std::size_t (*argmax)(const float* x, std::size_t size);

  // Sum of exp(x[i] - most), in a fixed order.
  float (*sum_exp)(const float* x, std::size_t size, float most);
};

// All that this processor runs, the quickest first; the last is `plain`.
std::span<const Kernels* const> all_kernels();
// The quickest, or the one that DRAGOMAN_KERNELS names: plain, avx2, avxvnni, avx512, neon,
// neondot. A name that this processor does not run counts for nothing.
const Kernels& best_kernels();

}  // namespace dragoman::language
