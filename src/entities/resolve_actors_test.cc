#include "entities/resolve_actors.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "entities/lookup.h"
#include "entities/small_base.h"
#include "entities/words.h"

namespace dragoman::entities {
namespace {

using namespace testing;

constexpr std::string_view kMinisters = R"(
1 Russian Russian ADJ JJ _ 3 amod
2 Foreign Foreign ADJ JJ _ 3 amod
3 Minister minister PROPN NNP Number=Sing 4 nmod:desc
4 Igor Igor PROPN NNP Number=Sing 6 nsubj
5 Petrov Petrov PROPN NNP Number=Sing 4 flat
6 met meet VERB VBD _ 0 root
7 his his PRON PRP$ Poss=Yes|PronType=Prs 9 nmod:poss
8 Syrian Syrian ADJ JJ _ 9 amod
9 counterpart counterpart NOUN NN Number=Sing 6 obj
10 Karim Karim PROPN NNP Number=Sing 9 appos
11 Masri Masri PROPN NNP Number=Sing 10 flat
12 in in ADP IN _ 13 case
13 Moscow Moscow PROPN NNP Number=Sing 6 obl
14 . . PUNCT . _ 6 punct

1 Petrov Petrov PROPN NNP Number=Sing 2 nsubj
2 said say VERB VBD _ 0 root
3 Moscow Moscow PROPN NNP Number=Sing 5 nsubj
4 is be AUX VBZ _ 5 cop
5 ready ready ADJ JJ _ 2 ccomp
6 . . PUNCT . _ 2 punct

1 The the DET DT Definite=Def|PronType=Art 4 det
2 Russian Russian ADJ JJ _ 4 amod
3 top top ADJ JJ _ 4 amod
4 diplomat diplomat NOUN NN Number=Sing 5 nsubj
5 added add VERB VBD _ 0 root
6 that that SCONJ IN _ 9 mark
7 he he PRON PRP Gender=Masc|Number=Sing|Person=3|PronType=Prs 9 nsubj
8 would would AUX MD _ 9 aux
9 travel travel VERB VB _ 5 ccomp
10 to to ADP IN _ 11 case
11 Ankara Ankara PROPN NNP Number=Sing 9 obl
12 . . PUNCT . _ 5 punct
)";
const std::vector<NameSpan> kMinisterNames = {{3, 5, NameType::Person},
                                              {9, 11, NameType::Person},
                                              {12, 13, NameType::Location},
                                              {16, 17, NameType::Location}};

TEST(ResolveActors, NameTitleNominalAndPronounAreOnePerson) {
  const Document doc = read(kMinisters, kMinisterNames, "2010-05-01");
  const Actor* petrov = actor_of(doc, "Igor Petrov");
  ASSERT_NE(petrov, nullptr);
  EXPECT_EQ(petrov->code, "RUSGOV");
  EXPECT_EQ(petrov->role, "foreign minister");
  EXPECT_NE(petrov->kb, "");
  EXPECT_EQ(actor_of(doc, "Petrov"), petrov);
  EXPECT_EQ(actor_of(doc, "The Russian top diplomat"), petrov);
  EXPECT_EQ(actor_of(doc, "he"), petrov);
  EXPECT_EQ(actor_of(doc, "his"), petrov);
}

TEST(ResolveActors, CounterpartHasTheSameOfficeElsewhere) {
  const Document doc = read(kMinisters, kMinisterNames, "2010-05-01");
  const Actor* masri = actor_of(doc, "Karim Masri");
  ASSERT_NE(masri, nullptr);
  EXPECT_EQ(masri->code, "SYRGOV");
  EXPECT_EQ(masri->role, "foreign minister");
  EXPECT_EQ(masri->kb, "");
}

TEST(ResolveActors, CapitalActsOrIsAPlace) {
  const Document doc = read(kMinisters, kMinisterNames, "2010-05-01");
  EXPECT_EQ(actor_of(doc, "Moscow", 0), nullptr);
  const Actor* russia = actor_of(doc, "Moscow", 1);
  ASSERT_NE(russia, nullptr);
  EXPECT_EQ(russia->name, "Russia");
  EXPECT_EQ(russia->kind, ActorKind::Country);
  EXPECT_EQ(actor_of(doc, "Ankara"), nullptr);
  const std::uint32_t turkey = country_actor(doc, "TUR");
  ASSERT_NE(turkey, kNone);
  EXPECT_TRUE(doc.actors[turkey].mentions.empty());
  EXPECT_NE(doc.actors[turkey].rule.find("Ankara"), std::string::npos);
}

TEST(ResolveActors, EveryMentionAndActorNamesItsRule) {
  const Document doc = read(kMinisters, kMinisterNames, "2010-05-01");
  for (const Actor& actor : doc.actors) EXPECT_NE(actor.rule, "") << actor.name;
  for (const Mention& mention : doc.mentions) {
    if (mention.actor == kNone) continue;
    EXPECT_NE(mention.rule, "") << doc.view(mention.span);
  }
}

TEST(ResolveActors, SurnameAloneIsWhoHeldOfficeThen) {
  constexpr std::string_view kText = R"(
1 Minister minister PROPN NNP Number=Sing 2 nmod:desc
2 Petrov Petrov PROPN NNP Number=Sing 3 nsubj
3 left leave VERB VBD _ 0 root
4 Syria Syria PROPN NNP Number=Sing 3 obj
5 . . PUNCT . _ 3 punct
)";
  const std::vector<NameSpan> names = {{1, 2, NameType::Person}, {3, 4, NameType::Location}};
  const Document early = read(kText, names, "1999-06-01");
  const Document late = read(kText, names, "2012-06-01");
  ASSERT_NE(actor_of(early, "Petrov"), nullptr);
  EXPECT_EQ(actor_of(early, "Petrov")->kb, "person/pavel-petrov");
  EXPECT_EQ(actor_of(late, "Petrov")->kb, "person/igor-petrov");
}

