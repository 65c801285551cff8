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

// SQL functions for our queries: has_all_words(text, typed), has_line(text, sought), fold(text);
// see words.h.
void sql_has_all_words(sqlite3_context* context, int, sqlite3_value** values) {
  sqlite3_result_int(context, has_all_words(text_of(values[0]), text_of(values[1])) ? 1 : 0);
}
void sql_has_line(sqlite3_context* context, int, sqlite3_value** values) {
  sqlite3_result_int(context, has_line(text_of(values[0]), text_of(values[1])) ? 1 : 0);
}
void sql_fold(sqlite3_context* context, int, sqlite3_value** values) {
  const std::string folded = fold(text_of(values[0]));
  sqlite3_result_text(context, folded.data(), static_cast<int>(folded.size()), SQLITE_TRANSIENT);
}

void add_functions(sqlite3* handle) {
  constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  sqlite3_create_function(handle, "has_all_words", 2, kFlags, nullptr, sql_has_all_words, nullptr,
                          nullptr);
  sqlite3_create_function(handle, "has_line", 2, kFlags, nullptr, sql_has_line, nullptr, nullptr);
  sqlite3_create_function(handle, "fold", 1, kFlags, nullptr, sql_fold, nullptr, nullptr);
}

}  // namespace

void Database::Close::operator()(sqlite3* handle) const {
  sqlite3_close_v2(handle);
}
void Query::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Error Database::error(int code) const {
  const std::string reason = handle_ ? sqlite3_errmsg(handle_.get()) : sqlite3_errstr(code);
  switch (code & 0xff) {
    case SQLITE_NOTADB:
      return make_error(ErrorCode::BadStore, "not a Dragoman store", path_);
    case SQLITE_CORRUPT:
      return make_error(ErrorCode::BadStore, "the store is damaged: " + reason, path_);
    case SQLITE_ERROR:  // a table or column that the schema promises is not there
      return make_error(ErrorCode::BadStore, "the store lacks what its version promises: " + reason,
                        path_);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return make_error(ErrorCode::NotWritable,
                        "another program holds the store locked; try again later", path_);
    case SQLITE_FULL:
      return make_error(ErrorCode::NotWritable, "the disk is full", path_);
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return make_error(ErrorCode::NotWritable, "the store or its folder is read-only", path_);
    case SQLITE_CANTOPEN:
      return make_error(ErrorCode::NotWritable, "cannot open or make the store: " + reason, path_);
    case SQLITE_IOERR: {
      const bool reading = code == SQLITE_IOERR_READ || code == SQLITE_IOERR_SHORT_READ;
      return make_error(reading ? ErrorCode::NotReadable : ErrorCode::NotWritable,
                        "the device failed: " + reason, path_);
    }
    case SQLITE_TOOBIG:
      return make_error(ErrorCode::TooLarge, "too large for the store", path_);
    default:
      return make_error(ErrorCode::Internal, "SQLite: " + reason, path_);
  }
}

Result<Database> Database::open(const std::string& path,
                                Access access,
                                std::chrono::milliseconds busy_timeout) {
  // As a URI, so that `immutable` can be asked for; characters that mean something there are
  // escaped.
  std::string uri = path.starts_with('/') ? "file://" : "file:";
  for (const char c : path) {
    if (c == '?' || c == '#' || c == '%') {
      constexpr char kHex[] = "0123456789ABCDEF";
      uri += {'%', kHex[(c >> 4) & 15], kHex[c & 15]};
    } else {
      uri += c;
    }
  }
  if (access == Access::Immutable) uri += "?immutable=1";
  const int flags =
      SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
      (access == Access::Write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
  Database out;
  out.path_ = path;
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(uri.c_str(), &handle, flags, nullptr);
  out.handle_.reset(handle);
  if (code != SQLITE_OK) return out.error(code);
  sqlite3_busy_timeout(handle, static_cast<int>(busy_timeout.count()));
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1,
                    nullptr);  // a store may come from anywhere
  add_functions(handle);
  return out;
}

Result<void> Database::execute(const std::string& sql) {
  const int code = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return error(code);
  return {};
}

Result<Query> Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                      &statement, nullptr);
  if (code != SQLITE_OK) return error(code);
  return Query(*this, statement);
}

Result<std::string> Database::value_of(std::string_view sql) {
  auto query = prepare(sql);
  if (!query) return query.error();
  auto row = query->step();
  if (!row) return row.error();
  return *row ? query->text(0) : std::string();
}

Query& Query::bind(int parameter, std::string_view value) {
  sqlite3_bind_text(statement_.get(), parameter, value.data(), static_cast<int>(value.size()),
                    SQLITE_TRANSIENT);
  return *this;
}
Query& Query::bind(int parameter, std::int64_t value) {
  sqlite3_bind_int64(statement_.get(), parameter, value);
  return *this;
}
Query& Query::bind(int parameter, double value) {
  sqlite3_bind_double(statement_.get(), parameter, value);
  return *this;
}
Query& Query::bind(int parameter, const std::optional<double>& value) {
  if (value) return bind(parameter, *value);
  sqlite3_bind_null(statement_.get(), parameter);
  return *this;
}

Result<bool> Query::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  const Error error = database_->error(code);
  reset();
  return error;
}

Result<void> Query::run() {
  while (true) {
    auto row = step();
    if (!row) return row.error();
    if (!*row) break;
  }
  reset();
  return {};
}

void Query::reset() {
  sqlite3_reset(statement_.get());
}

std::string Query::text(int column) const {
  const auto* bytes = sqlite3_column_text(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return bytes == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(bytes), size);
}
std::int64_t Query::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}
double Query::real(int column) const {
  return sqlite3_column_double(statement_.get(), column);
}
std::optional<double> Query::real_or_none(int column) const {
  if (sqlite3_column_type(statement_.get(), column) == SQLITE_NULL) return std::nullopt;
  return real(column);
}

}  // namespace dragoman::store
