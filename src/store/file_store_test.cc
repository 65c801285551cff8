// What can go wrong with a store in a file.
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "../../tests/support/temporary_folder.h"
#include "store/example_record.h"
#include "store/store.h"

namespace dragoman::store {
namespace {

namespace fs = std::filesystem;
using Access = Store::Access;

class FileStoreTest : public testing::TemporaryFolder {
 protected:
  void SetUp() override {
    TemporaryFolder::SetUp();
    path_ = path("test.db");
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
  }
  ErrorCode open_error(Access access) {
    auto store = Store::open(path_, access, {.busy_timeout = std::chrono::milliseconds(50)});
    EXPECT_FALSE(store);
    return store ? ErrorCode::Internal : store.error().code;
  }
  std::string value(const std::string& sql) {
    auto database = Database::open(path_, Database::Access::Read, std::chrono::seconds(1));
    return *database->value_of(sql);
  }

  std::string path_;
};

TEST_F(FileStoreTest, RefusesWhatIsNoStore) {
  std::ofstream(path_)
      << "HAVANA, March 3 - This is a report, and it must not be overwritten by mistake.\n";
  EXPECT_EQ(open_error(Access::Write), ErrorCode::BadStore);
  EXPECT_EQ(open_error(Access::Read), ErrorCode::BadStore);
  EXPECT_EQ(fs::file_size(path_), 79u);
}

TEST_F(FileStoreTest, RefusesAnotherProgramsDatabaseAndLeavesItAlone) {
  {
    auto database = Database::open(path_, Database::Access::Write, std::chrono::seconds(1));
    ASSERT_TRUE(database->execute("CREATE TABLE bookmarks (url TEXT)"));
  }
  EXPECT_EQ(open_error(Access::Write), ErrorCode::BadStore);
  EXPECT_EQ(open_error(Access::Read), ErrorCode::BadStore);
  EXPECT_EQ(value("PRAGMA journal_mode"), "delete");
}

TEST_F(FileStoreTest, RefusesAStoreOfANewerProgram) {
  write({});
  {
    auto database = Database::open(path_, Database::Access::Write, std::chrono::seconds(1));
    ASSERT_TRUE(database->execute("PRAGMA user_version = 9999"));
  }
  EXPECT_EQ(open_error(Access::Write), ErrorCode::StoreTooNew);
  EXPECT_EQ(open_error(Access::Read), ErrorCode::StoreTooNew);
}

TEST_F(FileStoreTest, DamageIsReportedNotRead) {
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

TEST_F(FileStoreTest, NeedsItsFolderAndAFile) {
  path_ = folder_ / "missing" / "test.db";
  EXPECT_EQ(open_error(Access::Write), ErrorCode::NotWritable);
  EXPECT_EQ(open_error(Access::Read), ErrorCode::NotFound);
  path_ = folder_;
  EXPECT_EQ(open_error(Access::Write), ErrorCode::NotWritable);
  path_ = "";
  EXPECT_EQ(open_error(Access::Write), ErrorCode::BadArgument);
}

TEST_F(FileStoreTest, SaysWhenAnotherProgramHoldsTheLock) {
  write({});
  auto other = Database::open(path_, Database::Access::Write, std::chrono::seconds(1));
  ASSERT_TRUE(other->execute("BEGIN IMMEDIATE"));
  EXPECT_EQ(open_error(Access::Write), ErrorCode::NotWritable);
  EXPECT_TRUE(Store::open(path_, Access::Read));  // reading goes on beside the writer
}

TEST_F(FileStoreTest, FullDiskFailsTheBatchAndKeepsWhatWasThere) {
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

TEST_F(FileStoreTest, OddPathsAreOrdinary) {
  path_ = folder_ / "50% of #1?.db";
  write({example_record("aaaaaaaaaaaaaaaa", "a.txt", "")});
  EXPECT_TRUE(fs::exists(path_));
  EXPECT_TRUE(open(Access::Read).record("a.txt"));
}

}  // namespace
}  // namespace dragoman::store
