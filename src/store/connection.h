// What a back end of the store does: one connection, its statements. Used through database.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "dragoman/result.h"

#include "store/database.h"

namespace dragoman::store {

// A prepared statement; the calls are those of Query.
class Statement {
 public:
  explicit Statement(std::string_view sql) : sql_(sql) {}
  virtual ~Statement() = default;

  virtual void bind_text(int parameter, std::string_view value) = 0;
  virtual void bind_lasting_text(int parameter, std::string_view value) {
    bind_text(parameter, value);
  }
  virtual void bind_integer(int parameter, std::int64_t value) = 0;
  virtual void bind_real(int parameter, double value) = 0;
  virtual void bind_null(int parameter) = 0;
  virtual Result<bool> step() = 0;
  virtual Result<void> run() = 0;  // may come through later, with the next step() or commit()
  virtual void reset() = 0;   // to before the first row; values stay
  virtual void forget() = 0;  // the values too
  virtual std::string text(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual double real(int column) const = 0;
  virtual bool is_null(int column) const = 0;

  const std::string& sql() const { return sql_; }

 private:
  std::string sql_;
};

class Connection {
 public:
  Connection(std::string name, Dialect dialect) : name_(std::move(name)), dialect_(dialect) {}
  virtual ~Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  virtual Result<void> execute(const std::string& sql) = 0;
  virtual Result<void> begin() = 0;
  virtual Result<void> commit() = 0;
  virtual void rollback() = 0;
  virtual bool reconnect() = 0;

  // Statements that are not in use are kept, by their SQL.
  Result<std::unique_ptr<Statement>> take(std::string_view sql);
  void give_back(std::unique_ptr<Statement> statement);

  const std::string& name() const { return name_; }
  Dialect dialect() const { return dialect_; }

 protected:
  virtual Result<std::unique_ptr<Statement>> prepare(std::string_view sql) = 0;
  void drop_idle();  // before the connection that they belong to is closed

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view sql) const {
      return std::hash<std::string_view>{}(sql);
    }
  };

  std::string name_;
  Dialect dialect_;
  std::unordered_multimap<std::string, std::unique_ptr<Statement>, Hash, std::equal_to<>> idle_;
};

}  // namespace dragoman::store
