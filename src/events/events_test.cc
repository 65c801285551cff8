// Hand-written trees and small lexicons: the pattern language, the alternations, composition and
// factuality. What the whole engine makes of sentences stands in tests/golden/events.
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "../../tests/support/document_builder.h"
#include "events/code_events.h"
#include "events/roles.h"

namespace dragoman::events {
namespace {

// The sets that every lexicon must have, with the few words that these tests need.
constexpr const char* kBase = R"(
set light: launch, hold
set happen: begin
set continue: continue
set quantity: thousand, group
set member: leader
set aux-future: will
set aux-possible: may
set aux-must: must
set negation: not, no
set conditional: if, unless
set saying: say
set veto: goalkeeper, league
set business: shareholder
set judged: vital
set claimed: allegation
set telling: report
set suffer: suffer
compose intent RETREAT AGREE 035
compose future SANCTION THREATEN:restrict 131
compose refuse RETREAT REJECT:yield 124
compose request RETREAT REQUEST:yield 1056
compose deny ASSAULT keep
score 1 -5
score 19 -10
)";

constexpr const char* kActs = R"(
group attack ASSAULT:aerial 190
  verb attack, bomb
  noun attack, offensive | weak
group meet CONSULT 040 mutual actor=subj recipient=obj,with,between
  verb meet
  noun talk | weak
group withdraw RETREAT:withdraw 0874 recipient=from
  verb withdraw
group sanction SANCTION 163
  verb impose | obj:sanction
group hold COERCE:arrest 173
  verb hold | obj:!meeting
cue ready intent factuality=planned
  adj ready
group refuse REJECT 120 compose=refuse
  verb refuse
group urge REQUEST 100 compose=request
  verb urge
cue deny deny factuality=denied
  verb deny
group obligation REQUEST 104
  verb must
)";

std::shared_ptr<const Resources> resources(const std::string& more = {}) {
  auto loaded = Resources::parse({{"base.events", kBase}, {"acts.events", kActs + more}});
  EXPECT_TRUE(loaded.ok()) << loaded.error().describe();
  return *loaded;
}

// A document with one actor for each of `names`, mentioned wherever a token has that form.
Document document(const char* conllu, const std::vector<std::string>& names) {
  Document doc = testing::document_from_conllu(conllu);
  for (const std::string& name : names) {
    Actor actor;
    actor.name = name;
    actor.kind = ActorKind::Country;
    actor.code = actor.country = name.substr(0, 3);
    for (std::uint32_t i = 0; i < doc.tokens.size(); ++i) {
      if (doc.form(i) != name) continue;
      Mention mention;
      mention.tokens = {i, i + 1};
      mention.span = doc.tokens[i].span;
      mention.head = i;
      mention.actor = static_cast<std::uint32_t>(doc.actors.size());
      actor.mentions.push_back(static_cast<std::uint32_t>(doc.mentions.size()));
      doc.mentions.push_back(mention);
    }
    doc.actors.push_back(actor);
  }
  return doc;
}

// "TYPE factuality [actors] -> [recipients]" for each event.
std::vector<std::string> coded(Document& doc, const Resources& lexicon) {
  EXPECT_TRUE(code_events(lexicon, doc).ok());
  std::vector<std::string> out;
  for (const Event& event : doc.events) {
    std::string line(to_string(event.type));
    line += " " + std::string(to_string(event.factuality)) + " [";
    for (const std::uint32_t a : event.actors) line += doc.actors[a].name + " ";
    line += "] -> [";
    for (const std::uint32_t a : event.recipients) line += doc.actors[a].name + " ";
    out.push_back(line + "]");
  }
  return out;
}

using Lines = std::vector<std::string>;

