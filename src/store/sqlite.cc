#include "store/sqlite.h"

#include <sqlite3.h>

#include "store/words.h"

namespace dragoman::store {
namespace {

std::string_view text_of(sqlite3_value* value) {
  const auto* bytes = sqlite3_value_text(value);
  if (bytes == nullptr) return {};
  return {reinterpret_cast<const char*>(bytes),
          static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

// The SQL function fold(text): see words.h.
void sql_fold(sqlite3_context* context, int, sqlite3_value** values) {
  const std::string folded = fold(text_of(values[0]));
  sqlite3_result_text(context, folded.data(), static_cast<int>(folded.size()), SQLITE_TRANSIENT);
}

// has_all_words(text, typed), the same.
void sql_has_all_words(sqlite3_context* context, int, sqlite3_value** values) {
  sqlite3_result_int(context, has_all_words(text_of(values[0]), text_of(values[1])) ? 1 : 0);
}

void add_functions(sqlite3* handle) {
  constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  sqlite3_create_function(handle, "has_all_words", 2, kFlags, nullptr, sql_has_all_words, nullptr,
                          nullptr);
  sqlite3_create_function(handle, "fold", 1, kFlags, nullptr, sql_fold, nullptr, nullptr);
}

class SqliteConnection final : public Connection {
 public:
  explicit SqliteConnection(std::string path) : Connection(std::move(path), Dialect::Sqlite) {}
  ~SqliteConnection() override { drop_idle(); }

  Result<void> open(const std::string& uri, int flags, std::chrono::milliseconds busy_timeout) {
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(uri.c_str(), &handle, flags, nullptr);
    handle_.reset(handle);
    if (code != SQLITE_OK) return error(code);
    sqlite3_busy_timeout(handle, static_cast<int>(busy_timeout.count()));
    // A store may come from anywhere.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    add_functions(handle);
    return {};
  }

  Result<void> execute(const std::string& sql) override {
    const int code = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return error(code);
    return {};
  }
  Result<void> begin() override { return execute("BEGIN IMMEDIATE"); }
  Result<void> commit() override { return execute("COMMIT"); }
  void rollback() override { static_cast<void>(execute("ROLLBACK")); }
  bool reconnect() override { return false; }

  // What went wrong last, in our codes. `code` is SQLite's.
  Error error(int code) const;

 protected:
  Result<std::unique_ptr<Statement>> prepare(std::string_view sql) override;

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  std::unique_ptr<sqlite3, Close> handle_;
};

class SqliteStatement final : public Statement {
 public:
  SqliteStatement(SqliteConnection& connection, std::string_view sql, sqlite3_stmt* statement)
      : Statement(sql), connection_(connection), statement_(statement) {}

  void bind_text(int parameter, std::string_view value) override {
    sqlite3_bind_text(statement_.get(), parameter, value.data(), static_cast<int>(value.size()),
                      SQLITE_TRANSIENT);
  }
  void bind_lasting_text(int parameter, std::string_view value) override {
    // A view of nothing may point nowhere, which would be NULL.
    sqlite3_bind_text(statement_.get(), parameter, value.empty() ? "" : value.data(),
                      static_cast<int>(value.size()), SQLITE_STATIC);
  }
  void bind_integer(int parameter, std::int64_t value) override {
    sqlite3_bind_int64(statement_.get(), parameter, value);
  }
  void bind_real(int parameter, double value) override {
    sqlite3_bind_double(statement_.get(), parameter, value);
  }
  void bind_null(int parameter) override { sqlite3_bind_null(statement_.get(), parameter); }

  Result<bool> step() override {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    const Error error = connection_.error(code);
    reset();
    return error;
  }
  Result<void> run() override {
    while (true) {
      auto row = step();
      if (!row) return row.error();
      if (!*row) break;
    }
    reset();
    return {};
  }
  void reset() override { sqlite3_reset(statement_.get()); }
  void forget() override { sqlite3_clear_bindings(statement_.get()); }

  std::string text(int column) const override {
    const auto* bytes = sqlite3_column_text(statement_.get(), column);
    const int size = sqlite3_column_bytes(statement_.get(), column);
    return bytes == nullptr ? std::string()
                            : std::string(reinterpret_cast<const char*>(bytes), size);
  }
  std::int64_t integer(int column) const override {
    return sqlite3_column_int64(statement_.get(), column);
  }
  double real(int column) const override {
    return sqlite3_column_double(statement_.get(), column);
  }
  bool is_null(int column) const override {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
  }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  SqliteConnection& connection_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

Result<std::unique_ptr<Statement>> SqliteConnection::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return error(code);
  return std::unique_ptr<Statement>(std::make_unique<SqliteStatement>(*this, sql, statement));
}

Error SqliteConnection::error(int code) const {
  const std::string reason = handle_ ? sqlite3_errmsg(handle_.get()) : sqlite3_errstr(code);
  switch (code & 0xff) {
    case SQLITE_NOTADB:
      return make_error(ErrorCode::BadStore, "not a Dragoman store", name());
    case SQLITE_CORRUPT:
      return make_error(ErrorCode::BadStore, "the store is damaged: " + reason, name());
    case SQLITE_ERROR:  // a table or column that the schema promises is not there
      return make_error(ErrorCode::BadStore, "the store lacks what its version promises: " + reason,
                        name());
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return make_error(ErrorCode::NotWritable,
                        "another program holds the store locked; try again later", name());
    case SQLITE_FULL:
      return make_error(ErrorCode::NotWritable, "the disk is full", name());
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return make_error(ErrorCode::NotWritable, "the store or its folder is read-only", name());
    case SQLITE_CANTOPEN:
      return make_error(ErrorCode::NotWritable, "cannot open or make the store: " + reason, name());
    case SQLITE_IOERR: {
      const bool reading = code == SQLITE_IOERR_READ || code == SQLITE_IOERR_SHORT_READ;
      return make_error(reading ? ErrorCode::NotReadable : ErrorCode::NotWritable,
                        "the device failed: " + reason, name());
    }
    case SQLITE_TOOBIG:
      return make_error(ErrorCode::TooLarge, "too large for the store", name());
    default:
      return make_error(ErrorCode::Internal, "SQLite: " + reason, name());
  }
}

// As a URI, so that `immutable` can be asked for; characters that mean something there are escaped.
std::string file_uri(const std::string& path, bool immutable) {
  std::string uri = path.starts_with('/') ? "file://" : "file:";
  for (const char c : path) {
    if (c == '?' || c == '#' || c == '%') {
      constexpr char kHex[] = "0123456789ABCDEF";
      uri += {'%', kHex[(c >> 4) & 15], kHex[c & 15]};
    } else {
      uri += c;
    }
  }
  return immutable ? uri + "?immutable=1" : uri;
}

}  // namespace

Result<std::unique_ptr<Connection>> open_sqlite(const std::string& path,
                                                Database::Access access,
                                                std::chrono::milliseconds busy_timeout) {
  using Access = Database::Access;
  const int flags =
      SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
      (access == Access::Write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
  auto connection = std::make_unique<SqliteConnection>(path);
  auto opened =
      connection->open(file_uri(path, access == Access::Immutable), flags, busy_timeout);
  if (!opened) return opened.error();
  return std::unique_ptr<Connection>(std::move(connection));
}

}  // namespace dragoman::store
