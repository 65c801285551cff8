#include "stories/pages.h"

#include <set>

#include <gtest/gtest.h>

#include "../../tests/support/temporary_folder.h"
#include "stories/copies.h"
#include "stories/example_reports.h"

namespace dragoman::stories {
namespace {

class PagesTest : public testing::TemporaryFolder {
 protected:
  void SetUp() override {
    TemporaryFolder::SetUp();
    auto opened = store::Store::open(
        path("pages.db"), store::Store::Access::Write,
        {.layers = {make_copies_layer(), make_happenings_layer(), make_stories_layer()}});
    ASSERT_TRUE(opened) << opened.error().describe();
    store_.emplace(std::move(*opened));
    // Each day an attack that two outlets tell of, and a meeting that one does.
    for (int day = 1; day <= 9; ++day) {
      const std::string date = "2016-03-0" + std::to_string(day);
      const ExampleEvent attack{"Rebels shelled the town " + std::to_string(day), EventType::Assault, "", date,
                                "Alpha", {"Northern Front"}, {"Aldania"}};
      const ExampleEvent talks{"Envoys met on day " + std::to_string(day), EventType::Consult, "", date,
                               "Beta", {"Aldania"}, {"Borduria"}};
      put(example_report(id("a", day), date, {attack, talks}));
      put(example_report(id("b", day), date, {attack}, "Plaza Gazette"));
    }
    ASSERT_TRUE(store_->commit());
    ASSERT_TRUE(store_->refresh());
  }
  static std::string id(const std::string& letter, int day) {
    std::string out;
    while (out.size() < 15) out += letter;
    return out + std::to_string(day);
  }
  void put(Record record) { ASSERT_TRUE(store_->put(std::move(record))); }

  // Ids of all pages, so many rows each.
  template <class Row, class Filter>
  std::vector<std::string> paged(Result<void> (*page_of)(store::Store&, const Filter&, const store::Page&,
                                                         const store::EachOnPage<Row>&),
                                 const Filter& filter,
                                 std::size_t limit) {
    std::vector<std::string> out;
    store::Page page{limit, {}};
    for (std::size_t before = out.size();; before = out.size()) {
      const auto done = page_of(*store_, filter, page, [&](const Row& row, const store::Place& place) {
        out.push_back(row.id);
        page.after = place;
      });
      EXPECT_TRUE(done) << done.error().describe();
      EXPECT_LE(out.size() - before, limit);
      if (out.size() - before < limit || !done) return out;
    }
  }
  std::vector<std::string> happenings(const HappeningPageFilter& filter, std::size_t limit = 500) {
    return paged<Happening>(page_happenings, filter, limit);
  }

  std::optional<store::Store> store_;
};

TEST_F(PagesTest, JoinToTheWholeForEverySize) {
  const std::vector<std::string> whole = happenings({});
  EXPECT_EQ(whole.size(), 18u);
  EXPECT_EQ(std::set<std::string>(whole.begin(), whole.end()).size(), 18u);
  const std::vector<std::string> stories = paged<Story>(page_stories, StoryPageFilter{}, 500);
  EXPECT_FALSE(stories.empty());
  for (std::size_t limit = 1; limit < 20; ++limit) {
    EXPECT_EQ(happenings({}, limit), whole);
    EXPECT_EQ(paged<Story>(page_stories, StoryPageFilter{}, limit), stories);
  }
}

TEST_F(PagesTest, FiltersHoldForAnEventOfTheHappening) {
  HappeningPageFilter filter;
  filter.where.type = "ASSAULT";
  EXPECT_EQ(happenings(filter).size(), 9u);
  filter.where.since = "2016-03-03";
  filter.where.until = "2016-03-05";
  EXPECT_EQ(happenings(filter, 2).size(), 3u);
  filter.where.actor = "Northern Front";
  EXPECT_EQ(happenings(filter).size(), 3u);
  filter.where.outlet = "Nobody";
  EXPECT_TRUE(happenings(filter).empty());
  HappeningPageFilter told_twice;
  told_twice.min_reports = 2;
  EXPECT_EQ(happenings(told_twice).size(), 9u);
  HappeningPageFilter wrong;
  wrong.where.since = "soon";
  const auto done = page_happenings(*store_, wrong, {}, [](const Happening&, const store::Place&) {});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::BadArgument);
}

TEST_F(PagesTest, WhatWasNotKnownThenIsPassedOver) {
  HappeningPageFilter filter;
  filter.as_of.day = "2016-03-02";
  for (const std::size_t limit : {1u, 3u, 500u}) EXPECT_EQ(happenings(filter, limit).size(), 4u);
}

TEST_F(PagesTest, EventsAreReportedByAllWhoTellOfTheHappening) {
  const auto found = reported_events(*store_, {{id("a", 1), "e1"}, {id("a", 1), "e2"}, {id("z", 1), "e1"}});
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 2u);
  const Reported& attack = found->at({id("a", 1), "e1"});
  EXPECT_EQ(attack.reports, 2);
  EXPECT_EQ(attack.outlets, 2);
  EXPECT_FALSE(attack.happening.empty());
  EXPECT_EQ(found->at({id("a", 1), "e2"}).reports, 1);
}

}  // namespace
}  // namespace dragoman::stories
