#include "store/database.h"

#include "store/connection.h"
#include "store/postgresql.h"
#include "store/sqlite.h"

namespace dragoman::store {

// Filters make new SQL again and again; what was not used lately need not be kept.
constexpr std::size_t kMostIdle = 512;

Result<std::unique_ptr<Statement>> Connection::take(std::string_view sql) {
  const auto found = idle_.find(sql);
  if (found == idle_.end()) return prepare(sql);
  std::unique_ptr<Statement> statement = std::move(found->second);
  idle_.erase(found);
  return statement;
}

void Connection::give_back(std::unique_ptr<Statement> statement) {
  statement->reset();
  statement->forget();
  if (idle_.size() >= kMostIdle) idle_.clear();
  std::string sql = statement->sql();
  idle_.emplace(std::move(sql), std::move(statement));
}

void Connection::drop_idle() {
  idle_.clear();
}

bool is_server(std::string_view path) {
  return path.starts_with("postgresql://") || path.starts_with("postgres://");
}

Result<Database> Database::open(const std::string& path,
                                Access access,
                                std::chrono::milliseconds busy_timeout) {
  auto connection = is_server(path) ? open_postgresql(path, access, busy_timeout)
                                    : open_sqlite(path, access, busy_timeout);
  if (!connection) return connection.error();
  return Database(std::move(*connection));
}

Database::Database(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<void> Database::execute(const std::string& sql) {
  return connection_->execute(sql);
}

Result<Query> Database::prepare(std::string_view sql) {
  auto statement = connection_->take(sql);
  if (!statement) return statement.error();
  return Query(*connection_, std::move(*statement));
}

Result<std::string> Database::value_of(std::string_view sql) {
  auto query = prepare(sql);
  if (!query) return query.error();
  auto row = query->step();
  if (!row) return row.error();
  return *row ? query->text(0) : std::string();
}

Result<void> Database::begin() {
  return connection_->begin();
}
Result<void> Database::commit() {
  return connection_->commit();
}
void Database::rollback() {
  connection_->rollback();
}
bool Database::reconnect() {
  return connection_->reconnect();
}

Dialect Database::dialect() const {
  return connection_->dialect();
}
const std::string& Database::path() const {
  return connection_->name();
}

Query::Query(Connection& connection, std::unique_ptr<Statement> statement)
    : connection_(&connection), statement_(std::move(statement)) {}
Query::Query(Query&&) noexcept = default;
Query& Query::operator=(Query&& other) noexcept {
  give_back();
  connection_ = other.connection_;
  statement_ = std::move(other.statement_);
  return *this;
}
Query::~Query() {
  give_back();
}

void Query::give_back() {
  if (statement_) connection_->give_back(std::move(statement_));
}

Query& Query::bind(int parameter, std::string_view value) {
  statement_->bind_text(parameter, value);
  return *this;
}
Query& Query::bind(int parameter, std::int64_t value) {
  statement_->bind_integer(parameter, value);
  return *this;
}
Query& Query::bind(int parameter, double value) {
  statement_->bind_real(parameter, value);
  return *this;
}
Query& Query::bind(int parameter, const std::optional<double>& value) {
  if (value) return bind(parameter, *value);
  statement_->bind_null(parameter);
  return *this;
}

Query& Query::bind_lasting(int parameter, std::string_view value) {
  statement_->bind_lasting_text(parameter, value);
  return *this;
}

Result<bool> Query::step() {
  return statement_->step();
}

Result<void> Query::run() {
  return statement_->run();
}

void Query::reset() {
  statement_->reset();
}

std::string Query::text(int column) const {
  return statement_->text(column);
}
std::int64_t Query::integer(int column) const {
  return statement_->integer(column);
}
double Query::real(int column) const {
  return statement_->real(column);
}
std::optional<double> Query::real_or_none(int column) const {
  if (statement_->is_null(column)) return std::nullopt;
  return real(column);
}

}  // namespace dragoman::store
