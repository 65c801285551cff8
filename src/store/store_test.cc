#include "store/store.h"

#include <csignal>
#include <filesystem>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../tests/support/both_stores.h"
#include "store/entry_spans.h"
#include "store/example_record.h"

namespace dragoman::store {
namespace {

using Access = Store::Access;

class StoreTest : public testing::BothStores {
 protected:
  void write(const std::vector<Record>& records) {
    Store store = open(Access::Write);
    for (const Record& record : records) ASSERT_TRUE(store.put(record));
    const auto done = store.commit();
    ASSERT_TRUE(done) << done.error().describe();
    counts_ = store.counts();
  }

  WriteCounts counts_;
};

TEST_P(StoreTest, GivesBackTheRecordThatWasPut) {
  const Record record = example_record("0123456789abcdef", "a.txt", "2016-03-23");
  write({record});
  Store store = open(Access::Read);
  for (const char* key : {"0123456789abcdef", "0123", "a.txt"}) {
    auto found = store.record(key);
    ASSERT_TRUE(found) << key << ": " << found.error().describe();
    EXPECT_EQ(to_json(*found), to_json(record));
  }
  EXPECT_EQ(store.record("0124").error().code, ErrorCode::NotFound);
  EXPECT_EQ(store.record("012").error().code, ErrorCode::NotFound);  // too short to mean a report
}

TEST_P(StoreTest, FindsWhereEntriesStand) {
  const Record record = example_record("0123456789abcdef", "a.txt", "2016-03-23");
  write({record});
  Store store = open(Access::Read);
  EntrySpans spans(store);
  ASSERT_TRUE(spans.of(record.id, "s1"));
  EXPECT_EQ(*spans.of(record.id, "s1"), record.statements[0].content);
  EXPECT_EQ(*spans.of(record.id, "e1"), record.events[0].evidence);
  EXPECT_TRUE(spans.of(record.id, "e9")->empty());
  EXPECT_TRUE(spans.of("ffffffffffffffff", "e1")->empty());
}

TEST_P(StoreTest, AsksWhichReportWhenSeveralMatch) {
  write({example_record("0123456789abcdef", "a.txt", ""),
         example_record("0123aaaaaaaaaaaa", "a.txt", "")});
  Store store = open(Access::Read);
  EXPECT_EQ(store.record("0123").error().code, ErrorCode::BadArgument);
  EXPECT_EQ(store.record("a.txt").error().code, ErrorCode::BadArgument);
  EXPECT_TRUE(store.record("0123a"));
}

TEST_P(StoreTest, KeepsWordsInColumns) {
  write({example_record("0123456789abcdef", "a.txt", "2016-03-23")});
  EXPECT_EQ(value("SELECT aliases FROM actors WHERE id = 'a1'"), "Iv\u00E1n M\u00E1rquez");
  EXPECT_EQ(value("SELECT aliases FROM actors WHERE id = 'a4'"), "");  // a pronoun is no alias
  EXPECT_EQ(value("SELECT content FROM statements"), "We will meet the FARC in Havana");
  EXPECT_EQ(value("SELECT first_day || ' ' || last_day FROM events"), "2016-04-01 2016-04-30");
  EXPECT_EQ(value("SELECT first_day FROM statements"), "2016-03-23");
  EXPECT_EQ(value("SELECT role FROM process_roles WHERE actor = 'a2'"), "party");
}

TEST_P(StoreTest, ReadingTwiceChangesNothing) {
  const std::vector<Record> records = {example_record("aaaaaaaaaaaaaaaa", "a.txt", "2016-03-23"),
                                       example_record("bbbbbbbbbbbbbbbb", "b.txt", "")};
  write(records);
  EXPECT_EQ(counts_.added, 2u);
  const std::string once = dump();
  write(records);
  EXPECT_EQ(counts_.unchanged, 2u);
  EXPECT_EQ(dump(), once);
}

TEST_P(StoreTest, AnotherVersionReplacesTheRecordWhole) {
  Record record = example_record("aaaaaaaaaaaaaaaa", "a.txt", "2016-03-23");
  write({record, example_record("bbbbbbbbbbbbbbbb", "b.txt", "")});
  record.versions.model = "model-2";
  record.events.clear();
  write({record});
  EXPECT_EQ(counts_.replaced, 1u);
  EXPECT_EQ(value("SELECT count(*) FROM events WHERE report = 'aaaaaaaaaaaaaaaa'"), "0");
  EXPECT_EQ(value("SELECT count(*) FROM event_parties WHERE report = 'aaaaaaaaaaaaaaaa'"), "0");
  EXPECT_EQ(value("SELECT count(*) FROM statements"), "2");
  EXPECT_EQ(value("SELECT model FROM reports WHERE number = 1"), "model-2");
}

TEST_P(StoreTest, SameTextAtTwoUrisIsOneReportWithTwoSourcesInAnyOrder) {
  const Record late = example_record("aaaaaaaaaaaaaaaa", "late.txt", "2016-03-24");
  const Record early = example_record("aaaaaaaaaaaaaaaa", "wire.txt", "2016-03-23");
  const Record undated = example_record("aaaaaaaaaaaaaaaa", "copy.txt", "");
  write({late, undated, early});
  EXPECT_EQ(value("SELECT count(*) FROM reports"), "1");
  EXPECT_EQ(value("SELECT uri FROM reports"), "wire.txt");
  EXPECT_EQ(values("SELECT uri FROM sources ORDER BY uri"), "copy.txt,late.txt,wire.txt");
  const std::string first = dump();
  start_anew();
  write({early, undated, late});
  EXPECT_EQ(dump(), first);
  EXPECT_TRUE(open(Access::Read).record("copy.txt"));
}

TEST_P(StoreTest, NotCommittedIsNotThere) {
  {
    Store store = open(Access::Write);
    ASSERT_TRUE(store.put(example_record("aaaaaaaaaaaaaaaa", "a.txt", "")));
    EXPECT_EQ(value("SELECT count(*) FROM reports"), "0");
  }
  EXPECT_EQ(value("SELECT count(*) FROM reports"), "0");
}

TEST_P(StoreTest, CommitsWhenTheBatchIsFull) {
  Store store = open(Access::Write, {.batch_records = 3, .batch_time = std::chrono::hours(1)});
  for (const char* id :
       {"aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb", "cccccccccccccccc", "dddddddddddddddd"}) {
    ASSERT_TRUE(store.put(example_record(id, id, "")));
  }
  EXPECT_EQ(value("SELECT count(*) FROM reports"), "3");
}

TEST_P(StoreTest, SurvivesAKillInTheMiddleOfABatch) {
  const pid_t child = fork();
  if (child == 0) {
    auto store = Store::open(path_, Access::Write,
                             {.batch_records = 10, .batch_time = std::chrono::hours(1)});
    for (int i = 0; store && i < 25; ++i) {
      static_cast<void>(
          store->put(example_record("aaaaaaaaaaaaaa" + std::to_string(10 + i), "a", "")));
    }
    raise(SIGKILL);
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(value("SELECT count(*) FROM reports"), "20");
  std::vector<Record> all;
  for (int i = 0; i < 25; ++i)
    all.push_back(example_record("aaaaaaaaaaaaaa" + std::to_string(10 + i), "a", ""));
  write(all);
  EXPECT_EQ(counts_.added, 5u);
  EXPECT_EQ(counts_.unchanged, 20u);
}

TEST_P(StoreTest, TwoProgramsMakeAndFillOneStoreAtOnce) {
  std::vector<pid_t> children;
  for (int program = 0; program < 4; ++program) {
    children.push_back(fork());  // all of them find no file
    if (children.back() != 0) continue;
    auto store = Store::open(path_, Access::Write, {.batch_records = 4});
    bool ok = store.ok();
    for (int i = 0; ok && i < 40; ++i) {
      ok = store
               ->put(example_record("aaaaaaaaaaaaa" + std::to_string(100 + i),
                                    std::to_string(program), ""))
               .ok();
    }
    _exit(ok && store->commit() ? 0 : 1);
  }
  for (const pid_t child : children) {
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(value("SELECT count(*) FROM reports"), "40");
  EXPECT_EQ(value("SELECT count(*) FROM sources"), "160");
  EXPECT_EQ(value("SELECT count(*) FROM events"), "40");
}

DRAGOMAN_ON_BOTH_STORES(StoreTest);

}  // namespace
}  // namespace dragoman::store
