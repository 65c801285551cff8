#include "corrections/lines.h"

#include <gtest/gtest.h>

#include "corrections/apply.h"
#include "corrections/request.h"
#include "corrections/sentence.h"

namespace dragoman::corrections {
namespace {

const language::Lexicon& lexicon() {
  static const auto loaded =
      language::Lexicon::load(DRAGOMAN_SOURCE_DIR "/lexicons/language/english.tsv");
  return **loaded;
}

// Two sentences; the second tells of him without naming him.
Record example() {
  Record r;
  r.id = "aaaaaaaaaaaaaaaa";
  r.published = "2016-03-23T10:00:00Z";
  //        0         1         2         3         4         5         6
  //        0123456789012345678901234567890123456789012345678901234567890
  r.text = "President A. Reyes met \"the rebels\". He left Kenya.";
  r.actors = {{"a1", "Ana Reyes", ActorKind::Person, "COLGOV", "COL", "GOV", "president", "", "name", {}},
              {"a2", "the rebels", ActorKind::Group, "REB", "", "REB", "", "", "role", {}},
              {"a3", "Kenya", ActorKind::Country, "KEN", "KEN", "", "", "country/kenya", "alias", {}}};
  r.mentions = {{{10, 18}, NameType::Person, MentionKind::Name, "a1", "name"},
                {{24, 34}, NameType::Misc, MentionKind::Nominal, "a2", "role"},
                {{37, 39}, NameType::Person, MentionKind::Pronoun, "a1", "pronoun"},
                {{45, 50}, NameType::Location, MentionKind::Name, "a3", "alias"}};
  r.places = {{"p1", {45, 50}, "Kenya", "KEN", "", {}, {}, 192950, 3, "country"}};
  RecordEvent met;
  met.id = "e1";
  met.type = EventType::Consult, met.mode = "meet";
  met.actors = {"a1"}, met.recipients = {"a2"};
  met.trigger = {{19, 22}}, met.evidence = {{0, 35}};
  met.rule = "meet/meet";
  RecordEvent left = met;
  left.id = "e2";
  left.recipients = {"a3"};
  left.trigger = {{40, 44}}, left.evidence = {{37, 50}};
  r.events = {met, left};
  return r;
}

Line line_of(LineKind kind, Request request) {
  request.author = "ana";
  request.made = "2016-04-01T00:00:00Z";
  const Record machine = example();
  auto correction = make_correction(machine, machine, request);
  EXPECT_TRUE(correction) << (correction ? "" : correction.error().describe());
  std::vector<Correction> one = {*correction};
  const Record corrected = apply_corrections(machine, one);
  return as_line(kind, machine, corrected, one[0], [&corrected](CodePointSpan span) {
    return sentence_around(lexicon(), corrected, span);
  });
}
Request correct(const std::string& entry, const std::string& field, Json value) {
  return {.entry = entry, .field = field, .verdict = Verdict::Correct, .value = std::move(value)};
}

TEST(Sentences, AreCutAsTheEngineDoes) {
  const Record record = example();
  EXPECT_EQ(sentence_around(lexicon(), record, {19, 22}), (CodePointSpan{0, 36}));
  EXPECT_EQ(sentence_around(lexicon(), record, {40, 44}), (CodePointSpan{37, 51}));
}

TEST(LexiconLine, IsAnExampleOfTheCorrectedSentence) {
  EXPECT_EQ(line_of(LineKind::Lexicon, correct("e1", "type", "REJECT")).text,
            "example \"President A. Reyes met \u201Cthe rebels\u201D.\" REJECT:- COLGOV > REB "
            "factuality=occurred");
  EXPECT_TRUE(line_of(LineKind::Lexicon, {.entry = "e1", .verdict = Verdict::Reject}).text.ends_with("\" none"));
}

TEST(LexiconLine, NotWhereTheSentenceAloneDoesNotTell) {
  const Line line = line_of(LineKind::Lexicon, correct("e2", "type", "RETREAT"));
  EXPECT_EQ(line.text, "");
  EXPECT_NE(line.why_not.find("does not name Ana Reyes"), std::string::npos) << line.why_not;
  EXPECT_EQ(line_of(LineKind::Lexicon, correct("e1", "date", "2016")).text, "");
}

TEST(KnowledgeLine, AFurtherNameOfAnEntry) {
  const Json kb = {{"name", "Andrea Reyes"}, {"kind", "person"}, {"kb", "person/andrea-reyes"}, {"country", "COL"}};
  EXPECT_EQ(line_of(LineKind::Knowledge, correct("a1", "same_as", kb)).text.substr(55),
            line_of(LineKind::Knowledge, correct("10:18", "actor", kb)).text.substr(55));
  const std::string text = line_of(LineKind::Knowledge, correct("10:18", "actor", kb)).text;
  EXPECT_TRUE(text.ends_with("# table: entities\nid\tkind\tname\taliases\tcountry\n"
                             "person/andrea-reyes\tperson\tAndrea Reyes\tA. Reyes\tCOL\n"))
      << text;
}

TEST(KnowledgeLine, AnEntryOfItsOwnAndAPlace) {
  EXPECT_TRUE(line_of(LineKind::Knowledge, correct("a1", "country", "VEN"))
                  .text.ends_with("kind\tname\tcountry\tsector\tcode\nperson\tAna Reyes\tVEN\tGOV\tCOLGOV\n"));
  const Json where = {{"name", "Kenya"}, {"country", "COL"}, {"lat", 1.5}, {"lon", -70}};
  EXPECT_TRUE(line_of(LineKind::Knowledge, correct("p1", "where", where))
                  .text.ends_with("name\tlat\tlon\tfeature\tcountry\nKenya\t1.5\t-70\tPPL\tCOL\n"));
}

TEST(KnowledgeLine, NotOfWhatOneReportAloneTells) {
  const auto why = [](Request request) { return line_of(LineKind::Knowledge, request).why_not; };
  const Json kb = {{"name", "Andrea Reyes"}, {"kb", "person/andrea-reyes"}};
  EXPECT_NE(why(correct("37:39", "actor", kb)).find("is no name"), std::string::npos);
  EXPECT_NE(why(correct("e1", "type", "REJECT")).find("no part of it"), std::string::npos);
  EXPECT_NE(why(correct("a1", "role", "king")).find("an office has a beginning"), std::string::npos);
  EXPECT_NE(why({.entry = "a1", .verdict = Verdict::Reject}).find("only a corrected value"), std::string::npos);
  const Json where = {{"name", "Kenya"}, {"lat", 1}, {"lon", 2}, {"geonames", 7}};
  EXPECT_NE(why(correct("p1", "where", where)).find("which of that name"), std::string::npos);
}

TEST(GoldenLine, IsACaseOfTheSentence) {
  const Line line = line_of(LineKind::Golden, correct("e1", "factuality", "planned"));
  EXPECT_EQ(line.file, "tests/golden/events/");
  EXPECT_TRUE(line.text.ends_with(
      "# why: corrected by ana\n# date: 2016-03-23\nPresident A. Reyes met \"the rebels\".\n----\n"
      "event CONSULT planned trigger=\"met\" mode=\"meet\" actors=\"Ana Reyes\" recipients=\"the rebels\"\n"))
      << line.text;
  EXPECT_NE(line_of(LineKind::Golden, correct("e2", "mode", "x")).why_not.find("does not name"), std::string::npos);
  EXPECT_NE(line_of(LineKind::Golden, correct("a1", "country", "VEN")).why_not.find("whole report"),
            std::string::npos);
}

}  // namespace
}  // namespace dragoman::corrections
