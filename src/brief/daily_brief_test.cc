#include "brief/daily_brief.h"

#include <filesystem>
#include <optional>

#include <gtest/gtest.h>
#include <unistd.h>

#include "dossiers/dossiers_layer.h"
#include "ledger/example_pledges.h"
#include "ledger/ledger.h"
#include "stories/copies.h"
#include "stories/happenings.h"
#include "stories/story_clusters.h"

namespace dragoman::brief {
namespace {

namespace fs = std::filesystem;
using ledger::with_pledge;
using stories::example_report;
using stories::ExampleEvent;

class DailyBriefTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("dragoman-brief-" + std::to_string(getpid()));
    fs::create_directories(folder_);
    store::StoreOptions options;
    options.layers = {stories::make_copies_layer(), stories::make_happenings_layer(),
                      stories::make_stories_layer(),
                      std::make_shared<dossiers::DossiersLayer>(""), ledger::make_ledger_layer()};
    auto store = store::Store::open((folder_ / "reports.db").string(), store::Store::Access::Write,
                                    options);
    ASSERT_TRUE(store) << store.error().describe();
    store_.emplace(std::move(*store));
  }
  void TearDown() override {
    store_.reset();
    fs::remove_all(folder_);
  }

  void put(const std::vector<Record>& records) {
    for (const Record& record : records) ASSERT_TRUE(store_->put(record));
    ASSERT_TRUE(store_->commit());
    const auto done = store_->refresh();
    ASSERT_TRUE(done) << done.error().describe();
  }
  DailyBrief brief(const BriefFilter& filter) {
    auto made = make_daily_brief(*store_, filter);
    EXPECT_TRUE(made) << (made ? "" : made.error().describe());
    return made ? *made : DailyBrief();
  }
  static std::vector<std::string> headings(const DailyBrief& brief) {
    std::vector<std::string> out;
    for (const BriefSection& section : brief.sections) out.push_back(section.heading);
    return out;
  }

  fs::path folder_;
  std::optional<store::Store> store_;
};

using Lines = std::vector<std::string>;

const ExampleEvent kRaid{.words = "The Northern Front attacked a post in Arka, killing 10 soldiers",
                         .date = "2016-05-09",
                         .place = "Arka",
                         .actors = {"Northern Front"},
                         .recipients = {"Aldanian army"},
                         .dead = 10};

ExampleEvent raid_with_another_toll() {
  ExampleEvent out = kRaid;
  out.words = "Fighters of the Northern Front attacked a post in Arka, killing 11 soldiers";
  out.dead = 11;
  return out;
}

TEST_F(DailyBriefTest, OneHappeningIsOneLineWithWhatDiffersSideBySide) {
  put({example_report("a", "2016-05-09", {kRaid}),
       example_report("b", "2016-05-09", {raid_with_another_toll()}, "Boreal Press")});
  const DailyBrief made = brief({.date = "2016-05-09"});
  EXPECT_EQ(made.reports, 2);
  EXPECT_EQ(made.outlets, 2);
  ASSERT_EQ(headings(made), Lines{"What happened"});
  ASSERT_EQ(made.sections[0].lines.size(), 1u);
  const BriefLine& line = made.sections[0].lines[0];
  EXPECT_EQ(line.outlets, 2);
  EXPECT_EQ(line.origins, 2);
  EXPECT_EQ(line.notes.size(), 2u);
  ASSERT_EQ(line.differences.size(), 1u);
  EXPECT_EQ(line.differences[0].of, "dead");
  ASSERT_EQ(line.differences[0].values.size(), 2u);
  EXPECT_NE(line.differences[0].values[0].value, line.differences[0].values[1].value);
}

TEST_F(DailyBriefTest, WordsStandInTheirWholeSentence) {
  Record told = example_report("a", "2016-05-09", {kRaid});
  const std::string words = kRaid.words;
  told.events[0].evidence[0].end -= 20;  // "... killing 10"
  put({told});
  const DailyBrief made = brief({.date = "2016-05-09"});
  ASSERT_EQ(made.sections.size(), 1u);
  EXPECT_EQ(made.sections[0].lines[0].text, "Arka, 2016-05-09: “" + words + ".”");
}

