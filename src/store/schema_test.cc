#include "store/schema.h"

#include <gtest/gtest.h>

#include "../../tests/support/both_stores.h"
#include "store/example_record.h"
#include "store/queries.h"

namespace dragoman::store {
namespace {

using Access = Store::Access;

class SchemaTest : public testing::BothStores {
 protected:
  // A store as a program of that schema left it, with two records.
  void make_store_of(int version) {
    start_anew();
    Store store = open(Access::Write);
    put(store, "0.1.0");
    store.mark({"/a/file", "print", 3, 0, 0, 0});
    ASSERT_TRUE(store.commit());
    const auto done = migrate(store.database(), version);
    ASSERT_TRUE(done) << (done ? "" : done.error().describe());
  }
  static void put(Store& store, const std::string& engine) {
    for (const char* id : {"aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"}) {
      Record record = example_record(id, id, "2016-03-23");
      record.versions.engine = engine;
      record.statements[0].about = RecordAbout{{"a2"}, {"p1"}, {}, {}};
      ASSERT_TRUE(store.put(record));
    }
  }
  // Names of tables, columns and indices.
  std::string shape() {
    Database from = database();
    if (GetParam() == Dialect::Sqlite) {
      return values("SELECT m.type || ' ' || m.name || ' ' || m.tbl_name FROM sqlite_schema m ORDER "
                    "BY 1") +
             values("SELECT m.name || '.' || c.name || ' ' || c.type || c.\"notnull\" FROM "
                    "sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY 1");
    }
    return values("SELECT tablename || ' ' || indexdef FROM pg_indexes WHERE schemaname = "
                  "'dragoman' ORDER BY 1") +
           values("SELECT table_name || '.' || column_name || ' ' || data_type || is_nullable FROM "
                  "information_schema.columns WHERE table_schema = 'dragoman' ORDER BY 1");
  }
  std::string found(const Filter& filter) {
    std::string out;
    Store store = open(Access::Read);
    const auto done = find_events(store, filter, [&out](const EventRow& event) {
      out += event.report.id.substr(0, 1);
      return true;
    });
    return done ? out : done.error().describe();
  }
};

TEST_P(SchemaTest, TheWayBackEndsInTheSchemaOfThatTime) {
  for (int version = 1; version < schema_version(); ++version) {
    make_store_of(version);
    const std::string back = shape();
    start_anew();
    Database fresh = database(Database::Access::Write);
    ASSERT_TRUE(migrate(fresh, version));
    EXPECT_EQ(back, shape()) << "schema " << version;
  }
}

TEST_P(SchemaTest, AStoreOfEachEarlierSchemaIsBroughtUpToDateWithItsRecords) {
  make_store_of(schema_version());
  const std::string whole = dump();
  const std::string whole_shape = shape();
  for (int version = 1; version < schema_version(); ++version) {
    make_store_of(version);
    Store store = open(Access::Write);
    EXPECT_EQ(*version_of(store.database()), schema_version());
    EXPECT_EQ(shape(), whole_shape) << "schema " << version;
    EXPECT_EQ(to_json(*store.record("aaaa")),
              to_json([] {
                Record record = example_record("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "2016-03-23");
                record.statements[0].about = RecordAbout{{"a2"}, {"p1"}, {}, {}};
                return record;
              }()));
    EXPECT_EQ(found({.actor = "farc"}), "ab");
    EXPECT_EQ(found({.search = "havana meet*"}), "ab");
    EXPECT_EQ(found({.country = "cub"}), "ab");
    if (version >= 4) {  // before, some of it had no place
      EXPECT_EQ(dump(), whole);
    }
    // Read again, nothing is left of where it came from but how far its inputs were read.
    put(store, "0.2.0");
    put(store, "0.1.0");
    if (version < 3) store.mark({"/a/file", "print", 3, 0, 0, 0});
    ASSERT_TRUE(store.commit());
    EXPECT_EQ(dump(), whole) << "schema " << version;
  }
}

TEST_P(SchemaTest, RefusesVersionsThatAreNot) {
  make_store_of(schema_version());
  Database writer = database(Database::Access::Write);
  for (const int version : {0, -1, schema_version() + 1})
    EXPECT_EQ(migrate(writer, version).error().code, ErrorCode::BadArgument);
}

DRAGOMAN_ON_BOTH_STORES(SchemaTest);

}  // namespace
}  // namespace dragoman::store