TEST(Alternations, PassiveSwapsTheRoles) {
  Document doc = document(R"(
1 Libya Libya PROPN _ _ 3 nsubj:pass _ _
2 was be AUX _ _ 3 aux:pass _ _
3 attacked attack VERB _ Tense=Past|VerbForm=Part|Voice=Pass 0 root _ _
4 by by ADP _ _ 5 case _ _
5 Chad Chad PROPN _ _ 3 obl:agent _ _
)",
                          {"Libya", "Chad"});
  EXPECT_EQ(coded(doc, *resources()), Lines{"ASSAULT occurred [Chad ] -> [Libya ]"});
}

TEST(Alternations, SimplePastWithAnObjectIsNoPassive) {
  Document doc = document(R"(
1 Chad Chad PROPN _ _ 2 nsubj _ _
2 bombed bomb VERB _ Tense=Past|VerbForm=Part 0 root _ _
3 Libya Libya PROPN _ _ 2 obj _ _
)",
                          {"Libya", "Chad"});
  EXPECT_EQ(coded(doc, *resources()), Lines{"ASSAULT occurred [Chad ] -> [Libya ]"});
}

TEST(Roles, NounsAreLookedThroughByALexiconThatNeverSaysBy) {
  const auto lexicon =
      Resources::parse({{"base.events", kBase}, {"x.events", "group x ASSAULT 190\n  verb bomb\n"}});
  ASSERT_TRUE(lexicon.ok()) << lexicon.error().describe();
  Document doc = document(R"(
1 leaders leader NOUN _ _ 4 nsubj _ _
2 of of ADP _ _ 3 case _ _
3 Chad Chad PROPN _ _ 1 nmod _ _
4 bombed bomb VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ _
5 Libya Libya PROPN _ _ 4 obj _ _
)",
                          {"Libya", "Chad"});
  EXPECT_EQ(coded(doc, **lexicon).size(), 1u);
}

TEST(Filters, CivilianIsWhoHasNoOfficeAndNoArms) {
  const auto lexicon = resources("group chase COERCE 170\n  verb chase | obj:civilian\n");
  for (const auto& [sector, events] : {std::pair{"CVL", 1u}, {"REF", 1u}, {"MIL", 0u}}) {
    Document doc = document(R"(
1 Chad Chad PROPN _ _ 2 nsubj _ _
2 chased chase VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ _
3 Libya Libya PROPN _ _ 2 obj _ _
)",
                            {"Libya", "Chad"});
    doc.actors[0].sector = sector;
    EXPECT_EQ(coded(doc, *lexicon).size(), events) << sector;
  }
}

TEST(Alternations, RelativePronounStandsForItsAntecedent) {
  Document doc = document(R"(
1 Chad Chad PROPN _ _ 6 nsubj _ _
2 which which PRON _ PronType=Rel 3 nsubj _ _
3 attacked attack VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 1 acl:relcl _ _
4 Libya Libya PROPN _ _ 3 obj _ _
5 was be AUX _ _ 6 cop _ _
6 silent silent ADJ _ _ 0 root _ _
)",
                          {"Libya", "Chad"});
  EXPECT_EQ(coded(doc, *resources()), Lines{"ASSAULT occurred [Chad ] -> [Libya ]"});
}

TEST(Alternations, CoordinatedSubjectsAreAllActors) {
  Document doc = document(R"(
1 Chad Chad PROPN _ _ 4 nsubj _ _
2 and and CCONJ _ _ 3 cc _ _
3 Niger Niger PROPN _ _ 1 conj _ _
4 met meet VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ _
5 Libya Libya PROPN _ _ 4 obj _ _
)",
                          {"Chad", "Niger", "Libya"});
  EXPECT_EQ(coded(doc, *resources()), Lines{"CONSULT occurred [Chad Niger Libya ] -> []"});
}

