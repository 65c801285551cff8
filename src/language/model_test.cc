#include "language/model.h"

#include <algorithm>
#include <array>
#include <fstream>

#include <gtest/gtest.h>

#include "language/ends.h"
#include "language/lemma.h"
#include "language/tiny_model.h"
#include "language/word_features.h"

namespace dragoman::language {
namespace {

using testing::AlignedBytes;
using testing::Random;
using testing::TinyModelWriter;

TEST(Model, LoadsWhatTheWriterWrote) {
  const AlignedBytes bytes(TinyModelWriter(1).write());
  const auto model = Model::from_bytes(bytes.view(), "tiny");
  ASSERT_TRUE(model.ok()) << model.error().describe();
  EXPECT_EQ((*model)->tagset()->size(), 3u);
  EXPECT_EQ((*model)->version().size(), 16u);
}

TEST(Model, RefusesEveryTruncation) {
  const std::string whole = TinyModelWriter(1).write();
  for (std::size_t size = 0; size < whole.size(); size += 61) {
    const AlignedBytes bytes(std::string_view(whole).substr(0, size));
    const auto model = Model::from_bytes(bytes.view(), "tiny");
    ASSERT_FALSE(model.ok()) << size;
    EXPECT_EQ(model.error().code, ErrorCode::BadModel);
  }
}

TEST(Model, RefusesFlippedBytes) {
  const std::string whole = TinyModelWriter(1).write();
  Random random(4);
  for (int round = 0; round < 300; ++round) {
    std::string damaged = whole;
    const std::size_t at =
        round < 40 ? static_cast<std::size_t>(round) : random.next() % whole.size();
    if (at >= 36 && at < 64) continue;  // reserved
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << random.between(0, 7)));
    const AlignedBytes bytes(damaged);
    EXPECT_FALSE(Model::from_bytes(bytes.view(), "tiny").ok()) << "byte " << at;
  }
}

// A file that lies with a right checksum must still not lead outside its bytes.
TEST(Model, RefusesOrSurvivesForgedTables) {
  const std::string whole = TinyModelWriter(1).write(true);
  Random random(9);
  for (int round = 0; round < 1500; ++round) {
    std::string forged = whole;
    for (int i = random.between(1, 4); i > 0; --i) {
      const std::size_t at = 64 + random.next() % 1900;  // section table and first sections
      forged[at] = static_cast<char>(random.between(0, 255));
    }
    const std::uint64_t sum = model_checksum(std::string_view(forged).substr(64));
    std::memcpy(forged.data() + 24, &sum, 8);
    const AlignedBytes bytes(forged);
    const auto model = Model::from_bytes(bytes.view(), "tiny");
    if (model.ok()) (*model)->look_up(random.next());
  }
}

TEST(Model, MayHaveASplitter) {
  const AlignedBytes with(TinyModelWriter(1).write(true)), without(TinyModelWriter(1).write());
  const auto one = Model::from_bytes(with.view(), "tiny"),
             other = Model::from_bytes(without.view(), "tiny");
  ASSERT_TRUE(one.ok() && other.ok());
  EXPECT_TRUE((*one)->ends);
  EXPECT_FALSE((*other)->ends);
  // A number too large for sums in 32 bits.
  std::string whole = TinyModelWriter(1).write(true);
  std::uint64_t at = 0;
  std::memcpy(&at, whole.data() + 64 + 2 * 48 + 24, 8);
  const std::int32_t huge = 1 << 30;
  std::memcpy(whole.data() + at, &huge, 4);
  const std::uint64_t sum = model_checksum(std::string_view(whole).substr(64));
  std::memcpy(whole.data() + 24, &sum, 8);
  const AlignedBytes forged(whole);
  const auto refused = Model::from_bytes(forged.view(), "tiny");
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().describe().find("too large"), std::string::npos);
}

TEST(Model, MayHaveATableOfLemmas) {
  const AlignedBytes with(TinyModelWriter(1).write(true)), without(TinyModelWriter(1).write());
  const auto one = Model::from_bytes(with.view(), "tiny"),
             other = Model::from_bytes(without.view(), "tiny");
  ASSERT_TRUE(one.ok() && other.ok());
  std::string scratch;
  Tag plural;
  plural.upos = Upos::Noun;
  plural.xpos = "NNS";
  const LemmaScript guess{LemmaScript::Case::Lower, 1, ""};
  EXPECT_EQ(lemma_of(**one, testing::english(), guess, "MICE", plural, scratch), "mouse");
  EXPECT_EQ(lemma_of(**one, testing::english(), guess, "Mice", plural, scratch), "Mice");
  EXPECT_EQ(lemma_of(**one, testing::english(), guess, "cats", plural, scratch), "cat");
  EXPECT_EQ((*one)->known_lemma(lemma_key("mice", false, "NOUN", "NN", scratch)), nullptr);
  EXPECT_EQ((*other)->known_lemma(lemma_key("mice", false, "NOUN", "NNS", scratch)), nullptr);
}

TEST(EndScorer, SumsGroupsOfUnitsAndMindsTheGate) {
  // Two groups of sixteen units, two rows; the features that are summed are 0 and 1 by turns.
  std::vector<std::int8_t> rows(2 * 32);
  std::vector<std::int32_t> bias(32, 10), output(34, 0);
  for (std::size_t k = 0; k < 32; ++k) {
    rows[k] = static_cast<std::int8_t>(k);
    rows[32 + k] = -3;
    output[k] = static_cast<std::int32_t>(k) - 7;
  }
  output[32] = 100;
  output[33] = -5;
  std::vector<std::uint8_t> gate(kEndKinds / 8, 0);
  gate[5] = 1 << 2;
  const EndScorer scorer{rows.data(), 2, bias.data(), output.data(), 32, 20, gate.data()};
  std::array<std::uint32_t, kEndFeatures> features{};
  for (std::size_t i = 0; i < features.size(); ++i) features[i] = static_cast<std::uint32_t>(i);
  std::int32_t expected = -5;
  for (std::int32_t k = 0; k < 32; ++k) expected += (k - 7) * std::clamp(10 + 10 * k - 30, 0, 100);
  EXPECT_EQ(end_score(scorer, features), expected);
  EXPECT_TRUE(scorer.worth_scoring(42));
  EXPECT_FALSE(scorer.worth_scoring(43));
}

TEST(Model, CalibrationKeepsTheOrder) {
  const Calibration none, some{0.6f, -0.2f};
  EXPECT_EQ(none(0.37f), 0.37f);
  float before = -1;
  for (int i = 0; i <= 100; ++i) {
    const float p = some(static_cast<float>(i) / 100.0f);
    EXPECT_GE(p, 0.0f);
    EXPECT_LE(p, 1.0f);
    EXPECT_GT(p, before);
    before = p;
  }
}

TEST(Model, SaysWhatIsWrong) {
  std::string other = TinyModelWriter(1).write();
  other[8] = 9;
  const AlignedBytes bytes(other);
  const auto newer = Model::from_bytes(bytes.view(), "models/x.dgm");
  EXPECT_NE(newer.error().describe().find("version 9"), std::string::npos);
  EXPECT_NE(newer.error().describe().find("models/x.dgm"), std::string::npos);
  const auto none = Model::load("/nowhere/english.dgm");
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().code, ErrorCode::NotFound);
}

}  // namespace
}  // namespace dragoman::language
