// Which mentions are one actor, and which are not.
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "entities/cameo.h"
#include "entities/lookup.h"
#include "entities/small_base.h"

namespace dragoman::entities {
namespace {

using namespace testing;

TEST(Coreference, RanksOfAnArmedGroupAreTheGroup) {
  const Document doc = read(R"(
1 ISIS ISIS PROPN NNP Number=Sing 2 compound
2 fighters fighter NOUN NNS Number=Plur 3 nsubj
3 fled flee VERB VBD _ 0 root
4 . . PUNCT . _ 3 punct

1 Five five NUM CD _ 3 nummod
2 ISIS ISIS PROPN NNP Number=Sing 3 compound
3 fighters fighter NOUN NNS Number=Plur 4 nsubj
4 surrendered surrender VERB VBD _ 0 root
5 . . PUNCT . _ 4 punct

1 ISIS ISIS PROPN NNP Number=Sing 2 compound
2 commanders commander NOUN NNS Number=Plur 3 nsubj
3 met meet VERB VBD _ 0 root
4 . . PUNCT . _ 3 punct
)",
                            {});
  const Actor* group = actor_of(doc, "ISIS");
  ASSERT_NE(group, nullptr);
  EXPECT_EQ(group->kb, "group/islamic-state");
  EXPECT_EQ(actor_of(doc, "ISIS fighters"), group);
  ASSERT_NE(actor_of(doc, "Five ISIS fighters"), nullptr);
  EXPECT_NE(actor_of(doc, "Five ISIS fighters"), group);  // some of them
  ASSERT_NE(actor_of(doc, "ISIS commanders"), nullptr);
  EXPECT_NE(actor_of(doc, "ISIS commanders"), group);
}

constexpr std::string_view kRebels = R"(
1 Syrian Syrian ADJ JJ _ 2 amod
2 rebels rebel NOUN NNS Number=Plur 3 nsubj
3 fought fight VERB VBD _ 0 root
4 government government NOUN NN Number=Sing 5 compound
5 forces force NOUN NNS Number=Plur 3 obj
6 . . PUNCT . _ 3 punct

1 The the DET DT Definite=Def|PronType=Art 2 det
2 fighters fighter NOUN NNS Number=Plur 3 nsubj
3 withdrew withdraw VERB VBD _ 0 root
4 . . PUNCT . _ 3 punct

1 The the DET DT Definite=Def|PronType=Art 2 det
2 soldiers soldier NOUN NNS Number=Plur 3 nsubj
3 advanced advance VERB VBD _ 0 root
4 . . PUNCT . _ 3 punct

1 Two two NUM CD _ 2 nummod
2 soldiers soldier NOUN NNS Number=Plur 3 nsubj
3 died die VERB VBD _ 0 root
4 . . PUNCT . _ 3 punct
)";

TEST(Coreference, AnotherNounForTheSameSide) {
  const Document doc = read(kRebels, {});
  const Actor* rebels = actor_of(doc, "Syrian rebels");
  ASSERT_NE(rebels, nullptr);
  EXPECT_EQ(actor_of(doc, "The fighters"), rebels);
  const Actor* forces = actor_of(doc, "government forces");
  ASSERT_NE(forces, nullptr);
  EXPECT_NE(forces, rebels);
  EXPECT_EQ(actor_of(doc, "The soldiers"), forces);
  EXPECT_NE(actor_of(doc, "Two soldiers"), forces);
}

Document group_and_noun(const std::string& group, const std::string& noun) {
  return read("1 " + group + " " + group + " PROPN NNP Number=Sing 2 nsubj\n" +
                  "2 fled flee VERB VBD _ 0 root\n3 . . PUNCT . _ 2 punct\n\n" +
                  "1 The the DET DT Definite=Def|PronType=Art 2 det\n2 " + noun + "s " + noun +
                  " NOUN NNS Number=Plur 3 nsubj\n3 died die VERB VBD _ 0 root\n" +
                  "4 . . PUNCT . _ 3 punct\n",
              {{0, 1, NameType::Organisation}});
}

