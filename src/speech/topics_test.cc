#include "speech/topics.h"

#include <string>

#include <gtest/gtest.h>

#include "../../tests/support/document_builder.h"

namespace dragoman::speech {
namespace {

const Resources& resources() {
  static const auto loaded = Resources::load(std::string(DRAGOMAN_SOURCE_DIR) + "/lexicons");
  return **loaded;
}

// "Reyes said that the fragile border agreement and the withdrawal of foreign troops took time ."
constexpr const char* kSaid = R"(
1 Reyes Reyes PROPN _ Number=Sing 2 nsubj _ _
2 said say VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ _
3 that that SCONJ _ _ 13 mark _ _
4 the the DET _ _ 7 det _ _
5 fragile fragile ADJ _ _ 7 amod _ _
6 border border NOUN _ _ 7 compound _ _
7 agreement agreement NOUN _ Number=Sing 13 nsubj _ _
8 and and CCONJ _ _ 9 cc _ _
9 withdrawal withdrawal NOUN _ Number=Sing 7 conj _ _
10 of of ADP _ _ 12 case _ _
11 foreign foreign ADJ _ _ 12 amod _ _
12 troops troops NOUN _ Number=Plur 9 nmod _ _
13 took take VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 2 ccomp _ _
14 time time NOUN _ Number=Sing 13 obj _ SpaceAfter=No
15 . . PUNCT _ _ 2 punct _ _
)";

class TopicsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    doc_ = testing::document_from_conllu(kSaid);
    for (const Layer layer :
         {Layer::Places, Layer::Mentions, Layer::Actors, Layer::Statements, Layer::Processes})
      doc_.mark(layer);
    doc_.actors.resize(2);
    Statement said;
    said.content = {doc_.bytes({2, 14})};
    said.speaker = 0;
    doc_.statements.push_back(said);
  }
  void mention(std::uint32_t token, std::uint32_t actor, MentionKind kind) {
    Mention mention;
    mention.tokens = {token, token + 1};
    mention.span = doc_.tokens[token].span;
    mention.head = token;
    mention.kind = kind;
    mention.actor = actor;
    doc_.mentions.push_back(std::move(mention));
  }
  std::string phrases() const {
    std::string out;
    for (const ByteSpan span : doc_.topics.at(0).phrases) {
      if (!out.empty()) out += "; ";
      out += doc_.view(span);
    }
    return out;
  }

  Document doc_;
};

TEST_F(TopicsTest, KeyPhrasesAreNounsWithTheirModifiers) {
  ASSERT_TRUE(find_topics(resources(), doc_).ok());
  EXPECT_EQ(phrases(), "fragile border agreement; withdrawal of foreign troops");
  EXPECT_TRUE(doc_.has(Layer::Topics));
}

TEST_F(TopicsTest, WhatAnActorStandsForIsNoPhrase) {
  mention(6, 1, MentionKind::Nominal);
  ASSERT_TRUE(find_topics(resources(), doc_).ok());
  EXPECT_EQ(phrases(), "withdrawal of foreign troops");
  EXPECT_EQ(doc_.topics[0].actors, (std::vector<std::uint32_t>{1}));
}

TEST_F(TopicsTest, TheSpeakersOwnPronounIsNoTopic) {
  mention(6, 0, MentionKind::Pronoun);
  mention(0, 1, MentionKind::Name);  // outside of the content
  ASSERT_TRUE(find_topics(resources(), doc_).ok());
  EXPECT_TRUE(doc_.topics[0].actors.empty());
}

TEST_F(TopicsTest, PlacesAndProcessesInTheContent) {
  Place outside, inside;
  outside.span = doc_.tokens[0].span;
  inside.span = doc_.tokens[6].span;
  doc_.places = {outside, inside};
  ProcessMention process;
  process.span = doc_.tokens[0].span;
  process.mentions = {doc_.tokens[0].span, doc_.bytes({4, 7})};
  doc_.processes = {process};
  ASSERT_TRUE(find_topics(resources(), doc_).ok());
  EXPECT_EQ(doc_.topics[0].places, (std::vector<std::uint32_t>{1}));
  EXPECT_EQ(doc_.topics[0].processes, (std::vector<std::uint32_t>{0}));
  EXPECT_EQ(phrases(), "withdrawal of foreign troops");
}

TEST(Topics, NeedTheLayersBefore) {
  Document doc;
  const auto done = find_topics(resources(), doc);
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, ErrorCode::MissingLayer);
}

}  // namespace
}  // namespace dragoman::speech