TEST(Alternations, LightVerbGivesTheNounItsActor) {
  Document doc = document(R"(
1 Chad Chad PROPN _ _ 2 nsubj _ _
2 launched launch VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ _
3 an a DET _ _ 4 det _ _
4 offensive offensive NOUN _ _ 2 obj _ _
5 against against ADP _ _ 6 case _ _
6 Libya Libya PROPN _ _ 4 nmod _ _
)",
                          {"Chad", "Libya"});
  EXPECT_EQ(coded(doc, *resources()), Lines{"ASSAULT occurred [Chad ] -> [Libya ]"});
  EXPECT_EQ(doc.events[0].rule, "attack/offensive");
  EXPECT_EQ(doc.events[0].score, -10.0f);
  EXPECT_EQ(doc.events[0].trigger.size(), 2u);  // "launched", "offensive"
}

TEST(Alternations, PossessorOfANounActs) {
  Document doc = document(R"(
1 Chad Chad PROPN _ _ 3 nmod:poss _ _
2 's 's PART _ _ 1 case _ _
3 attack attack NOUN _ _ 6 nsubj _ _
4 on on ADP _ _ 5 case _ _
5 Libya Libya PROPN _ _ 3 nmod _ _
6 failed fail VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ _
)",
                          {"Chad", "Libya"});
  EXPECT_EQ(coded(doc, *resources()), Lines{"ASSAULT occurred [Chad ] -> [Libya ]"});
}

constexpr const char* kReady = R"(
1 Chad Chad PROPN _ _ 3 nsubj _ _
2 is be AUX _ Mood=Ind|Tense=Pres|VerbForm=Fin 3 cop _ _
3 ready ready ADJ _ _ 0 root _ _
4 to to PART _ _ 5 mark _ _
5 withdraw withdraw VERB _ VerbForm=Inf 3 xcomp _ _
6 from from ADP _ _ 7 case _ _
7 Libya Libya PROPN _ _ 5 obl _ _
)";

TEST(Composition, ReadinessToWithdrawIsAPlannedAgreement) {
  Document doc = document(kReady, {"Chad", "Libya"});
  EXPECT_EQ(coded(doc, *resources()), Lines{"AGREE planned [Chad ] -> [Libya ]"});
  EXPECT_EQ(doc.events[0].cameo, "035");
}

TEST(Composition, RefusalAbsorbsWhatIsRefused) {
  Document doc = document(R"(
1 Chad Chad PROPN _ _ 2 nsubj _ _
2 refused refuse VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ _
3 to to PART _ _ 4 mark _ _
4 withdraw withdraw VERB _ VerbForm=Inf 2 xcomp _ _
5 from from ADP _ _ 6 case _ _
6 Libya Libya PROPN _ _ 4 obl _ _
)",
                          {"Chad", "Libya"});
  EXPECT_EQ(coded(doc, *resources()), Lines{"REJECT occurred [Chad ] -> [Libya ]"});
  EXPECT_EQ(doc.events[0].mode, "yield");
}

TEST(Composition, WhoIsAskedIsTheRecipient) {
  Document doc = document(R"(
1 Niger Niger PROPN _ _ 2 nsubj _ _
2 urged urge VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ _
3 Chad Chad PROPN _ _ 2 obj _ _
4 to to PART _ _ 5 mark _ _
5 withdraw withdraw VERB _ VerbForm=Inf 2 xcomp _ _
6 from from ADP _ _ 7 case _ _
7 Libya Libya PROPN _ _ 5 obl _ _
)",
                          {"Niger", "Chad", "Libya"});
  EXPECT_EQ(coded(doc, *resources()), Lines{"REQUEST occurred [Niger ] -> [Chad ]"});
}

TEST(Composition, FutureSanctionIsAThreat) {
  Document doc = document(R"(
1 Chad Chad PROPN _ _ 3 nsubj _ _
2 will will AUX _ VerbForm=Fin 3 aux _ _
3 impose impose VERB _ VerbForm=Inf 0 root _ _
4 sanctions sanction NOUN _ _ 3 obj _ _
5 on on ADP _ _ 6 case _ _
6 Libya Libya PROPN _ _ 4 nmod _ _
)",
                          {"Chad", "Libya"});
  EXPECT_EQ(coded(doc, *resources()), Lines{"THREATEN planned [Chad ] -> [Libya ]"});
}