TEST(Coreference, OnlyJihadistsAreTheTerrorists) {
  const Document doc = group_and_noun("ISIS", "terrorist");
  EXPECT_EQ(actor_of(doc, "The terrorists"), actor_of(doc, "ISIS"));
  const Document front = group_and_noun("SDF", "terrorist");
  ASSERT_NE(actor_of(front, "The terrorists"), nullptr);
  EXPECT_NE(actor_of(front, "The terrorists"), actor_of(front, "SDF"));
  const Document fighters = group_and_noun("SDF", "fighter");
  EXPECT_EQ(actor_of(fighters, "The fighters"), actor_of(fighters, "SDF"));
}

TEST(Coreference, TheyAreThePersonsWhoActTogether) {
  const Document doc = read(R"(
1 Igor Igor PROPN NNP Number=Sing 6 nsubj
2 Petrov Petrov PROPN NNP Number=Sing 1 flat
3 and and CCONJ CC _ 4 cc
4 Ana Ana PROPN NNP Number=Sing 1 conj
5 Reyes Reyes PROPN NNP Number=Sing 4 flat
6 arrived arrive VERB VBD _ 0 root
7 . . PUNCT . _ 6 punct

1 They they PRON PRP Case=Nom|Number=Plur|Person=3|PronType=Prs 2 nsubj
2 spoke speak VERB VBD _ 0 root
3 . . PUNCT . _ 2 punct
)",
                            {{0, 2, NameType::Person}, {3, 5, NameType::Person}});
  const Actor* they = actor_of(doc, "They");
  ASSERT_NE(they, nullptr);
  ASSERT_EQ(they->members.size(), 2u);
  EXPECT_EQ(&doc.actors[they->members[0]], actor_of(doc, "Igor Petrov"));
  EXPECT_EQ(&doc.actors[they->members[1]], actor_of(doc, "Ana Reyes"));
  EXPECT_EQ(they->name, "Igor Petrov and Ana Reyes");
  EXPECT_EQ(actors_of(doc, 7), they->members);
}

Document met_or_fired(const std::string& verb, const std::string& lemma) {
  return read("1 Petrov Petrov PROPN NNP Number=Sing 2 nsubj\n2 " + verb + " " + lemma +
                  " VERB VBD _ 0 root\n"
                  "3 Reyes Reyes PROPN NNP Number=Sing 2 obj\n"
                  "4 . . PUNCT . _ 2 punct\n\n"
                  "1 They they PRON PRP Case=Nom|Number=Plur|Person=3|PronType=Prs 2 nsubj\n"
                  "2 spoke speak VERB VBD _ 0 root\n3 . . PUNCT . _ 2 punct\n",
              {{0, 1, NameType::Person}, {2, 3, NameType::Person}});
}

TEST(Coreference, WhoMeetIsTogetherWhoFiresIsNot) {
  const Document met = met_or_fired("met", "meet");
  ASSERT_NE(actor_of(met, "They"), nullptr);
  EXPECT_EQ(actor_of(met, "They")->members.size(), 2u);
  EXPECT_EQ(actor_of(met_or_fired("fired", "fire"), "They"), nullptr);
}

TEST(Coreference, TheFormerAndTheLatter) {
  const Document doc = read(R"(
1 Russia Russia PROPN NNP Number=Sing 4 nsubj
2 and and CCONJ CC _ 3 cc
3 Turkey Turkey PROPN NNP Number=Sing 1 conj
4 signed sign VERB VBD _ 0 root
5 . . PUNCT . _ 4 punct

1 The the DET DT Definite=Def|PronType=Art 2 det
2 latter latter ADJ JJ _ 3 nsubj
3 agreed agree VERB VBD _ 0 root
4 while while SCONJ IN _ 7 mark
5 the the DET DT Definite=Def|PronType=Art 6 det
6 former former ADJ JJ _ 7 nsubj
7 waited wait VERB VBD _ 3 advcl
8 for for ADP IN _ 11 case
9 the the DET DT Definite=Def|PronType=Art 11 det
10 former former ADJ JJ _ 11 amod
11 minister minister NOUN NN Number=Sing 7 obl
12 . . PUNCT . _ 3 punct
)",
                            {{0, 1, NameType::Location}, {2, 3, NameType::Location}});
  ASSERT_NE(actor_of(doc, "The latter"), nullptr);
  EXPECT_EQ(actor_of(doc, "The latter")->code, "TUR");
  ASSERT_NE(actor_of(doc, "the former"), nullptr);
  EXPECT_EQ(actor_of(doc, "the former")->code, "RUS");
  const Actor* minister = actor_of(doc, "the former minister");
  ASSERT_NE(minister, nullptr);
  EXPECT_EQ(minister->kind, ActorKind::Person);
}

