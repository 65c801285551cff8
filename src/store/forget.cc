#include "store/forget.h"

#include <map>
#include <set>

#include "core/hash.h"
#include "store/corrections.h"
#include "store/search_index.h"
#include "store/topic_index.h"
#include "store/transaction.h"
#include "store/words.h"
#include "store/write_record.h"
#include "times/days.h"

namespace dragoman::store {
namespace {

constexpr std::size_t kBatch = 64;  // reports of one transaction

// No program's: `recode` reads such a record again.
constexpr const char* kStale = "stale";

Result<std::vector<std::string>> column_of(Database& database,
                                           std::string_view sql,
                                           std::string_view value) {
  auto query = database.prepare(sql);
  if (!query) return query.error();
  query->bind(1, value);
  std::vector<std::string> out;
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return out;
    out.push_back(query->text(0));
  }
}

Result<void> run_with(Database& database, std::string_view sql, const std::string& value) {
  auto query = database.prepare(sql);
  if (!query) return query.error();
  return query->bind(1, value).run();
}

Result<std::vector<ForgettableSource>> sources_where(Database& database,
                                                     const std::string& condition,
                                                     const std::vector<std::string>& values) {
  auto query = database.prepare(
      "SELECT report, uri, outlet, published, title FROM sources WHERE " + condition +
      " ORDER BY report, uri");
  if (!query) return query.error();
  int parameter = 0;
  for (const std::string& value : values) query->bind(++parameter, value);
  std::vector<ForgettableSource> out;
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return out;
    out.push_back(
        {query->text(0), query->text(1), query->text(2), query->text(3), query->text(4)});
  }
}

// The sources that a key names: one report's, by its id; else those with the uri.
Result<std::vector<ForgettableSource>> sources_of(Database& database, const std::string& key) {
  auto by_uri = sources_where(database, "uri = ?", {key});
  if (!by_uri || !by_uri->empty()) return by_uri;
  if (key.size() < 4) return std::vector<ForgettableSource>();
  auto by_id = sources_where(database, "substr(report, 1, length(?1)) = lower(?1)", {key});
  if (!by_id || by_id->empty()) return by_id;
  if (by_id->front().report != by_id->back().report) {
    return make_error(ErrorCode::BadArgument,
                      "several reports begin with '" + key + "': " + by_id->front().report + ", " +
                          by_id->back().report,
                      database.path());
  }
  return by_id;
}

bool meets(const ForgettableSource& source,
           const std::string& outlet,
           const std::string& before) {
  if (!outlet.empty() && fold(source.outlet) != outlet) return false;
  return before.empty() ||
         (!source.published.empty() && source.published.substr(0, 10) < before);
}

// Whether a report that is there has an actor of that country who goes by that name.
Result<bool> is_called(Database& database, const CountryName& name) {
  auto query = database.prepare(
      "SELECT 1 FROM reports r JOIN actors a ON a.report = r.id WHERE r.number IN (" +
      names_found(database.dialect()) +
      ") AND a.country = ? AND instr(char(10) || a.called || char(10), ?) > 0 LIMIT 1");
  if (!query) return query.error();
  query->bind(1, names_expression(database.dialect(), {{name.name, false}}));
  query->bind(2, name.country).bind(3, "\n " + name.name + " \n");
  return query->step();
}

// What reports called countries, where no report that stays does.
Result<void> forget_country_names(Database& database, const Record& record) {
  auto query = database.prepare("DELETE FROM country_names WHERE name = ?1 AND country = ?2");
  if (!query) return query.error();
  for (const CountryName& name : country_names_of(record)) {
    const auto called = is_called(database, name);
    if (!called) return called.error();
    if (*called) continue;
    if (auto done = query->bind(1, name.name).bind(2, name.country).run(); !done) return done;
  }
  return {};
}