TEST_F(DailyBriefTest, DatelinesAreNoPartOfSentences) {
  Record told = example_report("a", "2016-05-09", {kRaid});
  const auto end = static_cast<std::uint32_t>(std::string("The Northern Front").size());
  const std::uint32_t begin = told.events[0].evidence[0].begin;
  told.furniture.push_back({{begin, begin + end}, "dateline"});
  told.events[0].evidence[0].begin += end + 1;
  put({told});
  const DailyBrief made = brief({.date = "2016-05-09"});
  ASSERT_EQ(made.sections.size(), 1u);
  EXPECT_EQ(made.sections[0].lines[0].text,
            "Arka, 2016-05-09: “attacked a post in Arka, killing 10 soldiers.”");
}

TEST_F(DailyBriefTest, AHeadlineIsToldByTheFirstSentenceOfItsReport) {
  ExampleEvent headline = kRaid;
  headline.words = "Northern Front raids Arka, 10 dead";
  headline.type = EventType::Coerce;  // another happening
  ExampleEvent lead = kRaid;
  lead.words = "The Northern Front attacked a post in Arka with mortars at night, leaving 10 dead";
  Record told = example_report("a", "2016-05-09", {headline, lead});
  told.furniture.push_back({told.events[0].evidence[0], "title"});
  put({told});
  const DailyBrief made = brief({.date = "2016-05-09"});
  ASSERT_EQ(made.sections.size(), 1u);
  ASSERT_EQ(made.sections[0].lines.size(), 1u);
  EXPECT_NE(made.sections[0].lines[0].text.find("with mortars"), std::string::npos);
  EXPECT_EQ(made.sections[0].lines[0].notes.size(), 2u);
}

TEST_F(DailyBriefTest, WhatOneSentenceTellsIsOneLine) {
  ExampleEvent flight = kRaid;  // of the same sentence, another happening
  flight.type = EventType::Retreat;
  flight.dead = 0;
  Record told = example_report("a", "2016-05-09", {kRaid, flight});
  told.events[1].evidence = told.events[0].evidence;
  put({told});
  const DailyBrief made = brief({.date = "2016-05-09"});
  ASSERT_EQ(made.sections.size(), 1u);
  EXPECT_EQ(made.sections[0].lines.size(), 1u);
}

TEST_F(DailyBriefTest, ThoseWhoTellAreNoNews) {
  ExampleEvent own = kRaid;
  own.actors = {"Meridian Wire"};
  own.recipients = {};
  Record told = example_report("a", "2016-05-09", {own});
  told.outlet = "Meridian Wire";
  put({told});
  EXPECT_TRUE(brief({.date = "2016-05-09"}).sections.empty());
}

TEST_F(DailyBriefTest, LaterReportsAreNotKnown) {
  put({example_report("a", "2016-05-09", {kRaid}),
       example_report("b", "2016-05-10", {raid_with_another_toll()}, "Boreal Press")});
  const DailyBrief made = brief({.date = "2016-05-09"});
  ASSERT_EQ(headings(made), Lines{"What happened"});
  EXPECT_EQ(made.sections[0].lines[0].outlets, 1);
  EXPECT_TRUE(made.sections[0].lines[0].differences.empty());
  EXPECT_TRUE(brief({.date = "2016-05-08"}).sections.empty());
}

TEST_F(DailyBriefTest, DaysAndWordsChoose) {
  put({example_report("a", "2016-05-07", {kRaid})});
  EXPECT_TRUE(brief({.date = "2016-05-09"}).sections.empty());
  EXPECT_EQ(headings(brief({.date = "2016-05-09", .days = 3})), Lines{"What happened"});
  EXPECT_EQ(headings(brief({.date = "2016-05-09", .days = 3, .about = "Arka"})), Lines{"What happened"});
  EXPECT_TRUE(brief({.date = "2016-05-09", .days = 3, .about = "Borduria"}).sections.empty());
}