TEST(Coreference, GroupsToldByTheirNamesKeepThem) {
  const Document doc = read(R"(
1 The the DET DT Definite=Def|PronType=Art 3 det
2 guarantor guarantor NOUN NN Number=Sing 3 compound
3 states state NOUN NNS Number=Plur 9 nsubj
4 , , PUNCT , _ 5 punct
5 Russia Russia PROPN NNP Number=Sing 3 conj
6 and and CCONJ CC _ 7 cc
7 Turkey Turkey PROPN NNP Number=Sing 5 conj
8 , , PUNCT , _ 9 punct
9 met meet VERB VBD _ 0 root
10 . . PUNCT . _ 9 punct

1 The the DET DT Definite=Def|PronType=Art 3 det
2 guarantor guarantor NOUN NN Number=Sing 3 compound
3 states state NOUN NNS Number=Plur 4 nsubj
4 agreed agree VERB VBD _ 0 root
5 . . PUNCT . _ 4 punct
)",
                            {{4, 5, NameType::Location}, {6, 7, NameType::Location}});
  const Actor* states = actor_of(doc, "The guarantor states");
  ASSERT_NE(states, nullptr);
  ASSERT_EQ(states->members.size(), 2u);
  EXPECT_EQ(doc.actors[states->members[0]].code, "RUS");
  EXPECT_EQ(doc.actors[states->members[1]].code, "TUR");
  EXPECT_EQ(actor_of(doc, "The guarantor states", 1), states);
}

TEST(Coreference, OneNameInTwoSpellings) {
  const Document doc =
      read(R"(
1 Mohammed Mohammed PROPN NNP Number=Sing 5 nsubj
2 al al PROPN NNP Number=Sing 1 flat
3 - - PUNCT HYPH _ 1 punct
4 Masri Masri PROPN NNP Number=Sing 1 flat
5 met meet VERB VBD _ 0 root
6 Muhammad Muhammad PROPN NNP Number=Sing 5 obj
7 Reyes Reyes PROPN NNP Number=Sing 6 flat
8 . . PUNCT . _ 5 punct

1 Muhammad Muhammad PROPN NNP Number=Sing 5 nsubj
2 El El PROPN NNP Number=Sing 1 flat
3 - - PUNCT HYPH _ 1 punct
4 Masri Masri PROPN NNP Number=Sing 1 flat
5 left leave VERB VBD _ 0 root
6 . . PUNCT . _ 5 punct
)",
           {{0, 4, NameType::Person}, {5, 7, NameType::Person}, {8, 12, NameType::Person}});
  const Actor* masri = actor_of(doc, "Mohammed al - Masri");
  ASSERT_NE(masri, nullptr);
  EXPECT_EQ(actor_of(doc, "Muhammad El - Masri"), masri);
  EXPECT_NE(actor_of(doc, "Muhammad Reyes"), masri);
}

TEST(Coreference, TheTitleTellsWhichOfTwoIsMeant) {
  const Document doc =
      read(R"(
1 Igor Igor PROPN NNP Number=Sing 6 nsubj
2 Haddad Haddad PROPN NNP Number=Sing 1 flat
3 and and CCONJ CC _ 4 cc
4 Ana Ana PROPN NNP Number=Sing 1 conj
5 Haddad Haddad PROPN NNP Number=Sing 4 flat
6 arrived arrive VERB VBD _ 0 root
7 . . PUNCT . _ 6 punct

1 Mrs Mrs PROPN NNP Number=Sing 2 nmod:desc
2 Haddad Haddad PROPN NNP Number=Sing 3 nsubj
3 spoke speak VERB VBD _ 0 root
4 . . PUNCT . _ 3 punct
)",
           {{0, 2, NameType::Person}, {3, 5, NameType::Person}, {8, 9, NameType::Person}});
  const Actor* ana = actor_of(doc, "Ana Haddad");
  ASSERT_NE(ana, nullptr);
  EXPECT_EQ(actor_of(doc, "Haddad"), ana);
  EXPECT_NE(actor_of(doc, "Igor Haddad"), ana);
}

