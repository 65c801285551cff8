#include "store/name_index.h"

#include <algorithm>
#include <set>

#include "store/selectivity.h"

namespace dragoman::store {
namespace {

std::vector<std::string> split(std::string_view text, char at_sign) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(at_sign), text.size());
    if (end > 0) out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// Adds names to the index; gives their numbers.
class Names {
 public:
  static Result<Names> open(Database& database) {
    auto find = database.prepare("SELECT number FROM names WHERE folded = ?");
    if (!find) return find.error();
    auto add = database.prepare("INSERT INTO names (folded) VALUES (?) RETURNING number");
    if (!add) return add.error();
    auto add_word = database.prepare("INSERT INTO name_words (word, name) VALUES (?,?)");
    if (!add_word) return add_word.error();
    return Names(std::move(*find), std::move(*add), std::move(*add_word));
  }

  Result<std::int64_t> number_of(const std::string& folded) {
    auto known = number_from(find_, folded);
    if (!known || *known != 0) return known;
    auto number = number_from(add_, folded);
    if (!number) return number;
    const std::vector<std::string> words = split(folded, ' ');
    for (const std::string& word : std::set<std::string>(words.begin(), words.end())) {
      if (auto done = add_word_.bind(1, word).bind(2, *number).run(); !done) return done.error();
    }
    return number;
  }

 private:
  Names(Query find, Query add, Query add_word)
      : find_(std::move(find)), add_(std::move(add)), add_word_(std::move(add_word)) {}

  // 0: no row.
  static Result<std::int64_t> number_from(Query& query, const std::string& folded) {
    query.bind(1, folded);
    auto row = query.step();
    if (!row) return row.error();
    const std::int64_t number = *row ? query.integer(0) : 0;
    query.reset();
    return number;
  }

  Query find_, add_, add_word_;
};

// The end of the words that begin so: the highest character behind them.
std::string after_all(const std::string& beginning) {
  return beginning + "\U0010FFFF";
}

// The numbers of all names that hold these words side by side, with commas between.
Result<std::string> names_with(Database& database, const Sought& part) {
  const std::vector<std::string> words = split(part.words, ' ');
  // A beginning alone is a range of words; else the first word is whole.
  const bool range = part.beginning && words.size() == 1;
  auto query = database.prepare(
      range ? "SELECT DISTINCT name, '' FROM name_words WHERE word >= ?1 AND word <= ?2"
            : "SELECT n.number, n.folded FROM name_words w JOIN names n ON n.number = w.name "
              "WHERE w.word = ?1");
  if (!query) return query.error();
  query->bind(1, words.front());
  if (range) query->bind(2, after_all(words.front()));
  std::string numbers;
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return numbers.empty() ? "0" : numbers;  // no name has the number 0
    if (!range && !has_words(query->text(1), part)) continue;
    if (!numbers.empty()) numbers += ',';
    numbers += query->text(0);
  }
}

}  // namespace

Result<void> index_names(Database& database,
                         std::int64_t report,
                         const std::vector<NamedActor>& actors) {
  auto names = Names::open(database);
  if (!names) return names.error();
  auto add = database.prepare("INSERT INTO actor_names (report, actor, name) VALUES (?,?,?)");
  if (!add) return add.error();
  for (const NamedActor& actor : actors) {
    std::set<std::string> folded;
    for (const std::string& name : split(actor.names, '\n')) folded.insert(fold(name));
    folded.erase("");
    for (const std::string& name : folded) {
      auto number = names->number_of(name);
      if (!number) return number.error();
      auto done = add->bind(1, report).bind(2, actor.position).bind(3, *number).run();
      if (!done) return done;
    }
  }
  return {};
}