TEST(Composition, DeniedActKeepsItsType) {
  Document doc = document(R"(
1 Chad Chad PROPN _ _ 2 nsubj _ _
2 denied deny VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ _
3 that that SCONJ _ _ 6 mark _ _
4 Niger Niger PROPN _ _ 6 nsubj _ _
5 had have AUX _ _ 6 aux _ _
6 attacked attack VERB _ Tense=Past|VerbForm=Part 2 ccomp _ _
7 Libya Libya PROPN _ _ 6 obj _ _
)",
                          {"Chad", "Niger", "Libya"});
  EXPECT_EQ(coded(doc, *resources()), Lines{"ASSAULT denied [Niger ] -> [Libya ]"});
}

TEST(Composition, ARejectedAllegationIsDenied) {
  Document doc = document(R"(
1 Chad Chad PROPN _ _ 2 nsubj _ _
2 rejected reject VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ _
3 allegations allegation NOUN _ Number=Plur 2 obj _ _
4 that that SCONJ _ _ 7 mark _ _
5 Niger Niger PROPN _ _ 7 nsubj _ _
6 had have AUX _ _ 7 aux _ _
7 attacked attack VERB _ Tense=Past|VerbForm=Part 3 acl _ _
8 Libya Libya PROPN _ _ 7 obj _ _
)",
                          {"Chad", "Niger", "Libya"});
  Statement denial;
  denial.content = {doc.bytes({2, 8})};
  denial.cue_token = 1;
  denial.cue = {doc.tokens[1].span};
  denial.stance = Stance::Denial;
  doc.statements.push_back(denial);
  EXPECT_EQ(coded(doc, *resources()), Lines{"ASSAULT denied [Niger ] -> [Libya ]"});
  Document claimed = doc;
  claimed.events.clear();
  claimed.statements[0].stance = Stance::Claim;
  EXPECT_EQ(coded(claimed, *resources()), Lines{"ASSAULT occurred [Niger ] -> [Libya ]"});
}

TEST(Composition, ObligationStatedByAnotherSideIsARequest) {
  Document doc = document(R"(
1 Niger Niger PROPN _ _ 2 nsubj _ _
2 said say VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ _
3 Chad Chad PROPN _ _ 5 nsubj _ _
4 must must AUX _ VerbForm=Fin 5 aux _ _
5 withdraw withdraw VERB _ VerbForm=Inf 2 ccomp _ _
)",
                          {"Niger", "Chad"});
  EXPECT_EQ(coded(doc, *resources()), Lines{"REQUEST occurred [Niger ] -> [Chad ]"});
}

TEST(Factuality, NegationModalsAndConditions) {
  const auto with = [](const char* word, const char* lemma, const char* upos, const char* deprel) {
    return std::string("1 Chad Chad PROPN _ _ 3 nsubj _ _\n2 ") + word + " " + lemma + " " + upos +
           " _ _ 3 " + deprel +
           " _ _\n3 attack attack VERB _ Mood=Ind|VerbForm=Fin 0 root _ _\n4 Libya Libya PROPN _ _ "
           "3 obj _ _\n";
  };
  Document negated = document(with("not", "not", "PART", "advmod").c_str(), {"Chad", "Libya"});
  EXPECT_EQ(coded(negated, *resources()), Lines{"ASSAULT negated [Chad ] -> [Libya ]"});
  ASSERT_EQ(negated.events[0].factuality_cues.size(), 1u);
  EXPECT_EQ(negated.view(negated.events[0].factuality_cues[0]), "not");
  Document possible = document(with("may", "may", "AUX", "aux").c_str(), {"Chad", "Libya"});
  EXPECT_EQ(coded(possible, *resources()), Lines{"ASSAULT possible [Chad ] -> [Libya ]"});
  Document hypothesis = document(with("if", "if", "SCONJ", "mark").c_str(), {"Chad", "Libya"});
  EXPECT_TRUE(coded(hypothesis, *resources()).empty());
}