TEST(Coreference, ACapitalThatNamesTalksBringsNoCountry) {
  const Document doc = read(R"(
1 The the DET DT Definite=Def|PronType=Art 3 det
2 Ankara Ankara PROPN NNP Number=Sing 3 compound
3 talks talk NOUN NNS Number=Plur 4 nsubj
4 ended end VERB VBD _ 0 root
5 . . PUNCT . _ 4 punct
)",
                            {{1, 2, NameType::Location}});
  EXPECT_EQ(country_actor(doc, "TUR"), kNone);
}

TEST(Coreference, ARulersSurnameStandsBeforeHisGovernment) {
  constexpr std::string_view kText = R"(
1 Monitors monitor NOUN NNS Number=Plur 2 nsubj
2 left leave VERB VBD _ 0 root
3 Syria Syria PROPN NNP Number=Sing 2 obj
4 . . PUNCT . _ 2 punct

1 The the DET DT Definite=Def|PronType=Art 3 det
2 Kadri Kadri PROPN NNP Number=Sing 3 compound
3 regime regime NOUN NN Number=Sing 4 nsubj
4 agreed agree VERB VBD _ 0 root
5 . . PUNCT . _ 4 punct

1 We we PRON PRP Case=Nom|Number=Plur|Person=1|PronType=Prs 2 nsubj
2 left leave VERB VBD _ 0 root
3 . . PUNCT . _ 2 punct
)";
  const Document doc = read(kText, {}, "2012-05-01");
  const Actor* regime = actor_of(doc, "The Kadri regime");
  ASSERT_NE(regime, nullptr);
  EXPECT_EQ(regime->code, "SYRGOV");
  const Actor* kadri = actor_of(doc, "Kadri");
  ASSERT_NE(kadri, nullptr);
  EXPECT_EQ(kadri->kb, "person/said-kadri");
  EXPECT_NE(kadri->rule.find("2000-07-17.."), std::string::npos) << kadri->rule;
  EXPECT_NE(kadri->speaks_for, kNone);
  EXPECT_EQ(doc.actors[kadri->speaks_for].code, "SYR");
}

TEST(Coreference, WhoeverModifiesAnActDoesIt) {
  const Document doc = read(R"(
1 The the DET DT Definite=Def|PronType=Art 3 det
2 Syrian Syrian ADJ JJ _ 3 amod
3 regime regime NOUN NN Number=Sing 4 nsubj
4 denied deny VERB VBD _ 0 root
5 it it PRON PRP _ 4 obj
6 . . PUNCT . _ 4 punct

1 Homes home NOUN NNS Number=Plur 2 nsubj
2 fell fall VERB VBD _ 0 root
3 to to ADP IN _ 5 case
4 regime regime NOUN NN Number=Sing 5 compound
5 bombardment bombardment NOUN NN Number=Sing 2 obl
6 beside beside ADP IN _ 9 case
7 a a DET DT Definite=Ind|PronType=Art 9 det
8 government government NOUN NN Number=Sing 9 compound
9 website website NOUN NN Number=Sing 2 obl
10 . . PUNCT . _ 2 punct
)",
                            {});
  const Actor* regime = actor_of(doc, "The Syrian regime");
  ASSERT_NE(regime, nullptr);
  EXPECT_EQ(actor_of(doc, "regime"), regime);
  EXPECT_EQ(mention_of(doc, "government"), nullptr);
}