// The report with all that hangs on it; the foreign keys take the rows of most tables along.
Result<void> delete_report(Database& database, const std::string& id, const Layers& layers) {
  auto rows = database.prepare("SELECT number, record FROM reports WHERE id = ?");
  if (!rows) return rows.error();
  auto row = rows->bind(1, id).step();
  if (!row) return row.error();
  if (!*row) return {};
  const std::int64_t number = rows->integer(0);
  const auto record = record_from_json(rows->text(1));
  rows->reset();
  const auto corrected = record ? apply_stored(database, *record)
                                : Result<std::optional<CorrectedRecord>>(record.error());
  if (auto done = remove_from_layers(layers, database, id); !done) return done;
  LateWrites late;
  if (auto done = remove_rows(database, number, id, late); !done) return done;
  if (auto done = run_with(database, "DELETE FROM reports WHERE id = ?", id); !done) return done;
  if (auto done = late.write(database); !done) return done;
  if (!record) return {};
  if (corrected && *corrected) {
    if (auto done = forget_country_names(database, (*corrected)->record); !done) return done;
  }
  return forget_country_names(database, *record);
}

// The record as the source makes it that is the first one now, of no program's versions.
Result<void> hand_over(Database& database, const std::string& id, const Layers& layers) {
  auto sources = sources_where(database, "report = ?", {id});
  if (!sources) return sources.error();
  const ForgettableSource* first = nullptr;
  for (const ForgettableSource& source : *sources) {
    if (first == nullptr ||
        comes_before(source.published, source.uri, first->published, first->uri))
      first = &source;
  }
  auto json = column_of(database, "SELECT record FROM reports WHERE id = ?", id);
  if (!json) return json.error();
  if (first == nullptr || json->empty()) return {};
  auto record = record_from_json(json->front());
  if (!record) return record.error();
  record->uri = first->uri;
  record->outlet = first->outlet;
  record->published = first->published;
  record->title = first->title;
  record->versions = {kStale, kStale, kStale, kStale};
  LateWrites late;
  auto written = write_record(database, *record, layers, {}, late);
  return written ? late.write(database) : written.error();
}

Result<void> remember(Database& database, const std::string& report, const std::string& source) {
  auto query = database.prepare(
      "INSERT INTO forgotten (report, source) VALUES (?,?) ON CONFLICT DO NOTHING");
  if (!query) return query.error();
  return query->bind(1, report).bind(2, source).run();
}

// The source itself, what is remembered of it, and how far a file of its name was read.
Result<void> forget_source(Database& database, const std::string& report, const std::string& uri) {
  auto remove = database.prepare("DELETE FROM sources WHERE report = ? AND uri = ?");
  if (!remove) return remove.error();
  if (auto done = remove->bind(1, report).bind(2, uri).run(); !done) return done;
  auto input = database.prepare(
      "DELETE FROM inputs WHERE file = ?1 OR substr(file, length(file) - length(?1)) = '/' || ?1");
  if (!input) return input.error();
  if (auto done = input->bind(1, uri).run(); !done) return done;
  return remember(database, report, source_hash(uri));
}

// One report without these uris.
Result<void> forget_one(Database& database,
                        const std::string& report,
                        const std::set<std::string>& uris,
                        const Layers& layers,
                        ForgetCounts& counts) {
  auto all = sources_where(database, "report = ?", {report});
  if (!all) return all.error();
  std::size_t stay = 0;
  for (const ForgettableSource& source : *all) {
    if (uris.count(source.uri) == 0) {
      ++stay;
      continue;
    }
    ++counts.sources;
    if (auto done = forget_source(database, report, source.uri); !done) return done;
  }
  if (stay == all->size()) return {};
  if (stay == 0) {
    ++counts.reports;
    if (auto done = delete_report(database, report, layers); !done) return done;
    return remember(database, report, "");
  }
  auto made_from = column_of(database, "SELECT uri FROM reports WHERE id = ?", report);
  if (!made_from) return made_from.error();
  if (!made_from->empty() && uris.count(made_from->front()) != 0) {
    ++counts.stale;
    return hand_over(database, report, layers);
  }
  return tell_layers_anew(database, report, layers);
}

