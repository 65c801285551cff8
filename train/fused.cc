// The element-wise work of the network for the trainer, forward and backward, as a small C library
// (train/fused.py wraps it for autograd). PyTorch would walk over memory once per operation; a CPU
// spends most of its time there.
//
// Arrays are float32, contiguous, [T, B, channels] unless said otherwise: time, sentences of a
// batch, channels. Work is shared between threads by sentence, so the same numbers come out for any
// number of threads.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace {

using Size = std::int64_t;

inline float sigmoid(float x) {
  return 1.0f / (1.0f + std::exp(-x));
}

void scan_row_backward(const float* __restrict grad,
                       const float* __restrict c,
                       const float* __restrict f,
                       const float* __restrict o,
                       const float* __restrict h,
                       const float* __restrict past,
                       Size hidden,
                       float* __restrict flow,
                       float* __restrict dc,
                       float* __restrict df,
                       float* __restrict dout) {
  for (Size i = 0; i < hidden; ++i) {
    const float so = sigmoid(o[i]), sf = sigmoid(f[i]);
    const float g = flow[i] + grad[i] * so;
    dout[i] = grad[i] * h[i] * so * (1.0f - so);
    dc[i] = g * (1.0f - sf);
    df[i] = g * (past[i] - c[i]) * sf * (1.0f - sf);
    flow[i] = g * sf;
  }
}

}  // namespace

