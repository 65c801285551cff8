#include "store/store.h"

#include <array>
#include <filesystem>
#include <map>
#include <thread>

#include <fmt/format.h>

#include "store/transaction.h"
#include "store/write_record.h"

namespace dragoman::store {
namespace {

constexpr int kApplicationId = 0x4472676d;  // "Drgm"

// In order; the index of a migration is the schema version that it starts from. Never change one
// that was released.
constexpr std::array kMigrations = {
#include "store/migrations.inc"
};
constexpr int kSchemaVersion = static_cast<int>(kMigrations.size());

enum class Standing { Empty, Older, Current };

// Looks at a database without changing it. Inside a transaction: otherwise another program could
// make the store between two of the questions.
Result<Standing> examine_in_transaction(Database& database) {
  auto application = database.value_of("PRAGMA application_id");
  if (!application) return application.error();
  auto version = database.value_of("PRAGMA user_version");
  if (!version) return version.error();
  auto tables = database.value_of("SELECT count(*) FROM sqlite_schema");
  if (!tables) return tables.error();
  if (*application == "0" && *version == "0" && *tables == "0") return Standing::Empty;
  if (*application != std::to_string(kApplicationId)) {
    return make_error(ErrorCode::BadStore, "a database of another program, not a Dragoman store",
                      database.path());
  }
  const int number = std::stoi(*version);
  if (number > kSchemaVersion) {
    return make_error(ErrorCode::StoreTooNew,
                      "the store has schema " + *version + ", this program knows " +
                          std::to_string(kSchemaVersion),
                      database.path());
  }
  return number == kSchemaVersion ? Standing::Current : Standing::Older;
}

Result<Standing> examine(Database& database) {
  if (auto begun = database.execute("SAVEPOINT examine"); !begun) return begun.error();
  auto standing = examine_in_transaction(database);
  static_cast<void>(database.execute("RELEASE examine"));
  return standing;
}

// WAL needs the file for itself for a moment, and SQLite does not wait for that by itself.
Result<void> switch_to_wal(Database& database, std::chrono::milliseconds timeout) {
  const auto give_up = std::chrono::steady_clock::now() + timeout;
  while (true) {
    auto mode = database.value_of("PRAGMA journal_mode = WAL");
    if (mode && *mode == "wal") return {};
    if (std::chrono::steady_clock::now() >= give_up) {
      if (!mode) return mode.error();
      return make_error(
          ErrorCode::NotWritable,
          "the file system cannot hold a store that is shared (journal mode '" + *mode + "')",
          database.path());
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

Result<void> migrate(Database& database) {
  return transact(database, [&database]() -> Result<void> {
    auto standing = examine(database);  // again, now that no other program can change it
    if (!standing) return standing.error();
    if (*standing == Standing::Current) return {};
    auto version = database.value_of("PRAGMA user_version");
    if (!version) return version.error();
    for (int number = std::stoi(*version); number < kSchemaVersion; ++number) {
      if (auto done = database.execute(kMigrations[number]); !done) return done;
    }
    return database.execute("PRAGMA application_id = " + std::to_string(kApplicationId) +
                            "; PRAGMA user_version = " + std::to_string(kSchemaVersion));
  });
}

Result<Database> open_to_write(const std::string& path, std::chrono::milliseconds timeout) {
  auto database = Database::open(path, Database::Access::Write, timeout);
  if (!database) return database.error();
  auto standing = examine(*database);
  if (!standing) return standing.error();
  if (auto done = switch_to_wal(*database, timeout); !done) return done.error();
  // NORMAL: a killed program loses nothing that was committed; after a power cut the last batches
  // may be missing.
  if (auto done = database->execute("PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON");
      !done) {
    return done.error();
  }
  if (*standing != Standing::Current) {
    if (auto done = migrate(*database); !done) return done.error();
  }
  // A read-only file opens without complaint; asking for the lock tells now instead of after an
  // hour's reading.
  if (auto done = transact(*database, [] { return Result<void>(); }); !done) return done.error();
  return database;
}

Result<Database> open_to_read(const std::string& path, std::chrono::milliseconds timeout) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (!fs::exists(path, error)) {
    return make_error(ErrorCode::NotFound, "no store here; 'dragoman read' makes one", path);
  }
  auto database = Database::open(path, Database::Access::Read, timeout);
  if (!database) return database.error();
  auto standing = examine(*database);
  if (!standing && standing.error().code == ErrorCode::NotWritable &&
      !fs::exists(path + "-wal", error)) {
    // WAL wants its lock file even to read. In a folder where none can be made nobody writes
    // either.
    database = Database::open(path, Database::Access::Immutable, timeout);
    if (!database) return database.error();
    standing = examine(*database);
  }
  if (!standing) return standing.error();
  if (*standing != Standing::Current) {
    auto newer = open_to_write(path, timeout);
    if (!newer) return newer.error();
  }
  return database;
}

Result<void> write_marks(Database& database, const std::map<std::string, InputMark>& marks) {
  if (marks.empty()) return {};
  auto query = database.prepare(
      "INSERT OR REPLACE INTO inputs (file, fingerprint, items, start, lead, lines) "
      "VALUES (?, ?, ?, ?, ?, ?)");
  if (!query) return query.error();
  for (const auto& [file, mark] : marks) {
    query->bind(1, file).bind(2, mark.fingerprint);
    int parameter = 2;
    for (const std::uint64_t number : {mark.items, mark.start, mark.lead, mark.lines})
      query->bind(++parameter, static_cast<std::int64_t>(number));
    if (auto done = query->run(); !done) return done;
  }
  return {};
}

std::string now() {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto day = std::chrono::floor<std::chrono::days>(seconds);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{seconds - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

}  // namespace

struct Store::Impl {
  Database database;
  StoreOptions options;
  std::vector<Record> batch;
  std::map<std::string, InputMark> marks;  // by file; to be committed with the batch
  std::chrono::steady_clock::time_point committed = std::chrono::steady_clock::now();
  WriteCounts counts;
};

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::string& path, Access access, const StoreOptions& options) {
  // For SQLite these are databases that vanish when they are closed.
  if (path.empty() || path == ":memory:")
    return make_error(ErrorCode::BadArgument, "a store needs a file name", path);
  auto database = access == Access::Write ? open_to_write(path, options.busy_timeout)
                                          : open_to_read(path, options.busy_timeout);
  if (!database) return database.error();
  if (access == Access::Write) {
    if (auto done = build_layers(options.layers, *database); !done) return done.error();
  }
  auto impl = std::make_unique<Impl>();
  impl->database = std::move(*database);
  impl->options = options;
  return Store(std::move(impl));
}

Result<void> Store::put(Record record) {
  impl_->batch.push_back(std::move(record));
  const auto since = std::chrono::steady_clock::now() - impl_->committed;
  if (impl_->batch.size() < impl_->options.batch_records && since < impl_->options.batch_time)
    return {};
  return commit();
}

Result<void> Store::commit() {
  impl_->committed = std::chrono::steady_clock::now();
  if (impl_->batch.empty() && impl_->marks.empty()) return {};
  WriteCounts counts = impl_->counts;
  const std::string learned = impl_->options.clock ? impl_->options.clock() : now();
  auto done = transact(impl_->database, [this, &counts, &learned]() -> Result<void> {
    for (const Record& record : impl_->batch) {
      auto written = write_record(impl_->database, record, impl_->options.layers, learned);
      if (!written) return written.error();
      ++(*written == Written::Added      ? counts.added
         : *written == Written::Replaced ? counts.replaced
                                         : counts.unchanged);
    }
    return write_marks(impl_->database, impl_->marks);
  });
  if (!done) return done;
  impl_->counts = counts;
  impl_->batch.clear();
  impl_->marks.clear();
  return {};
}

Result<void> Store::refresh() {
  return refresh_layers(impl_->options.layers, impl_->database);
}

Result<bool> Store::has(const Layers& layers) {
  return are_built(layers, impl_->database);
}

void Store::mark(InputMark mark) {
  InputMark& slot = impl_->marks[mark.file];
  slot = std::move(mark);
}

Result<std::vector<InputMark>> Store::marks() {
  auto query = impl_->database.prepare(
      "SELECT file, fingerprint, items, start, lead, lines FROM inputs ORDER BY file");
  if (!query) return query.error();
  std::vector<InputMark> out;
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return out;
    const auto number = [&](int column) {
      return static_cast<std::uint64_t>(query->integer(column));
    };
    out.push_back({query->text(0), query->text(1), number(2), number(3), number(4), number(5)});
  }
}

const WriteCounts& Store::counts() const {
  return impl_->counts;
}
Database& Store::database() {
  return impl_->database;
}

Result<Record> Store::record(std::string_view key) {
  // An exact id or uri wins over a prefix.
  constexpr std::string_view kFind[] = {
      "SELECT id, title, record FROM reports WHERE id = ?1",
      "SELECT r.id, r.title, r.record FROM sources s JOIN reports r ON r.id = s.report WHERE s.uri "
      "= ?1 ORDER BY r.id",
      "SELECT id, title, record FROM reports WHERE length(?1) >= 4 AND substr(id, 1, length(?1)) = "
      "lower(?1) "
      "ORDER BY id",
  };
  for (const std::string_view sql : kFind) {
    auto query = impl_->database.prepare(sql);
    if (!query) return query.error();
    query->bind(1, key);
    std::string json, names;
    int found = 0;
    while (true) {
      auto row = query->step();
      if (!row) return row.error();
      if (!*row) break;
      if (++found == 1) json = query->text(2);
      if (found <= 5)
        names += (names.empty() ? "" : ", ") + query->text(0) + " (" + query->text(1) + ")";
    }
    if (found > 1) {
      return make_error(
          ErrorCode::BadArgument,
          "several reports match '" + std::string(key) + "': " + names + (found > 5 ? ", ..." : ""),
          impl_->database.path());
    }
    if (found == 0) continue;
    auto record = record_from_json(json);
    if (!record) {
      return make_error(ErrorCode::BadStore, "a record is damaged: " + record.error().message,
                        impl_->database.path());
    }
    return record;
  }
  return make_error(ErrorCode::NotFound, "no report with the id or uri '" + std::string(key) + "'",
                    impl_->database.path());
}

}  // namespace dragoman::store
