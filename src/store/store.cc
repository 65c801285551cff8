#include "store/store.h"

#include <filesystem>
#include <map>
#include <thread>

#include "core/utc.h"
#include "store/corrections.h"
#include "store/schema.h"
#include "store/transaction.h"
#include "store/write_record.h"

namespace dragoman::store {
namespace {

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

// How a connection that writes goes about it.
Result<void> prepare_to_write(Database& database, std::chrono::milliseconds timeout) {
  if (database.dialect() != Dialect::Sqlite) return {};
  if (auto done = switch_to_wal(database, timeout); !done) return done;
  // NORMAL: a killed program loses nothing that was committed; after a power cut the last batches
  // may be missing. Indices are written to all over, so pages are kept in memory (64 MB) and go from
  // the log into the file less often (each 16 MB) than SQLite would by itself.
  return database.execute(
      "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; PRAGMA "
      "wal_autocheckpoint = 4096");
}

Result<Database> open_to_write(const std::string& path, std::chrono::milliseconds timeout) {
  auto database = Database::open(path, Database::Access::Write, timeout);
  if (!database) return database.error();
  auto standing = examine(*database);
  if (!standing) return standing.error();
  if (auto done = prepare_to_write(*database, timeout); !done) return done.error();
  if (*standing != Standing::Current) {
    if (auto done = migrate(*database, schema_version()); !done) return done.error();
  }
  // A read-only file opens without complaint; asking for the lock tells now instead of after an
  // hour's reading.
  if (auto done = transact(*database, [] { return Result<void>(); }); !done) return done.error();
  return database;
}

Error no_store(const std::string& path) {
  return make_error(ErrorCode::NotFound, "no store here; 'dragoman read' makes one", path);
}

// Brings an older schema up to date first.
Result<Database> when_current(Database database,
                              Result<Standing> standing,
                              const std::string& path,
                              std::chrono::milliseconds timeout) {
  if (!standing) return standing.error();
  if (*standing == Standing::Empty && database.dialect() == Dialect::Postgresql)
    return no_store(database.path());
  if (*standing != Standing::Current) {
    auto newer = open_to_write(path, timeout);
    if (!newer) return newer.error();
  }
  return database;
}

Result<Database> open_file_to_read(const std::string& path, std::chrono::milliseconds timeout) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (!fs::exists(path, error)) return no_store(path);
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
  return when_current(std::move(*database), std::move(standing), path, timeout);
}

Result<Database> open_to_read(const std::string& path, std::chrono::milliseconds timeout) {
  if (!is_server(path)) return open_file_to_read(path, timeout);
  auto database = Database::open(path, Database::Access::Read, timeout);
  if (!database) return database.error();
  auto standing = examine(*database);
  return when_current(std::move(*database), std::move(standing), path, timeout);
}

Result<void> write_marks(Database& database, const std::map<std::string, InputMark>& marks) {
  if (marks.empty()) return {};
  auto query = database.prepare(
      "INSERT INTO inputs (file, fingerprint, items, start, lead, lines) VALUES (?,?,?,?,?,?) "
      "ON CONFLICT (file) DO UPDATE SET fingerprint = excluded.fingerprint, items = "
      "excluded.items, start = excluded.start, lead = excluded.lead, lines = excluded.lines");
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

Result<void> write_mark(Database& database, const std::optional<RecodingMark>& mark) {
  if (!mark) return {};
  auto query = database.prepare(
      mark->ended ? "DELETE FROM recoding WHERE versions = ?"
                  : "INSERT INTO recoding (versions, upto, counts) VALUES (?,?,?) ON CONFLICT "
                    "(versions) DO UPDATE SET upto = excluded.upto, counts = excluded.counts");
  if (!query) return query.error();
  query->bind(1, mark->versions);
  if (!mark->ended) query->bind(2, mark->upto).bind(3, mark->counts);
  return query->run();
}

}  // namespace

struct Store::Impl {
  Database database;
  StoreOptions options;
  std::vector<Record> batch;
  std::map<std::string, InputMark> marks;  // by file; to be committed with the batch
  std::optional<RecodingMark> recoding;     // the same
  std::vector<std::function<Result<void>(Database&)>> more;  // the same
  std::chrono::steady_clock::time_point committed = std::chrono::steady_clock::now();
  WriteCounts counts;