TEST_F(DailyBriefTest, APledgeIsNewThenDueThenOverdue) {
  const std::string what = "release the prisoners of the northern camps";
  put({with_pledge(example_report("a", "2016-05-01", {}), "Northern Front", what, "2016-05-10")});
  EXPECT_EQ(headings(brief({.date = "2016-05-01"})), Lines{"Pledged"});
  EXPECT_EQ(headings(brief({.date = "2016-05-09"})), Lines{"Due"});
  const DailyBrief late = brief({.date = "2016-05-12"});
  ASSERT_EQ(headings(late), Lines{"Overdue"});
  EXPECT_EQ(late.sections[0].lines[0].text,
            "Northern Front: “" + what + ".”, due 2016-05-10; overdue for 2 days.");
  ASSERT_EQ(late.notes.size(), 1u);
  EXPECT_EQ(late.notes[0].report, "a");
  EXPECT_EQ(late.notes[0].words, what);
}

TEST_F(DailyBriefTest, OneSentenceWithTwoPledgesIsOneLine) {
  Record told = with_pledge(example_report("a", "2016-05-01", {}), "Northern Front",
                            "release the prisoners of the northern camps and open the mountain road");
  told.pledges.push_back(told.pledges.front());
  told.pledges[1].id = "c2";
  told.pledges[0].what[0].end -= 27;   // "release the prisoners of the northern camps"
  told.pledges[1].what[0].begin += 48;  // "open the mountain road"
  put({told});
  const DailyBrief made = brief({.date = "2016-05-01"});
  ASSERT_EQ(headings(made), Lines{"Pledged"});
  ASSERT_EQ(made.sections[0].lines.size(), 1u);
  EXPECT_EQ(made.sections[0].lines[0].notes.size(), 2u);
}

TEST_F(DailyBriefTest, NotesAreCountedInTheOrderInWhichTheyAreMet) {
  put({example_report("a", "2016-05-09", {kRaid}),
       with_pledge(example_report("b", "2016-05-09", {}, "Boreal Press"), "Borduria",
                   "open the border to all who flee", "2016-05-20")});
  const DailyBrief made = brief({.date = "2016-05-09"});
  std::size_t next = 0;
  for (const BriefSection& section : made.sections) {
    for (const BriefLine& line : section.lines) {
      for (const std::size_t note : line.notes) EXPECT_EQ(note, next++);
    }
  }
  EXPECT_EQ(next, made.notes.size());
}

TEST_F(DailyBriefTest, ADayIsNeeded) {
  EXPECT_EQ(make_daily_brief(*store_, {.date = "soon"}).error().code, ErrorCode::BadArgument);
  EXPECT_EQ(make_daily_brief(*store_, {.date = "2016-05-09", .days = 0}).error().code,
            ErrorCode::BadArgument);
}

DailyBrief small_brief() {
  DailyBrief out;
  out.from = out.date = "2016-05-09";
  out.reports = out.outlets = 1;
  BriefLine line;
  line.text = "Aldania: “<b>*war*</b>”.";
  line.notes = {0};
  line.outlets = line.origins = 1;
  line.differences = {{"dead", {{"10", {0}}, {"11", {0}}}}};
  out.sections = {{"What happened", "A & B", {line}}};
  out.notes = {{"1f2e3d4c5b6a7988", "e1", "Plaza <Gazette>", "2016-05-09", "", "*war*"}};
  return out;
}

TEST(BriefForms, Text) {
  EXPECT_EQ(to_text(small_brief()),
            "Daily brief of 2016-05-09\n1 report of 1 outlet.\n\nWhat happened: A & B\n"
            "* Aldania: “<b>*war*</b>”. [1]\n"
            "    Reports differ, dead: 10 [1]; 11 [1]\n\n"
            "Sources\n[1] Plaza <Gazette>, 2016-05-09 (1f2e3d4c e1): *war*\n");
}

TEST(BriefForms, WhatReportsSayIsEscaped) {
  EXPECT_NE(to_markdown(small_brief()).find("\\<b\\>\\*war\\*"), std::string::npos);
  EXPECT_NE(to_html(small_brief()).find("&lt;b&gt;*war*"), std::string::npos);
  EXPECT_EQ(to_html(small_brief()).find("<b>"), std::string::npos);
  EXPECT_NE(to_json(small_brief()).find("\"notes\":[1]"), std::string::npos);
}

}  // namespace
}  // namespace dragoman::brief