TEST(ResolveActors, CountriesTogether) {
  const Document doc = read(R"(
1 Russia Russia PROPN NNP Number=Sing 4 nsubj
2 and and CCONJ CC _ 3 cc
3 Turkey Turkey PROPN NNP Number=Sing 1 conj
4 signed sign VERB VBD _ 0 root
5 the the DET DT Definite=Def|PronType=Art 6 det
6 deal deal NOUN NN Number=Sing 4 obj
7 . . PUNCT . _ 4 punct

1 The the DET DT Definite=Def|PronType=Art 3 det
2 two two NUM CD _ 3 nummod
3 countries country NOUN NNS Number=Plur 4 nsubj
4 praised praise VERB VBD _ 0 root
5 it it PRON PRP Case=Acc|Gender=Neut|Number=Sing|Person=3|PronType=Prs 4 obj
6 . . PUNCT . _ 4 punct
)",
                            {{0, 1, NameType::Location}, {2, 3, NameType::Location}});
  const Actor* both = actor_of(doc, "The two countries");
  ASSERT_NE(both, nullptr);
  ASSERT_EQ(both->members.size(), 2u);
  EXPECT_EQ(doc.actors[both->members[0]].code, "RUS");
  EXPECT_EQ(doc.actors[both->members[1]].code, "TUR");
  EXPECT_EQ(actors_of(doc, 0), both->members);  // by coordination
  EXPECT_EQ(actors_of(doc, 9), both->members);  // by group
  EXPECT_EQ(actors_of(doc, 9, {.members = false}).size(), 1u);
  EXPECT_TRUE(actors_of(doc, 5).empty());
}

