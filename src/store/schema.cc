#include "store/schema.h"

#include <iterator>
#include <string>

#include "store/fillings.h"
#include "store/transaction.h"

namespace dragoman::store {
namespace {

constexpr int kApplicationId = 0x4472676d;  // "Drgm"

// From one version to the next, and back; for each dialect.
struct Migration {
  const char* up[2];
  const char* down[2];
};

// In order; the index of a migration is the schema version that it starts from. Never change one
// that was released.
constexpr Migration kMigrations[] = {
#include "store/migrations.inc"
};
// What SQL alone cannot fill, behind the migration that ends in this version, and behind the one
// that leads away from it.
struct Filling {
  int version;
  Result<void> (*up)(Database& database);
  Result<void> (*down)(Database& database);  // nullptr: nothing
};
constexpr Filling kFillings[] = {{5, fill_names, nullptr}, {11, fill_finding, empty_finding}};

constexpr int kSchemaVersion = static_cast<int>(std::size(kMigrations));

std::size_t index_of(Dialect dialect) {
  return dialect == Dialect::Sqlite ? 0 : 1;
}

Error foreign(const Database& database) {
  return make_error(ErrorCode::BadStore, "a database of another program, not a Dragoman store",
                    database.path());
}

// The version, 0 for an empty database.
Result<int> sqlite_version(Database& database) {
  auto application = database.value_of("PRAGMA application_id");
  if (!application) return application.error();
  auto version = database.value_of("PRAGMA user_version");
  if (!version) return version.error();
  auto tables = database.value_of("SELECT count(*) FROM sqlite_schema");
  if (!tables) return tables.error();
  if (*application == "0" && *version == "0" && *tables == "0") return 0;
  if (*application != std::to_string(kApplicationId)) return foreign(database);
  return std::stoi(*version);
}

// The same of the schema `dragoman`.
Result<int> postgresql_version(Database& database) {
  auto marked = database.value_of(
      "SELECT count(*) FROM pg_tables WHERE schemaname = 'dragoman' AND tablename = "
      "'schema_version'");
  if (!marked) return marked.error();
  if (*marked == "0") {
    auto tables =
        database.value_of("SELECT count(*) FROM pg_tables WHERE schemaname = 'dragoman'");
    if (!tables) return tables.error();
    if (*tables != "0") return foreign(database);
    return 0;
  }
  auto version = database.value_of("SELECT version FROM schema_version");
  if (!version) return version.error();
  return version->empty() ? 0 : std::stoi(*version);
}

Result<void> note_version(Database& database, int version) {
  if (database.dialect() == Dialect::Sqlite) {
    return database.execute("PRAGMA application_id = " + std::to_string(kApplicationId) +
                            "; PRAGMA user_version = " + std::to_string(version));
  }
  return database.execute("DELETE FROM schema_version; INSERT INTO schema_version VALUES (" +
                          std::to_string(version) + ")");
}

Result<void> make_room(Database& database) {
  if (database.dialect() == Dialect::Sqlite) return {};
  return database.execute(
      "CREATE SCHEMA IF NOT EXISTS dragoman;"
      "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)");
}

// Inside a transaction: otherwise another program could make the store between two of the
// questions.
Result<int> version_in_transaction(Database& database) {
  return database.dialect() == Dialect::Sqlite ? sqlite_version(database)
                                               : postgresql_version(database);
}

Result<void> migrate_in_transaction(Database& database, int version) {
  auto now = version_in_transaction(database);  // no other program can change it now
  if (!now) return now.error();
  if (*now == version) return {};
  if (auto done = make_room(database); !done) return done;
  const std::size_t dialect = index_of(database.dialect());
  for (; *now < version; ++*now) {
    const Migration& migration = kMigrations[*now];
    if (auto done = database.execute(migration.up[dialect]); !done) return done;
    for (const Filling& filling : kFillings) {
      if (filling.version != *now + 1) continue;
      if (auto done = filling.up(database); !done) return done;
    }
  }
  for (; *now > version; --*now) {
    const Migration& migration = kMigrations[*now - 1];
    if (auto done = database.execute(migration.down[dialect]); !done) return done;
    for (const Filling& filling : kFillings) {
      if (filling.version != *now || filling.down == nullptr) continue;
      if (auto done = filling.down(database); !done) return done;
    }
  }
  return note_version(database, version);
}

}  // namespace

int schema_version() {
  return kSchemaVersion;
}

Result<int> version_of(Database& database) {
  const std::string begin =
      database.dialect() == Dialect::Sqlite ? "SAVEPOINT examine" : "BEGIN";
  if (auto begun = database.execute(begin); !begun) return begun.error();
  auto version = version_in_transaction(database);
  static_cast<void>(database.execute(
      database.dialect() == Dialect::Sqlite ? "RELEASE examine" : "COMMIT"));
  return version;
}

Result<Standing> examine(Database& database) {
  auto version = version_of(database);
  if (!version) return version.error();
  if (*version > kSchemaVersion) {
    return make_error(ErrorCode::StoreTooNew,
                      "the store has schema " + std::to_string(*version) +
                          ", this program knows " + std::to_string(kSchemaVersion),
                      database.path());
  }
  return *version == 0                ? Standing::Empty
         : *version == kSchemaVersion ? Standing::Current
                                      : Standing::Older;
}

Result<void> migrate(Database& database, int version) {
  if (version < 1 || version > kSchemaVersion) {
    return make_error(ErrorCode::BadArgument,
                      "there is no schema " + std::to_string(version) + "; this program knows 1 to " +
                          std::to_string(kSchemaVersion),
                      database.path());
  }
  return transact(database, [&] { return migrate_in_transaction(database, version); });
}

}  // namespace dragoman::store
