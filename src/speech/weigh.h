// Weighs candidates: is this use of the cue a statement?
//
// A linear model over named features ("frame=that", "word=say", ...), logistic. The weights stand
// in lexicons/speech/weights.tsv, one feature a line, so that a decision can be read and argued
// with; they are trained by train_speech on PolNeAR's training part (docs/rooms/speech.md says
// how).
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dragoman/result.h"

#include "speech/draft.h"
#include "speech/marks.h"

namespace dragoman::speech {

class Weights {
 public:
  // Fails with NotFound, NotReadable or BadFormat.
  static Result<Weights> load(const std::string& path);

  float of(const std::string& feature) const {
    const auto found = weights_.find(feature);
    return found == weights_.end() ? 0.0f : found->second;
  }
  // Probability that a draft with these features is a statement.
  float probability(const std::vector<std::string>& features) const;
  float threshold() const { return threshold_; }      // of statements that stand in no other
  float nested_threshold() const { return nested_; }  // of those inside of others

 private:
  std::unordered_map<std::string, float> weights_;
  float threshold_ = 0.5f, nested_ = 0.7f;
};

// The feature of a cue that stands between quotation marks.
inline constexpr std::string_view kInsideQuotation = "inside a quotation";

// The features of a draft, without repetition, in a fixed order.
std::vector<std::string> features_of(const Tree& tree,
                                     const CueLexicon& lexicon,
                                     const std::vector<Quotation>& quotations,
                                     const Marks& marks,
                                     const Draft& draft);

}  // namespace dragoman::speech