TEST(ResolveActors, OneGovernmentForEachAdjective) {
  const Document doc = read(R"(
1 The the DET DT Definite=Def|PronType=Art 5 det
2 American American ADJ JJ _ 5 amod
3 and and CCONJ CC _ 4 cc
4 Syrian Syrian ADJ JJ _ 2 conj
5 governments government NOUN NNS Number=Plur 6 nsubj
6 agreed agree VERB VBD _ 0 root
7 . . PUNCT . _ 6 punct
)",
                            {});
  const Actor* both = actor_of(doc, "The American and Syrian governments");
  ASSERT_NE(both, nullptr);
  ASSERT_EQ(both->members.size(), 2u);
  EXPECT_EQ(doc.actors[both->members[0]].code, "USAGOV");
  EXPECT_EQ(doc.actors[both->members[1]].code, "SYRGOV");
}

TEST(ResolveActors, ModifierTellsTheSector) {
  const Document doc = read(R"(
1 Three three NUM CD _ 3 nummod
2 rebel rebel NOUN NN Number=Sing 3 compound
3 commanders commander NOUN NNS Number=Plur 10 nsubj
4 , , PUNCT , _ 5 punct
5 backed back VERB VBN _ 3 acl
6 by by ADP IN _ 9 case
7 the the DET DT Definite=Def|PronType=Art 9 det
8 Nusra Nusra PROPN NNP Number=Sing 9 compound
9 Front Front PROPN NNP Number=Sing 5 obl:agent
10 said say VERB VBD _ 0 root
11 government government NOUN NN Number=Sing 12 compound
12 forces force NOUN NNS Number=Plur 13 nsubj
13 shelled shell VERB VBD _ 10 ccomp
14 them they PRON PRP Case=Acc|Number=Plur|Person=3|PronType=Prs 13 obj
15 . . PUNCT . _ 10 punct
)",
                            {{7, 9, NameType::Organisation}});
  const Actor* rebels = actor_of(doc, "Three rebel commanders");
  ASSERT_NE(rebels, nullptr);
  EXPECT_EQ(rebels->code, "SYRREB");
  EXPECT_EQ(rebels->kind, ActorKind::Group);
  EXPECT_EQ(actor_of(doc, "government forces")->code, "SYRMIL");
  EXPECT_EQ(actor_of(doc, "Nusra Front")->code, "SYRREB");
  EXPECT_EQ(actor_of(doc, "them"), rebels);
}

TEST(ResolveActors, ApposedStrangerHasWhatTheTextGives) {
  const Document doc = read(R"(
1 Ana Ana PROPN NNP Number=Sing 12 nsubj
2 Reyes Reyes PROPN NNP Number=Sing 1 flat
3 , , PUNCT , _ 5 punct
4 a a DET DT Definite=Ind|PronType=Art 5 det
5 spokeswoman spokeswoman NOUN NN Number=Sing 1 appos
6 for for ADP IN _ 10 case
7 the the DET DT Definite=Def|PronType=Art 10 det
8 Turkish Turkish ADJ JJ _ 10 amod
9 foreign foreign ADJ JJ _ 10 amod
10 ministry ministry NOUN NN Number=Sing 5 nmod
11 , , PUNCT , _ 1 punct
12 denied deny VERB VBD _ 0 root
13 reports report NOUN NNS Number=Plur 12 obj
14 . . PUNCT . _ 12 punct

1 She she PRON PRP Gender=Fem|Number=Sing|Person=3|PronType=Prs 2 nsubj
2 said say VERB VBD _ 0 root
3 the the DET DT Definite=Def|PronType=Art 4 det
4 Turks Turk PROPN NNPS Number=Plur 6 nsubj
5 would would AUX MD _ 6 aux
6 yield yield VERB VB _ 2 ccomp
7 . . PUNCT . _ 2 punct
)",
                            {{0, 2, NameType::Person}});
  const Actor* reyes = actor_of(doc, "Ana Reyes");
  ASSERT_NE(reyes, nullptr);
  EXPECT_EQ(reyes->role, "spokeswoman");
  EXPECT_EQ(reyes->code, "TURGOV");
  EXPECT_EQ(reyes->kb, "");
  EXPECT_EQ(actor_of(doc, "She"), reyes);
  EXPECT_EQ(actor_of(doc, "Turks")->code, "TUR");
}

