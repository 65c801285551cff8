#include "store/pages.h"

#include <optional>

#include <gtest/gtest.h>

#include "../../tests/support/temporary_folder.h"
#include "store/changes.h"
#include "store/counts.h"
#include "store/example_record.h"

namespace dragoman::store {
namespace {

// Twelve reports: three a day from 1 to 4 March 2016; every second of another outlet.
class PagesTest : public testing::TemporaryFolder {
 protected:
  void SetUp() override {
    TemporaryFolder::SetUp();
    auto store = Store::open(path("test.db"), Store::Access::Write);
    ASSERT_TRUE(store) << store.error().describe();
    store_.emplace(std::move(*store));
    for (int i = 0; i < 12; ++i) put(i);
    ASSERT_TRUE(store_->commit());
  }
  void put(int i) {
    const std::string id = std::string(15, 'a') + "0123456789abcdef"[i];
    const std::string day = "2016-03-0" + std::to_string(1 + i / 3);
    Record record = example_record(id, id + ".txt", day + "T0" + std::to_string(i % 3) + ":00:00Z");
    record.outlet = i % 2 == 0 ? "Meridian Wire" : "Boreal Press";
    record.events[0].date = day;
    if (i == 11) record.events[0].recipients.clear(), record.events[0].actors = {"a4", "a2"};
    ASSERT_TRUE(store_->put(record));
  }

  // The last digit of each report of each page, pages apart by a blank.
  std::string event_pages(const DeskFilter& filter, std::size_t limit) {
    std::string out;
    Page page{limit, {}};
    while (true) {
      std::size_t rows = 0;
      auto done = page_events(*store_, filter, page, [&](const EventRow& e, const Place& place) {
        out += e.report.id.back();
        EXPECT_EQ(e.actors.size(), e.report.id.back() == 'b' ? 2u : 1u);
        page.after = place;
        ++rows;
      });
      if (!done) return done.error().describe();
      if (rows < limit) return out;
      out += ' ';
    }
  }