Result<void> unindex_names(Database& database, std::int64_t report) {
  auto used = database.prepare("SELECT DISTINCT name FROM actor_names WHERE report = ?");
  if (!used) return used.error();
  used->bind(1, report);
  std::vector<std::int64_t> names;
  while (true) {
    auto row = used->step();
    if (!row) return row.error();
    if (!*row) break;
    names.push_back(used->integer(0));
  }
  auto rows = database.prepare("DELETE FROM actor_names WHERE report = ?");
  if (!rows) return rows.error();
  if (auto done = rows->bind(1, report).run(); !done) return done;
  for (const char* sql :
       {"DELETE FROM name_words WHERE name = ?1 AND NOT EXISTS (SELECT 1 FROM actor_names a WHERE "
        "a.name = ?1)",
        "DELETE FROM names WHERE number = ?1 AND NOT EXISTS (SELECT 1 FROM actor_names a WHERE "
        "a.name = ?1)"}) {
    auto query = database.prepare(sql);
    if (!query) return query.error();
    for (const std::int64_t name : names) {
      if (auto done = query->bind(1, name).run(); !done) return done;
    }
  }
  return {};
}

std::string actor_key(const std::string& kb, const std::string& kind, const std::string& name) {
  return kb.empty() ? kind + ' ' + fold(name) : kb;
}

namespace {

// The names of one report of an older schema.
Result<void> index_names_of(Database& database, std::int64_t number, const std::string& report) {
  auto rows = database.prepare(
      "SELECT position, name, code, aliases, kind, kb, id FROM actors WHERE report = ?");
  if (!rows) return rows.error();
  rows->bind(1, report);
  std::vector<NamedActor> named;
  std::vector<std::pair<std::string, std::string>> keys;  // id, key
  while (true) {
    auto row = rows->step();
    if (!row) return row.error();
    if (!*row) break;
    named.push_back(
        {rows->integer(0), rows->text(1) + '\n' + rows->text(2) + '\n' + rows->text(3)});
    keys.emplace_back(rows->text(6), actor_key(rows->text(5), rows->text(4), rows->text(1)));
  }
  auto update = database.prepare("UPDATE actors SET who = ? WHERE report = ? AND id = ?");
  if (!update) return update.error();
  for (const auto& [id, key] : keys) {
    if (auto done = update->bind(1, key).bind(2, report).bind(3, id).run(); !done) return done;
  }
  return index_names(database, number, named);
}

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

}  // namespace

Result<void> index_all_names(Database& database) {
  auto reports = pairs_of(database, "SELECT id, number FROM reports ORDER BY number");
  if (!reports) return reports.error();
  for (const auto& [id, number] : *reports) {
    if (auto done = index_names_of(database, number, id); !done) return done;
  }
  auto processes = pairs_of(database, "SELECT DISTINCT name, 0 FROM processes");
  if (!processes) return processes.error();
  auto update = database.prepare("UPDATE processes SET folded = ? WHERE name = ?");
  if (!update) return update.error();
  for (const auto& [name, unused] : *processes) {
    if (auto done = update->bind(1, fold(name)).bind(2, name).run(); !done) return done;
  }
  return {};
}

Result<ActorNames> ActorNames::find(Database& database, std::string_view typed) {
  ActorNames out;
  std::int64_t fewest = kFew + 1;
  for (const Sought& part : parse_search(typed)) {
    auto names = names_with(database, part);
    if (!names) return names.error();
    const std::string rows = "SELECT report FROM actor_names WHERE name IN (" + *names + ")";
    out.parts_.push_back(std::move(*names));
    auto count = count_few(database, rows, {});
    if (!count) return count.error();
    if (*count < fewest) {
      fewest = *count;
      out.few_reports_ = rows;
    }
  }
  if (out.few_reports_.empty()) return out;
  auto known =
      count_few(database, "SELECT report FROM actors WHERE who = ?", {std::string(typed)});
  if (!known) return known.error();
  if (*known > kFew) {
    out.few_reports_.clear();
  } else {
    out.few_reports_ +=
        " UNION SELECT x.number FROM actors k JOIN reports x ON x.id = k.report WHERE k.who = ?";
  }
  return out;
}

std::string ActorNames::condition() const {
  std::string out;
  for (const std::string& names : parts_) {
    out += (out.empty() ? "" : " AND ") +
           // By the actor's few names; the plus keeps SQLite from looking up each name of the list.
           ("EXISTS (SELECT 1 FROM actor_names n WHERE n.report = r.number AND n.actor = "
            "a.position AND +n.name IN (" +
            names + "))");
  }
  return "a.kb = ? OR (" + (out.empty() ? "TRUE" : out) + ")";
}

}  // namespace dragoman::store
