#include "store/store.h"

#include <csignal>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/example_record.h"
#include "store/words.h"

namespace dragoman::store {
namespace {

namespace fs = std::filesystem;
using Access = Store::Access;

class StoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::temp_directory_path() /
              ("dragoman-store-" + std::to_string(getpid()) + "-" + test->name());
    fs::create_directories(folder_);
    path_ = folder_ / "test.db";
  }
  void TearDown() override {
    std::error_code error;
    fs::permissions(folder_, fs::perms::owner_all, error);
    fs::remove_all(folder_, error);
  }

  Store open(Access access, const StoreOptions& options = {}) {
    auto store = Store::open(path_, access, options);
    EXPECT_TRUE(store) << (store ? "" : store.error().describe());
    return std::move(*store);
  }
  void write(const std::vector<Record>& records) {
    Store store = open(Access::Write);
    for (const Record& record : records) ASSERT_TRUE(store.put(record));
    const auto done = store.commit();
    ASSERT_TRUE(done) << done.error().describe();
    counts_ = store.counts();
  }
  ErrorCode open_error(Access access) {
    auto store = Store::open(path_, access, {.busy_timeout = std::chrono::milliseconds(50)});
    EXPECT_FALSE(store);
    return store ? ErrorCode::Internal : store.error().code;
  }
  // Every row of every table, in a stated order.
  std::string dump() {
    auto database = Database::open(path_, Database::Access::Read, std::chrono::seconds(1));
    std::string out;
    auto tables = database->prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY "
        "name");
    while (*tables->step()) {
      const std::string table = tables->text(0);
      out += table + "\n";
      // inner pages of the indices depend on their history
      if (table.starts_with("report_search") || table.starts_with("statement_search_")) continue;
      // All columns, computed ones too; an index of words has hidden ones besides.
      const std::string info = table == "statement_search" ? "table_info" : "table_xinfo";
      auto columns =
          database->value_of("SELECT count(*) FROM pragma_" + info + "('" + table + "')");
      std::string order = "1";
      for (int i = 2; i <= std::stoi(*columns); ++i) order += "," + std::to_string(i);
      if (table == "reports") order = "1";
      auto rows = database->prepare("SELECT * FROM " + table + " ORDER BY " + order);
      EXPECT_TRUE(rows) << (rows ? "" : rows.error().describe());
      while (*rows->step()) {
        for (int i = 0; i < std::stoi(*columns); ++i) out += rows->text(i) + "|";
        out += "\n";
      }
    }
    return out;
  }
  std::string value(const std::string& sql) {
    auto database = Database::open(path_, Database::Access::Read, std::chrono::seconds(1));
    return *database->value_of(sql);
  }

  fs::path folder_;
  std::string path_;
  WriteCounts counts_;
};

