// One connection to a database, its prepared queries, its errors as ours: the same for SQLite and
// PostgreSQL.
//
// SQL is written once, in SQLite's dialect without its specialities; what PostgreSQL writes
// otherwise is translated (postgresql_dialect.h). Parameters are `?`, or `?1` to use one twice.
//
// Error mapping, with the store's name as `where`:
//   NotWritable  read-only file, folder missing or closed, disk full, locked for longer than the
//                timeout, server that is not there or went away
//   BadStore     not a database, or a damaged one
//   NotReadable  the device failed, or the server lets nobody in under that name
// No class here is thread-safe; a Query must not outlive its Database.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "dragoman/result.h"

namespace dragoman::store {

class Connection;  // connection.h: what a back end does
class Statement;
class Query;

enum class Dialect { Sqlite, Postgresql };

// Whether this names a store on a server (postgresql://user@host/database) and not a file.
bool is_server(std::string_view path);

class Database {
 public:
  enum class Access {
    Read,       // the file must exist
    Immutable,  // read a file that nobody writes, in a folder where no lock file can be made
    Write,      // made when missing
  };

  // `busy_timeout` is how long to wait for another program's lock, or for a server to come back.
  static Result<Database> open(const std::string& path,
                               Access access,
                               std::chrono::milliseconds busy_timeout);
  explicit Database(std::unique_ptr<Connection> connection);
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  // Runs one or more statements of SQL without results.
  Result<void> execute(const std::string& sql);
  // A query that was prepared before and is free again costs one look-up.
  Result<Query> prepare(std::string_view sql);
  // First column of the first row; an empty string when there is no row.
  Result<std::string> value_of(std::string_view sql);

  // A transaction that holds the store's one write lock; transaction.h calls these.
  Result<void> begin();
  Result<void> commit();
  void rollback();  // what fails here adds nothing to the first failure
  // After a failure: whether the connection was lost and is there again. What was not committed is
  // gone, the last commit may have come through or not.
  bool reconnect();

  Dialect dialect() const;
  const std::string& path() const;  // without a password

 private:
  std::unique_ptr<Connection> connection_;
};

class Query {
 public:
  Query(Connection& connection, std::unique_ptr<Statement> statement);
  Query(Query&&) noexcept;
  Query& operator=(Query&&) noexcept;
  ~Query();

  // Parameters count from 1, in the order of the question marks. Text is copied.
  Query& bind(int parameter, std::string_view value);
  Query& bind(int parameter, std::int64_t value);
  Query& bind(int parameter, double value);
  Query& bind(int parameter, const std::optional<double>& value);  // none: NULL
  // Text that stays where it is until the row is written or the values are bound anew.
  Query& bind_lasting(int parameter, std::string_view value);

  // To the next row: true; false behind the last one.
  Result<bool> step();
  // step() to the end, then reset(): for INSERT, UPDATE, DELETE. Within a transaction a server may
  // tell of a failure only at the next step() or at the commit.
  Result<void> run();
  void reset();

  // Columns count from 0. NULL reads as an empty string, zero, or none.
  std::string text(int column) const;
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::optional<double> real_or_none(int column) const;

 private:
  void give_back();

  Connection* connection_;
  std::unique_ptr<Statement> statement_;
};

}  // namespace dragoman::store
