// Points on the earth, kept so that distances between many of them are cheap.
#pragma once

#include <cmath>

#include "knowledge/knowledge_base.h"

namespace dragoman::places {

// In kilometres from the centre of the earth.
struct Spot {
  double x = 0, y = 0, z = 0;
};

inline Spot spot_of(knowledge::Point point) {
  constexpr double kEarthKm = 6371.0, kRadians = 3.14159265358979323846 / 180;
  const double lat = point.lat * kRadians, lon = point.lon * kRadians;
  return {kEarthKm * std::cos(lat) * std::cos(lon), kEarthKm * std::cos(lat) * std::sin(lon),
          kEarthKm * std::sin(lat)};
}

// Square of the straight line through the earth, in km^2: of two spots 1000 km apart, 1 km short.
inline double squared_km(const Spot& a, const Spot& b) {
  const double x = a.x - b.x, y = a.y - b.y, z = a.z - b.z;
  return x * x + y * y + z * z;
}

}  // namespace dragoman::places
