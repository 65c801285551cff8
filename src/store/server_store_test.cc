// What can go wrong with a store on a PostgreSQL server.
#include <gtest/gtest.h>

#include "../../tests/support/both_stores.h"
#include "store/example_record.h"
#include "store/postgresql.h"
#include "store/postgresql_dialect.h"
#include "store/transaction.h"

namespace dragoman::store {
namespace {

using Access = Store::Access;
using testing::PostgresqlServer;

Record numbered(int i) {
  return example_record("aaaaaaaaaaaaa" + std::to_string(100 + i), std::to_string(i), "");
}

// Takes the server away in the middle of a transaction, once, and brings it back.
class Saboteur : public Layer {
 public:
  std::string_view name() const override { return "saboteur"; }
  int version() const override { return 1; }
  Result<void> clear(Database&) override { return {}; }
  Result<void> put(Database&, const Record&) override {
    if (++puts_ == 5) {
      PostgresqlServer::shared().stop();
      PostgresqlServer::shared().start();
    }
    return {};
  }
  Result<void> remove(Database&, const std::string&) override { return {}; }
  Result<void> refresh(Database&) override { return {}; }

 private:
  int puts_ = 0;
};

class ServerStoreTest : public testing::BothStores {
 protected:
  void SetUp() override {
    BothStores::SetUp();
    if (IsSkipped()) return;
    ASSERT_TRUE(write(0, 30, open(Access::Write)));
    undisturbed_ = dump();
    start_anew();
  }

  static Result<void> write(int from, int to, Store store) {
    for (int i = from; i < to; ++i) {
      if (auto done = store.put(numbered(i)); !done) return done;
    }
    return store.commit();
  }

  std::string undisturbed_;
};

TEST_P(ServerStoreTest, AServerThatRestartsBetweenBatchesIsWaitedFor) {
  Store store = open(Access::Write, {.batch_records = 10});
  for (int i = 0; i < 15; ++i) ASSERT_TRUE(store.put(numbered(i)));
  PostgresqlServer::shared().stop();
  PostgresqlServer::shared().begin_to_start();  // is not there yet when the next batch is
  const auto done = write(15, 30, std::move(store));
  EXPECT_TRUE(done) << (done ? "" : done.error().describe());
  EXPECT_EQ(dump(), undisturbed_);
}

TEST_P(ServerStoreTest, AServerThatRestartsWithinATransactionLosesAndDoublesNothing) {
  const auto saboteur = std::make_shared<Saboteur>();
  const auto done = write(0, 30, open(Access::Write, {.batch_records = 10, .layers = {saboteur}}));
  EXPECT_TRUE(done) << (done ? "" : done.error().describe());
  auto forget = database(Database::Access::Write).execute("DELETE FROM layers");
  ASSERT_TRUE(forget);
  EXPECT_EQ(dump(), undisturbed_);
}

TEST_P(ServerStoreTest, AServerThatStaysAwayIsSaidAndRunningAgainGoesOn) {
  Store store = open(Access::Write,
                     {.busy_timeout = std::chrono::milliseconds(100), .batch_records = 10});
  for (int i = 0; i < 15; ++i) ASSERT_TRUE(store.put(numbered(i)));
  PostgresqlServer::shared().stop();
  const auto done = write(15, 30, std::move(store));
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::NotWritable);
  EXPECT_NE(done.error().message.find("run again"), std::string::npos);
  EXPECT_EQ(Store::open(path_, Access::Read).error().code, ErrorCode::NotReadable);
  PostgresqlServer::shared().start();
  EXPECT_EQ(value("SELECT count(*) FROM reports"), "10");
  ASSERT_TRUE(write(0, 30, open(Access::Write)));
  EXPECT_EQ(dump(), undisturbed_);
}

TEST_P(ServerStoreTest, SaysWhenAnotherProgramHoldsTheLock) {
  { open(Access::Write); }
  Database other = database(Database::Access::Write);
  ASSERT_TRUE(other.begin());
  auto store = Store::open(path_, Access::Write, {.busy_timeout = std::chrono::milliseconds(50)});
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, ErrorCode::NotWritable);
  EXPECT_NE(store.error().message.find("holds the store locked"), std::string::npos);
  EXPECT_TRUE(Store::open(path_, Access::Read));  // reading goes on beside the writer
}

