#include "speech/attribute.h"

#include <string>

#include <gtest/gtest.h>

#include "../../tests/support/document_builder.h"
#include "speech/cues.h"
#include "speech/lookup.h"

namespace dragoman::speech {
namespace {

const Resources& resources() {
  static const auto loaded = Resources::load(std::string(DRAGOMAN_SOURCE_DIR) + "/lexicons");
  return **loaded;
}

Document read(const char* conllu, std::string_view marks = {}) {
  Document doc = testing::document_from_conllu(conllu);
  if (!marks.empty()) testing::mark_attribution(doc, marks);
  EXPECT_TRUE(attribute(resources(), doc).ok());
  return doc;
}

std::string words(const Document& doc, const std::vector<ByteSpan>& spans) {
  std::string out;
  for (const ByteSpan span : spans) {
    if (!out.empty()) out += " || ";
    out += doc.view(span);
  }
  return out;
}

std::string line(const Document& doc, const Statement& s) {
  return std::string(to_string(s.kind)) + " [" + words(doc, s.source) + "] [" + words(doc, s.cue) +
         "] [" + words(doc, s.content) + "]";
}

constexpr const char* kIndirect = R"(
1 Ana Ana PROPN _ Number=Sing 3 nsubj _ _
2 Reyes Reyes PROPN _ Number=Sing 1 flat _ _
3 said say VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ _
4 that that SCONJ _ _ 7 mark _ _
5 talks talk NOUN _ Number=Plur 7 nsubj _ _
6 would would AUX _ VerbForm=Fin 7 aux _ _
7 resume resume VERB _ VerbForm=Inf 3 ccomp _ SpaceAfter=No
8 . . PUNCT _ _ 3 punct _ _
)";

constexpr const char* kDirectSplit = R"(
1 “ “ PUNCT _ _ 4 punct _ SpaceAfter=No
2 We we PRON _ Number=Plur|Person=1 4 nsubj _ _
3 will will AUX _ VerbForm=Fin 4 aux _ _
4 stay stay VERB _ VerbForm=Inf 0 root _ SpaceAfter=No
5 , , PUNCT _ _ 4 punct _ SpaceAfter=No
6 ” ” PUNCT _ _ 4 punct _ _
7 he he PRON _ Number=Sing|Person=3 8 nsubj _ _
8 said say VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 4 parataxis _ SpaceAfter=No
9 , , PUNCT _ _ 8 punct _ _
10 “ “ PUNCT _ _ 12 punct _ SpaceAfter=No
11 and and CCONJ _ _ 12 cc _ _
12 fight fight VERB _ VerbForm=Inf 4 conj _ SpaceAfter=No
13 . . PUNCT _ _ 4 punct _ SpaceAfter=No
14 ” ” PUNCT _ _ 4 punct _ _
)";

TEST(Attribute, IndirectWithThat) {
  const Document doc = read(kIndirect);
  ASSERT_EQ(doc.statements.size(), 1u);
  EXPECT_EQ(line(doc, doc.statements[0]), "indirect [Ana Reyes] [said] [that talks would resume]");
  EXPECT_EQ(doc.statements[0].cue_token, 2u);
  EXPECT_EQ(doc.statements[0].source_token, 0u);
  EXPECT_TRUE(doc.has(Layer::Statements));
}

TEST(Attribute, DirectSplitByItsCueIsOneStatement) {
  const Document doc = read(kDirectSplit);
  ASSERT_EQ(doc.statements.size(), 1u);
  EXPECT_EQ(line(doc, doc.statements[0]),
            "direct [he] [said] [\u201CWe will stay,\u201D || \u201Cand fight.\u201D]");
}

TEST(Attribute, TokensOfQuotationsBelongToTheSpeaker) {
  const Document doc = read(kDirectSplit);
  EXPECT_EQ(statement_of_token(doc, 1), 0u);     // We
  EXPECT_EQ(statement_of_token(doc, 7), kNone);  // said
  EXPECT_EQ(quotation_of_token(doc, 11), 0u);    // fight
  EXPECT_EQ(quotation_of_token(doc, 6), kNone);  // he
}

TEST(Attribute, QuotationWithoutATreeIsNotLost) {
  // Every arc is wrong: the marks and the words beside them must do.
  const Document doc = read(R"(
1 " " PUNCT _ _ 2 punct _ SpaceAfter=No
2 Nothing nothing PRON _ _ 9 obj _ _
3 has have AUX _ VerbForm=Fin 2 aux _ _
4 changed change VERB _ VerbForm=Part 9 amod _ SpaceAfter=No
5 , , PUNCT _ _ 9 punct _ SpaceAfter=No
6 " " PUNCT _ _ 9 punct _ _
7 said say VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 9 amod _ _
8 Ana Ana PROPN _ _ 9 compound _ _
9 Reyes Reyes PROPN _ _ 0 root _ SpaceAfter=No
10 . . PUNCT _ _ 9 punct _ _
)");
  ASSERT_EQ(doc.statements.size(), 1u);
  EXPECT_EQ(words(doc, doc.statements[0].content), "\"Nothing has changed,\"");
  EXPECT_EQ(words(doc, doc.statements[0].source), "Ana Reyes");
}