TEST(Coreference, UnitsByAnotherNounAndMachinesInLists) {
  const Document doc = read(R"(
1 Turkey Turkey PROPN NNP Number=Sing 2 nsubj
2 hit hit VERB VBD _ 0 root
3 a a DET DT Definite=Ind|PronType=Art 5 det
4 mortar mortar NOUN NN Number=Sing 5 compound
5 team team NOUN NN Number=Sing 2 obj
6 with with ADP IN _ 10 case
7 bomber bomber NOUN NN Number=Sing 10 compound
8 and and CCONJ CC _ 9 cc
9 other other ADJ JJ _ 10 amod
10 aircraft aircraft NOUN NN Number=Sing 2 obl
11 . . PUNCT . _ 2 punct
)",
                            {{0, 1, NameType::Location}});
  const Actor* team = actor_of(doc, "a mortar team");
  ASSERT_NE(team, nullptr);
  EXPECT_NE(team->kind, ActorKind::Person);
  EXPECT_EQ(mention_of(doc, "bomber"), nullptr);
}

TEST(Coreference, APersonBehindHisCountryIsNoPlace) {
  const Document doc = read(R"(
1 Syria Syria PROPN NNP Number=Sing 3 nmod:poss
2 's 's PART POS _ 1 case
3 Omar Omar PROPN NNP Number=Sing 5 nsubj
4 Masri Masri PROPN NNP Number=Sing 3 flat
5 left leave VERB VBD _ 0 root
6 . . PUNCT . _ 5 punct
)",
                            {{0, 4, NameType::Location}});
  const Actor* masri = actor_of(doc, "Omar Masri");
  ASSERT_NE(masri, nullptr);
  EXPECT_EQ(masri->kind, ActorKind::Person);
  EXPECT_EQ(masri->country, "SYR");
  ASSERT_NE(actor_of(doc, "Syria"), nullptr);
  EXPECT_EQ(actor_of(doc, "Syria")->code, "SYR");
}

TEST(Cameo, PartByPartOrByEntry) {
  const auto codes = CameoCodes::load(DRAGOMAN_SOURCE_DIR "/lexicons/entities/cameo.tsv");
  ASSERT_TRUE(codes.ok());
  EXPECT_EQ(codes->code_for("RUSGOV", ""), "RUSGOV");
  EXPECT_EQ(codes->code_for("TURJRN", ""), "TURMED");
  EXPECT_EQ(codes->code_for("SYRMED", ""), "SYRHLH");
  EXPECT_EQ(codes->code_for("SYRUNK", ""), "SYR");
  EXPECT_EQ(codes->code_for("IGOEUR", "organisation/european-union"), "IGOEUREEC");
  EXPECT_EQ(codes->code_for("IGO", "organisation/nato"), "IGOWSTNAT");
  EXPECT_EQ(codes->code_for("", "organisation/nato"), "");
  EXPECT_FALSE(CameoCodes::load("/nonexistent/cameo.tsv").ok());
}

TEST(Cameo, ActorsCarryTheirCode) {
  const Document doc = read(kRebels, {});
  ASSERT_NE(actor_of(doc, "Syrian rebels"), nullptr);
  EXPECT_EQ(actor_of(doc, "Syrian rebels")->cameo, "SYRREB");
}

// "Igor Petrov arrived." three times, so that he is in mind.
constexpr std::string_view kArrivals = R"(
1 Igor Igor PROPN NNP Number=Sing 3 nsubj
2 Petrov Petrov PROPN NNP Number=Sing 1 flat
3 arrived arrive VERB VBD VerbForm=Fin 0 root
4 . . PUNCT . _ 3 punct

1 Igor Igor PROPN NNP Number=Sing 3 nsubj
2 Petrov Petrov PROPN NNP Number=Sing 1 flat
3 spoke speak VERB VBD VerbForm=Fin 0 root
4 . . PUNCT . _ 3 punct

)";