TEST(ResolveActors, AmbassadorBelongsToWhoSentHim) {
  const Document doc = read(R"(
1 The the DET DT Definite=Def|PronType=Art 3 det
2 Syrian Syrian ADJ JJ _ 3 amod
3 ambassador ambassador NOUN NN Number=Sing 10 nsubj
4 to to ADP IN _ 5 case
5 Washington Washington PROPN NNP Number=Sing 3 nmod
6 , , PUNCT , _ 7 punct
7 Omar Omar PROPN NNP Number=Sing 5 appos
8 Hassan Hassan PROPN NNP Number=Sing 7 flat
9 , , PUNCT , _ 3 punct
10 left leave VERB VBD _ 0 root
11 . . PUNCT . _ 10 punct
)",
                            {{4, 5, NameType::Location}, {6, 8, NameType::Person}});
  const Actor* hassan = actor_of(doc, "Omar Hassan");
  ASSERT_NE(hassan, nullptr);
  EXPECT_EQ(hassan->code, "SYRGOV");
  EXPECT_EQ(hassan->role, "ambassador");
  EXPECT_EQ(actor_of(doc, "Washington")->code, "USA");
}

TEST(ResolveActors, AcronymAndBodyNoun) {
  const Document doc = read(R"(
1 The the DET DT Definite=Def|PronType=Art 4 det
2 Morning morning NOUN NN Number=Sing 3 compound
3 Star Star PROPN NNP Number=Sing 4 compound
4 newspaper newspaper NOUN NN Number=Sing 5 nsubj
5 asked ask VERB VBD _ 0 root
6 the the DET DT Definite=Def|PronType=Art 9 det
7 Central Central ADJ NNP _ 9 amod
8 Relief Relief PROPN NNP Number=Sing 9 compound
9 Committee Committee PROPN NNP Number=Sing 5 obj
10 ( ( PUNCT -LRB- _ 11 punct
11 CRC CRC PROPN NNP Number=Sing 9 appos
12 ) ) PUNCT -RRB- _ 11 punct
13 . . PUNCT . _ 5 punct

1 The the DET DT Definite=Def|PronType=Art 2 det
2 newspaper newspaper NOUN NN Number=Sing 3 nsubj
3 quoted quote VERB VBD _ 0 root
4 CRC CRC PROPN NNP Number=Sing 5 compound
5 doctors doctor NOUN NNS Number=Plur 3 obj
6 . . PUNCT . _ 3 punct
)",
                            {{1, 3, NameType::Organisation},
                             {6, 9, NameType::Organisation},
                             {10, 11, NameType::Organisation},
                             {16, 17, NameType::Organisation}});
  const Actor* star = actor_of(doc, "Morning Star");
  ASSERT_NE(star, nullptr);
  EXPECT_EQ(star->sector, "JRN");
  EXPECT_EQ(actor_of(doc, "The newspaper"), star);
  const Actor* committee = actor_of(doc, "Central Relief Committee");
  ASSERT_NE(committee, nullptr);
  EXPECT_EQ(actor_of(doc, "CRC", 0), committee);
  EXPECT_EQ(actor_of(doc, "CRC", 1), committee);
}

