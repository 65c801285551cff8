// Whose words they are where the parser, or a text without commas, hides it.
#include "speech/repair.h"

#include <string>

#include <gtest/gtest.h>

#include "../../tests/support/document_builder.h"
#include "speech/attribute.h"

namespace dragoman::speech {
namespace {

const Resources& resources() {
  static const auto loaded = Resources::load(std::string(DRAGOMAN_SOURCE_DIR) + "/lexicons");
  return **loaded;
}

void name(Document& doc, TokenSpan tokens, NameType type) {
  doc.names.push_back({tokens, type, 1.0f});
}

void somebody(Document& doc, std::uint32_t token) {
  Actor actor;
  actor.name = doc.form(token);
  actor.kind = ActorKind::Group;
  actor.mentions = {static_cast<std::uint32_t>(doc.mentions.size())};
  Mention mention;
  mention.tokens = {token, token + 1};
  mention.span = doc.tokens[token].span;
  mention.head = token;
  mention.actor = static_cast<std::uint32_t>(doc.actors.size());
  doc.actors.push_back(std::move(actor));
  doc.mentions.push_back(std::move(mention));
}

// "[source] content" of each statement, one a line.
std::string told(Document doc) {
  EXPECT_TRUE(attribute(resources(), doc).ok());
  std::string out;
  for (const Statement& s : doc.statements) {
    out += '[';
    for (const ByteSpan span : s.source) out += doc.view(span);
    out += ']';
    for (const ByteSpan span : s.content) out += ' ' + std::string(doc.view(span));
    out += '\n';
  }
  return out;
}

TEST(Repair, SubjectBehindAPhraseThatLostItsComma) {
  EXPECT_EQ(told(testing::document_from_conllu(R"(
1 Shells shell NOUN _ Number=Plur 2 nsubj _ _
2 fell fall VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 8 ccomp _ _
3 in in ADP _ _ 5 case _ _
4 the the DET _ Definite=Def 5 det _ _
5 village village NOUN _ Number=Sing 8 nsubj _ _
6 the the DET _ Definite=Def 7 det _ _
7 agency agency NOUN _ Number=Sing 5 appos _ _
8 said say VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ SpaceAfter=No
9 . . PUNCT _ _ 8 punct _ _
)")),
            "[the agency] Shells fell in the village\n");
}

TEST(Repair, NameBehindAPlaceIsTheSubject) {
  Document doc = testing::document_from_conllu(R"(
1 Shells shell NOUN _ Number=Plur 2 nsubj _ _
2 fell fall VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 8 ccomp _ _
3 in in ADP _ _ 4 case _ _
4 Rivertown Rivertown PROPN _ Number=Sing 8 nsubj _ _
5 press press NOUN _ Number=Sing 6 compound _ _
6 officer officer NOUN _ Number=Sing 7 compound _ _
7 Reyes Reyes PROPN _ Number=Sing 4 flat _ _
8 said say VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ SpaceAfter=No
9 . . PUNCT _ _ 8 punct _ _
)");
  name(doc, {3, 4}, NameType::Location);
  EXPECT_EQ(told(doc), "[press officer Reyes] Shells fell in Rivertown\n");
}

TEST(Repair, SubjectBehindAPassive) {
  EXPECT_EQ(told(testing::document_from_conllu(R"(
1 Hundreds hundred NOUN _ Number=Plur 3 nsubj:pass _ _
2 were be AUX _ Mood=Ind|Tense=Past|VerbForm=Fin 3 aux:pass _ _
3 injured injure VERB _ Tense=Past|VerbForm=Part|Voice=Pass 6 ccomp _ _
4 the the DET _ Definite=Def 5 det _ _
5 agency agency NOUN _ Number=Sing 3 obj _ _
6 said say VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ SpaceAfter=No
7 . . PUNCT _ _ 6 punct _ _
)")),
            "[the agency] Hundreds were injured\n");
}

TEST(Repair, ParticipleOfSpeechIsTheMainSubjects) {
  Document doc = testing::document_from_conllu(R"(
1 Reyes Reyes PROPN _ Number=Sing 2 nsubj _ _
2 said say VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ _
3 the the DET _ Definite=Def 4 det _ _
4 gang gang NOUN _ Number=Sing 5 nsubj _ _
5 fled flee VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 2 ccomp _ _
6 adding add VERB _ Tense=Pres|VerbForm=Part 5 advcl _ _
7 that that SCONJ _ _ 9 mark _ _
8 talks talk NOUN _ Number=Plur 9 nsubj _ _
9 failed fail VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 6 ccomp _ SpaceAfter=No
10 . . PUNCT _ _ 2 punct _ _
)");
  somebody(doc, 0);
  EXPECT_EQ(told(doc), "[Reyes] the gang fled\n[Reyes] that talks failed\n");
}

TEST(Repair, NameBetweenCommasBeforeTheCue) {
  Document doc = testing::document_from_conllu(R"(
1 Troops troop NOUN _ Number=Plur 2 nsubj _ _
2 left leave VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 9 ccomp _ SpaceAfter=No
3 , , PUNCT _ _ 5 punct _ _
4 the the DET _ Definite=Def 5 det _ _
5 minister minister NOUN _ Number=Sing 2 obj _ SpaceAfter=No
6 , , PUNCT _ _ 7 punct _ _
7 Reyes Reyes PROPN _ Number=Sing 5 appos _ SpaceAfter=No
8 , , PUNCT _ _ 9 punct _ _
9 said say VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ SpaceAfter=No
10 . . PUNCT _ _ 9 punct _ _
)");
  name(doc, {6, 7}, NameType::Person);
  EXPECT_EQ(told(doc).substr(0, 8), "[Reyes] ");
}

constexpr const char* kClaims = R"(
1 Raiders raider NOUN _ Number=Plur 2 nsubj _ _
2 claimed claim VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ _
3 the the DET _ Definite=Def 4 det _ _
4 NOUN NOUN NOUN _ Number=Plur 2 obj _ _
5 of of ADP _ _ 6 case _ _
6 fishermen fisherman NOUN _ Number=Plur 4 nmod _ SpaceAfter=No
7 . . PUNCT _ _ 2 punct _ _
)";

std::string claims(const std::string& form, const std::string& lemma) {
  std::string conllu = kClaims;
  conllu.replace(conllu.find("NOUN NOUN"), 9, form + ' ' + lemma);
  return told(testing::document_from_conllu(conllu));
}

TEST(Candidates, WhatClaimsLivesSaysNothing) {
  EXPECT_EQ(claims("lives", "life"), "");
  EXPECT_EQ(claims("boats", "boat"), "[Raiders] the boats of fishermen\n");
}

TEST(Candidates, WordToTheReaderIsNobodys) {
  const std::string rest = R"(
2 that that SCONJ _ _ 4 mark _ _
3 talks talk NOUN _ Number=Plur 4 nsubj _ _
4 failed fail VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 1 ccomp _ SpaceAfter=No
5 . . PUNCT _ _ 1 punct _ _
)";
  EXPECT_EQ(told(testing::document_from_conllu(
                "1 Note note VERB _ Mood=Imp|VerbForm=Fin 0 root _ _" + rest)),
            "");
}

}  // namespace
}  // namespace dragoman::speech
