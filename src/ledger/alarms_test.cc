#include "ledger/alarms.h"

#include <filesystem>

#include <gtest/gtest.h>
#include <unistd.h>

#include "dossiers/dossiers_layer.h"
#include "ledger/example_pledges.h"
#include "ledger/ledger.h"
#include "stories/copies.h"
#include "stories/happenings.h"
#include "stories/story_clusters.h"

namespace dragoman::ledger {
namespace {

namespace fs = std::filesystem;
using stories::example_report;
using stories::ExampleEvent;
using Lines = std::vector<std::string>;

class AlarmsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("dragoman-alarms-" + std::to_string(getpid()));
    fs::create_directories(folder_);
    store::StoreOptions options;
    options.layers = {stories::make_copies_layer(), stories::make_happenings_layer(),
                      stories::make_stories_layer(),
                      std::make_shared<dossiers::DossiersLayer>(""), make_ledger_layer()};
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
  // "kind day" of each.
  Lines alarms(const std::string& today, const std::string& about = "") {
    auto found = find_alarms(*store_, {.today = today, .about = about});
    EXPECT_TRUE(found) << (found ? "" : found.error().describe());
    Lines out;
    if (found) {
      for (const Alarm& alarm : *found) out.push_back(alarm.kind + " " + alarm.day);
    }
    return out;
  }

  fs::path folder_;
  std::optional<store::Store> store_;
};

const ExampleEvent kPlannedTalks{.words = "Talks of Aldania and Borduria will resume in Arka on April 4",
                                 .type = EventType::Consult,
                                 .mode = "meet",
                                 .date = "2016-04-04",
                                 .place = "Arka",
                                 .actors = {"Aldania", "Borduria"},
                                 .factuality = Factuality::Planned};

ExampleEvent told_as(Factuality factuality, const std::string& words) {
  ExampleEvent out = kPlannedTalks;
  out.words = words;
  out.factuality = factuality;
  return out;
}

TEST_F(AlarmsTest, PlannedTalksOfWhichNobodyTellsMore) {
  put({example_report("a", "2016-03-24", {kPlannedTalks})});
  EXPECT_EQ(alarms("2016-04-04"), Lines{});  // the day is not over
  EXPECT_EQ(alarms("2016-04-10"), Lines{"event 2016-04-04"});
  EXPECT_EQ(alarms("2016-04-10", "borduria"), Lines{"event 2016-04-04"});
  EXPECT_EQ(alarms("2016-04-10", "norway"), Lines{});
  EXPECT_EQ(alarms("2016-09-10"), Lines{});  // too long ago
}

TEST_F(AlarmsTest, HeldTalksRaiseNone) {
  put({example_report("a", "2016-03-24", {kPlannedTalks}),
       example_report("b", "2016-04-05",
                      {told_as(Factuality::Occurred, "Talks of Aldania and Borduria resumed in Arka on April 4")})});
  EXPECT_EQ(alarms("2016-04-10"), Lines{});
}

TEST_F(AlarmsTest, CancelledTalksRaiseNone) {
  put({example_report("a", "2016-03-24", {kPlannedTalks}),
       example_report("b", "2016-04-05",
                      {told_as(Factuality::Negated, "Talks of Aldania and Borduria did not resume in Arka on April 4")})});
  EXPECT_EQ(alarms("2016-04-10"), Lines{});
}

TEST_F(AlarmsTest, WhatIsToldLaterIsNotKnownBefore) {
  put({example_report("a", "2016-03-24", {kPlannedTalks}),
       example_report("b", "2016-04-12",
                      {told_as(Factuality::Occurred, "Talks of Aldania and Borduria resumed in Arka on April 4")})});
  EXPECT_EQ(alarms("2016-04-10"), Lines{"event 2016-04-04"});
}

TEST_F(AlarmsTest, AnAnnouncedAttackIsNotAwaited) {
  ExampleEvent attack = kPlannedTalks;
  attack.type = EventType::Assault;
  put({example_report("a", "2016-03-24", {attack})});
  EXPECT_EQ(alarms("2016-04-10"), Lines{});
}

TEST_F(AlarmsTest, AnOverduePledgeUntilItIsToldOfAgain) {
  const std::string what = "release the prisoners of the northern camps";
  put({with_pledge(example_report("a", "2016-05-01", {}), "Northern Front", what, "2016-05-10")});
  EXPECT_EQ(alarms("2016-05-10"), Lines{});
  EXPECT_EQ(alarms("2016-05-15"), Lines{"pledge 2016-05-10"});
  put({with_pledge(example_report("b", "2016-05-12", {}), "Northern Front", what, "2016-05-10")});
  EXPECT_EQ(alarms("2016-05-15"), Lines{});
}

TEST_F(AlarmsTest, WhatCameEveryWeekAndStopped) {
  std::vector<Record> reports;
  for (const std::string day : {"2016-01-04", "2016-01-11", "2016-01-18", "2016-01-25"}) {
    const ExampleEvent convoy{.words = "Borduria sent a convoy of food to Aldania on " + day,
                              .type = EventType::Aid,
                              .date = day,
                              .actors = {"Borduria"},
                              .recipients = {"Aldania"}};
    reports.push_back(example_report("c" + day, day, {convoy}));
  }
  put(reports);
  EXPECT_EQ(alarms("2016-02-05"), Lines{});
  EXPECT_EQ(alarms("2016-02-12"), Lines{"series 2016-02-01"});
}

TEST(Rhythm, OnlyWhatIsRegularHasANext) {
  EXPECT_EQ(next_of({"2016-01-01", "2016-01-08", "2016-01-15", "2016-01-22"}), "2016-01-29");
  EXPECT_EQ(next_of({"2016-01-01", "2016-01-08", "2016-01-15"}), "");
  EXPECT_EQ(next_of({"2016-01-01", "2016-01-02", "2016-01-15", "2016-03-22", "2016-03-23"}), "");
  EXPECT_EQ(next_of({"2016-01-01", "2016-01-01", "2016-01-01", "2016-01-01"}), "");
}

}  // namespace
}  // namespace dragoman::ledger
