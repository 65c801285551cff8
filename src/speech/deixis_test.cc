#include "speech/deixis.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "../../tests/support/document_builder.h"
#include "speech/attribute.h"

namespace dragoman::speech {
namespace {

const Resources& resources() {
  static const auto loaded = Resources::load(std::string(DRAGOMAN_SOURCE_DIR) + "/lexicons");
  return **loaded;
}

// A document with statements, and with these actors as the entities room leaves them.
class Deixis : public ::testing::Test {
 protected:
  void read(const char* conllu) { doc_ = testing::document_from_conllu(conllu); }

  std::uint32_t actor(std::string name, ActorKind kind, std::string sector = {}) {
    Actor actor;
    actor.name = std::move(name);
    actor.kind = kind;
    actor.sector = std::move(sector);
    doc_.actors.push_back(std::move(actor));
    return static_cast<std::uint32_t>(doc_.actors.size() - 1);
  }

  std::uint32_t mention(std::uint32_t token, std::uint32_t actor, MentionKind kind) {
    Mention mention;
    mention.tokens = {token, token + 1};
    mention.span = doc_.tokens[token].span;
    mention.head = token;
    mention.kind = kind;
    mention.actor = actor;
    doc_.mentions.push_back(std::move(mention));
    const auto index = static_cast<std::uint32_t>(doc_.mentions.size() - 1);
    if (actor != kNone) doc_.actors[actor].mentions.push_back(index);
    return index;
  }
  std::uint32_t name(std::uint32_t token, std::uint32_t actor) {
    return mention(token, actor, MentionKind::Name);
  }
  std::uint32_t pronoun(std::uint32_t token) { return mention(token, kNone, MentionKind::Pronoun); }

  void resolve() {
    doc_.mark(Layer::Mentions);
    doc_.mark(Layer::Actors);
    ASSERT_TRUE(attribute(resources(), doc_).ok());
    ASSERT_TRUE(resolve_deixis(resources(), doc_).ok());
  }

  std::uint32_t meant_by(std::uint32_t mention) const { return doc_.mentions[mention].actor; }
  std::string_view rule_of(std::uint32_t mention) const { return doc_.mentions[mention].rule; }

