// Log-linear weights over readable features ("top=veto", "rule=kill/hang"): which of a few classes
// something belongs to.
//
// Method: multinomial logistic regression. The weights stand in lexicons/events/*_weights.tsv, one
// feature and class a line, so that a decision can be read and argued with; train_events writes
// them (docs/rooms/events.md).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dragoman/result.h"

namespace dragoman::events {

struct Feature {
  std::string name;
  float value = 1;
};

// Immutable once loaded; serves all threads.
class FeatureWeights {
 public:
  // Fails with NotFound, NotReadable or BadFormat (file:line:column), there also when a class is
  // none that `is_class` knows.
  static Result<FeatureWeights> load(const std::string& path,
                                     const std::function<bool(std::string_view)>& is_class);

  const std::vector<std::string>& classes() const { return classes_; }
  bool empty() const { return classes_.empty(); }
  // Probabilities [classes]; sums run in order of the features, so they are the same everywhere.
  std::vector<double> probabilities(const std::vector<Feature>& features) const;

 private:
  std::vector<std::string> classes_;
  std::unordered_map<std::uint64_t, std::vector<std::pair<std::uint16_t, float>>> weights_;
};

}  // namespace dragoman::events
