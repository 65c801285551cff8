#include "store/fillings.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "store/lines.h"
#include "store/name_index.h"
#include "store/topic_index.h"
#include "store/write_record.h"

namespace dragoman::store {
namespace {

// All rows of a query's first two columns.
Result<std::vector<std::pair<std::string, std::int64_t>>> pairs_of(Database& database,
                                                                   std::string_view sql) {
  auto query = database.prepare(sql);
  if (!query) return query.error();
  std::vector<std::pair<std::string, std::int64_t>> out;
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return out;
    out.emplace_back(query->text(0), query->integer(1));
  }
}

// Calls `fill` with the id and number of each report.
template <class Fill>
Result<void> for_reports(Database& database, Fill fill) {
  auto reports = pairs_of(database, "SELECT id, number FROM reports ORDER BY number");
  if (!reports) return reports.error();
  for (const auto& [id, number] : *reports) {
    if (Result<void> done = fill(id, number); !done) return done;
  }
  return {};
}

struct NamedActor {
  std::int64_t position = 0;
  std::string id, kind, kb, name, code;
  std::vector<std::string> aliases;
};

Result<std::vector<NamedActor>> actors_of(Database& database, const std::string& report) {
  auto query = database.prepare(
      "SELECT position, id, kind, kb, name, code, aliases FROM actors WHERE report = ? ORDER BY position");
  if (!query) return query.error();
  query->bind(1, report);
  std::vector<NamedActor> out;
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return out;
    out.push_back({query->integer(0), query->text(1), query->text(2), query->text(3),
                   query->text(4), query->text(5), lines_of(query->text(6))});
  }
}

// The tables of schema 5: each name once, its words, and who goes by it.
class NameTables {
 public:
  explicit NameTables(Database& database) : database_(database) {}

  Result<void> add(std::int64_t report, const NamedActor& actor) {
    std::set<std::string> folded = {fold(actor.name), fold(actor.code)};
    for (const std::string& alias : actor.aliases) folded.insert(fold(alias));
    folded.erase("");
    for (const std::string& name : folded) {
      auto number = number_of(name);
      if (!number) return number.error();
      auto done = insert("INSERT INTO actor_names (report, actor, name) VALUES (?,?,?)",
                         {report, actor.position, *number});
      if (!done) return done;
    }
    return {};
  }

 private:
  Result<void> insert(const char* sql, const std::vector<std::int64_t>& values) {
    auto query = database_.prepare(sql);
    if (!query) return query.error();
    int parameter = 0;
    for (const std::int64_t value : values) query->bind(++parameter, value);
    return query->run();
  }

  Result<std::int64_t> number_of(const std::string& name) {
    const auto [known, is_new] =
        numbers_.try_emplace(name, static_cast<std::int64_t>(numbers_.size()) + 1);
    if (!is_new) return known->second;
    auto add = database_.prepare("INSERT INTO names (number, folded) VALUES (?,?)");
    if (!add) return add.error();
    if (auto done = add->bind(1, known->second).bind(2, name).run(); !done) return done.error();
    auto add_word = database_.prepare(
        "INSERT INTO name_words (word, name) VALUES (?,?) ON CONFLICT DO NOTHING");
    if (!add_word) return add_word.error();
    for (std::size_t at = 0; at < name.size();) {
      const std::size_t end = std::min(name.find(' ', at), name.size());
      auto done = add_word->bind(1, name.substr(at, end - at)).bind(2, known->second).run();
      if (!done) return done.error();
      at = end + 1;
    }
    return known->second;
  }

  Database& database_;
  std::map<std::string, std::int64_t> numbers_;
};

// With PostgreSQL, numbers that were given do not count for the next one.
Result<void> count_names_on(Database& database) {
  if (database.dialect() == Dialect::Sqlite) return {};
  auto next = database.value_of(
      "SELECT setval(pg_get_serial_sequence('names', 'number'), (SELECT coalesce(max(number), 0) + 1 "
      "FROM names), false)");
  return next ? Result<void>() : next.error();
}

Result<void> fill_name_tables(Database& database) {
  NameTables tables(database);
  auto done = for_reports(database, [&](const std::string& id, std::int64_t number) -> Result<void> {
    auto actors = actors_of(database, id);
    if (!actors) return actors.error();
    for (const NamedActor& actor : *actors) {
      if (auto added = tables.add(number, actor); !added) return added;
    }
    return {};
  });
  return done ? count_names_on(database) : done;
}

Result<void> fill_keys(Database& database, const std::string& report) {
  auto actors = actors_of(database, report);
  if (!actors) return actors.error();
  auto update = database.prepare("UPDATE actors SET who = ? WHERE report = ? AND id = ?");
  if (!update) return update.error();
  for (const NamedActor& actor : *actors) {
    auto done = update->bind(1, actor_key(actor.kb, actor.kind, actor.name))
                    .bind(2, report)
                    .bind(3, actor.id)
                    .run();
    if (!done) return done;
  }
  return {};
}

