#include "places/coherence.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace dragoman::places {
namespace {

constexpr double kEarthKm = 6371.0;
constexpr double kHalfKm = 75.0;  // where nearness is one half
constexpr double kPi = 3.14159265358979323846;

// A reading as a point on the unit sphere: the chord between two of them stands for the distance,
// without trigonometry for each pair.
struct Weighed {
  double x, y, z, likelihood;
};

std::vector<Weighed> weigh(const std::vector<Reading>& readings) {
  std::vector<Weighed> out;
  double top = -1e9, sum = 0;
  for (const Reading& reading : readings) top = std::max(top, reading.score);
  for (const Reading& reading : readings) sum += std::exp(reading.score - top);
  for (const Reading& reading : readings) {
    if (!reading.point) continue;
    const double lat = reading.point->lat * kPi / 180, lon = reading.point->lon * kPi / 180;
    out.push_back({std::cos(lat) * std::cos(lon), std::cos(lat) * std::sin(lon), std::sin(lat),
                   std::exp(reading.score - top) / sum});
  }
  return out;
}

double best_near(const Weighed& here, const std::vector<Weighed>& others) {
  constexpr double kScale = (kEarthKm / kHalfKm) * (kEarthKm / kHalfKm);
  double best = 0;
  for (const Weighed& there : others) {
    const double dx = here.x - there.x, dy = here.y - there.y, dz = here.z - there.z;
    best = std::max(best, there.likelihood / (1 + kScale * (dx * dx + dy * dy + dz * dz)));
  }
  return best;
}

}  // namespace

std::vector<std::vector<double>> supports(const std::vector<std::vector<Reading>>& names) {
  std::vector<std::vector<Weighed>> weighed;
  for (const auto& readings : names) weighed.push_back(weigh(readings));
  std::vector<std::vector<double>> out(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::size_t at = 0;  // in weighed[i], which leaves out readings without a point
    for (const Reading& reading : names[i]) {
      double sum = 0;
      if (reading.point) {
        const Weighed& here = weighed[i][at++];
        for (std::size_t j = 0; j < names.size(); ++j) {
          if (j != i) sum += best_near(here, weighed[j]);
        }
      }
      out[i].push_back(sum);
    }
  }
  return out;
}

}  // namespace dragoman::places
