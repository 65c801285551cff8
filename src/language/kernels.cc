#include "language/kernels.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <cstring>

// clang has no `#pragma GCC target`; its builds (fuzzing, tidy) take the scalar code, which gives the same bits.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#include <immintrin.h>
#define DRAGOMAN_X86 1
#endif

namespace dragoman::language {

namespace {

namespace plain {

#include "language/kernels_body.inc"

void multiply(const Linear& m,
              const std::uint8_t* in,
              std::size_t in_stride,
              std::size_t tokens,
              float* out,
              std::size_t out_stride,
              bool add) {
  for (std::size_t block = 0; block < m.rows / 16; ++block) {
    const std::int8_t* weights = m.weight + block * 16 * m.columns;
    for (std::size_t t = 0; t < tokens; ++t) {
      const std::uint8_t* x = in + t * in_stride;
      std::int32_t sum[16] = {};
      for (std::size_t k = 0; k < m.columns; k += 4) {
        const std::int8_t* w = weights + k * 16;
        for (std::size_t r = 0; r < 16; ++r) {
          for (std::size_t j = 0; j < 4; ++j) sum[r] += x[k + j] * w[r * 4 + j];
        }
      }
      float* y = out + t * out_stride + block * 16;
      for (std::size_t r = 0; r < 16; ++r) {
        const std::size_t row = block * 16 + r;
        const float v = static_cast<float>(sum[r] - m.shift[row]) * m.scale[row] + m.bias[row];
        y[r] = add ? y[r] + v : v;
      }
    }
  }
}

constexpr Kernels kTable{"plain", multiply, normalise, gate, scan, combine, expand, sum_exp};

}  // namespace plain

#if DRAGOMAN_X86

#pragma GCC push_options
#pragma GCC target("avx2")
namespace avx2 {

#include "language/kernels_body.inc"

inline std::int32_t four(const std::uint8_t* x) {
  std::int32_t v;
  std::memcpy(&v, x, 4);
  return v;
}

template <int N>
inline void multiply_tile(const Linear& m,
                          std::size_t block,
                          const std::uint8_t* in,
                          std::size_t in_stride,
                          float* out,
                          std::size_t out_stride,
                          bool add) {
  const std::int8_t* w = m.weight + block * 16 * m.columns;
  const __m256i ones = _mm256_set1_epi16(1);
  __m256i low[N], high[N];
  for (int t = 0; t < N; ++t) low[t] = high[t] = _mm256_setzero_si256();
  for (std::size_t k = 0; k < m.columns; k += 4, w += 64) {
    const __m256i a = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(w));
    const __m256i b = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(w + 32));
    for (int t = 0; t < N; ++t) {
      const __m256i x = _mm256_set1_epi32(four(in + static_cast<std::size_t>(t) * in_stride + k));
      low[t] = _mm256_add_epi32(low[t], _mm256_madd_epi16(_mm256_maddubs_epi16(x, a), ones));
      high[t] = _mm256_add_epi32(high[t], _mm256_madd_epi16(_mm256_maddubs_epi16(x, b), ones));
    }
  }
  for (int half = 0; half < 2; ++half) {
    const std::size_t row = block * 16 + static_cast<std::size_t>(half) * 8;
    const __m256i shift = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(m.shift + row));
    const __m256 scale = _mm256_loadu_ps(m.scale + row), bias = _mm256_loadu_ps(m.bias + row);
    for (int t = 0; t < N; ++t) {
      const __m256i sum = _mm256_sub_epi32(half ? high[t] : low[t], shift);
      __m256 v = _mm256_add_ps(_mm256_mul_ps(_mm256_cvtepi32_ps(sum), scale), bias);
      float* y = out + static_cast<std::size_t>(t) * out_stride + row;
      if (add) v = _mm256_add_ps(_mm256_loadu_ps(y), v);
      _mm256_storeu_ps(y, v);
    }
  }
}

void multiply(const Linear& m,
              const std::uint8_t* in,
              std::size_t in_stride,
              std::size_t tokens,
              float* out,
              std::size_t out_stride,
              bool add) {
  for (std::size_t block = 0; block < m.rows / 16; ++block) {
    std::size_t t = 0;
    for (; t + 4 <= tokens; t += 4) {
      multiply_tile<4>(m, block, in + t * in_stride, in_stride, out + t * out_stride, out_stride,
                       add);
    }
    for (; t < tokens; ++t) {
      multiply_tile<1>(m, block, in + t * in_stride, in_stride, out + t * out_stride, out_stride,
                       add);
    }
  }
}

constexpr Kernels kTable{"avx2", multiply, normalise, gate, scan, combine, expand, sum_exp};

}  // namespace avx2
#pragma GCC pop_options

