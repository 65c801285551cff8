#include "store/feed_state.h"

#include "store/example_record.h"
#include "store/store.h"
#include "../../tests/support/temporary_folder.h"

namespace dragoman::store {
namespace {

class FeedStateTest : public testing::TemporaryFolder {
 protected:
  Store open() {
    auto store = Store::open(path("feeds.db"), Store::Access::Write);
    EXPECT_TRUE(store.ok()) << store.error().describe();
    return std::move(*store);
  }
};

TEST_F(FeedStateTest, RowsComeBackAsTheyWereWritten) {
  Store store = open();
  Database& database = store.database();
  FeedRow feed{"https://a.example/f",
               "https://b.example/f",
               "A",
               "failing",
               "\"e\"",
               "m",
               "t1",
               "t2",
               "t3",
               4,
               "why",
               5,
               6};
  ASSERT_TRUE(write_feed(database, feed).ok());
  feed.failures = 7;
  ASSERT_TRUE(write_feed(database, feed).ok());
  const auto found = find_feed(database, feed.url);
  ASSERT_TRUE(found.ok() && found->has_value());
  EXPECT_EQ((*found)->address, "https://b.example/f");
  EXPECT_EQ((*found)->state, "failing");
  EXPECT_EQ((*found)->modified, "m");
  EXPECT_EQ((*found)->next_due, "t3");
  EXPECT_EQ((*found)->failures, 7);
  EXPECT_EQ((*found)->last_error, "why");
  EXPECT_EQ((*found)->last_new, 5);
  EXPECT_EQ((*found)->reports, 6);
  EXPECT_FALSE(find_feed(database, "https://other.example")->has_value());

  ASSERT_TRUE(write_entry(database, {feed.url, "1", "u", "f", "waiting", 2, "n", "s"}).ok());
  const auto entry = find_entry(database, feed.url, "1");
  EXPECT_EQ((*entry)->state, "waiting");
  EXPECT_EQ((*entry)->attempts, 2);
  EXPECT_EQ((*entry)->seen, "s");
  EXPECT_FALSE(write_entry(database, {"https://other.example", "1", "", "", "", 0, "", ""}).ok());

  ASSERT_TRUE(write_article(database, {"u", feed.url, "e", "m", "t"}).ok());
  EXPECT_EQ((*find_article(database, "u"))->fetched, "t");

  ASSERT_TRUE(write_watched_file(database, {"/a", 1, "c", "r"}).ok());
  ASSERT_TRUE(write_watched_file(database, {"/a", 2, "d", "r"}).ok());
  ASSERT_EQ(watched_files(database)->size(), 1u);
  EXPECT_EQ(watched_files(database)->front().size, 2);
}

TEST_F(FeedStateTest, StateIsWrittenWithTheRecordOrNotAtAll) {
  const std::string uri = "https://a.example/1";
  {
    Store store = open();
    store.also([&](Database& d) { return add_revision(d, uri, "1111", "t"); });
    ASSERT_TRUE(store.put(example_record("1111", uri, "2016-03-23")).ok());
  }  // not committed
  Store store = open();
  EXPECT_FALSE(latest_revision(store.database(), uri)->has_value());
  store.also([&](Database& d) { return add_revision(d, uri, "1111", "t"); });
  ASSERT_TRUE(store.put(example_record("1111", uri, "2016-03-23")).ok());
  ASSERT_TRUE(store.commit().ok());
  EXPECT_EQ((*latest_revision(store.database(), uri))->number, 1);
  // A revision of a record that is not there fails the whole commit.
  store.also([&](Database& d) { return add_revision(d, uri, "2222", "t"); });
  EXPECT_FALSE(store.commit().ok());
}

TEST_F(FeedStateTest, AnArticleIsFoundByItsLatestRevision) {
  const std::string uri = "https://a.example/1";
  Store store = open();
  int round = 0;
  for (const char* id : {"1111", "2222", "2222", "1111"}) {
    store.also([&, id, seen = std::to_string(++round)](Database& d) {
      return add_revision(d, uri, id, seen);
    });
    Record record = example_record(id, uri, "2016-03-23");
    record.text += id;
    ASSERT_TRUE(store.put(std::move(record)).ok());
    ASSERT_TRUE(store.commit().ok());
    EXPECT_EQ(store.record(uri)->id, id);
  }
  const auto all = revisions_with(store.database(), "2222");
  ASSERT_EQ(all->size(), 3u);
  EXPECT_EQ((*all)[1].report, "2222");
  EXPECT_EQ((*all)[2].number, 3);
  EXPECT_EQ((*all)[2].seen, "4");
}

}  // namespace
}  // namespace dragoman::store