TEST(ResolveActors, PlaceNounsAreMentionsWithoutActor) {
  const Document doc =
      read(R"(
1 Turkey Turkey PROPN NNP Number=Sing 2 nsubj
2 shelled shell VERB VBD _ 0 root
3 a a DET DT Definite=Ind|PronType=Art 5 det
4 ruined ruin VERB VBN VerbForm=Part 5 amod
5 factory factory NOUN NN Number=Sing 2 obj
6 and and CCONJ CC _ 8 cc
7 three three NUM CD NumType=Card 8 nummod
8 bridges bridge NOUN NNS Number=Plur 5 conj
9 near near ADP IN _ 11 case
10 Kafr Kafr PROPN NNP Number=Sing 11 compound
11 Sur Sur PROPN NNP Number=Sing 2 obl
12 in in ADP IN _ 13 case
13 Syria Syria PROPN NNP Number=Sing 2 obl
14 . . PUNCT . _ 2 punct
)",
           {{0, 1, NameType::Location}, {9, 11, NameType::Person}, {12, 13, NameType::Location}});
  const Mention* factory = mention_of(doc, "a ruined factory");
  ASSERT_NE(factory, nullptr);
  EXPECT_EQ(factory->type, NameType::Location);
  EXPECT_EQ(factory->kind, MentionKind::Nominal);
  EXPECT_EQ(factory->actor, kNone);
  EXPECT_NE(mention_of(doc, "three bridges"), nullptr);
  // Behind "near" stands a place, whatever the tagger took it for.
  ASSERT_NE(mention_of(doc, "Kafr Sur"), nullptr);
  EXPECT_EQ(mention_of(doc, "Kafr Sur")->type, NameType::Location);
  // A country is a place by name, also where it acts.
  ASSERT_NE(mention_of(doc, "Turkey"), nullptr);
  EXPECT_EQ(mention_of(doc, "Turkey")->type, NameType::Location);
  ASSERT_NE(mention_of(doc, "Syria"), nullptr);
  EXPECT_EQ(mention_of(doc, "Syria")->type, NameType::Location);
}

TEST(ResolveActors, MachinesActOrAreNobody) {
  const Document doc = read(R"(
1 Syrian Syrian ADJ JJ _ 2 amod
2 aircraft aircraft NOUN NN Number=Sing 3 nsubj
3 hit hit VERB VBD _ 0 root
4 a a DET DT Definite=Ind|PronType=Art 6 det
5 tactical tactical ADJ JJ _ 6 amod
6 unit unit NOUN NN Number=Sing 3 obj
7 . . PUNCT . _ 3 punct

1 They they PRON PRP Number=Plur|Person=3|PronType=Prs 2 nsubj
2 fired fire VERB VBD _ 0 root
3 from from ADP IN _ 4 case
4 aircraft aircraft NOUN NN Number=Sing 2 obl
5 . . PUNCT . _ 2 punct
)",
                            {});
  ASSERT_NE(actor_of(doc, "Syrian aircraft"), nullptr);
  EXPECT_EQ(mention_of(doc, "aircraft"), nullptr);
  const Actor* unit = actor_of(doc, "a tactical unit");
  ASSERT_NE(unit, nullptr);
  EXPECT_EQ(unit->kind, ActorKind::Group);
}

TEST(ResolveActors, EmptyDocumentAndMissingLayers) {
  Document empty;
  const auto refused = resolve_actors(*resources(), empty);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::MissingLayer);
  EXPECT_FALSE(empty.has(Layer::Actors));
  empty.mark(Layer::Tokens);
  empty.mark(Layer::Trees);
  EXPECT_TRUE(resolve_actors(*resources(), empty).ok());
  EXPECT_TRUE(empty.actors.empty());
}

TEST(Words, BrokenLinesAreNamed) {
  const struct {
    std::string_view text, where;
  } cases[] = {
      {"locative in at\n", "words.tsv:1:15"},
      {"# comment\nnonsense\tin at\n", "words.tsv:2:1"},
      {"locative\t \n", "words.tsv:1:10"},
  };
  for (const auto& c : cases) {
    const auto words = Words::parse(c.text, "words.tsv");
    ASSERT_FALSE(words.ok()) << c.text;
    EXPECT_EQ(words.error().code, ErrorCode::BadFormat);
    EXPECT_EQ(words.error().where, c.where);
  }
  EXPECT_FALSE(Words::load("/nonexistent/words.tsv").ok());
  EXPECT_TRUE(Words::load(DRAGOMAN_SOURCE_DIR "/lexicons/entities/words.tsv").ok());
}

}  // namespace
}  // namespace dragoman::entities
