// The store: records in one SQLite file that any number of programs may read while one of them
// writes.
//
// Schema: migrations/*.sql, numbered, compiled in; described in docs/formats/store.md. The file
// carries Dragoman's application id and, as user_version, the number of the last migration. WAL,
// foreign keys on.
//
// Writing gathers records in memory and puts them into the file in one short transaction per batch.
// So the file is locked for milliseconds only, two programs can write by turns, and a kill loses
// just the records that were not committed; reading the same inputs again adds them and changes
// nothing else:
//   same text, same uri      the record is replaced if it differs (other program, model, lexicons,
//   options) same text, other uri     one report, two sources. Its record is the one of the source
//   published first (ties:
//                            smaller uri), whatever the order of arrival; a record made with other
//                            versions always replaces
//   other text               another report
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/record.h"
#include "dragoman/result.h"

#include "store/database.h"
#include "store/layer.h"

namespace dragoman::store {

struct StoreOptions {
  std::chrono::milliseconds busy_timeout{10'000};  // how long to wait for another program's lock
  std::size_t batch_records = 256;                 // commit after so many records, or
  std::chrono::milliseconds batch_time{1'000};     // when the last commit is so long ago
  Layers layers{};  // what is derived from the records, in order; kept up to date by writing
  // The time, for `reports.learned`: ISO 8601 in UTC, "2016-03-23T09:30:00Z".
  std::function<std::string()> clock{};  // the system's when empty
  std::function<bool()> stopped{};  // asked while layers are built and refreshed; see layer.h
};

// How a run changed the store. The sum counts the records put and committed; those that were
// forgotten (forget.h) stay away.
struct WriteCounts {
  std::size_t added = 0, replaced = 0, unchanged = 0, forgotten = 0;
};

// How far reading of a file has come; see migrations/003_inputs.sql.
struct InputMark {
  std::string file, fingerprint;
  std::uint64_t items = 0, start = 0, lead = 0, lines = 0;
};

// How far reading all reports again has come; see migrations/006_upkeep.sql.
struct RecodingMark {
  std::string versions;
  std::int64_t upto = 0;
  std::string counts;
  bool ended = false;  // nothing of it is to be kept
};

// One connection. Not thread-safe; movable.
class Store {
 public:
  enum class Access { Read, Write };

  // Access::Write makes a missing file (not a missing folder) and brings an older schema up to
  // date. Fails with
  //   NotFound      nothing there to read
  //   BadStore      no SQLite file, another program's, or damaged. The file is left as it is
  //   StoreTooNew   written by a newer program
  //   NotWritable   read-only, folder missing, disk full, locked beyond the timeout
  //   BadArgument   an empty path
  static Result<Store> open(const std::string& path,
                            Access access,
                            const StoreOptions& options = {});
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();  // drops what was not committed

  // Takes a record; commits when the batch is full. After an error the batch is still held and not
  // in the file.
  Result<void> put(Record record);
  Result<void> commit();
  // Brings the layers in line with what was committed (layer.h). Without a `stopped` of its own that
  // of StoreOptions is asked.
  Result<void> refresh(RefreshOptions options = {});
  // Whether each of these layers has been built from all records.
  Result<bool> has(const Layers& layers);
  // Notes that everything before this place of a file was put: written with the next commit.
  void mark(InputMark mark);
  // More to be written in the transaction of the next commit, behind its records and in the order
  // of the calls. Called again if that commit fails and is repeated. To go with a record it must
  // come before put(), which may commit.
  void also(std::function<Result<void>(Database&)> write);
  // The marks of all files.
  Result<std::vector<InputMark>> marks();
  const WriteCounts& counts() const;

  // The same of reading all reports again. The mark of these versions, if there is one.
  void mark(RecodingMark mark);
  Result<std::optional<RecodingMark>> recoding(const std::string& versions);
  // Records, as JSON, behind a number and in its order, at most so many: all, or those that were
  // not made by these versions.
  struct Numbered {
    std::int64_t number = 0;
    std::string json;
  };
  Result<std::vector<Numbered>> records_after(std::int64_t number,
                                              const Versions* but,
                                              std::size_t most);

  // A record by its id, a prefix of it that only one id has (4 digits or more), or the uri of a
  // source; of an article that was edited, the latest revision. Fails with NotFound; BadArgument
  // when several match (the message names up to five).
  // As the machine wrote it, and with what users corrected since (corrections.h).
  Result<Record> machine_record(std::string_view key);
  Result<Record> record(std::string_view key);

  Database& database();  // for queries.h
  const Layers& layers() const;

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace dragoman::store
