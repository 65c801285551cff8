#include "stories/sketch.h"

#include <algorithm>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "stories/overlap.h"
#include "stories/story_texts.h"

namespace dragoman::stories {
namespace {

Sketch sketch(const std::string& text) {
  Record record;
  record.text = text;
  return sketch_of(record);
}

std::size_t in_common(const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b) {
  std::vector<std::int64_t> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both.size();
}

TEST(Sketch, TextAndBack) {
  const Sketch one = sketch(words(1, 300));
  EXPECT_EQ(one.words.size(), 300u);
  EXPECT_EQ(to_text(one).size(), 1200u);
  EXPECT_EQ(sketch_from_text(to_text(one)), one);
  EXPECT_TRUE(sketch_from_text("").words.empty());
  EXPECT_EQ(sketch_from_text("AAAB??").words.size(), 1u);  // a damaged row is no fault
}

TEST(Sketch, OneFingerprintInEveryWindow) {
  const auto prints = fingerprints(sketch(words(1, 2000)));
  EXPECT_GT(prints.size(), 2000u / (kWindow + 1));
  EXPECT_LT(prints.size(), 3 * 2000u / (kWindow + 1));
  EXPECT_TRUE(std::is_sorted(prints.begin(), prints.end()));
  EXPECT_GE(prints.front(), 0);
}

TEST(Sketch, APassageIsFoundWhateverIsAroundIt) {
  const std::string passage = words(1, kWindow + kShingle - 1);
  for (int seed = 10; seed < 60; seed += 2) {
    const auto a = fingerprints(sketch(words(seed, 70) + " " + passage)),
               b = fingerprints(sketch(passage + " " + words(seed + 1, 200)));
    EXPECT_GE(in_common(a, b), 1u) << seed;
  }
}

TEST(Sketch, OtherTextsHaveNoneInCommon) {
  EXPECT_EQ(in_common(fingerprints(sketch(words(1, 3000))), fingerprints(sketch(words(2, 3000)))),
            0u);
}

TEST(Sketch, OddTexts) {
  EXPECT_TRUE(fingerprints(sketch("")).empty());
  EXPECT_TRUE(fingerprints(sketch("only four words here")).empty());
  EXPECT_EQ(fingerprints(sketch("now there are five words")).size(), 1u);
  std::string same;
  for (int i = 0; i < 400'000; ++i) same += "word ";
  const Sketch repeated = sketch(same);
  EXPECT_EQ(repeated.words.size(), kMostWords);
  EXPECT_EQ(fingerprints(repeated).size(), 1u);
}

}  // namespace
}  // namespace dragoman::stories