Result<void> sweep_file(Database& database) {
  for (const char* sql :
       {"INSERT INTO report_search (report_search) VALUES ('optimize')",
        "INSERT INTO statement_search (statement_search) VALUES ('optimize')",
        "INSERT INTO name_search (name_search) VALUES ('optimize')", "VACUUM"}) {
    if (auto done = database.execute(sql); !done) return done;
  }
  auto busy = database.value_of("PRAGMA wal_checkpoint(TRUNCATE)");
  if (!busy) return busy.error();
  if (*busy == "0") return {};
  return make_error(ErrorCode::NotWritable,
                    "another program reads the store, so that words of what was forgotten are "
                    "still in its -wal file; run the same command again",
                    database.path());
}

Result<void> sweep_server(Database& database) {
  auto tables = column_of(database, "SELECT tablename FROM pg_tables WHERE schemaname = ?",
                          "dragoman");
  if (!tables) return tables.error();
  for (const std::string& table : *tables) {
    if (auto done = database.execute("VACUUM FULL \"" + table + '"'); !done) return done;
  }
  return {};
}

}  // namespace

Result<std::vector<ForgettableSource>> find_forgettable(Store& store, const ForgetFilter& filter) {
  Database& database = store.database();
  if (filter.keys.empty() && filter.outlet.empty() && filter.before.empty())
    return make_error(ErrorCode::BadArgument, "forget what? An id, a uri, --outlet or --before", "");
  std::string before;
  if (!filter.before.empty()) {
    const auto days = times::days_of(filter.before);
    if (!days || filter.before.size() < 4) {
      return make_error(ErrorCode::BadArgument,
                        "--before '" + filter.before +
                            "': expected a date as 2016-03-23, 2016-03 or 2016",
                        "");
    }
    before = days->first;
  }
  std::vector<ForgettableSource> found;
  if (filter.keys.empty()) {
    auto all = sources_where(database, "TRUE", {});
    if (!all) return all;
    found = std::move(*all);
  }
  for (const std::string& key : filter.keys) {
    auto named = sources_of(database, key);
    if (!named) return named;
    if (named->empty())
      return make_error(ErrorCode::NotFound, "no report with the id or uri '" + key + "'",
                        database.path());
    found.insert(found.end(), named->begin(), named->end());
  }
  const std::string outlet = fold(filter.outlet);
  std::erase_if(found, [&](const ForgettableSource& source) {
    return !meets(source, outlet, before);
  });
  return found;
}

Result<ForgetCounts> forget(Store& store, const std::vector<ForgettableSource>& sources) {
  std::map<std::string, std::set<std::string>> uris;  // by report
  for (const ForgettableSource& source : sources) uris[source.report].insert(source.uri);
  ForgetCounts counts;
  for (auto next = uris.begin(); next != uris.end();) {
    const auto first = next;
    ForgetCounts batch;
    auto done = transact(store.database(), [&]() -> Result<void> {
      batch = counts;
      next = first;
      for (std::size_t i = 0; i < kBatch && next != uris.end(); ++i, ++next) {
        auto one = forget_one(store.database(), next->first, next->second, store.layers(), batch);
        if (!one) return one;
      }
      return {};
    });
    if (!done) return done.error();
    counts = batch;
  }
  return counts;
}

Result<void> sweep(Store& store) {
  return store.database().dialect() == Dialect::Sqlite ? sweep_file(store.database())
                                                       : sweep_server(store.database());
}

Result<bool> unforget(Store& store, const std::string& report) {
  Database& database = store.database();
  auto known = column_of(database, "SELECT source FROM forgotten WHERE report = ?", report);
  if (!known) return known.error();
  auto done = transact(database, [&] {
    return run_with(database, "DELETE FROM forgotten WHERE report = ?", report);
  });
  if (!done) return done.error();
  return !known->empty();
}

}  // namespace dragoman::store