TEST_F(StoreTest, GivesBackTheRecordThatWasPut) {
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

TEST_F(StoreTest, AsksWhichReportWhenSeveralMatch) {
  write({example_record("0123456789abcdef", "a.txt", ""),
         example_record("0123aaaaaaaaaaaa", "a.txt", "")});
  Store store = open(Access::Read);
  EXPECT_EQ(store.record("0123").error().code, ErrorCode::BadArgument);
  EXPECT_EQ(store.record("a.txt").error().code, ErrorCode::BadArgument);
  EXPECT_TRUE(store.record("0123a"));
}

TEST_F(StoreTest, KeepsWordsInColumns) {
  write({example_record("0123456789abcdef", "a.txt", "2016-03-23")});
  EXPECT_EQ(value("SELECT aliases FROM actors WHERE id = 'a1'"), "Iv\u00E1n M\u00E1rquez");
  EXPECT_EQ(value("SELECT aliases FROM actors WHERE id = 'a4'"), "");  // a pronoun is no alias
  EXPECT_EQ(value("SELECT content FROM statements"), "We will meet the FARC in Havana");
  EXPECT_EQ(value("SELECT first_day || ' ' || last_day FROM events"), "2016-04-01 2016-04-30");
  EXPECT_EQ(value("SELECT first_day FROM statements"), "2016-03-23");
  EXPECT_EQ(value("SELECT role FROM process_roles WHERE actor = 'a2'"), "party");
}

TEST_F(StoreTest, ReadingTwiceChangesNothing) {
  const std::vector<Record> records = {example_record("aaaaaaaaaaaaaaaa", "a.txt", "2016-03-23"),
                                       example_record("bbbbbbbbbbbbbbbb", "b.txt", "")};
  write(records);
  EXPECT_EQ(counts_.added, 2u);
  const std::string once = dump();
  write(records);
  EXPECT_EQ(counts_.unchanged, 2u);
  EXPECT_EQ(dump(), once);
}

TEST_F(StoreTest, AnotherVersionReplacesTheRecordWhole) {
  Record record = example_record("aaaaaaaaaaaaaaaa", "a.txt", "2016-03-23");
  write({record, example_record("bbbbbbbbbbbbbbbb", "b.txt", "")});
  record.versions.model = "model-2";
  record.events.clear();
  write({record});
  EXPECT_EQ(counts_.replaced, 1u);
  EXPECT_EQ(value("SELECT count(*) FROM events WHERE report = 'aaaaaaaaaaaaaaaa'"), "0");
  EXPECT_EQ(value("SELECT count(*) FROM event_parties WHERE report = 'aaaaaaaaaaaaaaaa'"), "0");
  EXPECT_EQ(value("SELECT count(*) FROM statements"), "2");
  EXPECT_EQ(value("SELECT number || model FROM reports WHERE id = 'aaaaaaaaaaaaaaaa'"), "1model-2");
  EXPECT_EQ(value("SELECT count(*) FROM report_search WHERE report_search MATCH 'havana'"), "2");
}

TEST_F(StoreTest, SameTextAtTwoUrisIsOneReportWithTwoSourcesInAnyOrder) {
  const Record late = example_record("aaaaaaaaaaaaaaaa", "late.txt", "2016-03-24");
  const Record early = example_record("aaaaaaaaaaaaaaaa", "wire.txt", "2016-03-23");
  const Record undated = example_record("aaaaaaaaaaaaaaaa", "copy.txt", "");
  write({late, undated, early});
  EXPECT_EQ(value("SELECT count(*) FROM reports"), "1");
  EXPECT_EQ(value("SELECT uri FROM reports"), "wire.txt");
  EXPECT_EQ(value("SELECT group_concat(uri) FROM sources"), "copy.txt,late.txt,wire.txt");
  const std::string first = dump();
  fs::remove(path_);
  write({early, undated, late});
  EXPECT_EQ(dump(), first);
  EXPECT_TRUE(open(Access::Read).record("copy.txt"));
}

TEST_F(StoreTest, NotCommittedIsNotThere) {
  {
    Store store = open(Access::Write);
    ASSERT_TRUE(store.put(example_record("aaaaaaaaaaaaaaaa", "a.txt", "")));
    EXPECT_EQ(value("SELECT count(*) FROM reports"), "0");
  }
  EXPECT_EQ(value("SELECT count(*) FROM reports"), "0");
}

TEST_F(StoreTest, CommitsWhenTheBatchIsFull) {
  Store store = open(Access::Write, {.batch_records = 3, .batch_time = std::chrono::hours(1)});
  for (const char* id :
       {"aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb", "cccccccccccccccc", "dddddddddddddddd"}) {
    ASSERT_TRUE(store.put(example_record(id, id, "")));
  }
  EXPECT_EQ(value("SELECT count(*) FROM reports"), "3");
}

TEST_F(StoreTest, SurvivesAKillInTheMiddleOfABatch) {
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
  EXPECT_EQ(value("PRAGMA integrity_check"), "ok");
}

TEST_F(StoreTest, RefusesWhatIsNoStore) {
  std::ofstream(path_)
      << "HAVANA, March 3 - This is a report, and it must not be overwritten by mistake.\n";
  EXPECT_EQ(open_error(Access::Write), ErrorCode::BadStore);
  EXPECT_EQ(open_error(Access::Read), ErrorCode::BadStore);
  EXPECT_EQ(fs::file_size(path_), 79u);
}

TEST_F(StoreTest, RefusesAnotherProgramsDatabaseAndLeavesItAlone) {
  {
    auto database = Database::open(path_, Database::Access::Write, std::chrono::seconds(1));
    ASSERT_TRUE(database->execute("CREATE TABLE bookmarks (url TEXT)"));
  }
  EXPECT_EQ(open_error(Access::Write), ErrorCode::BadStore);
  EXPECT_EQ(open_error(Access::Read), ErrorCode::BadStore);
  EXPECT_EQ(value("PRAGMA journal_mode"), "delete");
}

TEST_F(StoreTest, RefusesAStoreOfANewerProgram) {
  write({});
  {
    auto database = Database::open(path_, Database::Access::Write, std::chrono::seconds(1));
    ASSERT_TRUE(database->execute("PRAGMA user_version = 9999"));
  }
  EXPECT_EQ(open_error(Access::Write), ErrorCode::StoreTooNew);
  EXPECT_EQ(open_error(Access::Read), ErrorCode::StoreTooNew);
}

TEST_F(StoreTest, DamageIsReportedNotRead) {
  std::vector<Record> records;
  for (int i = 0; i < 40; ++i)
    records.push_back(example_record("aaaaaaaaaaaaaa" + std::to_string(10 + i), "a", ""));
  write(records);
  fs::resize_file(path_, fs::file_size(path_) / 2);
  auto store = Store::open(path_, Access::Read);
  const ErrorCode code =
      store ? store->record("aaaaaaaaaaaaaa49").error().code : store.error().code;
  EXPECT_EQ(code, ErrorCode::BadStore);
}

TEST_F(StoreTest, NeedsItsFolderAndAFile) {
  path_ = folder_ / "missing" / "test.db";
  EXPECT_EQ(open_error(Access::Write), ErrorCode::NotWritable);
  EXPECT_EQ(open_error(Access::Read), ErrorCode::NotFound);
  path_ = folder_;
  EXPECT_EQ(open_error(Access::Write), ErrorCode::NotWritable);
  path_ = "";
  EXPECT_EQ(open_error(Access::Write), ErrorCode::BadArgument);
}

TEST_F(StoreTest, SaysWhenAnotherProgramHoldsTheLock) {
  write({});
  auto other = Database::open(path_, Database::Access::Write, std::chrono::seconds(1));
  ASSERT_TRUE(other->execute("BEGIN IMMEDIATE"));
  EXPECT_EQ(open_error(Access::Write), ErrorCode::NotWritable);
  EXPECT_TRUE(Store::open(path_, Access::Read));  // reading goes on beside the writer
}

TEST_F(StoreTest, FullDiskFailsTheBatchAndKeepsWhatWasThere) {
  write({example_record("aaaaaaaaaaaaaaaa", "a.txt", "")});
  Store store = open(Access::Write);
  const std::string pages = *store.database().value_of("PRAGMA page_count");
  ASSERT_TRUE(
      store.database().value_of("PRAGMA max_page_count = " + pages));  // as SQLite sees a full disk
  for (int i = 0; i < 60; ++i) {
    ASSERT_TRUE(store.put(example_record("bbbbbbbbbbbbbb" + std::to_string(10 + i), "b", "")));
  }
  const auto done = store.commit();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::NotWritable);
  EXPECT_EQ(value("SELECT count(*) FROM reports"), "1");
}

