#include "places/coherence.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace dragoman::places {
namespace {

constexpr double kHalfKm = 75.0;  // where nearness is one half

struct Weighed {
  Spot spot;
  double likelihood;
};

std::vector<Weighed> weigh(const std::vector<Reading>& readings) {
  std::vector<Weighed> out;
  double top = -1e9, sum = 0;
  for (const Reading& reading : readings) top = std::max(top, reading.score);
  for (const Reading& reading : readings) sum += std::exp(reading.score - top);
  for (const Reading& reading : readings) {
    const double likelihood = std::exp(reading.score - top) / sum;
    // What is hardly meant supports nobody.
    if (reading.spot && likelihood > 0.002) out.push_back({*reading.spot, likelihood});
  }
  return out;
}

double best_near(const Spot& here, const std::vector<Weighed>& others) {
  double best = 0;
  for (const Weighed& there : others) {
    best =
        std::max(best, there.likelihood / (1 + squared_km(here, there.spot) / (kHalfKm * kHalfKm)));
  }
  return best;
}

}  // namespace

std::vector<std::vector<double>> supports(const std::vector<std::vector<Reading>>& names) {
  std::vector<std::vector<Weighed>> weighed;
  for (const auto& readings : names) weighed.push_back(weigh(readings));
  std::vector<std::vector<double>> out(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    for (const Reading& reading : names[i]) {
      double sum = 0;
      for (std::size_t j = 0; reading.spot && j < names.size(); ++j) {
        if (j != i) sum += best_near(*reading.spot, weighed[j]);
      }
      out[i].push_back(sum);
    }
  }
  return out;
}

}  // namespace dragoman::places