extern "C" {

// out = clamp((x - mean) / deviation, -clip, clip) * keep, over the last axis.
//   keep  [B, D], or null: a dropout mask, already divided by its rate
//   save  [T, B, 2]: mean and 1 / deviation, for the backward pass
void dragoman_norm(const float* x,
                   const float* keep,
                   Size T,
                   Size B,
                   Size D,
                   float clip,
                   float* out,
                   float* save) {
#pragma omp parallel for schedule(static)
  for (Size row = 0; row < T * B; ++row) {
    const float* in = x + row * D;
    float* to = out + row * D;
    float sum = 0;
    for (Size i = 0; i < D; ++i) sum += in[i];
    const float mean = sum / static_cast<float>(D);
    float square = 0;
    for (Size i = 0; i < D; ++i) square += (in[i] - mean) * (in[i] - mean);
    const float factor = 1.0f / std::sqrt(square / static_cast<float>(D) + 1e-5f);
    save[2 * row] = mean;
    save[2 * row + 1] = factor;
    const float* k = keep ? keep + (row % B) * D : nullptr;
    if (k) {
      for (Size i = 0; i < D; ++i) to[i] = std::clamp((in[i] - mean) * factor, -clip, clip) * k[i];
    } else {
      for (Size i = 0; i < D; ++i) to[i] = std::clamp((in[i] - mean) * factor, -clip, clip);
    }
  }
}

void dragoman_norm_backward(const float* grad,
                            const float* x,
                            const float* save,
                            const float* keep,
                            Size T,
                            Size B,
                            Size D,
                            float clip,
                            float* out) {
#pragma omp parallel
  {
    std::vector<float> g(static_cast<std::size_t>(D));
#pragma omp for schedule(static)
    for (Size row = 0; row < T * B; ++row) {
      const float* in = x + row * D;
      const float* gr = grad + row * D;
      const float* k = keep ? keep + (row % B) * D : nullptr;
      const float mean = save[2 * row], factor = save[2 * row + 1];
      float sum = 0, dot = 0;
      for (Size i = 0; i < D; ++i) {
        const float n = (in[i] - mean) * factor;
        const float open = n < clip && n > -clip ? 1.0f : 0.0f;
        const float v = gr[i] * (k ? k[i] : 1.0f) * open;
        g[static_cast<std::size_t>(i)] = v;
        sum += v;
        dot += v * n;
      }
      sum /= static_cast<float>(D);
      dot /= static_cast<float>(D);
      float* to = out + row * D;
      for (Size i = 0; i < D; ++i) {
        const float n = (in[i] - mean) * factor;
        to[i] = factor * (g[static_cast<std::size_t>(i)] - sum - n * dot);
      }
    }
  }
}

// out = x + a * sigmoid(g); the four are [rows, D].
void dragoman_gate(const float* x, const float* a, const float* g, Size rows, Size D, float* out) {
#pragma omp parallel for schedule(static)
  for (Size row = 0; row < rows; ++row) {
    for (Size i = row * D; i < (row + 1) * D; ++i) out[i] = x[i] + a[i] * sigmoid(g[i]);
  }
}

void dragoman_gate_backward(
    const float* grad, const float* a, const float* g, Size rows, Size D, float* da, float* dg) {
#pragma omp parallel for schedule(static)
  for (Size row = 0; row < rows; ++row) {
    for (Size i = row * D; i < (row + 1) * D; ++i) {
      const float s = sigmoid(g[i]);
      da[i] = grad[i] * s;
      dg[i] = grad[i] * a[i] * s * (1.0f - s);
    }
  }
}

// The forget-gate recurrence: h[t] = f h[t-1] + (1 - f) c, out = h * sigmoid(o), f = sigmoid(.) ;
// the second half of the H2 = 2 * hidden channels runs backward. Where mask [T, B] is 0 (padding)
// f and c are 0. The states h [T, B, H2] are kept for the backward pass.
void dragoman_scan(const float* c,
                   const float* f,
                   const float* o,
                   const float* mask,
                   Size T,
                   Size B,
                   Size H2,
                   float* h,
                   float* out) {
  const Size H = H2 / 2;
#pragma omp parallel for schedule(static)
  for (Size b = 0; b < B; ++b) {
    for (int back = 0; back < 2; ++back) {
      for (Size step = 0; step < T; ++step) {
        const Size t = back ? T - 1 - step : step, before = back ? t + 1 : t - 1;
        const Size at = (t * B + b) * H2 + back * H;
        const float m = mask[t * B + b];
        if (m == 0.0f) {
          for (Size i = at; i < at + H; ++i) h[i] = out[i] = 0.0f;
          continue;
        }
        const float* past = step ? h + (before * B + b) * H2 + back * H : nullptr;
        for (Size i = 0; i < H; ++i) {
          const float forget = sigmoid(f[at + i]);
          const float state = (past ? forget * past[i] : 0.0f) + (1.0f - forget) * c[at + i];
          h[at + i] = state;
          out[at + i] = state * sigmoid(o[at + i]);
        }
      }
    }
  }
}

void dragoman_scan_backward(const float* grad,
                            const float* c,
                            const float* f,
                            const float* o,
                            const float* h,
                            const float* mask,
                            Size T,
                            Size B,
                            Size H2,
                            float* dc,
                            float* df,
                            float* dout) {
  const Size H = H2 / 2;
#pragma omp parallel
  {
    std::vector<float> carry(static_cast<std::size_t>(H)), zero(static_cast<std::size_t>(H));
#pragma omp for schedule(static)
    for (Size b = 0; b < B; ++b) {
      for (int back = 0; back < 2; ++back) {
        std::fill(carry.begin(), carry.end(), 0.0f);
        float* flow = carry.data();
        for (Size step = T; step-- > 0;) {
          const Size t = back ? T - 1 - step : step, before = back ? t + 1 : t - 1;
          const Size at = (t * B + b) * H2 + back * H;
          if (mask[t * B + b] == 0.0f) {
            for (Size i = at; i < at + H; ++i) dc[i] = df[i] = dout[i] = 0.0f;
            std::fill(carry.begin(), carry.end(), 0.0f);
            continue;
          }
          const float* past = step ? h + (before * B + b) * H2 + back * H : nullptr;
          scan_row_backward(grad + at, c + at, f + at, o + at, h + at, past ? past : zero.data(), H,
                            flow, dc + at, df + at, dout + at);
        }
      }
    }
  }
}

}  // extern "C"
