// How well the readings of a report's place names lie together.
//
// Names of one report mostly lie near each other ("Perham", "Pelican Rapids" and "Otter Tail
// County"), so a reading is supported by readings of other names near it, each counted by how
// likely it is by now. Called once a round, this is relaxation labelling (Rosenfeld, Hummel and
// Zucker 1976) over toponyms; the distance heuristic is Leidner's (2007) minimality.
#pragma once

#include <optional>
#include <vector>

#include "places/spot.h"

namespace dragoman::places {

// One reading of a name.
struct Reading {
  std::optional<Spot> spot;  // none: an area too large to be near anything
  double score = 0;          // higher is likelier; differences count, in nats
};

// For each reading of each name the sum, over the other names, of their best reading's likelihood
// times nearness (1 at the same spot, 1/2 at 75 km, 1/10 at 225 km). Same shape as `names`.
// Quadratic in the number of readings.
std::vector<std::vector<double>> supports(const std::vector<std::vector<Reading>>& names);

}  // namespace dragoman::places
