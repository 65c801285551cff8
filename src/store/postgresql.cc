#include "store/postgresql.h"

#include <array>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <thread>
#include <vector>

#include <libpq-fe.h>

#include "store/postgresql_dialect.h"

namespace dragoman::store {
namespace {

// Of the advisory lock that the one who writes holds: "Drgm".
constexpr const char* kTakeLock = "SELECT pg_advisory_xact_lock(1148348269)";
constexpr std::size_t kMostPending = 64;  // statements sent whose answers were not read
constexpr auto kBetweenTries = std::chrono::milliseconds(100);
constexpr int kRestart = 6;  // times as long as a lock is waited for a server that restarts

struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, ClearResult>;

bool is_good(const PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY ||
         status == PGRES_PIPELINE_SYNC;
}

// libpq's messages begin with "ERROR:  " and have several lines.
std::string tidy(std::string_view message) {
  for (const std::string_view prefix : {"ERROR:  ", "FATAL:  "}) {
    if (message.starts_with(prefix)) message.remove_prefix(prefix.size());
  }
  std::string out;
  for (const char c : message) {
    const bool blank = c == '\n' || c == '\t' || c == ' ';
    if (!blank) out += c;
    if (blank && !out.empty() && out.back() != ' ') out += ' ';
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

// The class of an SQLSTATE (its first two signs, or all five) in our codes.
struct Cause {
  std::string_view state;
  ErrorCode code;
  const char* message;  // nullptr: the server's own
};
constexpr std::array kCauses = {
    Cause{"53100", ErrorCode::NotWritable, "the server's disk is full"},
    Cause{"53", ErrorCode::NotWritable, nullptr},
    Cause{"55P03", ErrorCode::NotWritable,
          "another program holds the store locked; try again later"},
    Cause{"40", ErrorCode::NotWritable, "another program wrote at the same time; try again later"},
    Cause{"25006", ErrorCode::NotWritable, "the store or the server is read-only"},
    Cause{"42501", ErrorCode::NotWritable, nullptr},
    Cause{"42", ErrorCode::BadStore, nullptr},  // a table that the schema promises is not there
    Cause{"XX", ErrorCode::BadStore, nullptr},
    Cause{"58", ErrorCode::NotReadable, nullptr},
    Cause{"54", ErrorCode::TooLarge, nullptr},
    Cause{"22021", ErrorCode::BadArgument, nullptr},  // bytes that are no UTF-8
};

class PostgresqlConnection final : public Connection {
 public:
  PostgresqlConnection(const std::string& address,
                       Database::Access access,
                       std::chrono::milliseconds busy_timeout)
      : Connection(printable_address(address), Dialect::Postgresql),
        writes_(access == Database::Access::Write),
        busy_timeout_(busy_timeout) {}
  ~PostgresqlConnection() override { drop_idle(); }

  Result<void> open(const std::string& address) {
    handle_.reset(PQconnectdb(address.c_str()));
    PQsetNoticeProcessor(handle_.get(), [](void*, const char*) {}, nullptr);
    if (is_lost()) return lost();
    const char* encoding = PQparameterStatus(handle_.get(), "server_encoding");
    if (encoding == nullptr || std::string_view(encoding) != "UTF8") {
      return make_error(ErrorCode::BadStore, "the database is not encoded in UTF8", name());
    }
    return begin_session();
  }

  Result<void> execute(const std::string& sql) override {
    if (auto done = drain(); !done) return done;
    return check(Answer(PQexec(handle_.get(), to_postgresql(sql).sql.c_str())));
  }

  Result<void> begin() override {
    if (is_lost() && !reconnect()) return lost();
    if (auto done = execute("BEGIN"); !done) return done;
    auto locked = execute(kTakeLock);
    if (!locked) rollback();
    return locked;
  }
  Result<void> commit() override { return execute("COMMIT"); }
  void rollback() override {
    static_cast<void>(drain());
    Answer(PQexec(handle_.get(), "ROLLBACK"));
  }

  bool reconnect() override {
    if (!is_lost()) return false;
    const auto give_up = std::chrono::steady_clock::now() + kRestart * busy_timeout_;
    while (true) {
      PQreset(handle_.get());
      pending_ = 0;
      if (!is_lost() && begin_session()) return true;
      if (std::chrono::steady_clock::now() >= give_up) return false;
      std::this_thread::sleep_for(kBetweenTries);
    }
  }

  PGconn* handle() { return handle_.get(); }
  std::size_t session() const { return session_; }  // another one after each reconnect()
  std::string new_name() { return "dragoman_" + std::to_string(++named_); }
  bool in_transaction() const { return PQtransactionStatus(handle_.get()) == PQTRANS_INTRANS; }
  bool is_pipelined() const { return PQpipelineStatus(handle_.get()) != PQ_PIPELINE_OFF; }

  // A statement was sent that nobody waits for.
  Result<void> add_pending() {
    return ++pending_ < kMostPending ? Result<void>() : drain();
  }

  // Reads the answers to all that was sent; the first failure.
  Result<void> drain() {
    if (!is_pipelined()) return {};
    Result<void> outcome;
    const auto keep = [&outcome](Error error) {
      if (outcome) outcome = std::move(error);
    };
    bool waits = PQpipelineSync(handle_.get()) == 1;
    while (waits && !is_lost()) {
      const Answer answer(PQgetResult(handle_.get()));
      if (!answer) continue;  // the end of one statement's answer
      const ExecStatusType status = PQresultStatus(answer.get());
      waits = status != PGRES_PIPELINE_SYNC;
      if (status != PGRES_PIPELINE_ABORTED && !is_good(answer.get())) keep(error(answer.get()));
    }
    pending_ = 0;
    if (is_lost()) {
      keep(lost());
    } else {
      PQexitPipelineMode(handle_.get());
    }
    return outcome;
  }

  Result<void> check(const Answer& answer) const {
    if (is_good(answer.get())) return {};
    return error(answer.get());
  }

  Error error(const PGresult* result) const {
    const char* field = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const std::string_view state = field == nullptr ? "" : field;
    if (is_lost() || state.starts_with("08") || state.starts_with("57P")) return lost();
    const std::string reason =
        tidy(result == nullptr ? PQerrorMessage(handle_.get()) : PQresultErrorMessage(result));
    for (const Cause& cause : kCauses) {
      if (state.starts_with(cause.state))
        return make_error(cause.code, cause.message == nullptr ? reason : cause.message, name());
    }
    return make_error(ErrorCode::Internal, "PostgreSQL: " + reason, name());
  }

 protected:
  Result<std::unique_ptr<Statement>> prepare(std::string_view sql) override;

 private:
  struct Close {
    void operator()(PGconn* handle) const { PQfinish(handle); }
  };

  bool is_lost() const { return PQstatus(handle_.get()) != CONNECTION_OK; }
  Error lost() const {
    return make_error(writes_ ? ErrorCode::NotWritable : ErrorCode::NotReadable,
                      "no connection to the server; run again when it is there: " +
                          tidy(PQerrorMessage(handle_.get())),
                      name());
  }

  Result<void> begin_session() {
    ++session_;
    std::string sql =
        "SET client_encoding = 'UTF8'; SET search_path = dragoman; SET client_min_messages = error;"
        "SET lock_timeout = " +
        std::to_string(std::max<std::int64_t>(1, busy_timeout_.count()));
    if (!writes_) sql += "; SET default_transaction_read_only = on";
    return check(Answer(PQexec(handle_.get(), sql.c_str())));
  }

  std::unique_ptr<PGconn, Close> handle_;
  bool writes_;
  std::chrono::milliseconds busy_timeout_;
  std::size_t session_ = 0, named_ = 0, pending_ = 0;
};

class PostgresqlStatement final : public Statement {
 public:
  PostgresqlStatement(PostgresqlConnection& connection, std::string_view sql)
      : Statement(sql), connection_(connection), translated_(to_postgresql(sql)) {
    forget();
  }
  ~PostgresqlStatement() override {
    if (session_ != connection_.session() || !connection_.drain()) return;
    const PGTransactionStatusType status = PQtransactionStatus(connection_.handle());
    if (status == PQTRANS_IDLE || status == PQTRANS_INTRANS)
      Answer(PQexec(connection_.handle(), ("DEALLOCATE " + name_).c_str()));
  }

  Result<void> prepare() {
    if (session_ == connection_.session()) return {};
    if (auto done = connection_.drain(); !done) return done;
    name_ = connection_.new_name();
    auto done = connection_.check(
        Answer(PQprepare(connection_.handle(), name_.c_str(), translated_.sql.c_str(), 0, nullptr)));
    if (done) session_ = connection_.session();
    return done;
  }

  void bind_text(int parameter, std::string_view value) override {
    std::string& slot = slot_of(parameter).emplace(value);
    // PostgreSQL's text has no U+0000.
    for (std::size_t at = 0; (at = slot.find('\0', at)) != std::string::npos; at += 3)
      slot.replace(at, 1, "\uFFFD");
  }
  void bind_integer(int parameter, std::int64_t value) override {
    slot_of(parameter) = std::to_string(value);
  }
  void bind_real(int parameter, double value) override {
    std::array<char, 32> digits;  // the shortest that reads back as the same number
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    slot_of(parameter) = std::string(digits.data(), end);
  }
  void bind_null(int parameter) override { slot_of(parameter).reset(); }

  Result<bool> step() override {
    if (!answer_) {
      if (auto done = ask(); !done) return done.error();
    }
    return ++row_ < PQntuples(answer_.get());
  }

  Result<void> run() override {
    if (!connection_.is_pipelined() && !connection_.in_transaction()) {
      auto done = ask();
      reset();
      return done;
    }
    if (auto done = prepare(); !done) return done;
    if (!connection_.is_pipelined()) PQenterPipelineMode(connection_.handle());
    const std::vector<const char*> values = pointers();
    if (PQsendQueryPrepared(connection_.handle(), name_.c_str(), static_cast<int>(values.size()),
                            values.data(), nullptr, nullptr, 0) != 1) {
      return connection_.error(nullptr);
    }
    return connection_.add_pending();
  }

  void reset() override {
    answer_.reset();
    row_ = -1;
  }
  void forget() override {
    values_.assign(static_cast<std::size_t>(translated_.parameters), std::nullopt);
  }

  std::string text(int column) const override {
    if (is_null(column)) return {};
    return {PQgetvalue(answer_.get(), row_, column),
            static_cast<std::size_t>(PQgetlength(answer_.get(), row_, column))};
  }
  std::int64_t integer(int column) const override {
    if (is_null(column)) return 0;
    const char* value = PQgetvalue(answer_.get(), row_, column);
    return *value == 't' ? 1 : std::strtoll(value, nullptr, 10);
  }
  double real(int column) const override {
    if (is_null(column)) return 0;
    double value = 0;
    const char* digits = PQgetvalue(answer_.get(), row_, column);
    std::from_chars(digits, digits + PQgetlength(answer_.get(), row_, column), value);
    return value;
  }
  bool is_null(int column) const override {
    return row_ < 0 || PQgetisnull(answer_.get(), row_, column) != 0;
  }

 private:
  std::optional<std::string>& slot_of(int parameter) {
    return values_[static_cast<std::size_t>(parameter - 1)];
  }

  std::vector<const char*> pointers() const {
    std::vector<const char*> out;
    for (const auto& value : values_) out.push_back(value ? value->c_str() : nullptr);
    return out;
  }

  Result<void> ask() {
    reset();
    if (auto done = connection_.drain(); !done) return done;
    if (auto done = prepare(); !done) return done;
    const std::vector<const char*> values = pointers();
    answer_.reset(PQexecPrepared(connection_.handle(), name_.c_str(),
                                 static_cast<int>(values.size()), values.data(), nullptr, nullptr,
                                 0));
    auto done = connection_.check(answer_);
    if (!done) reset();
    return done;
  }

  PostgresqlConnection& connection_;
  Translated translated_;
  std::string name_;
  std::size_t session_ = 0;  // that it was prepared in
  std::vector<std::optional<std::string>> values_;
  Answer answer_;
  int row_ = -1;
};

Result<std::unique_ptr<Statement>> PostgresqlConnection::prepare(std::string_view sql) {
  auto statement = std::make_unique<PostgresqlStatement>(*this, sql);
  if (auto done = statement->prepare(); !done) return done.error();
  return std::unique_ptr<Statement>(std::move(statement));
}

}  // namespace

std::string printable_address(const std::string& address) {
  const std::size_t begin = address.find("://") + 3;
  const std::size_t at = address.find('@', begin);
  const std::size_t colon = address.find(':', begin);
  std::string out = address;
  if (at != std::string::npos && colon < at) out.erase(colon, at - colon);
  const std::size_t option = out.find("password=");
  if (option != std::string::npos)
    out.erase(option, std::min(out.find('&', option), out.size()) - option);
  return out;
}

Result<std::unique_ptr<Connection>> open_postgresql(const std::string& address,
                                                    Database::Access access,
                                                    std::chrono::milliseconds busy_timeout) {
  auto connection = std::make_unique<PostgresqlConnection>(address, access, busy_timeout);
  if (auto opened = connection->open(address); !opened) return opened.error();
  return std::unique_ptr<Connection>(std::move(connection));
}

}  // namespace dragoman::store
