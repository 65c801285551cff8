#include "stories/copies.h"
#include "stories/story_clusters.h"

#include <filesystem>

#include <gtest/gtest.h>
#include <unistd.h>

#include "stories/example_reports.h"
#include "stories/story_likeness.h"

namespace dragoman::stories {
namespace {

namespace fs = std::filesystem;

class StoriesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("dragoman-stories-" + std::to_string(getpid()));
    fs::create_directories(folder_);
    store::StoreOptions options;
    options.layers = {make_copies_layer(), make_happenings_layer(), make_stories_layer()};
    auto store = store::Store::open((folder_ / "test.db").string(), store::Store::Access::Write,
                                    options);
    ASSERT_TRUE(store);
    store_.emplace(std::move(*store));
  }
  void TearDown() override {
    store_.reset();
    fs::remove_all(folder_);
  }

  void put(const std::vector<Record>& records) {
    for (const Record& record : records) ASSERT_TRUE(store_->put(record));
    ASSERT_TRUE(store_->commit());
    ASSERT_TRUE(store_->refresh());
  }
  std::vector<Story> all(const StoryFilter& filter = {}) {
    std::vector<Story> out;
    EXPECT_TRUE(find_stories(*store_, filter, [&out](const Story& s) {
      out.push_back(s);
      return true;
    }));
    return out;
  }

  fs::path folder_;
  std::optional<store::Store> store_;
};

const ExampleEvent kRaid{.words = "Bombed a market in Arka, killing 18 people, troops said",
                         .date = "2016-03-22",
                         .place = "Arka",
                         .actors = {"Aldanian army"},
                         .recipients = {"people"},
                         .dead = 18};
const ExampleEvent kMeeting{.words = "Met in Belo for talks on the border",
                            .type = EventType::Consult,
                            .date = "2016-03-22",
                            .place = "Belo",
                            .actors = {"Ana Reyes", "Ivo Sand"}};

ExampleEvent funerals() {
  ExampleEvent e = kRaid;
  e.words = "Buried were the traders whom the bombs on the market of Arka killed";
  e.type = EventType::Protest;
  e.date = "2016-03-24";
  return e;
}

TEST_F(StoriesTest, ReportsOfOneMatterFollowOneAnother) {
  put({example_report("aaaa", "2016-03-22", {kRaid}), example_report("bbbb", "2016-03-22", {kMeeting}),
       example_report("cccc", "2016-03-23", {kRaid}),
       example_report("dddd", "2016-03-25", {funerals(), kRaid})});
  const auto found = all();
  ASSERT_EQ(found.size(), 2u);
  const auto of_raid = story(*store_, "dddd");
  ASSERT_TRUE(of_raid);
  ASSERT_EQ(of_raid->reports.size(), 3u);
  EXPECT_EQ(of_raid->reports[0].id, "aaaa");
  EXPECT_EQ(of_raid->reports[1].after, "aaaa");
  EXPECT_EQ(of_raid->title, kRaid.words);
  EXPECT_EQ(of_raid->first_day, "2016-03-22");
  EXPECT_EQ(of_raid->last_day, "2016-03-25");
  EXPECT_EQ(of_raid->places, std::vector<std::string>{"Arka"});
  EXPECT_EQ(of_raid->actors.at(0), "Aldanian army");
  ASSERT_FALSE(of_raid->happenings.empty());
  const auto raid = happening(*store_, of_raid->happenings[0]);
  ASSERT_TRUE(raid);
  EXPECT_EQ(raid->stories, std::vector<std::string>{of_raid->id});
}

TEST_F(StoriesTest, AMonthLaterIsAnotherStory) {
  ExampleEvent later = kRaid;
  later.date = "2016-04-22";
  put({example_report("aaaa", "2016-03-22", {kRaid}), example_report("bbbb", "2016-04-22", {later})});
  EXPECT_EQ(all().size(), 2u);
}

TEST_F(StoriesTest, AReportBetweenJoinsTwoStories) {
  put({example_report("aaaa", "2016-03-20", {kRaid}), example_report("cccc", "2016-03-25", {kRaid})});
  EXPECT_EQ(all().size(), 2u);
  put({example_report("bbbb", "2016-03-22", {kRaid})});
  ASSERT_EQ(all().size(), 1u);
  EXPECT_EQ(all()[0].reports.size(), 3u);
}

TEST_F(StoriesTest, WithoutADateAReportStandsAlone) {
  put({example_report("aaaa", "", {kRaid}), example_report("bbbb", "", {kRaid})});
  EXPECT_EQ(all().size(), 2u);
}

TEST_F(StoriesTest, AreFoundByWhatTheirReportsHave) {
  put({example_report("aaaa", "2016-03-22", {kRaid}), example_report("bbbb", "2016-03-22", {kMeeting}),
       example_report("cccc", "2016-03-23", {kRaid})});
  EXPECT_EQ(all({.min_reports = 2}).size(), 1u);
  EXPECT_EQ(all({.where = {.actor = "Reyes"}}).at(0).reports.at(0).id, "bbbb");
  EXPECT_EQ(all({.where = {.until = "2016-03-21"}}).size(), 0u);
  EXPECT_EQ(all({.where = {.limit = 1}}).size(), 1u);
  EXPECT_FALSE(story(*store_, "eeee"));
}

TEST(StoryTraitsTest, TextGivesThemBack) {
  const StoryTraits traits = traits_of(example_report("a", "2016-03-22", {kRaid, kMeeting}));
  EXPECT_EQ(traits.telling.size(), 4u);  // two persons, two towns
  EXPECT_EQ(traits.companies.size(), 1u);
  EXPECT_EQ(parse_traits(to_text(traits)), traits);
  EXPECT_EQ(parse_traits(to_text(StoryTraits{})), StoryTraits{});
  EXPECT_FALSE(parse_traits(""));
  EXPECT_FALSE(parse_traits("x\t\t"));
}

}  // namespace
}  // namespace dragoman::stories
