// Small dictionaries of our own in PETRARCH's form: what each kind of line becomes, and why others
// are left out.
#include "events/import_petrarch.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "events/cameo_types.h"

namespace dragoman::events {
namespace {

const std::string kLexicons = std::string(DRAGOMAN_SOURCE_DIR) + "/lexicons";

const Lexicon& shipped() {
  static const Lexicon lexicon = Lexicon::load(kLexicons + "/events").value();
  return lexicon;
}

// A file with this text that is gone at the end of the test.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& text, const char* name = "small.verbs.txt")
      : folder_(std::filesystem::temp_directory_path() /
                ("dragoman-import-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder_);
    std::ofstream(path(name)) << text;
    name_ = name;
  }
  ~TemporaryFile() { std::filesystem::remove_all(folder_); }
  std::string path() const { return path(name_); }

 private:
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::filesystem::path folder_;
  std::string name_;
};

PetrarchImport imported(const std::string& text) {
  const TemporaryFile file(text);
  auto import =
      import_petrarch_verbs(file.path(),
                            {kLexicons + "/events/cameo.tsv", kLexicons + "/events/petrarch.tsv",
                             kLexicons + "/language/english.tsv"},
                            shipped());
  EXPECT_TRUE(import.ok()) << import.error().describe();
  return std::move(import).value();
}

// The lines of one pattern in a block of its own, without their comments.
std::string lines_of(const std::string& pattern, const std::string& verbs = "GIVE\n") {
  const PetrarchImport import =
      imported("&AID_\n+RELIEF\n+SUPPLIES\n--- X [---] ---\n" + verbs + "- " + pattern + "\n");
  std::string out, line;
  std::istringstream text(import.patterns);
  while (std::getline(text, line)) {
    if (line.starts_with("  ")) out += line.substr(2, line.find("  #") - 2) + "\n";
  }
  return out;
}

std::string reason_of(const std::string& pattern, const std::string& verbs = "GIVE\n") {
  const PetrarchImport import = imported("--- X [---] ---\n" + verbs + "- " + pattern + "\n");
  return import.left_out.empty() ? "" : import.left_out.front().reason;
}

TEST(CameoTypesTest, TheLongestListedBeginningCounts) {
  const auto types = CameoTypes::load(kLexicons + "/events/cameo.tsv");
  ASSERT_TRUE(types.ok()) << types.error().describe();
  EXPECT_EQ(types->find("0874")->mode, "withdraw");
  EXPECT_EQ(types->find("19399")->mode, "firearms");  // by 193
  EXPECT_EQ(types->find("0231")->type, EventType::Request);
  EXPECT_FALSE(types->find("010")->type.has_value());  // a statement
  EXPECT_EQ(types->find("345"), nullptr);
  EXPECT_EQ(types->find("19x"), nullptr);
}

TEST(ImportPetrarch, VerbsOfABlock) {
  const PetrarchImport import = imported(
      "--- LEND [070] ---\n"
      "LEND {LENDS LENT}  # irregular forms are the engine's\n"
      "+HAND_OVER [074]\n"
      "RE_+SUPPLY\n"
      "+CARE_FOR\n"
      "DENY [120]\n"
      "WIRE_+TAP\n"
      "SEND [---]\n");
  EXPECT_NE(import.patterns.find("group small.verbs:2 AID 070\n  verb lend  # LEND\n"),
            std::string::npos)
      << import.patterns;
  EXPECT_NE(
      import.patterns.find("group small.verbs:3 AID 074 context=peacekeeping\n  verb hand_over"),
      std::string::npos);
  EXPECT_NE(import.patterns.find("  verb resupply"), std::string::npos);
  EXPECT_NE(import.patterns.find("  verb care | for:any"), std::string::npos);
  EXPECT_NE(import.patterns.find("  verb deny | compose=refuse"), std::string::npos);
  ASSERT_EQ(import.left_out.size(), 1u);
  EXPECT_EQ(import.left_out[0].line, 7u);
  EXPECT_EQ(import.read, 7u);
  EXPECT_EQ(import.written, 6u);  // the null code is taken as what it is: nothing
}

TEST(ImportPetrarch, NamesLeadBackToTheLine) {
  const PetrarchImport import =
      imported("--- LEND [070] ---\nLEND\n- * UP &NONE [080]\n- * ASYLUM TO + [075]\n");
  EXPECT_NE(import.patterns.find("group small.verbs:4 AID 075"), std::string::npos)
      << import.patterns;
  EXPECT_NE(import.patterns.find("# - * ASYLUM TO + [075]"), std::string::npos);
  EXPECT_EQ(import.left_out.at(0).line, 3u);
}

TEST(ImportPetrarch, ObjectsPhrasesAndRoles) {
  EXPECT_EQ(lines_of("* ASYLUM [075]"), "verb give | obj:asylum\n");
  EXPECT_EQ(lines_of("* &AID TO + [073]"), "verb give | obj:@small.verbs.aid recipient=to\n");
  EXPECT_EQ(lines_of("* THE FINANCIAL AID [071]"), "verb give | obj:aid obj.mod:financial\n");
  EXPECT_EQ(lines_of("* {FINANCIAL AID} (TO +) [071]"),
            "verb give | obj:aid obj.mod:financial recipient=to\n");
  EXPECT_EQ(lines_of("* OUT BLANKETS [073]"), "verb give_out | obj:blanket\n");
  EXPECT_EQ(lines_of("* WITH % [060]", "WORK\n"), "verb work | with:any mutual recipient=with\n");
  EXPECT_EQ(lines_of("* SUPPORT [050:050]"),
            "verb give | obj:support mutual recipient=obj,with,between,to,among\n");
  EXPECT_EQ(lines_of("+ WAS * REFUGE BY $ [075]"),
            "verb give | obj:refuge actor=by recipient=obj\n");
  EXPECT_EQ(lines_of("* + LEADER MEDALS [051]"),
            "verb give | obj:medal obj.mod:leader "
            "recipient=obj.mod,obj.poss,iobj,obj\n");
  EXPECT_EQ(lines_of("* REASSURANCE [:050]"),
            "verb give | obj:reassurance actor=obj,iobj recipient=subj\n");
  EXPECT_EQ(lines_of("* (BY/WITH WORDS) [111]"), "verb give | by:word\nverb give | with:word\n");
}

TEST(ImportPetrarch, ClausesAndInfinitives) {
  EXPECT_EQ(lines_of("* + TO LEAVE [100]", "ASK\nLEAVE\n"),
            "verb ask, leave | comp:leave recipient=obj,iobj,comp.subj\n");
  EXPECT_EQ(lines_of("* DECISION TO LEAVE ALLIANCE [160]", "TAKE\nLEAVE\n"),
            "verb take, leave | obj:decision obj.comp:leave obj.comp.obj:alliance\n");
  // Verbs of saying take clauses, and what is inflected is their verb.
  EXPECT_EQ(lines_of("* + KILLED PRISONERS [1122]", "SAY\nKILL\n"),
            "verb say, kill | comp:kill comp.obj:prisoner recipient=comp.subj\n");
}

TEST(ImportPetrarch, WordsBeforeTheVerbAreItsSubjectOrObject) {
  EXPECT_EQ(lines_of("CURFEW * [081]", "LIFT\n"),
            "verb lift | subj:curfew\nverb lift | obj:curfew\n");
  EXPECT_EQ(lines_of("CREW * SHIP [---]", "LEAVE\n"), "verb leave | obj:ship subj:crew\n");
}

TEST(ImportPetrarch, NullCodesAndStatementsHideTheVerb) {
  const PetrarchImport import =
      imported("--- FIGHT [190] ---\nFIGHT\n- * FIRE [---]\n- * POVERTY [010]\n");
  EXPECT_NE(import.patterns.find("group small.verbs:3 -\n  verb fight | obj:fire"),
            std::string::npos)
      << import.patterns;
  EXPECT_NE(import.patterns.find("group small.verbs:4 -\n  verb fight | obj:poverty"),
            std::string::npos);
}

TEST(ImportPetrarch, WhatCannotBeSaidIsListed) {
  EXPECT_NE(reason_of("WILL * AID [033]").find("modal"), std::string::npos);
  EXPECT_NE(reason_of("SAID * AID [033]").find("modal or a verb"), std::string::npos);
  EXPECT_NE(reason_of("NOT * AID [120]").find("negation"), std::string::npos);
  EXPECT_NE(reason_of("IN * [012]").find("noun"), std::string::npos);
  EXPECT_NE(reason_of("* AID IF [033]").find("'if'"), std::string::npos);
  EXPECT_NE(reason_of("* &NOBODY [033]").find("&NOBODY"), std::string::npos);
  EXPECT_NE(reason_of("* AID [345]").find("CAMEO"), std::string::npos);
  EXPECT_NE(reason_of("* ONE TWO THREE FOUR [070]").find("three words"), std::string::npos);
  EXPECT_NE(reason_of("AID [070]").find("without *"), std::string::npos);
  EXPECT_NE(reason_of("* AID 070").find("[code]"), std::string::npos);
  EXPECT_NE(reason_of("* / [111]").find("'/'"), std::string::npos);
  EXPECT_NE(reason_of("* BITTERLY [111]").find("adverb"), std::string::npos);
  EXPECT_NE(reason_of("* AID [070]\n- * AID [071]").find("same verbs"), std::string::npos);
  EXPECT_NE(reason_of("* [---]").find("hide"), std::string::npos);
  EXPECT_NE(imported("--- BE [190] ---\nBE\n").left_out.at(0).reason.find("match everywhere"),
            std::string::npos);
  EXPECT_NE(imported("LOST\n").left_out.at(0).reason.find("before the first block"),
            std::string::npos);
  EXPECT_NE(
      imported("&PEOPLE\n+DISPLACED_PERSON\n+EXILE\n").left_out.at(0).reason.find("single words"),
      std::string::npos);
}

TEST(ImportPetrarch, Comments) {
  const PetrarchImport import = imported(
      "<!-- head\n of two lines -->\n--- AID [070] ---  # GIVE\nHELP # 2003\n# - * NOTHING "
      "[190]\n<!-- HURT -->\n");
  EXPECT_EQ(import.read, 1u);
  EXPECT_TRUE(import.left_out.empty());
}

TEST(ImportPetrarch, Transformations) {
  const std::string blocks = "--- SAY [010] ---\nSAY\nCLAIM\n--- ATTACK [190] ---\nATTACK\nRAID\n";
  const PetrarchImport import = imported(blocks + "~ a (b . ATTACK) SAY = a b 112\n");
  EXPECT_NE(import.patterns.find(
                "group small.verbs:7 ACCUSE:allege 112\n  verb say, claim | comp:attack/raid "
                "actor=subj recipient=comp.subj compose=topic"),
            std::string::npos)
      << import.patterns;
  const auto reason = [&](const std::string& line) {
    return imported(blocks + line + "\n").left_out.at(0).reason;
  };
  EXPECT_NE(reason("~ a (a b ATTACK) SAY = a b 015").find("same party"), std::string::npos);
  EXPECT_NE(reason("~ a (b . WILL_ATTACK) SAY = a b 138").find("modal"), std::string::npos);
  EXPECT_NE(reason("~ a (b . Q) SAY = a b Q").find("code of the inner"), std::string::npos);
  EXPECT_NE(reason("~ a (b . HIT) SAY = a b 112").find("no block"), std::string::npos);
  EXPECT_NE(reason("~ a (b . ATTACK) SAY = a c 112").find("letter"), std::string::npos);
  EXPECT_NE(reason("~ a (b ATTACK) SAY = a c 112").find("expected"), std::string::npos);
  EXPECT_NE(reason("~ a (b . ATTACK) SAY").find("without ="), std::string::npos);
}

TEST(ImportPetrarch, NoText) {
  const TemporaryFile file(std::string("--- A [070] ---\n\0\0\0", 19));
  const auto import =
      import_petrarch_verbs(file.path(),
                            {kLexicons + "/events/cameo.tsv", kLexicons + "/events/petrarch.tsv",
                             kLexicons + "/language/english.tsv"},
                            shipped());
  ASSERT_FALSE(import.ok());
  EXPECT_EQ(import.error().code, ErrorCode::NotText);
}

// The whole of what is written loads beside the shipped patterns, whatever the dictionary holds.
TEST(ImportPetrarch, WhatIsWrittenLoads) {
  const PetrarchImport import = imported(
      "&ANY\n+STATE\n+ANY\n+NAME\n&NEAR_\n+NEAR\n+AT\n&IS_\n+IS\n+WAS\n&ALL\n+&ANY\n+OTHER\n"
      "--- HIT [190] ---\nHIT\n+GO_TO\nGO\n"
      "- * STATE [190]\n- * &ALL &NEAR + [191]\n- + &IS * [192]\n- * NAME ANY PLACE [193]\n- * "
      "[194]\n- * + [195]\n");
  const TemporaryFile file(import.patterns, "out.events");
  const auto lexicon = Lexicon::load(kLexicons + "/events", {"ours", file.path()});
  ASSERT_TRUE(lexicon.ok()) << lexicon.error().describe() << "\n" << import.patterns;
  const Entry* entry = lexicon->entry_named("small.verbs:15/hit");
  ASSERT_NE(entry, nullptr) << import.patterns;
  EXPECT_EQ(entry->cameo, "190");
  EXPECT_EQ(lexicon->where(*entry).substr(0, file.path().size()), file.path());
}

}  // namespace
}  // namespace dragoman::events
