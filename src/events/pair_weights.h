// Which type of act joins two marked parties, where patterns alone do not say.
//
// Method: multinomial logistic regression over named features ("top=veto", "rule=REJECT
// link=both"). The weights stand in lexicons/events/pair_weights.tsv, one feature and class a line,
// so that a decision can be read and argued with; train_events writes them (docs/rooms/events.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dragoman/result.h"

#include "events/pair.h"

namespace dragoman::events {

struct PairFeature {
  std::string name;
  float value = 1;
};

// Features of a pair without repetition, in a fixed order.
std::vector<PairFeature> pair_features(const Clauses& clauses,
                                       const Lexicon& lexicon,
                                       const Pair& pair);

// Immutable once loaded; serves all threads.
class PairWeights {
 public:
  // Fails with NotFound, NotReadable or BadFormat (file:line:column).
  static Result<PairWeights> load(const std::string& path);

  // A class is a PLOVER type, or YIELD, which stands for CONCEDE and RETREAT.
  const std::vector<std::string>& classes() const { return classes_; }
  bool empty() const { return classes_.empty(); }
  // Probabilities [classes]; sums run in order of the features, so they are the same everywhere.
  std::vector<double> probabilities(const std::vector<PairFeature>& features) const;

 private:
  std::vector<std::string> classes_;
  std::unordered_map<std::uint64_t, std::vector<std::pair<std::uint16_t, float>>> weights_;
};

}  // namespace dragoman::events
