#include <cstdlib>
#include <filesystem>

#include <gtest/gtest.h>
#include <unistd.h>

#include "cli/brief.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/rows.h"
#include "cli/terminal.h"
#include "cli/trees.h"
#include "language/tree_json.h"
#include "core/resources.h"

namespace dragoman::cli {
namespace {

TEST(TerminalTest, ColumnsAreWhatIsSeen) {
  EXPECT_EQ(columns_of("Iv\u00E1n"), 4u);
  EXPECT_EQ(columns_of("e\u0301"), 1u);       // a combining mark
  EXPECT_EQ(columns_of("\u5916\u4EA4"), 4u);  // East Asian wide
  EXPECT_EQ(columns_of("\x1b[1mbold\x1b[0m"), 4u);
  EXPECT_EQ(pad("Iv\u00E1n", 6), "Iv\u00E1n  ");
  EXPECT_EQ(pad_left("12", 4), "  12");
}

TEST(TerminalTest, ShortensBetweenWordsAndKeepsWhatFits) {
  EXPECT_EQ(shorten("peace talks", 11), "peace talks");
  EXPECT_EQ(shorten("peace talks in Havana", 14), "peace talks\u2026");
  EXPECT_EQ(shorten("internationalisation", 8), "interna\u2026");
  EXPECT_EQ(shorten("\x1b[1mpeace talks\x1b[0m", 6), "\x1b[1mpeace\u2026\x1b[0m");
  EXPECT_EQ(shorten("abc", 0), "");
  for (std::size_t width = 1; width < 30; ++width) {
    EXPECT_LE(columns_of(shorten("El gobierno y las FARC\u2014\u5916\u4EA4 reanudan", width)),
              width);
  }
}

TEST(TerminalTest, WrapsWithAnIndent) {
  EXPECT_EQ(wrap("one two three four", 9, 2, 0), "one two\n  three\n  four");
  EXPECT_EQ(wrap("one two", 9, 2, 5), "one\n  two");
  EXPECT_EQ(wrap("unbreakable", 4, 0, 0), "unbreakable");
}

TEST(TerminalTest, AReportCannotWriteEscapeSequences) {
  EXPECT_EQ(printable("a\x1b[2Jb\nc"), "a [2Jb c");
  EXPECT_EQ(printable("a\u202Eb\u009Bc"), "ab c");
}

TEST(TerminalTest, ColoursOnlyWhereThereAreAny) {
  Screen plain;
  EXPECT_EQ(plain.paint(Paint::Bold, "x"), "x");
  Screen coloured;
  coloured.colours = true;
  EXPECT_EQ(coloured.paint(Paint::Bold, "x"), "\x1b[1mx\x1b[0m");
  EXPECT_EQ(coloured.paint(Paint::Bold, ""), "");
}

// "Envoys of Chad left ." with the tree left(Envoys(Chad(of)), .)
Document small_tree() {
  Document doc;
  doc.report.text = "Envoys of Chad left.";
  doc.tagset = std::make_shared<Tagset>(Tagset{{Upos::Noun, "NNS", "Number=Plur|Case=Nom", 0}});
  const auto add = [&](std::uint32_t begin, std::uint32_t end, Upos upos, std::uint32_t head,
                       Deprel deprel) {
    Token t;
    t.span = {begin, end};
    t.upos = upos;
    t.head = head;
    t.deprel = deprel;
    doc.tokens.push_back(t);
  };
  add(0, 6, Upos::Noun, 3, Deprel::Nsubj);
  add(7, 9, Upos::Adp, 2, Deprel::Case);
  add(10, 14, Upos::Propn, 0, Deprel::Nmod);
  add(15, 19, Upos::Verb, kNone, Deprel::Root);
  add(19, 20, Upos::Punct, 3, Deprel::Punct);
  doc.sentences.push_back({{0, 5}, {0, 20}, true});
  doc.names.push_back({{2, 3}, NameType::Location, 0.5f});
  return doc;
}

TEST(TreesTest, DrawsAWordALine) {
  EXPECT_EQ(draw_trees(small_tree(), Screen{}),
            "Envoys of Chad left.\n"
            " ┌─┐ Envoys  NOUN  nsubj\n"
            " │ │ ┌─╼ of  ADP   case\n"
            " │ └─┘ Chad  PROPN nmod         LOC\n"
            "╶┤ left      VERB  root\n"
            " └─╼ .       PUNCT punct\n\n");
}

TEST(TreesTest, StaysInsideTheScreen) {
  Document doc;  // each word hangs on the one before it
  doc.tagset = std::make_shared<Tagset>(Tagset{{Upos::Noun, "NN", "_", 0}});
  for (std::uint32_t i = 0; i < 150; ++i) {
    doc.report.text += "electroencephalographically ";
    Token t;
    t.span = {i * 28, i * 28 + 27};
    t.head = i == 0 ? kNone : i - 1;
    doc.tokens.push_back(t);
  }
  doc.sentences.push_back({{0, 150}, {0, 150 * 28 - 1}, true});
  for (const std::size_t width : {40u, 57u, 100u}) {
    Screen screen;
    screen.width = width;
    const std::string drawn = draw_trees(doc, screen);
    for (std::size_t at = 0, end; (end = drawn.find('\n', at)) != std::string::npos; at = end + 1) {
      ASSERT_LE(columns_of(drawn.substr(at, end - at)), width);
    }
  }
}

TEST(TreesTest, JsonCountsWithinTheSentence) {
  const Json json = language::tree_json(small_tree());
  const Json& sentence = json["sentences"][0];
  EXPECT_EQ(json["text"], "Envoys of Chad left.");
  EXPECT_EQ(sentence["tokens"].size(), 5u);
  EXPECT_EQ(sentence["tokens"][0]["head"], 3);
  EXPECT_TRUE(sentence["tokens"][3]["head"].is_null());
  EXPECT_EQ(sentence["tokens"][0]["feats"]["Case"], "Nom");
  EXPECT_EQ(sentence["names"][0]["text"], "Chad");
  EXPECT_EQ(sentence["names"][0]["tokens"], Json({2, 3}));
}

TEST(RowsTest, CsvQuotesAndDefusesFormulas) {
  EXPECT_EQ(csv_cell("plain"), "plain");
  EXPECT_EQ(csv_cell("a, \"b\"\nc"), "\"a, \"\"b\"\"\nc\"");
  EXPECT_EQ(csv_cell("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
  for (const char* formula : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1"})
    EXPECT_EQ(csv_cell(formula)[0], '\'');
  EXPECT_EQ(csv_cell("\r=1"), "\"'\r=1\"");
  EXPECT_EQ(csv_cell(-82.38), "-82.38");  // a number is no formula
  EXPECT_EQ(csv_cell(Json::array({"Colombia", "FARC"})), "Colombia; FARC");
  EXPECT_EQ(csv_cell(Json::array({"=1", "b"})), "'=1; b");
  EXPECT_EQ(csv_cell(nullptr), "");
}

TEST(RowsTest, JsonLeavesOutWhatIsUnknown) {
  EXPECT_EQ(json_line({{"a", "x"}, {"b", ""}, {"c", nullptr}, {"d", Json::array()}, {"e", 0}}),
            "{\"a\":\"x\",\"e\":0}\n");
}

class RowsFileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    path_ = std::filesystem::temp_directory_path() / ("dragoman-rows-" + std::to_string(getpid()));
  }
  void TearDown() override { std::filesystem::remove(path_); }
  std::string table(const Screen& screen) {
    auto output = Output::to(path_);
    EXPECT_TRUE(output);
    const TableShape shape{{"NAME", "N", "WORDS"}, {false, false, true}, {false, true, false}};
    write_table(
        *output, screen, shape,
        {{{"Iv\u00E1n", "7", "one two three four five"}, {Paint::Bold, Paint::Plain, Paint::Plain}},
         {{"Ana", "12", ""}, {Paint::Bold, Paint::Plain, Paint::Plain}}});
    EXPECT_TRUE(output->finish());
    return *core::read_file(path_);
  }
  std::string path_;
};

TEST_F(RowsFileTest, TableIsAligned) {
  EXPECT_EQ(table({}), "NAME   N  WORDS\nIv\u00E1n   7  one two three four five\nAna   12\n");
}

TEST_F(RowsFileTest, TableFitsTheTerminal) {
  Screen screen;
  screen.terminal = true;
  screen.width = 24;
  EXPECT_EQ(table(screen), "NAME   N  WORDS\nIv\u00E1n   7  one two three\u2026\nAna   12\n");
}

TEST_F(RowsFileTest, AFileAppearsWholeOrNotAtAll) {
  {
    auto output = Output::to(path_);
    output->write("half");
  }
  EXPECT_FALSE(std::filesystem::exists(path_));
  EXPECT_FALSE(std::filesystem::exists(path_ + ".part"));
  EXPECT_EQ(Output::to("/nowhere/x").error().code, ErrorCode::NotWritable);
}

TEST(OutputTest, AFullDiskIsAnError) {
  auto output = Output::to("/dev/full");
  if (!output) GTEST_SKIP() << "no /dev/full here";
  output->write("x");
  const auto done = output->finish();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::NotWritable);
  EXPECT_FALSE(output->closed());
}

TEST(ProgressTest, TellsRateShareAndTimeLeft) {
  EXPECT_EQ(progress_line(100, 2, 0, 0), "100 reports, 50/s");
  EXPECT_EQ(progress_line(100, 10, 25'000, 100'000),
            "100 of about 400 reports, 10/s, 25 % of 100 KB, 0:30 left");
  EXPECT_EQ(progress_line(1, 3600, 1'000'000'000, 3'000'000'000),
            "1 of about 3 reports, 0/s, 33 % of 3.0 GB, 2:00:00 left");
}

// Ana Reyes says that the government will meet the FARC.
Record example() {
  Record r;
  r.id = "0123456789abcdef";
  r.uri = "a.txt";
  r.title = "Talks to resume";
  r.published = "2016-03-23T10:00:00Z";
  r.text = "The government met the FARC, Ana Reyes said.";
  r.actors.push_back({"a1",
                      "Ana Reyes",
                      ActorKind::Person,
                      "COLGOV",
                      "COL",
                      "GOV",
                      "foreign minister",
                      "",
                      "",
                      {}});
  r.actors.push_back({"a2",
                      "Government of Colombia",
                      ActorKind::Organisation,
                      "COLGOV",
                      "COL",
                      "GOV",
                      "",
                      "",
                      "",
                      {}});
  r.actors.push_back({"a3", "FARC", ActorKind::Group, "COLREB", "COL", "REB", "", "", "", {}});
  RecordStatement said;
  said.id = "s1";
  said.source = {{29, 38}};
  said.cue = {{39, 43}};
  said.content = {{0, 27}};
  said.speaker = "a1";
  said.stance = Stance::Claim;
  r.statements.push_back(said);
  RecordEvent met;
  met.id = "e1";
  met.actors = {"a2"};
  met.recipients = {"a3"};
  met.trigger = {{15, 18}};
  met.date = "2016-03-22";
  met.factuality = Factuality::Negated;
  met.said_by = "s1";
  r.events.push_back(met);
  RecordEvent ahead = met;
  ahead.factuality = Factuality::Planned;
  ahead.said_by = "";
  r.events.push_back(ahead);
  r.processes.push_back({"Havana talks",
                         ProcessKind::Talks,
                         {},
                         {},
                         {{"a2", "party"}, {"a3", "party"}},
                         "next",
                         "2016-04",
                         {},
                         ""});
  return r;
}

TEST(BriefTest, SaysWhoSaidAndDidWhatAndWhatIsNext) {
  EXPECT_EQ(
      brief(example(), {}),
      "Talks to resume\n"
      "2016-03-23 \u00B7 a.txt \u00B7 01234567\n"
      "  said  Ana Reyes, foreign minister, said [claim]: The government met the FARC\n"
      "  did   CONSULT: Government of Colombia \u2192 FARC, \u201Cmet\u201D, 2016-03-22, negated "
      "(says Ana Reyes)\n"
      "  next  CONSULT: Government of Colombia \u2192 FARC, \u201Cmet\u201D, 2016-03-22, planned\n"
      "        Havana talks (talks): next round 2016-04; party Government of Colombia, FARC\n"
      "\n");
}

TEST(BriefTest, AnEmptyRecordStillHasAHeading) {
  Record r;
  r.id = "0123456789abcdef";
  r.uri = "a.txt";
  r.text = "Nothing happened.";
  EXPECT_EQ(brief(r, {}), "Nothing happened.\na.txt \u00B7 01234567\n\n");
}

TEST(BriefTest, LongListsAreCutAndCounted) {
  Record r = example();
  while (r.events.size() < 30) r.events.push_back(r.events.front());
  EXPECT_NE(brief(r, {}).find("and 21 more"), std::string::npos);
}

}  // namespace
}  // namespace dragoman::cli