  std::optional<Store> store_;
};

std::string show(const Tally& tally) {
  std::string out;
  for (const auto& [value, count] : tally)
    out += (out.empty() ? "" : " ") + value + ":" + std::to_string(count);
  return out;
}

TEST_F(PagesTest, PagesJoinToTheWholeNewestFirst) {
  EXPECT_EQ(event_pages({}, 100), "ba9876543210");
  EXPECT_EQ(event_pages({}, 5), "ba987 65432 10");
  EXPECT_EQ(event_pages({}, 4), "ba98 7654 3210 ");
  EXPECT_EQ(event_pages({}, 1), "b a 9 8 7 6 5 4 3 2 1 0 ");
}

TEST_F(PagesTest, EventsByEachFilter) {
  DeskFilter filter;
  filter.outlet = "Boreal Press";
  EXPECT_EQ(event_pages(filter, 4), "b975 31");
  filter = {};
  filter.since = "2016-03-02", filter.until = "2016-03-03";
  EXPECT_EQ(event_pages(filter, 4), "8765 43");
  filter = {};
  filter.kb = "farc", filter.report = std::string(15, 'a') + "7";
  EXPECT_EQ(event_pages(filter, 4), "7");
  filter = {};
  filter.country = "Cuba", filter.quad = "verbal cooperation", filter.factuality = "planned";
  EXPECT_EQ(event_pages(filter, 100), "");  // no report calls a country so
  filter.country = "cub";
  EXPECT_EQ(event_pages(filter, 100), "ba9876543210");
  filter.place = "Havana", filter.actor = "armed forces", filter.search = "meet marq*";
  EXPECT_EQ(event_pages(filter, 100), "ba9876543210");
  filter.confidence = 0.5;
  EXPECT_EQ(event_pages(filter, 100), "");
  filter = {};
  filter.type = "MEET";
  EXPECT_NE(event_pages(filter, 1).find("one of AGREE"), std::string::npos);
  filter = {};
  filter.since = "yesterday";
  EXPECT_NE(event_pages(filter, 1).find("since 'yesterday'"), std::string::npos);
  filter = {};
  filter.search = "\"'*) OR 1=1 --";
  EXPECT_EQ(event_pages(filter, 1), "");
}

TEST_F(PagesTest, StatementsWithTopics) {
  DeskFilter filter;
  filter.about = "farc", filter.speaker = "Reyes", filter.type = "promise";
  std::size_t rows = 0;
  auto done = page_statements(*store_, filter, {5, {}}, [&](const StatementRow& s, const Place&) {
    ++rows;
    EXPECT_EQ(s.speaker.name, "Ana Reyes");
    EXPECT_EQ(s.source, "Ana Reyes");
  });
  ASSERT_TRUE(done) << done.error().describe();
  EXPECT_EQ(rows, 5u);
}

TEST_F(PagesTest, ActorsByMentions) {
  std::string names;
  Page page{2, {}};
  for (int i = 0; i < 3; ++i) {
    auto done = page_actors(*store_, {}, page, [&](const ActorRow& a, const Place& place) {
      names += (names.empty() ? "" : ", ") + a.name + " " + std::to_string(a.mentions);
      page.after = place;
    });
    ASSERT_TRUE(done) << done.error().describe();
  }
  EXPECT_EQ(names,
            "Colombia 12, Revolutionary Armed Forces 12, Ana Reyes 12, Iv\u00E1n M\u00E1rquez 12");
  const auto card = actor_card(*store_, "person Ana Reyes");
  ASSERT_TRUE(card) << card.error().describe();
  EXPECT_EQ(card->actor.statements, 12);
  EXPECT_EQ(card->first, "2016-03-01T00:00:00Z");
  const auto by_kb = actor_card(*store_, "farc");
  ASSERT_TRUE(by_kb) << by_kb.error().describe();
  EXPECT_EQ(by_kb->actor.events, 12);
  EXPECT_EQ(actor_card(*store_, "Q1").error().code, ErrorCode::NotFound);
}

TEST_F(PagesTest, ReportsAndOne) {
  std::string ids;
  Page page{5, {}};
  for (int i = 0; i < 3; ++i) {
    auto done = page_reports(*store_, {}, page, [&](const ReportHead& head, const Place& place) {
      ids += head.report.id.back();
      page.after = place;
    });
    ASSERT_TRUE(done) << done.error().describe();
  }
  EXPECT_EQ(ids, "ba9876543210");
  const auto card = report_card(*store_, std::string(15, 'a') + "3");
  ASSERT_TRUE(card) << card.error().describe();
  EXPECT_EQ(card->sources.size(), 1u);
  EXPECT_EQ(card->head.events, 1);
  EXPECT_EQ(report_card(*store_, "nothing").error().code, ErrorCode::NotFound);
  EXPECT_EQ(record_json(*store_, "nothing").error().code, ErrorCode::NotFound);
}

TEST_F(PagesTest, FacetsSeriesAndPlaces) {
  DeskFilter filter;
  filter.since = "2016-03-02";
  const auto found = facets(*store_, filter);
  ASSERT_TRUE(found) << found.error().describe();
  EXPECT_EQ(found->reports, 9);
  EXPECT_EQ(show(found->types), "CONSULT:9");
  EXPECT_EQ(show(found->countries), "CUB:9");
  EXPECT_EQ(show(found->outlets), "Boreal Press:5 Meridian Wire:4");
  EXPECT_EQ(show(found->days), "2016-03-02:3 2016-03-03:3 2016-03-04:3");
  const auto weeks = series(*store_, {}, Counted::Events, Step::Week);
  ASSERT_TRUE(weeks) << weeks.error().describe();
  ASSERT_EQ(weeks->size(), 1u);
  EXPECT_EQ((*weeks)[0].from, "2016-02-29");
  EXPECT_EQ(show((*weeks)[0].kinds), "CONSULT:12");
  const auto days = series(*store_, {}, Counted::Reports, Step::Day);
  ASSERT_TRUE(days) << days.error().describe();
  EXPECT_EQ(days->size(), 4u);
  DeskFilter early;
  early.published_until = "2016-03-02";
  const auto published =
      series(*store_, early, Counted::Events, Step::Day, SeriesClock::Published);
  ASSERT_TRUE(published) << published.error().describe();
  ASSERT_EQ(published->size(), 2u);
  EXPECT_EQ((*published)[1].from, "2016-03-02");
  const auto points = map_points(*store_, {}, 10);
  ASSERT_TRUE(points) << points.error().describe();
  ASSERT_EQ(points->size(), 1u);
  EXPECT_EQ((*points)[0].events, 12);
}

TEST_F(PagesTest, NetworkOfWhoActsOnWhomAndWhoMeets) {
  const auto found = network(*store_, {}, 10);
  ASSERT_TRUE(found) << found.error().describe();
  ASSERT_EQ(found->edges.size(), 2u);
  EXPECT_EQ(found->edges[0].from + ">" + found->edges[0].to, "Q739>farc");
  EXPECT_EQ(found->edges[0].events, 11);
  EXPECT_TRUE(found->edges[1].mutual);
  ASSERT_EQ(found->nodes.size(), 2u);
  EXPECT_EQ(found->nodes[0].name, "Colombia");
}

TEST_F(PagesTest, ChangesAreSeenByAnotherConnection) {
  auto reader = Store::open(path("test.db"), Store::Access::Read);
  ASSERT_TRUE(reader);
  const auto before = state_of(*reader);
  ASSERT_TRUE(before);
  EXPECT_EQ(*state_of(*reader), *before);
  const auto last = last_number(*reader);
  ASSERT_TRUE(last);
  ASSERT_TRUE(store_->put(example_record("cccccccccccccccc", "c.txt", "2016-01-01")));
  ASSERT_TRUE(store_->commit());
  EXPECT_NE(*state_of(*reader), *before);
  std::string ids;
  ASSERT_TRUE(reports_after(*reader, *last, 10, [&ids](std::int64_t, const ReportHead& head) {
    ids += head.report.id + " ";
  }));
  EXPECT_EQ(ids, "cccccccccccccccc ");
}

TEST(FirstDayOf, WeeksBeginOnMonday) {
  EXPECT_EQ(first_day_of("2016-03-06", Step::Week), "2016-02-29");
  EXPECT_EQ(first_day_of("2016-03-07", Step::Week), "2016-03-07");
  EXPECT_EQ(first_day_of("2021-01-01", Step::Week), "2020-12-28");
  EXPECT_EQ(first_day_of("2016-03-06", Step::Month), "2016-03-01");
}

}  // namespace
}  // namespace dragoman::store
