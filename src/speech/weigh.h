// Weighs candidates: is this use of the cue a statement?
//
// A linear model over named features ("frame=that", "word=say", ...), logistic. The weights stand
// in lexicons/speech/weights.tsv, one feature a line, so that a decision can be read and argued
// with; they are trained by train_speech on PolNeAR's training part (docs/rooms/speech.md says
// how).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dragoman/result.h"

#include "speech/draft.h"
#include "speech/marks.h"

namespace dragoman::speech {

// Takes features by their names, each in pieces that are put together: weighing needs no strings.
class FeatureSink {
 public:
  virtual ~FeatureSink() = default;
  virtual void add(std::initializer_list<std::string_view> name, float value) = 0;
  void add(std::initializer_list<std::string_view> name) { add(name, 1.0f); }
};

// What a draft is weighed by, and beside what.
struct Weighed {
  const Tree& tree;
  const CueLexicon& lexicon;
  const std::vector<Quotation>& quotations;
  const Marks& marks;
};

// The features of the language model's marks begin so.
inline constexpr std::string_view kMarked = "marked ";

// Gives the features of a draft, without repetition, in a fixed order. `nested`: as a statement
// inside of another one, of which neither marks nor weights know anything, since the gold has no
// nesting.
void give_features(const Weighed& beside, const Draft& draft, bool nested, FeatureSink& sink);

class Weights {
 public:
  // Fails with NotFound, NotReadable or BadFormat.
  static Result<Weights> load(const std::string& path);

  // Probability that the draft is a statement.
  float probability(const Weighed& beside, const Draft& draft, bool nested = false) const;
  float threshold() const { return threshold_; }      // of statements that stand in no other
  float nested_threshold() const { return nested_; }  // of those inside of others

 private:
  std::unordered_map<std::uint64_t, float> weights_;  // by the hash of the name
  float threshold_ = 0.5f, nested_ = 0.7f;
  float scale_ = 1;  // of the text's features, where there are marks beside them
};

}  // namespace dragoman::speech