  explicit Impl(Database opened) : database(std::move(opened)) {}
};

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<SchemaChange> change_schema(const std::string& path, int version) {
  std::error_code error;
  if (!is_server(path) && !std::filesystem::exists(path, error)) return no_store(path);
  auto database = Database::open(path, Database::Access::Write, StoreOptions{}.busy_timeout);
  if (!database) return database.error();
  auto standing = examine(*database);
  if (!standing) return standing.error();
  if (*standing == Standing::Empty) return no_store(database->path());
  auto before = version_of(*database);
  if (!before) return before.error();
  if (auto done = prepare_to_write(*database, StoreOptions{}.busy_timeout); !done)
    return done.error();
  if (auto done = migrate(*database, version); !done) return done.error();
  return SchemaChange{*before, version};
}

Result<Store> Store::open(const std::string& path, Access access, const StoreOptions& options) {
  // For SQLite these are databases that vanish when they are closed.
  if (path.empty() || path == ":memory:")
    return make_error(ErrorCode::BadArgument, "a store needs a file name", path);
  auto database = access == Access::Write ? open_to_write(path, options.busy_timeout)
                                          : open_to_read(path, options.busy_timeout);
  if (!database) return database.error();
  if (access == Access::Write) {
    if (auto done = build_layers(options.layers, *database, options.stopped); !done) return done.error();
  }
  auto impl = std::make_unique<Impl>(std::move(*database));
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
  if (impl_->batch.empty() && impl_->marks.empty() && !impl_->recoding && impl_->more.empty()) return {};
  WriteCounts counts;
  const std::string learned = impl_->options.clock ? impl_->options.clock() : core::utc(core::now());
  auto done = transact(impl_->database, [this, &counts, &learned]() -> Result<void> {
    counts = impl_->counts;
    LateWrites late;
    for (const Record& record : impl_->batch) {
      auto written = write_record(impl_->database, record, impl_->options.layers, learned, late);
      if (!written) return written.error();
      ++(*written == Written::Added       ? counts.added
         : *written == Written::Replaced  ? counts.replaced
         : *written == Written::Forgotten ? counts.forgotten
                                          : counts.unchanged);
    }
    if (auto done = late.write(impl_->database); !done) return done;
    if (auto done = write_mark(impl_->database, impl_->recoding); !done) return done;
    for (const auto& write : impl_->more) {
      if (auto done = write(impl_->database); !done) return done;
    }
    return write_marks(impl_->database, impl_->marks);
  });
  if (!done) return done;
  impl_->counts = counts;
  impl_->batch.clear();
  impl_->marks.clear();
  impl_->recoding.reset();
  impl_->more.clear();
  return {};
}

void Store::also(std::function<Result<void>(Database&)> write) {
  impl_->more.push_back(std::move(write));
}

Result<void> Store::refresh(RefreshOptions options) {
  if (!options.stopped) options.stopped = impl_->options.stopped;
  return refresh_layers(impl_->options.layers, impl_->database, options);
}

Result<bool> Store::has(const Layers& layers) {
  return are_built(layers, impl_->database);
}

void Store::mark(InputMark mark) {
  InputMark& slot = impl_->marks[mark.file];
  slot = std::move(mark);
}

void Store::mark(RecodingMark mark) {
  impl_->recoding = std::move(mark);
}

Result<std::optional<RecodingMark>> Store::recoding(const std::string& versions) {
  auto query = impl_->database.prepare("SELECT upto, counts FROM recoding WHERE versions = ?");
  if (!query) return query.error();
  auto row = query->bind(1, versions).step();
  if (!row) return row.error();
  if (!*row) return std::optional<RecodingMark>();
  return std::optional<RecodingMark>({versions, query->integer(0), query->text(1), false});
}

Result<std::vector<Store::Numbered>> Store::records_after(std::int64_t number,
                                                          const Versions* but,
                                                          std::size_t most) {
  std::string sql = "SELECT number, record FROM reports WHERE number > ?";
  if (but != nullptr)
    sql += " AND NOT (engine = ? AND model = ? AND lexicon = ? AND knowledge = ?)";
  auto query =
      impl_->database.prepare(sql + " ORDER BY number LIMIT " + std::to_string(most));
  if (!query) return query.error();
  query->bind(1, number);
  if (but != nullptr) {
    query->bind(2, but->engine).bind(3, but->model).bind(4, but->lexicon).bind(5, but->knowledge);
  }
  std::vector<Numbered> out;
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return out;
    out.push_back({query->integer(0), query->text(1)});
  }
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
const Layers& Store::layers() const {
  return impl_->options.layers;
}

Result<Record> Store::record(std::string_view key) {
  auto corrected = corrected_record(*this, key);
  if (!corrected) return corrected.error();
  return std::move(corrected->record);
}

Result<Record> Store::machine_record(std::string_view key) {
  // An exact id or uri wins over a prefix.
  constexpr std::string_view kFind[] = {
      "SELECT id, title, record FROM reports WHERE id = ?1",
      "SELECT r.id, r.title, r.record FROM revisions v JOIN reports r ON r.id = v.report WHERE "
      "v.uri = ?1 ORDER BY v.number DESC LIMIT 1",
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