TEST_F(StoreTest, TwoProgramsMakeAndFillOneStoreAtOnce) {
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

TEST_F(StoreTest, OddPathsAreOrdinary) {
  path_ = folder_ / "50% of #1?.db";
  write({example_record("aaaaaaaaaaaaaaaa", "a.txt", "")});
  EXPECT_TRUE(fs::exists(path_));
  EXPECT_TRUE(open(Access::Read).record("a.txt"));
}

TEST(WordsTest, ComparesAsAReaderWould) {
  EXPECT_EQ(fold("Iv\u00E1n  M\u00C1RQUEZ\u2019s"), "ivan marquez s");
  EXPECT_TRUE(has_all_words("Humberto de la Calle", "calle"));
  EXPECT_TRUE(has_all_words("Humberto de la Calle", "\"LA CALLE\""));
  EXPECT_FALSE(has_all_words("Humberto de la Calle", "\"calle humberto\""));
  EXPECT_TRUE(has_all_words("Colombian government", "colomb*"));
  EXPECT_FALSE(has_all_words("Colombian government", "colomb"));
  EXPECT_FALSE(has_all_words("a\nb", "\"a b\""));
  EXPECT_TRUE(has_line("FARC\nRevolutionary Armed Forces", "farc"));
  EXPECT_FALSE(has_line("FARC\nRevolutionary Armed Forces", "armed forces"));
  EXPECT_EQ(search_expression("cease-fire \"new round\" col* \" AND ("),
            "\"cease fire\" \"new round\" \"col\"* \"and\"");
  EXPECT_EQ(search_expression("--- \"\" *"), "");
}

}  // namespace
}  // namespace dragoman::store
