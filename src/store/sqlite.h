// A thin, failing-by-Result skin over SQLite: one connection, its prepared queries, its errors as
// ours.
//
// Error mapping, with the store's path as `where`:
//   NotWritable  read-only file, folder missing or closed, disk full, locked for longer than the
//   timeout BadStore     not a database, or a damaged one NotReadable  the device failed
// Neither class is thread-safe; a Query must not outlive its Database.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "dragoman/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace dragoman::store {

class Query;

class Database {
 public:
  enum class Access {
    Read,       // the file must exist
    Immutable,  // read a file that nobody writes, in a folder where no lock file can be made
    Write,      // made when missing
  };

  static Result<Database> open(const std::string& path,
                               Access access,
                               std::chrono::milliseconds busy_timeout);

  // Runs one or more statements of SQL without results.
  Result<void> execute(const std::string& sql);
  Result<Query> prepare(std::string_view sql);
  // First column of the first row; an empty string when there is no row.
  Result<std::string> value_of(std::string_view sql);

  const std::string& path() const { return path_; }
  sqlite3* handle() { return handle_.get(); }
  // What went wrong last, in our codes. `code` is SQLite's.
  Error error(int code) const;

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  std::unique_ptr<sqlite3, Close> handle_;
  std::string path_;
};

class Query {
 public:
  // Parameters count from 1, in the order of the question marks. Text is copied.
  Query& bind(int parameter, std::string_view value);
  Query& bind(int parameter, std::int64_t value);
  Query& bind(int parameter, double value);
  Query& bind(int parameter, const std::optional<double>& value);  // none: NULL

  // To the next row: true; false behind the last one.
  Result<bool> step();
  // step() to the end, then reset(): for INSERT, UPDATE, DELETE.
  Result<void> run();
  void reset();

  // Columns count from 0. NULL reads as an empty string, zero, or none.
  std::string text(int column) const;
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::optional<double> real_or_none(int column) const;

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  Query(Database& database, sqlite3_stmt* statement)
      : database_(&database), statement_(statement) {}

  Database* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

}  // namespace dragoman::store