Result<void> fill_called(Database& database, const std::string& report) {
  auto actors = actors_of(database, report);
  if (!actors) return actors.error();
  auto update = database.prepare("UPDATE actors SET called = ? WHERE report = ? AND id = ?");
  if (!update) return update.error();
  for (const NamedActor& actor : *actors) {
    std::vector<std::string_view> names = {actor.name, actor.code};
    names.insert(names.end(), actor.aliases.begin(), actor.aliases.end());
    if (auto done = update->bind(1, called(names)).bind(2, report).bind(3, actor.id).run(); !done)
      return done;
  }
  return {};
}

Result<void> fill_topics(Database& database, const std::string& report) {
  std::map<std::string, std::vector<Topic>> topics;  // by statement
  {
    auto query = database.prepare(
        "SELECT statement, kind, id, name, countries FROM statement_topics WHERE report = ? ORDER BY "
        "statement, position");
    if (!query) return query.error();
    query->bind(1, report);
    while (true) {
      auto row = query->step();
      if (!row) return row.error();
      if (!*row) break;
      topics[query->text(0)].push_back(
          {query->text(1), query->text(2), query->text(3), lines_of(query->text(4)), {}});
    }
  }
  auto update = database.prepare("UPDATE statements SET topics = ? WHERE report = ? AND id = ?");
  if (!update) return update.error();
  for (const auto& [statement, of_it] : topics) {
    auto done = update->bind(1, topics_column(of_it)).bind(2, report).bind(3, statement).run();
    if (!done) return done;
  }
  return {};
}

Result<void> fill_topic_rows(Database& database) {
  struct Row {
    std::string report, statement, topics;
  };
  std::vector<Row> rows;
  {
    auto query = database.prepare("SELECT report, id, topics FROM statements WHERE topics <> ''");
    if (!query) return query.error();
    while (true) {
      auto row = query->step();
      if (!row) return row.error();
      if (!*row) break;
      rows.push_back({query->text(0), query->text(1), query->text(2)});
    }
  }
  auto add = database.prepare(
      "INSERT INTO statement_topics (report, statement, kind, position, id, name, countries) VALUES "
      "(?,?,?,?,?,?,?)");
  if (!add) return add.error();
  for (const Row& row : rows) {
    std::int64_t position = 0;
    for (const Topic& topic : topics_of_column(row.topics)) {
      add->bind(1, row.report).bind(2, row.statement).bind(3, topic.kind).bind(4, ++position);
      add->bind(5, topic.id).bind(6, topic.name).bind(7, join_lines(topic.countries));
      if (auto done = add->run(); !done) return done;
    }
  }
  return {};
}

}  // namespace

Result<void> fill_names(Database& database) {
  auto done = for_reports(database, [&](const std::string& id, std::int64_t) {
    return fill_keys(database, id);
  });
  if (done) done = fill_name_tables(database);
  if (!done) return done;
  auto processes = pairs_of(database, "SELECT DISTINCT name, 0 FROM processes");
  if (!processes) return processes.error();
  auto update = database.prepare("UPDATE processes SET folded = ? WHERE name = ?");
  if (!update) return update.error();
  for (const auto& [name, unused] : *processes) {
    if (done = update->bind(1, fold(name)).bind(2, name).run(); !done) return done;
  }
  return {};
}

Result<void> fill_finding(Database& database) {
  constexpr std::int64_t kBatch = 256;
  LateWrites late;
  std::int64_t gathered = 0;
  const auto fill = [&](const std::string& id, std::int64_t number) -> Result<void> {
    if (auto done = fill_called(database, id); !done) return done;
    if (auto done = fill_topics(database, id); !done) return done;
    auto rows = read_rows(database, id);
    if (!rows) return rows.error();
    late.search.index_names(number, rows->names());
    late.totals.add(*rows);
    if (++gathered % kBatch != 0) return {};
    auto done = late.write(database);
    late = {};
    return done;
  };
  if (auto done = for_reports(database, fill); !done) return done;
  if (auto done = late.write(database); !done) return done;
  return database.execute(
      "DROP TABLE statement_topics; DROP TABLE actor_names; DROP TABLE name_words; DROP TABLE names");
}

Result<void> empty_finding(Database& database) {
  if (auto done = fill_topic_rows(database); !done) return done;
  if (auto done = fill_name_tables(database); !done) return done;
  return database.execute(
      "ALTER TABLE actors DROP COLUMN called; ALTER TABLE statements DROP COLUMN topics");
}

}  // namespace dragoman::store
