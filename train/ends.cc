// Trains one net of the scorer of sentence ends (src/language/ends.h): called by train/splitter.py
// through ctypes. Stochastic gradient descent with Adagrad (Duchi et al. 2011) on single gaps, so
// that only the rows that a gap picks are touched: some seconds where a general library takes a
// minute. The order of all sums is fixed: the same data, seed and compiler give the same net.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

namespace {

constexpr int kWidth = 16;

struct Random {  // xorshift64*
  std::uint64_t state;
  std::uint32_t next() {
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return static_cast<std::uint32_t>((state * 2685821657736338717ull) >> 32);
  }
  float real() { return static_cast<float>(next() >> 8) * (1.0f / 16777216.0f); }
};

}  // namespace

extern "C" {

// features[gaps][per_gap] (already below `count`), gold[gaps], weight[gaps]. Fills rows[count][16],
// bias[16], output[16 + 1] (the last is the answer's bias). `clip`: of the hidden units. Returns
// the mean loss of the last epoch. `decay`: what a row loses with every gap that does not pick it.
double dragoman_train_ends(const std::uint32_t* features,
                           std::int64_t gaps,
                           std::int64_t per_gap,
                           const std::uint8_t* gold,
                           const float* weight,
                           std::int64_t count,
                           std::int64_t epochs,
                           float rate,
                           float drop,
                           float decay,
                           float clip,
                           float most,
                           std::uint64_t seed,
                           float* rows,
                           float* bias,
                           float* output) {
  Random random{seed * 2654435761u + 88172645463325252ull};
  // Rows fade between one touch and the next, so that what was seen once or twice is forgotten.
  std::vector<std::int64_t> touched(static_cast<std::size_t>(count), 0);
  std::vector<float> squares(static_cast<std::size_t>(count) * kWidth, 1e-3f);
  float bias_squares[kWidth], output_squares[kWidth + 1];
  std::fill_n(bias_squares, kWidth, 1e-2f);
  std::fill_n(output_squares, kWidth + 1, 1e-2f);
  std::fill_n(rows, count * kWidth, 0.0f);
  for (int k = 0; k < kWidth; ++k) {
    bias[k] = 0.5f;
    output[k] = random.real() - 0.5f;
  }
  output[kWidth] = -1;
  std::vector<std::int64_t> order(static_cast<std::size_t>(gaps));
  std::iota(order.begin(), order.end(), 0);
  std::vector<std::uint32_t> picked(static_cast<std::size_t>(per_gap));
  double loss = 0;
  for (std::int64_t epoch = 0; epoch < epochs; ++epoch) {
    for (std::size_t i = order.size(); i > 1; --i)
      std::swap(order[i - 1], order[random.next() % i]);
    loss = 0;
    for (std::int64_t n = 0; n < gaps; ++n) {
      const float done = static_cast<float>(epoch * gaps + n) / static_cast<float>(epochs * gaps);
      const float eta = rate * std::max(0.02f, 1 - done);
      const std::int64_t at = order[static_cast<std::size_t>(n)];
      std::size_t picks = 0;
      for (std::int64_t f = 0; f < per_gap; ++f) {
        if (drop <= 0 || random.real() >= drop) picked[picks++] = features[at * per_gap + f];
      }
      const float scale = 1 / (1 - drop);
      float sum[kWidth];
      std::fill_n(sum, kWidth, 0.0f);
      for (std::size_t f = 0; f < picks; ++f) {
        float* row = rows + std::int64_t{picked[f]} * kWidth;
        const std::int64_t now = epoch * gaps + n;
        const float fade = std::exp(-decay * static_cast<float>(now - touched[picked[f]]));
        touched[picked[f]] = now;
        for (int k = 0; k < kWidth; ++k) sum[k] += row[k] *= fade;
      }
      float logit = output[kWidth], hidden[kWidth];
      for (int k = 0; k < kWidth; ++k) {
        sum[k] = sum[k] * scale + bias[k];
        hidden[k] = std::clamp(sum[k], 0.0f, clip);
        logit += output[k] * hidden[k];
      }
      const float p = 1 / (1 + std::exp(-logit)), y = gold[at];
      const float g = weight[at] * (p - y);
      loss -= weight[at] * std::log(std::max(1e-7f, y > 0 ? p : 1 - p));
      float back[kWidth];
      for (int k = 0; k < kWidth; ++k) {
        back[k] = sum[k] > 0 && sum[k] < clip ? g * output[k] : 0.0f;
        const float go = g * hidden[k];
        output_squares[k] += go * go;
        output[k] -= eta * go / std::sqrt(output_squares[k]);
        bias_squares[k] += back[k] * back[k];
        bias[k] -= eta * back[k] / std::sqrt(bias_squares[k]);
      }
      output_squares[kWidth] += g * g;
      output[kWidth] -= eta * g / std::sqrt(output_squares[kWidth]);
      if (std::abs(g) < 1e-4f) continue;
      for (std::size_t f = 0; f < picks; ++f) {
        float* row = rows + std::int64_t{picked[f]} * kWidth;
        float* square = squares.data() + std::int64_t{picked[f]} * kWidth;
        for (int k = 0; k < kWidth; ++k) {
          const float gr = back[k] * scale;
          square[k] += gr * gr;
          row[k] = std::clamp(row[k] - eta * gr / std::sqrt(square[k]), -most, most);
        }
      }
    }
    loss /= static_cast<double>(std::max<std::int64_t>(1, gaps));
  }
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t since = epochs * gaps - touched[static_cast<std::size_t>(i)];
    const float fade = std::exp(-decay * static_cast<float>(since));
    for (int k = 0; k < kWidth; ++k) rows[i * kWidth + k] *= fade;
  }
  return loss;
}

}  // extern "C"