TEST(Coreference, WhoSpokeLastGoesOnSpeaking) {
  const auto told = [](const std::string& verb, const std::string& next) {
    return read(std::string(kArrivals) +
                    "1 Igor Igor PROPN NNP Number=Sing 3 nsubj\n"
                    "2 Petrov Petrov PROPN NNP Number=Sing 1 flat\n"
                    "3 waited wait VERB VBD VerbForm=Fin 0 root\n4 but but CCONJ CC _ 7 cc\n"
                    "5 Omar Omar PROPN NNP Number=Sing 7 nsubj\n"
                    "6 Haddad Haddad PROPN NNP Number=Sing 5 flat\n7 " +
                    verb + " VERB VBD VerbForm=Fin 3 conj\n8 . . PUNCT . _ 3 punct\n\n" +
                    "1 He he PRON PRP Number=Sing 2 nsubj\n2 " + next +
                    " VERB VBD VerbForm=Fin 0 root\n3 . . PUNCT . _ 2 punct\n",
                {{0, 2, NameType::Person},
                 {4, 6, NameType::Person},
                 {8, 10, NameType::Person},
                 {12, 14, NameType::Person}});
  };
  const Document spoke = told("refused refuse", "left leave");
  ASSERT_NE(actor_of(spoke, "He"), nullptr);
  EXPECT_EQ(actor_of(spoke, "He")->name, "Igor Petrov");
  const Document said = told("answered answer", "added add");
  ASSERT_NE(actor_of(said, "He"), nullptr);
  EXPECT_EQ(actor_of(said, "He")->name, "Omar Haddad");
}

TEST(Coreference, TheAgentOfAVerbOfSpeechSpeaks) {
  const Document doc =
      read(std::string(kArrivals) + R"(
1 Talks talk NOUN NNS Number=Plur 3 nsubj:pass
2 were be AUX VBD VerbForm=Fin 3 aux:pass
3 described describe VERB VBN VerbForm=Part|Voice=Pass 0 root
4 by by ADP IN _ 5 case
5 Omar Omar PROPN NNP Number=Sing 3 obl:agent
6 Haddad Haddad PROPN NNP Number=Sing 5 flat
7 . . PUNCT . _ 3 punct

1 He he PRON PRP Number=Sing 2 nsubj
2 added add VERB VBD VerbForm=Fin 0 root
3 . . PUNCT . _ 2 punct
)",
           {{0, 2, NameType::Person}, {4, 6, NameType::Person}, {12, 14, NameType::Person}});
  ASSERT_NE(actor_of(doc, "He"), nullptr);
  EXPECT_EQ(actor_of(doc, "He")->name, "Omar Haddad");
}

TEST(Coreference, WhoIsSpokenOfInAQuotationDoesNotSpeakIt) {
  const Document doc = read(R"(
1 Igor Igor PROPN NNP Number=Sing 3 nsubj
2 Petrov Petrov PROPN NNP Number=Sing 1 flat
3 arrived arrive VERB VBD VerbForm=Fin 0 root
4 . . PUNCT . _ 3 punct

1 “ “ PUNCT `` _ 4 punct
2 The the DET DT Definite=Def 3 det
3 commander commander NOUN NN Number=Sing 4 nsubj
4 fled flee VERB VBD VerbForm=Fin 8 ccomp
5 , , PUNCT , _ 4 punct
6 ” ” PUNCT '' _ 4 punct
7 he he PRON PRP Number=Sing 8 nsubj
8 said say VERB VBD VerbForm=Fin 0 root
9 . . PUNCT . _ 8 punct
)",
                            {{0, 2, NameType::Person}});
  ASSERT_NE(actor_of(doc, "he"), nullptr);
  EXPECT_EQ(actor_of(doc, "he")->name, "Igor Petrov");
}

TEST(Coreference, TheMonitorIsTheBodyThatWatches) {
  const Document doc = read(R"(
1 Harbour Harbour PROPN NNP Number=Sing 2 compound
2 Observatory Observatory PROPN NNP Number=Sing 3 nsubj
3 counted count VERB VBD VerbForm=Fin 0 root
4 . . PUNCT . _ 3 punct

1 Harbour Harbour PROPN NNP Number=Sing 2 compound
2 Rescue Rescue PROPN NNP Number=Sing 3 nsubj
3 helped help VERB VBD VerbForm=Fin 0 root
4 . . PUNCT . _ 3 punct

1 The the DET DT Definite=Def 5 det
2 Syria Syria PROPN NNP Number=Sing 4 compound _ SpaceAfter=No
3 - - PUNCT HYPH _ 2 punct _ SpaceAfter=No
4 based base VERB VBN VerbForm=Part|Voice=Pass 5 amod
5 monitor monitor NOUN NN Number=Sing 6 nsubj
6 added add VERB VBD VerbForm=Fin 0 root
7 . . PUNCT . _ 6 punct
)",
                            {{0, 2, NameType::Organisation}, {4, 6, NameType::Organisation}});
  const Actor* body = actor_of(doc, "Harbour Observatory");
  ASSERT_NE(body, nullptr);
  EXPECT_EQ(actor_of(doc, "The Syria-based monitor"), body);
}