TEST(Attribute, MixedHoldsQuotedWords) {
  const Document doc = read(R"(
1 Residents resident NOUN _ Number=Plur 2 nsubj _ _
2 said say VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ _
3 they they PRON _ Person=3 4 nsubj _ _
4 felt feel VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 2 ccomp _ _
5 " " PUNCT _ _ 7 punct _ SpaceAfter=No
6 utterly utterly ADV _ _ 7 advmod _ _
7 duped dupe VERB _ VerbForm=Part|Tense=Past 4 xcomp _ SpaceAfter=No
8 . . PUNCT _ _ 2 punct _ SpaceAfter=No
9 " " PUNCT _ _ 7 punct _ _
)");
  ASSERT_EQ(doc.statements.size(), 1u);
  EXPECT_EQ(line(doc, doc.statements[0]),
            "mixed [Residents] [said] [they felt \"utterly duped.\"]");
  ASSERT_EQ(doc.statements[0].quoted.size(), 1u);
  EXPECT_EQ(words(doc, doc.statements[0].quoted), "utterly duped.");
}

TEST(Attribute, AccordingToCoversTheSentence) {
  const Document doc = read(R"(
1 Troops troop NOUN _ Number=Plur 2 nsubj _ _
2 left leave VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ _
3 the the DET _ _ 5 det _ _
4 northern northern ADJ _ Degree=Pos 5 amod _ _
5 towns town NOUN _ Number=Plur 2 obj _ SpaceAfter=No
6 , , PUNCT _ _ 9 punct _ _
7 according accord VERB _ _ 9 case _ _
8 to to ADP _ _ 7 fixed _ _
9 Ana Ana PROPN _ Number=Sing 2 obl _ _
10 Reyes Reyes PROPN _ Number=Sing 9 flat _ SpaceAfter=No
11 . . PUNCT _ _ 2 punct _ _
)",
                            "Ccccc.KkSs.");
  ASSERT_EQ(doc.statements.size(), 1u);
  EXPECT_EQ(line(doc, doc.statements[0]),
            "indirect [Ana Reyes] [according to] [Troops left the northern towns]");
}

TEST(Attribute, RepairsASubjectTakenForAnObject) {
  const Document doc = read(R"(
1 He he PRON _ Person=3 2 nsubj _ _
2 said say VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ _
3 cooperation cooperation NOUN _ Number=Sing 2 obj _ _
4 was be AUX _ Mood=Ind|Tense=Past|VerbForm=Fin 5 cop _ _
5 vital vital ADJ _ _ 2 ccomp _ SpaceAfter=No
6 . . PUNCT _ _ 2 punct _ _
)");
  ASSERT_EQ(doc.statements.size(), 1u);
  EXPECT_EQ(line(doc, doc.statements[0]), "indirect [He] [said] [cooperation was vital]");
}

TEST(Attribute, UnquotedWordsAfterAColonInTheFirstPerson) {
  const Document doc = read(R"(
1 Ana Ana PROPN _ _ 3 nsubj _ _
2 Reyes Reyes PROPN _ _ 1 flat _ _
3 said say VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ SpaceAfter=No
4 : : PUNCT _ _ 3 punct _ _

# newpar
1 I I PRON _ Person=1 3 nsubj _ _
2 am be AUX _ Mood=Ind|Tense=Pres|VerbForm=Fin 3 cop _ _
3 relieved relieved ADJ _ _ 0 root _ SpaceAfter=No
4 . . PUNCT _ _ 3 punct _ _

# newpar
1 The the DET _ _ 2 det _ _
2 road road NOUN _ _ 4 nsubj _ _
3 is be AUX _ Mood=Ind|Tense=Pres|VerbForm=Fin 4 cop _ _
4 open open ADJ _ _ 0 root _ SpaceAfter=No
5 . . PUNCT _ _ 4 punct _ _
)");
  ASSERT_EQ(doc.statements.size(), 1u);
  EXPECT_EQ(line(doc, doc.statements[0]), "direct [Ana Reyes] [said] [I am relieved.]");
}

TEST(Attribute, NeedsTrees) {
  Document doc;
  const auto done = attribute(resources(), doc);
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, ErrorCode::MissingLayer);
}

TEST(Attribute, EmptyTextHasNoStatements) {
  Document doc;
  doc.mark(Layer::Trees);
  EXPECT_TRUE(attribute(resources(), doc).ok());
  EXPECT_TRUE(doc.statements.empty());
}

TEST(CueLexicon, FindsLemmasBehindWrongOnes) {
  const CueLexicon& cues = resources().cues();
  EXPECT_EQ(cues.lemma_of("cited", "cit", true), "cite");
  EXPECT_EQ(cues.lemma_of("denied", "deni", true), "deny");
  EXPECT_EQ(cues.lemma_of("slammed", "slamm", true), "slam");
  EXPECT_EQ(cues.lemma_of("noting", "not", true), "note");
  EXPECT_EQ(cues.lemma_of("said", "say", true), "say");
  EXPECT_EQ(cues.lemma_of("table", "table", false), "table");
  EXPECT_TRUE(cues.introduces_quotations("add"));
  EXPECT_FALSE(cues.introduces_quotations("attack"));
}

}  // namespace
}  // namespace dragoman::speech