#pragma GCC push_options
#pragma GCC target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,prefer-vector-width=512")
namespace avx512 {

#include "language/kernels_body.inc"

inline std::int32_t four(const std::uint8_t* x) {
  std::int32_t v;
  std::memcpy(&v, x, 4);
  return v;
}

// N tokens by M blocks of sixteen rows, all sums in registers.
template <int N, int M>
inline void multiply_tile(const Linear& m,
                          std::size_t block,
                          const std::uint8_t* in,
                          std::size_t in_stride,
                          float* out,
                          std::size_t out_stride,
                          bool add) {
  const std::int8_t* w = m.weight + block * 16 * m.columns;
  const std::size_t next = 16 * m.columns;
  __m512i sum[N][M];
  for (int t = 0; t < N; ++t) {
    for (int b = 0; b < M; ++b) sum[t][b] = _mm512_setzero_si512();
  }
  for (std::size_t k = 0; k < m.columns; k += 4, w += 64) {
    __m512i a[M];
    for (int b = 0; b < M; ++b) a[b] = _mm512_loadu_si512(w + static_cast<std::size_t>(b) * next);
    for (int t = 0; t < N; ++t) {
      const __m512i x = _mm512_set1_epi32(four(in + static_cast<std::size_t>(t) * in_stride + k));
      for (int b = 0; b < M; ++b) sum[t][b] = _mm512_dpbusd_epi32(sum[t][b], x, a[b]);
    }
  }
  for (int b = 0; b < M; ++b) {
    const std::size_t row = (block + static_cast<std::size_t>(b)) * 16;
    const __m512i shift = _mm512_loadu_si512(m.shift + row);
    const __m512 scale = _mm512_loadu_ps(m.scale + row), bias = _mm512_loadu_ps(m.bias + row);
    for (int t = 0; t < N; ++t) {
      const __m512i s = _mm512_sub_epi32(sum[t][b], shift);
      // The masked form, because GCC 12 warns about its own header in the plain one.
      __m512 v = _mm512_add_ps(_mm512_mul_ps(_mm512_maskz_cvtepi32_ps(0xFFFF, s), scale), bias);
      float* y = out + static_cast<std::size_t>(t) * out_stride + row;
      if (add) v = _mm512_add_ps(_mm512_loadu_ps(y), v);
      _mm512_storeu_ps(y, v);
    }
  }
}

template <int M>
inline void multiply_blocks(const Linear& m,
                            std::size_t block,
                            const std::uint8_t* in,
                            std::size_t in_stride,
                            std::size_t tokens,
                            float* out,
                            std::size_t out_stride,
                            bool add) {
  std::size_t t = 0;
  for (; t + 8 <= tokens; t += 8) {
    multiply_tile<8, M>(m, block, in + t * in_stride, in_stride, out + t * out_stride, out_stride,
                        add);
  }
  for (; t + 2 <= tokens; t += 2) {
    multiply_tile<2, M>(m, block, in + t * in_stride, in_stride, out + t * out_stride, out_stride,
                        add);
  }
  for (; t < tokens; ++t) {
    multiply_tile<1, M>(m, block, in + t * in_stride, in_stride, out + t * out_stride, out_stride,
                        add);
  }
}

void multiply(const Linear& m,
              const std::uint8_t* in,
              std::size_t in_stride,
              std::size_t tokens,
              float* out,
              std::size_t out_stride,
              bool add) {
  std::size_t block = 0;
  for (; block + 2 <= m.rows / 16; block += 2) {
    multiply_blocks<2>(m, block, in, in_stride, tokens, out, out_stride, add);
  }
  for (; block < m.rows / 16; ++block) {
    multiply_blocks<1>(m, block, in, in_stride, tokens, out, out_stride, add);
  }
}

constexpr Kernels kTable{"avx512", multiply, normalise, gate, scan, combine, expand, sum_exp};

}  // namespace avx512
#pragma GCC pop_options

#endif  // DRAGOMAN_X86

}  // namespace

const Kernels& plain_kernels() {
  return plain::kTable;
}

const Kernels* avx2_kernels() {
#if DRAGOMAN_X86
  if (__builtin_cpu_supports("avx2")) return &avx2::kTable;
#endif
  return nullptr;
}

const Kernels* avx512_kernels() {
#if DRAGOMAN_X86
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vnni")) {
    return &avx512::kTable;
  }
#endif
  return nullptr;
}

const Kernels& best_kernels() {
  static const Kernels& chosen = [&]() -> const Kernels& {
    const char* wish = std::getenv("DRAGOMAN_KERNELS");
    const std::string_view name = wish ? wish : "";
    const Kernels* wide = avx512_kernels();
    const Kernels* middle = avx2_kernels();
    if (name == "plain") return plain_kernels();
    if (name == "avx2" && middle) return *middle;
    if (wide) return *wide;
    if (middle) return *middle;
    return plain_kernels();
  }();
  return chosen;
}

}  // namespace dragoman::language
