// What `dragoman watch` keeps from one round to the next: feeds, their entries, articles and their
// revisions, files of watched folders. See migrations/007_feeds.sql for what each field holds.
//
// The write_* functions are for Store::also(), so that state and records are written together.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

#include "store/database.h"

namespace dragoman::store {

struct FeedRow {
  std::string url, address, title;
  std::string state = "new";
  std::string etag, modified;
  std::string last_try, last_success, next_due;
  std::int64_t failures = 0;
  std::string last_error;
  std::int64_t last_new = 0, reports = 0;
};

struct EntryRow {
  std::string feed, entry, uri, fingerprint;
  std::string state;
  std::int64_t attempts = 0;
  std::string note, seen;
};

struct ArticleRow {
  std::string uri, feed, etag, modified, fetched;
};

struct RevisionRow {
  std::string uri;
  std::int64_t number = 0;
  std::string report, seen;
};

struct WatchedFile {
  std::string path;
  std::int64_t size = 0;
  std::string changed, read;
};

// None where there is no such row.
Result<std::optional<FeedRow>> find_feed(Database& database, std::string_view url);
Result<std::optional<EntryRow>> find_entry(Database& database,
                                           std::string_view feed,
                                           std::string_view entry);
Result<std::optional<ArticleRow>> find_article(Database& database, std::string_view uri);
Result<std::optional<RevisionRow>> latest_revision(Database& database, std::string_view uri);
// All revisions of the articles that this report is one of, by uri and number.
Result<std::vector<RevisionRow>> revisions_with(Database& database, std::string_view report);
Result<std::vector<WatchedFile>> watched_files(Database& database);

// Each adds the row or puts it in the place of the one with its key.
Result<void> write_feed(Database& database, const FeedRow& row);
Result<void> write_entry(Database& database, const EntryRow& row);
Result<void> write_article(Database& database, const ArticleRow& row);
Result<void> write_watched_file(Database& database, const WatchedFile& row);
// The next revision of `uri`; nothing when its latest one is this report.
Result<void> add_revision(Database& database,
                          const std::string& uri,
                          const std::string& report,
                          const std::string& seen);

}  // namespace dragoman::store