TEST(Matching, ConditionsKeepIdiomsOut) {
  const char* held = R"(
1 Chad Chad PROPN _ _ 2 nsubj _ _
2 held hold VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ _
3 a a DET _ _ 4 det _ _
4 meeting meeting NOUN _ _ 2 obj _ _
)";
  Document doc = document(held, {"Chad"});
  EXPECT_TRUE(coded(doc, *resources()).empty());
}

TEST(Matching, InflectedFormHelpsWhereTheLemmaIsWrong) {
  Document doc = document(R"(
1 Chad Chad PROPN _ _ 2 nsubj _ _
2 bombed bombe VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ _
3 Libya Libya PROPN _ _ 2 obj _ _
)",
                          {"Chad", "Libya"});
  EXPECT_EQ(coded(doc, *resources()), Lines{"ASSAULT occurred [Chad ] -> [Libya ]"});
  EXPECT_EQ(regular_bases("vetoed"), (std::vector<std::string>{"veto", "vetoe"}));
  EXPECT_EQ(regular_bases("denied"), (std::vector<std::string>{"deny"}));
}

TEST(Matching, SportIsNotCoded) {
  Document doc = document(R"(
1 Chad Chad PROPN _ _ 2 nsubj _ _
2 attacked attack VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ _
3 the the DET _ _ 4 det _ _
4 goalkeeper goalkeeper NOUN _ _ 2 obj _ _
5 of of ADP _ _ 7 case _ _
6 the the DET _ _ 7 det _ _
7 league league NOUN _ _ 4 nmod _ _
)",
                          {"Chad"});
  EXPECT_TRUE(coded(doc, *resources()).empty());
}

TEST(Coding, NeedsTrees) {
  Document doc;
  const auto done = code_events(*resources(), doc);
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, ErrorCode::MissingLayer);
}

TEST(Lexicon, ErrorsNameFileLineAndColumn) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"verb attack", "x.events:1:1"},                                    // no group
      {"group a ATTACK 190", "x.events:1:9"},                             // unknown type
      {"group a ASSAULT 19x", "x.events:1:17"},                           // no CAMEO code
      {"group a ASSAULT 190\n  verb Attack", "x.events:2:8"},             // not lower case
      {"group a ASSAULT 190\n  verb hit | obj:@none", "x.events:2:18"},   // unknown set
      {"group a ASSAULT 190\n  verb hit | foo", "x.events:2:14"},         // unknown option
      {"group a ASSAULT 190\n  verb hit | colour=red", "x.events:2:14"},  // unknown key
      {"group a ASSAULT 190\n  verb |", "x.events:2:8"},                  // no trigger
      {"cue a hope", "x.events:1:7"},                                     // unknown kind
      {"compose intent AID GIVE 030", "x.events:1:20"},
      {"score 19 often", "x.events:1:10"},
      {"set a word", "x.events:1:4"},
      {"colour red", "x.events:1:1"},
  };
  for (const auto& [text, where] : cases) {
    const auto loaded = Resources::parse({{"base.events", kBase}, {"x.events", text}});
    ASSERT_FALSE(loaded.ok()) << text;
    EXPECT_EQ(loaded.error().code, ErrorCode::BadFormat);
    EXPECT_EQ(loaded.error().where, where) << text << ": " << loaded.error().message;
  }
  EXPECT_FALSE(
      Resources::parse({{"x.events", "set light: do"}}).ok());  // the engine's own sets are missing
}

TEST(Lexicon, ShippedFilesLoad) {
  const auto loaded = Resources::load(std::string(DRAGOMAN_SOURCE_DIR) + "/lexicons");
  ASSERT_TRUE(loaded.ok()) << loaded.error().describe();
  EXPECT_GT((*loaded)->lexicon().size(), 2000u);
}

}  // namespace
}  // namespace dragoman::events
