// Tests that a store has to pass whatever holds it: a file of SQLite or a PostgreSQL server.
//
//   class MyTest : public dragoman::testing::BothStores { ... };
//   TEST_P(MyTest, DoesSomething) { auto store = open(Store::Access::Write); ... }
//   DRAGOMAN_ON_BOTH_STORES(MyTest);
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "store/store.h"
#include "postgresql_server.h"
#include "temporary_folder.h"

namespace dragoman::testing {

class BothStores : public TemporaryFolder,
                   public ::testing::WithParamInterface<store::Dialect> {
 protected:
  void SetUp() override {
    TemporaryFolder::SetUp();
    if (GetParam() == store::Dialect::Sqlite) {
      path_ = path("test.db");
    } else if (auto& server = PostgresqlServer::shared(); server.why_not().empty()) {
      server.start();  // a test before may have stopped it
      path_ = server.address();
      start_anew();
    } else {
      GTEST_SKIP() << server.why_not();
    }
  }
  // No store is there.
  void start_anew() {
    if (store::is_server(path_)) {
      PostgresqlServer::shared().empty();
    } else {
      std::filesystem::remove(path_);
    }
  }

  // Without a clock, so that two runs leave the same rows.
  store::Store open(store::Store::Access access, store::StoreOptions options = {}) {
    if (!options.clock) options.clock = [] { return std::string(); };
    auto store = store::Store::open(path_, access, options);
    EXPECT_TRUE(store) << (store ? "" : store.error().describe());
    return std::move(*store);
  }
  store::Database database(store::Database::Access access = store::Database::Access::Read) {
    auto opened = store::Database::open(path_, access, std::chrono::seconds(1));
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().describe());
    if (access == store::Database::Access::Write && opened->dialect() == store::Dialect::Sqlite)
      static_cast<void>(opened->execute("PRAGMA foreign_keys = ON"));
    return std::move(*opened);
  }
  std::string value(const std::string& sql) {
    store::Database from = database();
    auto value = from.value_of(sql);
    EXPECT_TRUE(value) << (value ? "" : value.error().describe());
    return value ? *value : "";
  }
  // A column of all rows, with commas between.
  std::string values(const std::string& sql) {
    store::Database from = database();
    auto query = from.prepare(sql);
    EXPECT_TRUE(query) << (query ? "" : query.error().describe());
    std::string out;
    while (query && *query->step()) out += (out.empty() ? "" : ",") + query->text(0);
    return out;
  }

  // Every row of every table but the numbers that tell the order of arrival: the same for the same
  // records, in SQLite and PostgreSQL.
  std::string dump() {
    store::Database from = database();
    std::string out;
    for (const auto& [table, columns] : tables_of(from)) {
      if (table.find("search") != std::string::npos || table == "schema_version") continue;
      std::string row;
      for (const std::string& column : columns) {
        if (table == "reports" && (column == "number" || column == "text")) continue;
        row += (row.empty() ? "" : " || '|' || ") +
               ("coalesce(CAST(\"" + column + "\" AS TEXT), '')");
      }
      out += dump_of(from, table, row, table);
    }
    return out;
  }

 private:
  using Tables = std::map<std::string, std::vector<std::string>>;
  static Tables tables_of(store::Database& from) {
    auto query = from.prepare(
        GetParam() == store::Dialect::Sqlite
            ? "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type "
              "= 'table' AND m.name NOT LIKE 'sqlite%' ORDER BY m.name, c.cid"
            : "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = "
              "'dragoman' ORDER BY table_name, ordinal_position");
    Tables out;
    while (*query->step()) out[query->text(0)].push_back(query->text(1));
    return out;
  }
  static std::string dump_of(store::Database& from,
                             const std::string& name,
                             const std::string& row,
                             const std::string& tables) {
    auto query = from.prepare("SELECT " + row + " FROM " + tables);
    EXPECT_TRUE(query) << (query ? "" : query.error().describe());
    std::set<std::string> lines;
    while (query && *query->step()) lines.insert(query->text(0));
    std::string out = name + "\n";
    for (const std::string& line : lines) out += line + "\n";
    return out;
  }

 protected:
  std::string path_;
};

// The tests are called NAME/Sqlite and NAME/PostgreSql.
#define DRAGOMAN_ON_BOTH_STORES(Fixture)                                                       \
  INSTANTIATE_TEST_SUITE_P(, Fixture,                                                          \
                           ::testing::Values(::dragoman::store::Dialect::Sqlite,               \
                                             ::dragoman::store::Dialect::Postgresql),          \
                           [](const auto& info) {                                              \
                             return info.param == ::dragoman::store::Dialect::Sqlite           \
                                        ? "Sqlite"                                             \
                                        : "PostgreSql";                                        \
                           })

}  // namespace dragoman::testing
