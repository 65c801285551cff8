#include "speech/marks.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "../../tests/support/document_builder.h"
#include "speech/attribute.h"

namespace dragoman::speech {
namespace {

using testing::mark_attribution;

std::string words(const Document& doc, const std::vector<ByteSpan>& spans) {
  std::string out;
  for (const ByteSpan span : spans) {
    if (!out.empty()) out += " || ";
    out += doc.view(span);
  }
  return out;
}

// No word of it is in the lexicon of cues with a frame that fits.
constexpr const char* kLightVerb = R"(
1 Reyes Reyes PROPN _ Number=Sing 2 nsubj _ _
2 poured pour VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ _
3 cold cold ADJ _ Degree=Pos 4 amod _ _
4 water water NOUN _ Number=Sing 2 obj _ _
5 on on ADP _ _ 7 case _ _
6 the the DET _ _ 7 det _ _
7 plan plan NOUN _ Number=Sing 2 obl _ SpaceAfter=No
8 . . PUNCT _ _ 2 punct _ _
)";

constexpr const char* kSplit = R"(
1 Talks talk NOUN _ Number=Plur 2 nsubj _ _
2 failed fail VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ SpaceAfter=No
3 , , PUNCT _ _ 5 punct _ _
4 he he PRON _ Number=Sing|Person=3 5 nsubj _ _
5 said say VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 2 parataxis _ SpaceAfter=No
6 , , PUNCT _ _ 5 punct _ _
7 because because SCONJ _ _ 9 mark _ _
8 nobody nobody PRON _ _ 9 nsubj _ _
9 came come VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 2 advcl _ SpaceAfter=No
10 . . PUNCT _ _ 2 punct _ _

1 War war NOUN _ Number=Sing 2 nsubj _ _
2 looms loom VERB _ Mood=Ind|Tense=Pres|VerbForm=Fin 0 root _ SpaceAfter=No
3 . . PUNCT _ _ 2 punct _ _
)";

TEST(Marks, AGroupGoesOnBehindTheCueAndEndsWithItsSentence) {
  Document doc = testing::document_from_conllu(kSplit);
  mark_attribution(doc, "Cc.SK.ccc.cc.");
  const Marks marks(doc);
  const auto& content = marks.groups(AttributionShares::Content);
  ASSERT_EQ(content.size(), 2u);
  EXPECT_EQ(content[0], (TokenSet{0, 1, 6, 7, 8}));
  EXPECT_EQ(content[1], (TokenSet{10, 11}));
  ASSERT_EQ(marks.groups(AttributionShares::Cue).size(), 1u);
}

TEST(Marks, AFirstWordBeginsAnotherGroup) {
  Document doc = testing::document_from_conllu(kSplit);
  mark_attribution(doc, "CcCSK.ccc....");
  const Marks marks(doc);
  const auto& content = marks.groups(AttributionShares::Content);
  ASSERT_EQ(content.size(), 2u);
  EXPECT_EQ(content[0], (TokenSet{0, 1}));
  EXPECT_EQ(content[1], (TokenSet{2, 6, 7, 8}));
}

TEST(Marks, NoneWithoutTheHead) {
  const Document doc = testing::document_from_conllu(kSplit);
  const Marks marks(doc);
  EXPECT_TRUE(marks.empty());
  EXPECT_TRUE(marks.groups(AttributionShares::Content).empty());
  EXPECT_EQ(marks.mean(AttributionShares::Content, {{0, 5}}), 0);
}

TEST(Marks, MeanIsOverWords) {
  Document doc = testing::document_from_conllu(kSplit);
  mark_attribution(doc, "Cc.SK........");
  const Marks marks(doc);
  EXPECT_NEAR(marks.mean(AttributionShares::Content, {{0, 12}}), 0.97, 0.001);  // "Talks failed"
  EXPECT_NEAR(marks.mean(AttributionShares::Content, {{0, 16}}), 2 * 0.97 / 3, 0.001);
}

TEST(Marks, AStatementWhoseCueNoLexiconHas) {
  const auto resources = Resources::load(std::string(DRAGOMAN_SOURCE_DIR) + "/lexicons");
  ASSERT_TRUE(resources.ok());
  Document doc = testing::document_from_conllu(kLightVerb);
  ASSERT_TRUE(attribute(**resources, doc).ok());
  EXPECT_TRUE(doc.statements.empty());
  mark_attribution(doc, "SKkkkCc.");
  ASSERT_TRUE(attribute(**resources, doc).ok());
  ASSERT_EQ(doc.statements.size(), 1u);
  const Statement& s = doc.statements[0];
  EXPECT_EQ(words(doc, s.source), "Reyes");
  EXPECT_EQ(words(doc, s.cue), "poured cold water on");
  EXPECT_EQ(words(doc, s.content), "the plan");
  EXPECT_EQ(s.rule, "pour:marked");
  EXPECT_EQ(s.kind, StatementKind::Indirect);
}

}  // namespace
}  // namespace dragoman::speech
