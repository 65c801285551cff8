#include "store/feed_state.h"

#include <functional>
#include <variant>

namespace dragoman::store {
namespace {

using Value = std::variant<std::string_view, std::int64_t>;

Result<Query> bound(Database& database, std::string_view sql, std::initializer_list<Value> values) {
  auto query = database.prepare(sql);
  if (!query) return query;
  int parameter = 0;
  for (const Value& value : values)
    std::visit([&](auto held) { query->bind(++parameter, held); }, value);
  return query;
}

Result<void> run(Database& database, std::string_view sql, std::initializer_list<Value> values) {
  auto query = bound(database, sql, values);
  if (!query) return query.error();
  return query->run();
}

template <class Row>
Result<std::vector<Row>> rows(Database& database,
                              std::string_view sql,
                              std::initializer_list<Value> values,
                              Row (*make)(const Query&)) {
  auto query = bound(database, sql, values);
  if (!query) return query.error();
  std::vector<Row> out;
  while (true) {
    auto more = query->step();
    if (!more) return more.error();
    if (!*more) return out;
    out.push_back(make(*query));
  }
}

template <class Row>
Result<std::optional<Row>> row(Database& database,
                               std::string_view sql,
                               std::initializer_list<Value> values,
                               Row (*make)(const Query&)) {
  auto found = rows(database, sql, values, make);
  if (!found) return found.error();
  if (found->empty()) return std::optional<Row>();
  return std::optional<Row>(std::move(found->front()));
}

RevisionRow make_revision(const Query& q) {
  return {q.text(0), q.integer(1), q.text(2), q.text(3)};
}

}  // namespace

Result<std::optional<FeedRow>> find_feed(Database& database, std::string_view url) {
  return row<FeedRow>(
      database,
      "SELECT url, address, title, state, etag, modified, last_try, last_success, next_due, "
      "failures, last_error, last_new, reports FROM feeds WHERE url = ?",
      {url}, [](const Query& q) {
        return FeedRow{q.text(0),  q.text(1),     q.text(2),    q.text(3), q.text(4),
                       q.text(5),  q.text(6),     q.text(7),    q.text(8), q.integer(9),
                       q.text(10), q.integer(11), q.integer(12)};
      });
}

Result<std::optional<EntryRow>> find_entry(Database& database,
                                           std::string_view feed,
                                           std::string_view entry) {
  return row<EntryRow>(
      database,
      "SELECT feed, entry, uri, fingerprint, state, attempts, note, seen FROM feed_entries "
      "WHERE feed = ? AND entry = ?",
      {feed, entry}, [](const Query& q) {
        return EntryRow{q.text(0), q.text(1),    q.text(2), q.text(3),
                        q.text(4), q.integer(5), q.text(6), q.text(7)};
      });
}

Result<std::optional<ArticleRow>> find_article(Database& database, std::string_view uri) {
  return row<ArticleRow>(database,
                         "SELECT uri, feed, etag, modified, fetched FROM articles WHERE uri = ?",
                         {uri}, [](const Query& q) {
                           return ArticleRow{q.text(0), q.text(1), q.text(2), q.text(3), q.text(4)};
                         });
}

Result<std::optional<RevisionRow>> latest_revision(Database& database, std::string_view uri) {
  return row<RevisionRow>(database,
                          "SELECT uri, number, report, seen FROM revisions WHERE uri = ? "
                          "ORDER BY number DESC LIMIT 1",
                          {uri}, make_revision);
}

Result<std::vector<RevisionRow>> revisions_with(Database& database, std::string_view report) {
  return rows<RevisionRow>(database,
                           "SELECT uri, number, report, seen FROM revisions WHERE uri IN "
                           "(SELECT uri FROM revisions WHERE report = ?) ORDER BY uri, number",
                           {report}, make_revision);
}

Result<std::vector<WatchedFile>> watched_files(Database& database) {
  return rows<WatchedFile>(database,
                           "SELECT path, size, changed, read FROM watched_files ORDER BY path", {},
                           [](const Query& q) {
                             return WatchedFile{q.text(0), q.integer(1), q.text(2), q.text(3)};
                           });
}

Result<void> write_feed(Database& database, const FeedRow& f) {
  return run(database,
             "INSERT INTO feeds (url, address, title, state, etag, modified, last_try, "
             "last_success, next_due, failures, last_error, last_new, reports) "
             "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (url) DO UPDATE SET "
             "address = excluded.address, title = excluded.title, state = excluded.state, "
             "etag = excluded.etag, modified = excluded.modified, last_try = excluded.last_try, "
             "last_success = excluded.last_success, next_due = excluded.next_due, "
             "failures = excluded.failures, last_error = excluded.last_error, "
             "last_new = excluded.last_new, reports = excluded.reports",
             {f.url, f.address, f.title, f.state, f.etag, f.modified, f.last_try, f.last_success,
              f.next_due, f.failures, f.last_error, f.last_new, f.reports});
}

Result<void> write_entry(Database& database, const EntryRow& e) {
  return run(
      database,
      "INSERT INTO feed_entries (feed, entry, uri, fingerprint, state, attempts, note, seen) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (feed, entry) DO UPDATE SET "
      "uri = excluded.uri, fingerprint = excluded.fingerprint, state = excluded.state, "
      "attempts = excluded.attempts, note = excluded.note, seen = excluded.seen",
      {e.feed, e.entry, e.uri, e.fingerprint, e.state, e.attempts, e.note, e.seen});
}

Result<void> write_article(Database& database, const ArticleRow& a) {
  return run(database,
             "INSERT INTO articles (uri, feed, etag, modified, fetched) VALUES (?, ?, ?, ?, ?) "
             "ON CONFLICT (uri) DO UPDATE SET feed = excluded.feed, etag = excluded.etag, "
             "modified = excluded.modified, fetched = excluded.fetched",
             {a.uri, a.feed, a.etag, a.modified, a.fetched});
}

Result<void> write_watched_file(Database& database, const WatchedFile& f) {
  return run(database,
             "INSERT INTO watched_files (path, size, changed, read) VALUES (?, ?, ?, ?) "
             "ON CONFLICT (path) DO UPDATE SET size = excluded.size, changed = excluded.changed, "
             "read = excluded.read",
             {f.path, f.size, f.changed, f.read});
}

Result<void> add_revision(Database& database,
                          const std::string& uri,
                          const std::string& report,
                          const std::string& seen) {
  auto latest = latest_revision(database, uri);
  if (!latest) return latest.error();
  if (*latest && (*latest)->report == report) return {};
  const std::int64_t number = *latest ? (*latest)->number + 1 : 1;
  return run(database, "INSERT INTO revisions (uri, number, report, seen) VALUES (?, ?, ?, ?)",
             {uri, number, report, seen});
}

}  // namespace dragoman::store