TEST(Coreference, OneOfThemIsAPerson) {
  const Document doc = read(R"(
1 One one NUM CD _ 5 nsubj
2 of of ADP IN _ 4 case
3 the the DET DT Definite=Def 4 det
4 soldiers soldier NOUN NNS Number=Plur 1 nmod
5 spoke speak VERB VBD VerbForm=Fin 0 root
6 . . PUNCT . _ 5 punct

1 He he PRON PRP Number=Sing 2 nsubj
2 left leave VERB VBD VerbForm=Fin 0 root
3 . . PUNCT . _ 2 punct
)",
                            {});
  const Actor* one = actor_of(doc, "One of the soldiers");
  ASSERT_NE(one, nullptr);
  EXPECT_EQ(one->kind, ActorKind::Person);
  EXPECT_EQ(actor_of(doc, "He"), one);
}

TEST(Coreference, TheLeaderOfACountryIsWhoRulesIt) {
  const auto leader = [](const std::string& adjective) {
    return read(
        "1 Said Said PROPN NNP Number=Sing 3 nsubj\n2 Kadri Kadri PROPN NNP Number=Sing 1 flat\n"
        "3 arrived arrive VERB VBD VerbForm=Fin 0 root\n4 . . PUNCT . _ 3 punct\n\n"
        "1 The the DET DT Definite=Def 3 det\n2 " +
            adjective + " " + adjective +
            " ADJ JJ _ 3 amod\n3 leader leader NOUN NN Number=Sing 4 nsubj\n"
            "4 spoke speak VERB VBD VerbForm=Fin 0 root\n5 . . PUNCT . _ 4 punct\n",
        {{0, 2, NameType::Person}}, "2016-03-01");
  };
  const Document syrian = leader("Syrian");
  ASSERT_NE(actor_of(syrian, "Said Kadri"), nullptr);
  EXPECT_EQ(actor_of(syrian, "The Syrian leader"), actor_of(syrian, "Said Kadri"));
  const Document turkish = leader("Turkish");
  EXPECT_NE(actor_of(turkish, "The Turkish leader"), actor_of(turkish, "Said Kadri"));
}

TEST(Coreference, ANamelessMinisterSpokenOfSinceIsTheMinister) {
  const Document doc = read(R"(
1 Igor Igor PROPN NNP Number=Sing 3 nsubj
2 Petrov Petrov PROPN NNP Number=Sing 1 flat
3 arrived arrive VERB VBD VerbForm=Fin 0 root
4 . . PUNCT . _ 3 punct

1 A a DET DT Definite=Ind|PronType=Art 3 det
2 Turkish Turkish ADJ JJ _ 3 amod
3 minister minister NOUN NN Number=Sing 4 nsubj
4 refused refuse VERB VBD VerbForm=Fin 0 root
5 . . PUNCT . _ 4 punct

1 The the DET DT Definite=Def|PronType=Art 2 det
2 minister minister NOUN NN Number=Sing 3 nsubj
3 left leave VERB VBD VerbForm=Fin 0 root
4 . . PUNCT . _ 3 punct
)",
                            {{0, 2, NameType::Person}}, "2016-03-01");
  ASSERT_NE(actor_of(doc, "A Turkish minister"), nullptr);
  EXPECT_NE(actor_of(doc, "A Turkish minister"), actor_of(doc, "Igor Petrov"));
  EXPECT_EQ(actor_of(doc, "The minister"), actor_of(doc, "A Turkish minister"));
}

}  // namespace
}  // namespace dragoman::entities
