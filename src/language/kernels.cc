#include "language/kernels.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <vector>

// clang has no `#pragma GCC target`; its x86 builds (fuzzing, tidy) take the plain code, which
// gives the same bits.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#include <cpuid.h>
#include <immintrin.h>
#define DRAGOMAN_X86 1
#elif defined(__aarch64__)
#include <arm_neon.h>
#define DRAGOMAN_NEON 1
#if defined(__linux__) && !defined(__clang__)
#include <sys/auxv.h>
#define DRAGOMAN_NEON_DOT 1
#endif
#endif

#define DRAGOMAN_INLINE [[gnu::always_inline]] inline
#if defined(__clang__)
#define DRAGOMAN_UNROLL_4
#else
#define DRAGOMAN_UNROLL_4 _Pragma("GCC unroll 4")
#endif

namespace dragoman::language {

namespace {

inline const std::int8_t* weights_of(const Linear& m, std::size_t block) {
  return m.weight + block * (m.block_bytes ? m.block_bytes : 16 * m.columns);
}

inline std::int32_t four(const std::uint8_t* x) {
  std::int32_t v;
  std::memcpy(&v, x, 4);
  return v;
}

// The lanes of two registers of four that are equal, a bit each.
template <class T>
DRAGOMAN_INLINE unsigned equal_of_four(const T& a, const T& b) {
  unsigned bits = 0;
  for (unsigned i = 0; i < 4; ++i) bits |= static_cast<unsigned>(a[i] == b[i]) << i;
  return bits;
}

template <class T>
DRAGOMAN_INLINE void put_bytes_of_four(std::uint8_t* p, const T& a) {
  for (int i = 0; i < 4; ++i) p[i] = static_cast<std::uint8_t>(a[i]);
}
DRAGOMAN_INLINE auto first_of_four(const float* p, std::size_t n) {
  using Four = float __attribute__((vector_size(16)));
  Four v{};
  std::memcpy(&v, p, n * 4);
  return v;
}

namespace plain {

constexpr std::string_view kName = "plain";
constexpr int kPart = 4;
constexpr std::size_t kTokens = 2, kBlocks = 1;

template <class T>
DRAGOMAN_INLINE T low(T a, T b) {
  return a < b ? a : b;
}
template <class T>
DRAGOMAN_INLINE T high(T a, T b) {
  return a > b ? a : b;
}
template <class T>
DRAGOMAN_INLINE unsigned equal_lanes(T a, T b) {
  return equal_of_four(a, b);
}
template <class T>
DRAGOMAN_INLINE void put_bytes(std::uint8_t* p, T a) {
  put_bytes_of_four(p, a);
}
DRAGOMAN_INLINE auto first_of(const float* p, std::size_t n) {
  return first_of_four(p, n);
}

template <int M>
void tile(const Linear& m,
          const std::size_t* block,
          const std::uint8_t* const* in,
          std::int32_t* sums) {
  for (std::size_t b = 0; b < M; ++b) {
    const std::int8_t* weights = weights_of(m, block[b]);
    for (std::size_t t = 0; t < kTokens; ++t) {
      const std::uint8_t* x = in[t];
      std::int32_t* sum = sums + (t * M + b) * 16;
      for (std::size_t r = 0; r < 16; ++r) sum[r] = -m.shift[block[b] * 16 + r];
      for (std::size_t k = 0; k < m.columns; k += 4) {
        const std::int8_t* w = weights + k * 16;
        for (std::size_t r = 0; r < 16; ++r) {
          for (std::size_t j = 0; j < 4; ++j) sum[r] += x[k + j] * w[r * 4 + j];
        }
      }
    }
  }
}

#include "language/kernels_body.inc"

}  // namespace plain

#if DRAGOMAN_X86

#pragma GCC push_options
#pragma GCC target("avx2")
namespace avx2 {

constexpr std::string_view kName = "avx2";
constexpr std::size_t kTokens = 4, kBlocks = 1;

DRAGOMAN_INLINE __m256i dot(__m256i sum, __m256i x, __m256i w) {
  return _mm256_add_epi32(
      sum, _mm256_madd_epi16(_mm256_maddubs_epi16(x, w), _mm256_set1_epi16(1)));
}

#include "language/kernels_256.inc"

}  // namespace avx2
#pragma GCC pop_options

// Dot products in registers of 256 bits: processors without AVX-512 since 2021.
#pragma GCC push_options
#pragma GCC target("avx2,avxvnni")
namespace avxvnni {

constexpr std::string_view kName = "avxvnni";
constexpr std::size_t kTokens = 6, kBlocks = 1;

// In the assembler's words, because GCC 12 copies the sum before each such intrinsic.
DRAGOMAN_INLINE __m256i dot(__m256i sum, __m256i x, __m256i w) {
  asm("%{vex%} vpdpbusd %2, %1, %0" : "+x"(sum) : "x"(x), "x"(w));
  return sum;
}

#include "language/kernels_256.inc"

}  // namespace avxvnni
#pragma GCC pop_options

#pragma GCC push_options
#pragma GCC target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,prefer-vector-width=512")
namespace avx512 {

constexpr std::string_view kName = "avx512";
constexpr int kPart = 16;
constexpr std::size_t kTokens = 8, kBlocks = 3;  // 24 sums, 3 weights and an input in 32 registers

// The masked forms, because GCC 12 warns about its own header in the plain ones.
DRAGOMAN_INLINE __m512 low(__m512 a, __m512 b) {
  return _mm512_maskz_min_ps(0xFFFF, a, b);
}
DRAGOMAN_INLINE __m512 high(__m512 a, __m512 b) {
  return _mm512_maskz_max_ps(0xFFFF, a, b);
}
DRAGOMAN_INLINE unsigned equal_lanes(__m512 a, __m512 b) {
  return _mm512_cmp_ps_mask(a, b, _CMP_EQ_OQ);
}
DRAGOMAN_INLINE void put_bytes(std::uint8_t* p, auto a) {
  const __m128i bytes = _mm512_maskz_cvtepi32_epi8(0xFFFF, (__m512i)a);
  std::memcpy(p, &bytes, sizeof bytes);
}
DRAGOMAN_INLINE __m512 first_of(const float* p, std::size_t n) {
  return _mm512_maskz_loadu_ps(static_cast<__mmask16>((1u << n) - 1), p);
}
// In the assembler's words, because GCC 12 copies the sum before each such intrinsic. The sums must
// be a value, and loops over them unrolled early, or the tile lives on the stack.
DRAGOMAN_INLINE __m512i dot(__m512i sum, __m512i x, __m512i w) {
  asm("vpdpbusd %2, %1, %0" : "+v"(sum) : "v"(x), "v"(w));
  return sum;
}

template <int M>
[[gnu::noinline]] void tile(const Linear& m,
                            const std::size_t* block,
                            const std::uint8_t* const* in,
                            std::int32_t* sums) {
  const std::int8_t* w = weights_of(m, block[0]);
  std::ptrdiff_t apart[M];  // from the first block; opaque, or GCC makes other pointers of it, too many
  __m512i sum[kTokens][M];
#pragma GCC unroll 8
  for (std::size_t b = 0; b < M; ++b) {
    apart[b] = weights_of(m, block[b]) - w;
    asm("" : "+r"(apart[b]));
    const __m512i start =
        _mm512_sub_epi32(_mm512_setzero_si512(), _mm512_loadu_si512(m.shift + block[b] * 16));
#pragma GCC unroll 8
    for (std::size_t t = 0; t < kTokens; ++t) sum[t][b] = start;
  }
  const std::uint8_t* x[kTokens];
#pragma GCC unroll 8
  for (std::size_t t = 0; t < kTokens; ++t) x[t] = in[t];
  for (std::size_t k = 0; k < m.columns; k += 4, w += 64) {
    __m512i a[M];
    a[0] = _mm512_loadu_si512(w);
#pragma GCC unroll 8
    for (std::size_t b = 1; b < M; ++b) a[b] = _mm512_loadu_si512(w + apart[b]);
#pragma GCC unroll 8
    for (std::size_t t = 0; t < kTokens; ++t) {
      const __m512i broad = _mm512_set1_epi32(four(x[t] + k));
#pragma GCC unroll 8
      for (std::size_t b = 0; b < M; ++b) sum[t][b] = dot(sum[t][b], broad, a[b]);
    }
  }
#pragma GCC unroll 8
  for (std::size_t t = 0; t < kTokens; ++t) {
#pragma GCC unroll 8
    for (std::size_t b = 0; b < M; ++b) _mm512_storeu_si512(sums + (t * M + b) * 16, sum[t][b]);
  }
}

#include "language/kernels_body.inc"

}  // namespace avx512
#pragma GCC pop_options

#endif  // DRAGOMAN_X86

#if DRAGOMAN_NEON

// Armv8.0: four signed products fit sixteen bits (63 * 128 * 4 < 2^15), then they are added in
// pairs.
namespace neon {

constexpr std::string_view kName = "neon";
constexpr int kPart = 4;
constexpr std::size_t kTokens = 2, kBlocks = 1;

template <class T>
DRAGOMAN_INLINE T low(T a, T b) {
  return a < b ? a : b;
}
template <class T>
DRAGOMAN_INLINE T high(T a, T b) {
  return a > b ? a : b;
}
template <class T>
DRAGOMAN_INLINE unsigned equal_lanes(T a, T b) {
  return equal_of_four(a, b);
}
template <class T>
DRAGOMAN_INLINE void put_bytes(std::uint8_t* p, T a) {
  put_bytes_of_four(p, a);
}
DRAGOMAN_INLINE auto first_of(const float* p, std::size_t n) {
  return first_of_four(p, n);
}

template <int M>
void tile(const Linear& m,
          const std::size_t* block,
          const std::uint8_t* const* in,
          std::int32_t* sums) {
  const int8x16_t top = vdupq_n_s8(-128);
  const std::size_t even = m.columns / 16 * 16;
  for (std::size_t b = 0; b < M; ++b) {
    const std::int8_t* weights = weights_of(m, block[b]);
    for (std::size_t t = 0; t < kTokens; ++t) {
      int32x4_t sum[8];  // of rows 2i and 2i + 1, two halves each
      for (int32x4_t& s : sum) s = vdupq_n_s32(0);
      const auto steps = [&](std::size_t k, int n) {
        int16x8_t part[8];
        for (int i = 0; i < n; ++i) {
          const int8x16_t x = veorq_s8(
              vreinterpretq_s8_s32(vdupq_n_s32(four(in[t] + k + static_cast<std::size_t>(i) * 4))),
              top);
          const std::int8_t* w = weights + (k + static_cast<std::size_t>(i) * 4) * 16;
          for (int r = 0; r < 4; ++r) {
            const int8x16_t a = vld1q_s8(w + r * 16);
            if (i == 0) {
              part[2 * r] = vmull_s8(vget_low_s8(a), vget_low_s8(x));
              part[2 * r + 1] = vmull_high_s8(a, x);
            } else {
              part[2 * r] = vmlal_s8(part[2 * r], vget_low_s8(a), vget_low_s8(x));
              part[2 * r + 1] = vmlal_high_s8(part[2 * r + 1], a, x);
            }
          }
        }
        for (int r = 0; r < 8; ++r) sum[r] = vpadalq_s16(sum[r], part[r]);
      };
      for (std::size_t k = 0; k < even; k += 16) steps(k, 4);
      for (std::size_t k = even; k < m.columns; k += 4) steps(k, 1);
      for (int r = 0; r < 4; ++r)
        vst1q_s32(sums + (t * M + b) * 16 + static_cast<std::size_t>(r) * 4,
                  vpaddq_s32(sum[2 * r], sum[2 * r + 1]));
    }
  }
}

#include "language/kernels_body.inc"

}  // namespace neon

#if DRAGOMAN_NEON_DOT

#pragma GCC push_options
#pragma GCC target("arch=armv8.2-a+dotprod")
namespace neondot {

constexpr std::string_view kName = "neondot";
constexpr int kPart = 4;
constexpr std::size_t kTokens = 4, kBlocks = 1;

template <class T>
DRAGOMAN_INLINE T low(T a, T b) {
  return a < b ? a : b;
}
template <class T>
DRAGOMAN_INLINE T high(T a, T b) {
  return a > b ? a : b;
}
template <class T>
DRAGOMAN_INLINE unsigned equal_lanes(T a, T b) {
  return equal_of_four(a, b);
}
template <class T>
DRAGOMAN_INLINE void put_bytes(std::uint8_t* p, T a) {
  put_bytes_of_four(p, a);
}
DRAGOMAN_INLINE auto first_of(const float* p, std::size_t n) {
  return first_of_four(p, n);
}

template <int M>
void tile(const Linear& m,
          const std::size_t* block,
          const std::uint8_t* const* in,
          std::int32_t* sums) {
  const int8x16_t top = vdupq_n_s8(-128);
  for (std::size_t b = 0; b < M; ++b) {
    const std::int8_t* w = weights_of(m, block[b]);
    int32x4_t sum[kTokens][4];
    for (auto& row : sum) {
      for (int32x4_t& s : row) s = vdupq_n_s32(0);
    }
    for (std::size_t k = 0; k < m.columns; k += 4, w += 64) {
      const int8x16_t a[4] = {vld1q_s8(w), vld1q_s8(w + 16), vld1q_s8(w + 32), vld1q_s8(w + 48)};
#pragma GCC unroll 8
      for (std::size_t t = 0; t < kTokens; ++t) {
        const int8x16_t x = veorq_s8(vreinterpretq_s8_s32(vdupq_n_s32(four(in[t] + k))), top);
        for (int r = 0; r < 4; ++r) sum[t][r] = vdotq_s32(sum[t][r], a[r], x);
      }
    }
#pragma GCC unroll 8
    for (std::size_t t = 0; t < kTokens; ++t) {
      for (int r = 0; r < 4; ++r)
        vst1q_s32(sums + (t * M + b) * 16 + static_cast<std::size_t>(r) * 4, sum[t][r]);
    }
  }
}

#include "language/kernels_body.inc"

}  // namespace neondot
#pragma GCC pop_options

#endif  // DRAGOMAN_NEON_DOT
#endif  // DRAGOMAN_NEON

std::vector<const Kernels*> find_kernels() {
  std::vector<const Kernels*> out;
#if DRAGOMAN_X86
  __builtin_cpu_init();
  const bool has_avx2 = __builtin_cpu_supports("avx2");
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vnni")) {
    out.push_back(&avx512::kTable);
  }
  unsigned a = 0, b = 0, c = 0, d = 0;  // GCC 12 has no name for AVX-VNNI
  if (has_avx2 && __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a & (1u << 4)) != 0)
    out.push_back(&avxvnni::kTable);
  if (has_avx2) out.push_back(&avx2::kTable);
#endif
#if DRAGOMAN_NEON_DOT
  if ((getauxval(AT_HWCAP) & HWCAP_ASIMDDP) != 0) out.push_back(&neondot::kTable);
#endif
#if DRAGOMAN_NEON
  out.push_back(&neon::kTable);
#endif
  out.push_back(&plain::kTable);
  return out;
}

}  // namespace

std::span<const Kernels* const> all_kernels() {
  static const std::vector<const Kernels*> all = find_kernels();
  return all;
}

const Kernels& best_kernels() {
  static const Kernels& chosen = []() -> const Kernels& {
    const char* wish = std::getenv("DRAGOMAN_KERNELS");
    for (const Kernels* k : all_kernels()) {
      if (wish && k->name == wish) return *k;
    }
    return *all_kernels().front();
  }();
  return chosen;
}

}  // namespace dragoman::language
