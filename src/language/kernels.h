// The arithmetic of the language network: 8-bit matrix products and the element-wise work between
// them.
//
// Every function exists for several instruction sets (plain, AVX2, AVX-512 with VNNI). All of them
// give the same bits: matrix products are exact integer sums, and the float code is one source
// compiled for each set, with a fixed order of operations and no fused multiply-add. Layout of
// packed weights:
//
//   [rows/16][columns/4][16 rows][4 columns] of int8 in [-63, 63]
//
// Inputs are uint8 (value + 128). With weights of 7 bits two products fit 16 bits, which is what
// AVX2's vpmaddubsw needs; VNNI would not need it, but then the sets could disagree. Reads and
// writes no layer.
#pragma once

#include <cstddef>
#include <cstdint>
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

  // Each row to mean 0 and variance 1, clipped at +-clip, as bytes: 128 + round(127 / clip * x).
  // width: multiple of 16.
  void (*normalise)(const float* in,
                    std::size_t in_stride,
                    std::size_t tokens,
                    std::size_t width,
                    float clip,
                    std::uint8_t* out,
                    std::size_t out_stride);

  // x[t][i] += a[t][i] * sigmoid(g[t][i]); a and g are the halves of rows z of 2 * width.
  void (*gate)(const float* z,
               std::size_t z_stride,
               std::size_t tokens,
               std::size_t width,
               float* x,
               std::size_t x_stride);

  // The forget-gate recurrence over one sentence. Rows z hold c | f | o, each ahead [hidden] then
  // back [hidden]; rows out hold h * sigmoid(o), ahead then back. `state` is scratch [hidden].
  void (*scan)(const float* z,
               std::size_t z_stride,
               std::size_t tokens,
               std::size_t hidden,
               float* state,
               float* out,
               std::size_t out_stride);

  // out[j] = sum_k a[k] * b[k][j], k in order, for j < width (a multiple of 16).
  void (*combine)(const float* a,
                  std::size_t depth,
                  const float* b,
                  std::size_t b_stride,
                  std::size_t width,
                  float* out);

  // out[i] = step * row[i], for i < width (a multiple of 16); where add, += instead.
  void (*expand)(const std::int8_t* row, float step, std::size_t width, float* out, bool add);

  // Sum of exp(x[i] - most), in a fixed order.
  float (*sum_exp)(const float* x, std::size_t size, float most);
};

const Kernels& plain_kernels();
// Null where this processor (or compiler) lacks the instructions.
const Kernels* avx2_kernels();
const Kernels* avx512_kernels();
// The quickest that this processor runs; DRAGOMAN_KERNELS=plain|avx2|avx512 asks for another.
const Kernels& best_kernels();

}  // namespace dragoman::language