  Document doc_;
};

constexpr const char* kQuotation = R"(
1 “ “ PUNCT _ _ 4 punct _ SpaceAfter=No
2 I I PRON _ Case=Nom|Number=Sing|Person=1|PronType=Prs 4 nsubj _ _
3 will will AUX _ VerbForm=Fin 4 aux _ _
4 say say VERB _ VerbForm=Inf 0 root _ _
5 that that SCONJ _ _ 8 mark _ _
6 we we PRON _ Case=Nom|Number=Plur|Person=1|PronType=Prs 8 nsubj _ _
7 must must AUX _ VerbForm=Fin 8 aux _ _
8 stay stay VERB _ VerbForm=Inf 4 ccomp _ SpaceAfter=No
9 , , PUNCT _ _ 4 punct _ SpaceAfter=No
10 ” ” PUNCT _ _ 4 punct _ _
11 Reyes Reyes PROPN _ Number=Sing 12 nsubj _ _
12 said say VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 4 parataxis _ SpaceAfter=No
13 . . PUNCT _ _ 4 punct _ _
)";

TEST_F(Deixis, InQuotedWordsIIsTheSpeakerAndWeTheSpeakersSide) {
  read(kQuotation);
  const std::uint32_t reyes = actor("Reyes", ActorKind::Person, "GOV");
  const std::uint32_t peru = actor("Peru", ActorKind::Country);
  doc_.actors[reyes].speaks_for = peru;
  const std::uint32_t i = pronoun(1), we = pronoun(5);
  const std::uint32_t her_name = name(10, reyes);
  resolve();
  EXPECT_EQ(meant_by(i), reyes);
  EXPECT_EQ(rule_of(i), "pronoun: speaker");
  EXPECT_EQ(meant_by(we), peru);
  EXPECT_EQ(rule_of(we), "pronoun: speaker's side");
  // In text order, also where the pronoun stands before the name.
  EXPECT_EQ(doc_.actors[reyes].mentions, (std::vector<std::uint32_t>{i, her_name}));
  EXPECT_EQ(doc_.actors[peru].mentions, (std::vector<std::uint32_t>{we}));
}

TEST_F(Deixis, WithoutAKnownSideWeIsTheSpeaker) {
  read(kQuotation);
  const std::uint32_t reyes = actor("Reyes", ActorKind::Person);
  const std::uint32_t we = pronoun(5);
  name(10, reyes);
  resolve();
  EXPECT_EQ(meant_by(we), reyes);
  EXPECT_EQ(rule_of(we), "pronoun: speaker");
}

TEST_F(Deixis, UnknownSpeakerLeavesThePronounOpen) {
  read(kQuotation);
  const std::uint32_t i = pronoun(1);
  resolve();
  EXPECT_EQ(meant_by(i), kNone);
}

TEST_F(Deixis, BlocksOfSpeechNeedNoMarks) {
  read(R"(
1 Reyes Reyes PROPN _ Number=Sing 2 nsubj _ _
2 said say VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ SpaceAfter=No
3 : : PUNCT _ _ 2 punct _ _

# newpar
1 I I PRON _ Case=Nom|Number=Sing|Person=1|PronType=Prs 3 nsubj _ _
2 am be AUX _ Tense=Pres|VerbForm=Fin 3 cop _ _
3 appalled appalled ADJ _ _ 0 root _ SpaceAfter=No
4 . . PUNCT _ _ 3 punct _ _
)");
  const std::uint32_t reyes = actor("Reyes", ActorKind::Person);
  name(0, reyes);
  const std::uint32_t i = pronoun(3);
  resolve();
  EXPECT_EQ(meant_by(i), reyes);
}

TEST_F(Deixis, YouIsTheAddressee) {
  read(R"(
1 “ “ PUNCT _ _ 4 punct _ SpaceAfter=No
2 You you PRON _ Case=Nom|Person=2|PronType=Prs 4 nsubj _ _
3 must must AUX _ VerbForm=Fin 4 aux _ _
4 leave leave VERB _ VerbForm=Inf 0 root _ SpaceAfter=No
5 , , PUNCT _ _ 4 punct _ SpaceAfter=No
6 ” ” PUNCT _ _ 4 punct _ _
7 Reyes Reyes PROPN _ Number=Sing 8 nsubj _ _
8 told tell VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 4 parataxis _ _
9 Haddad Haddad PROPN _ Number=Sing 8 obj _ SpaceAfter=No
10 . . PUNCT _ _ 4 punct _ _
)");
  const std::uint32_t reyes = actor("Reyes", ActorKind::Person);
  const std::uint32_t haddad = actor("Haddad", ActorKind::Person, "GOV");
  const std::uint32_t you = pronoun(1);
  name(6, reyes);
  name(8, haddad);
  resolve();
  EXPECT_EQ(meant_by(you), haddad);
  EXPECT_EQ(rule_of(you), "pronoun: addressee");
}

constexpr const char* kRelease = R"(
1 Peru Peru PROPN _ Number=Sing 2 nsubj _ _
2 condemns condemn VERB _ Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin 0 root _ _
3 the the DET _ Definite=Def|PronType=Art 4 det _ _
4 attack attack NOUN _ Number=Sing 2 obj _ SpaceAfter=No
5 . . PUNCT _ _ 2 punct _ _

1 We we PRON _ Case=Nom|Number=Plur|Person=1|PronType=Prs 2 nsubj _ _
2 welcome welcome VERB _ Mood=Ind|Tense=Pres|VerbForm=Fin 0 root _ _
3 the the DET _ Definite=Def|PronType=Art 4 det _ _
4 inquiry inquiry NOUN _ Number=Sing 2 obj _ SpaceAfter=No
5 . . PUNCT _ _ 2 punct _ _
)";

TEST_F(Deixis, OutsideOfQuotationsWeIsTheIssuerOfARelease) {
  read(kRelease);
  const std::uint32_t peru = actor("Peru", ActorKind::Country);
  name(0, peru);
  const std::uint32_t we = pronoun(5);
  resolve();
  EXPECT_EQ(meant_by(we), peru);
  EXPECT_EQ(rule_of(we), "pronoun: issuer");
  ASSERT_EQ(doc_.statements.size(), 2u);
  EXPECT_EQ(doc_.statements[1].speaker, peru);  // of "We welcome the inquiry"
}

TEST_F(Deixis, AReportThatTellsWhatACountrySaysHasNoIssuer) {
  read(R"(
1 Peru Peru PROPN _ Number=Sing 2 nsubj _ _
2 says say VERB _ Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin 0 root _ _
3 that that SCONJ _ _ 5 mark _ _
4 troops troops NOUN _ Number=Ptan 5 nsubj _ _
5 left leave VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 2 ccomp _ SpaceAfter=No
6 . . PUNCT _ _ 2 punct _ _

1 We we PRON _ Case=Nom|Number=Plur|Person=1|PronType=Prs 2 nsubj _ _
2 asked ask VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ SpaceAfter=No
3 . . PUNCT _ _ 2 punct _ _
)");
  name(0, actor("Peru", ActorKind::Country));
  const std::uint32_t we = pronoun(6);
  resolve();
  EXPECT_EQ(meant_by(we), kNone);
}

TEST_F(Deixis, MissingLayersAreNamed) {
  Document empty;
  const auto refused = resolve_deixis(resources(), empty);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::MissingLayer);
}

}  // namespace
}  // namespace dragoman::speech