TEST_P(ServerStoreTest, RefusesWhatIsNotItsOwn) {
  EXPECT_EQ(Store::open(path_, Access::Read).error().code, ErrorCode::NotFound);
  Database other = database(Database::Access::Write);
  ASSERT_TRUE(other.execute("CREATE SCHEMA dragoman; CREATE TABLE dragoman.bookmarks (url TEXT)"));
  EXPECT_EQ(Store::open(path_, Access::Write).error().code, ErrorCode::BadStore);
  start_anew();
  { open(Access::Write); }
  ASSERT_TRUE(other.execute("UPDATE dragoman.schema_version SET version = 999"));
  EXPECT_EQ(Store::open(path_, Access::Write).error().code, ErrorCode::StoreTooNew);
}

TEST_P(ServerStoreTest, ReadsWithoutBeingAbleToWrite) {
  { open(Access::Write); }
  const auto done = open(Access::Read).database().execute("DELETE FROM reports");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::NotWritable);
}

TEST_P(ServerStoreTest, AFailureWithinATransactionUndoesAllOfIt) {
  { open(Access::Write); }
  Database writer = database(Database::Access::Write);
  const auto done = transact(writer, [&writer]() -> Result<void> {
    auto add = writer.prepare("INSERT INTO inputs VALUES (?,'',0,0,0,0)");
    if (!add) return add.error();
    for (const char* file : {"a", "b", "a", "c"}) {  // twice the same key: told later
      if (auto added = add->bind(1, std::string_view(file)).run(); !added) return added;
    }
    return {};
  });
  EXPECT_FALSE(done);
  EXPECT_EQ(value("SELECT count(*) FROM inputs"), "0");
  EXPECT_TRUE(transact(writer, [&] { return writer.execute("DELETE FROM inputs"); }));
}

TEST_P(ServerStoreTest, TextWithZeroBytesIsKeptAsNearAsCanBe) {
  { open(Access::Write); }
  Database writer = database(Database::Access::Write);
  auto add = writer.prepare("INSERT INTO inputs VALUES (?,'',0,0,0,0)");
  ASSERT_TRUE(add->bind(1, std::string_view("a\0b", 3)).run());
  EXPECT_EQ(value("SELECT file FROM inputs"), "a\uFFFDb");
}

INSTANTIATE_TEST_SUITE_P(,
                         ServerStoreTest,
                         ::testing::Values(Dialect::Postgresql),
                         [](const auto&) { return "PostgreSql"; });

TEST(PostgresqlDialectTest, TranslatesOutsideStringsNamesAndComments) {
  EXPECT_EQ(to_postgresql("SELECT ? || '?' || \"?\" -- ?\n, ?").sql,
            "SELECT $1 || '?' || \"?\" -- ?\n, $2");
  EXPECT_EQ(to_postgresql("SELECT ?2, ?1, ?").sql, "SELECT $2, $1, $3");
  EXPECT_EQ(to_postgresql("SELECT ?2, ?1, ?").parameters, 3);
  EXPECT_EQ(to_postgresql("CREATE TABLE t (n INTEGER PRIMARY KEY, r REAL, text TEXT) WITHOUT ROWID;"
                          "SELECT CAST(n AS TEXT) FROM t")
                .sql,
            "CREATE TABLE t (n BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, r DOUBLE "
            "PRECISION, text TEXT COLLATE \"C\") ;SELECT CAST(n AS TEXT) FROM t");
}

TEST(PostgresqlDialectTest, MessagesShowNoPassword) {
  EXPECT_EQ(printable_address("postgresql://ana:secret@host/db"), "postgresql://ana@host/db");
  EXPECT_EQ(printable_address("postgresql://host:5432/db?password=secret&x=1"),
            "postgresql://host:5432/db?&x=1");
}

}  // namespace
}  // namespace dragoman::store
