#include "store/search_index.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "core/hash.h"

namespace dragoman::store {
namespace {

// The row of a statement in FTS5's index: see 002_topics.sqlite.sql.
constexpr const char* kStatementRow = "r.number * 1048576 + s.position";
constexpr std::int64_t kPerReport = 1048576;

// Limits of PostgreSQL's vectors: bytes of a word, positions of one, bytes of all.
constexpr std::size_t kLongestWord = 2046, kMostPositions = 255, kMostBytes = 900'000;
constexpr int kLastPosition = 16383;

// Words with their positions, as PostgreSQL reads them: "'met':2 'havana':1,3".
class WordVector {
 public:
  // Words that are added together stand side by side.
  void add(std::string_view text) {
    const std::string folded = fold(text);
    for (std::size_t at = 0; at < folded.size();) {
      const std::size_t end = std::min(folded.find(' ', at), folded.size());
      add_word(folded.substr(at, end - at));
      at = end + 1;
    }
    ++position_;
  }
  void add_lines(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      add(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }
  // A word without its place, or a mark that no folded word can be.
  void add_mark(const std::string& mark) {
    if (mark.size() <= kLongestWord) words_[mark];
  }

  std::string text() const {
    std::string out;
    for (const auto& [word, positions] : words_) {
      out += (out.empty() ? "'" : " '") + word + '\'';
      for (std::size_t i = 0; i < positions.size(); ++i)
        out += (i == 0 ? ":" : ",") + std::to_string(positions[i]);
    }
    return out;
  }

 private:
  void add_word(const std::string& word) {
    position_ = std::min(position_ + 1, kLastPosition);
    if (word.size() > kLongestWord || bytes_ > kMostBytes) return;
    std::vector<int>& positions = words_[word];
    if (positions.empty()) bytes_ += word.size() + 8;
    if (positions.size() < kMostPositions) {
      positions.push_back(position_);
      bytes_ += 2;
    }
  }

  std::map<std::string, std::vector<int>> words_;
  std::size_t bytes_ = 0;
  int position_ = 0;
};

// One part in the language of PostgreSQL's queries: ('new' <-> 'round':*)
std::string tsquery(const Sought& part) {
  std::string out = "('";
  for (const char c : part.words) out += c == ' ' ? "' <-> '" : std::string(1, c);
  return out + (part.beginning ? "':*)" : "')");
}
// And of FTS5's: "new round"*
std::string phrase(const Sought& part) {
  return '"' + part.words + '"' + (part.beginning ? "*" : "");
}

std::string any_of_countries(Dialect dialect, const std::vector<std::string>& countries) {
  std::string out;
  for (const std::string& country : countries) {
    const bool first = out.empty();
    if (dialect == Dialect::Sqlite) {
      out += (first ? "" : " OR ") + ("countries : \"" + country + '"');
    } else {
      out += (first ? "'" : " | '") + country + '\'';
    }
  }
  return out;
}

// What of a report is searched.
struct Searched {
  std::string title, text;
  explicit Searched(const Record& record) : title(record.title), text(record.text) {}
};

Result<void> write_fts5_row(Query& query, std::int64_t number, const Searched& report) {
  return query.bind(1, number).bind(2, report.title).bind(3, report.text).run();
}

Result<void> index_in_fts5(Database& database,
                           std::int64_t number,
                           const std::optional<Searched>& before,
                           const Searched& after) {
  if (before) {
    auto remove = database.prepare(
        "INSERT INTO report_search (report_search, rowid, title, text) VALUES ('delete', ?,?,?)");
    if (!remove) return remove.error();
    if (auto done = write_fts5_row(*remove, number, *before); !done) return done;
  }
  auto add = database.prepare("INSERT INTO report_search (rowid, title, text) VALUES (?,?,?)");
  if (!add) return add.error();
  return write_fts5_row(*add, number, after);
}

Result<void> index_as_vector(Database& database, std::int64_t number, const Searched& report) {
  auto add = database.prepare(
      "INSERT INTO report_search (number, words) VALUES (?, CAST(? AS TSVECTOR)) ON CONFLICT "
      "(number) DO UPDATE SET words = excluded.words");
  if (!add) return add.error();
  WordVector words;
  words.add(report.title);
  words.add(report.text);
  return add->bind(1, number).bind(2, words.text()).run();
}

std::string joined(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : "\n") + item;
  return out;
}

// A key over reports or a country as one word; for PostgreSQL in capitals, which no folded word has.
std::string mark_word(Dialect dialect, char kind, std::string_view what) {
  const bool sqlite = dialect == Dialect::Sqlite;
  const char* const digits = sqlite ? "0123456789abcdef" : "0123456789ABCDEF";
  std::string out(1, sqlite ? kind : static_cast<char>(kind - 'a' + 'A'));
  std::uint64_t hash = core::fnv1a64(what);
  for (int i = 0; i < 16; ++i, hash >>= 4) out += digits[hash & 15];
  return out;
}
constexpr char kActor = 'a', kCountry = 'c';

std::vector<std::string> mark_words(Dialect dialect, const SearchedNames& names) {
  std::vector<std::string> out;
  for (const std::string& key : names.keys) out.push_back(mark_word(dialect, kActor, key));
  for (const std::string& country : names.countries)
    out.push_back(mark_word(dialect, kCountry, country));
  return out;
}

Result<void> write_names_in_fts5(Query& query, std::int64_t number, const SearchedNames& names) {
  return query.bind(1, number)
      .bind(2, joined(names.words))
      .bind(3, joined(mark_words(Dialect::Sqlite, names)))
      .run();
}

Result<void> add_names(Database& database, std::int64_t number, const SearchedNames& names) {
  const bool sqlite = database.dialect() == Dialect::Sqlite;
  auto query = database.prepare(
      sqlite ? "INSERT INTO name_search (rowid, names, marks) VALUES (?,?,?)"
             : "INSERT INTO name_search (number, words) VALUES (?, CAST(? AS TSVECTOR))");
  if (!query) return query.error();
  if (sqlite) return write_names_in_fts5(*query, number, names);
  WordVector words;
  for (const std::string& word : names.words) words.add_mark(word);
  for (const std::string& mark : mark_words(Dialect::Postgresql, names)) words.add_mark(mark);
  return query->bind(1, number).bind(2, words.text()).run();
}

Result<void> delete_names(Database& database, std::int64_t number, const SearchedNames& names) {
  const bool sqlite = database.dialect() == Dialect::Sqlite;
  auto query = database.prepare(
      sqlite ? "INSERT INTO name_search (name_search, rowid, names, marks) VALUES ('delete', ?,?,?)"
             : "DELETE FROM name_search WHERE number = ?");
  if (!query) return query.error();
  return sqlite ? write_names_in_fts5(*query, number, names) : query->bind(1, number).run();
}

Result<void> add_statements(Database& database,
                            std::int64_t number,
                            const std::vector<SearchedStatement>& statements) {
  const bool sqlite = database.dialect() == Dialect::Sqlite;
  auto query = database.prepare(
      sqlite
          ? "INSERT INTO statement_search (rowid, content, names, countries) VALUES (?,?,?,?)"
          : "INSERT INTO statement_search (number, position, words) VALUES (?,?, CAST(? AS TSVECTOR))");
  if (!query) return query.error();
  for (const SearchedStatement& statement : statements) {
    if (sqlite) {
      query->bind(1, number * kPerReport + statement.position)
          .bind(2, statement.content)
          .bind(3, statement.names)
          .bind(4, joined(statement.countries));
    } else {
      WordVector words;
      words.add(statement.content);
      words.add_lines(statement.names);
      for (const std::string& country : statement.countries) words.add_mark(country);
      query->bind(1, number).bind(2, statement.position).bind(3, words.text());
    }
    if (auto done = query->run(); !done) return done;
  }
  return {};
}

Result<void> delete_statements(Database& database, std::int64_t number) {
  auto query = database.prepare(
      database.dialect() == Dialect::Sqlite
          ? "DELETE FROM statement_search WHERE rowid BETWEEN ?1 * 1048576 AND ?1 * 1048576 + "
            "1048575"
          : "DELETE FROM statement_search WHERE number = ?1");
  if (!query) return query.error();
  return query->bind(1, number).run();
}

}  // namespace

void SearchWrites::index_report(std::int64_t number, const Record* before, const Record& after) {
  if (before != nullptr && before->title == after.title && before->text == after.text) return;
  std::optional<Searched> old;
  if (before != nullptr) old.emplace(*before);
  writes_.emplace_back([number, old = std::move(old), now = Searched(after)](Database& database) {
    return database.dialect() == Dialect::Sqlite ? index_in_fts5(database, number, old, now)
                                                 : index_as_vector(database, number, now);
  });
}

void SearchWrites::index_statements(std::int64_t number, std::vector<SearchedStatement> statements) {
  writes_.emplace_back([number, statements = std::move(statements)](Database& database) {
    return add_statements(database, number, statements);
  });
}

void SearchWrites::unindex_statements(std::int64_t number) {
  writes_.emplace_back(
      [number](Database& database) { return delete_statements(database, number); });
}

void SearchWrites::index_names(std::int64_t number, SearchedNames names) {
  writes_.emplace_back([number, names = std::move(names)](Database& database) {
    return add_names(database, number, names);
  });
}

void SearchWrites::unindex_names(std::int64_t number, SearchedNames names) {
  writes_.emplace_back([number, names = std::move(names)](Database& database) {
    return delete_names(database, number, names);
  });
}

Result<void> SearchWrites::write(Database& database) const {
  for (const auto& one : writes_) {
    if (auto done = one(database); !done) return done;
  }
  return {};
}

std::string report_expression(Dialect dialect, std::string_view typed) {
  std::string out;
  for (const Sought& part : parse_search(typed)) {
    if (dialect == Dialect::Sqlite) {
      out += (out.empty() ? "" : " ") + phrase(part);
    } else {
      out += (out.empty() ? "" : " & ") + tsquery(part);
    }
  }
  return out;
}

std::string statement_expression(Dialect dialect,
                                 const std::vector<SoughtTopic>& parts,
                                 const std::vector<std::string>& countries) {
  const bool sqlite = dialect == Dialect::Sqlite;
  const char* const and_sign = sqlite ? " AND " : " & ";
  const char* const or_sign = sqlite ? " OR " : " | ";
  std::string out;
  for (const SoughtTopic& part : parts) {
    std::string any = sqlite ? "{content names} : " + phrase(part.words) : tsquery(part.words);
    if (!part.countries.empty()) any += or_sign + any_of_countries(dialect, part.countries);
    out += (out.empty() ? "(" : std::string(and_sign) + "(") + any + ")";
  }
  if (countries.empty()) return out;
  return "(" + out + ")" + or_sign + any_of_countries(dialect, countries);
}

std::string names_expression(Dialect dialect, const std::vector<Sought>& parts) {
  const bool sqlite = dialect == Dialect::Sqlite;
  std::string out;
  for (const Sought& part : parts) {
    for (std::size_t at = 0; at < part.words.size();) {
      const std::size_t end = std::min(part.words.find(' ', at), part.words.size());
      const Sought word{part.words.substr(at, end - at), part.beginning && end == part.words.size()};
      if (!out.empty()) out += sqlite ? " AND " : " & ";
      out += sqlite ? phrase(word) : tsquery(word);
      at = end + 1;
    }
  }
  return sqlite ? "names : (" + out + ")" : out;
}

std::string key_expression(Dialect dialect, std::string_view key) {
  return (dialect == Dialect::Sqlite ? "marks : " : "") + mark_word(dialect, kActor, key);
}

std::string countries_expression(Dialect dialect, const std::vector<std::string>& countries) {
  const bool sqlite = dialect == Dialect::Sqlite;
  std::string out;
  for (const std::string& country : countries) {
    if (!out.empty()) out += sqlite ? " OR " : " | ";
    out += mark_word(dialect, kCountry, country);
  }
  return sqlite ? "marks : (" + out + ")" : out;
}

std::string names_found(Dialect dialect) {
  return dialect == Dialect::Sqlite ? "SELECT rowid FROM name_search WHERE name_search MATCH ?"
                                    : "SELECT number FROM name_search WHERE words @@ CAST(? AS TSQUERY)";
}

std::string reports_found(Dialect dialect) {
  return dialect == Dialect::Sqlite
             ? "SELECT rowid FROM report_search WHERE report_search MATCH ?"
             : "SELECT number FROM report_search WHERE words @@ CAST(? AS TSQUERY)";
}

std::string reports_with_statements_found(Dialect dialect) {
  return dialect == Dialect::Sqlite
             ? "SELECT rowid / 1048576 FROM statement_search WHERE statement_search MATCH ?"
             : "SELECT number FROM statement_search WHERE words @@ CAST(? AS TSQUERY)";
}

std::string report_is_found(Dialect dialect, bool each) {
  if (!each) return "r.number IN (" + reports_found(dialect) + ")";
  return dialect == Dialect::Sqlite
             ? "EXISTS (SELECT 1 FROM report_search WHERE report_search MATCH ? AND rowid = +r.number)"
             : "EXISTS (SELECT 1 FROM report_search f WHERE f.number = r.number AND f.words @@ "
               "CAST(? AS TSQUERY))";
}

StatementCondition statement_is_found(Dialect dialect,
                                      const std::vector<SoughtTopic>& parts,
                                      const std::vector<std::string>& countries,
                                      bool each) {
  if (dialect == Dialect::Postgresql) {
    return {"EXISTS (SELECT 1 FROM statement_search f WHERE f.number = r.number AND f.position = "
            "s.position AND f.words @@ CAST(? AS TSQUERY))",
            {statement_expression(dialect, parts, countries)}};
  }
  const std::string row = kStatementRow;
  if (!each) {
    return {row + " IN (SELECT rowid FROM statement_search WHERE statement_search MATCH ?)",
            {statement_expression(dialect, parts, countries)}};
  }
  // The index would look through the lists of all its words for each row; the row has them too.
  StatementCondition out;
  const auto add_countries = [&out](const std::vector<std::string>& codes) {
    for (const std::string& code : codes) {
      out.sql += " OR instr(char(10) || f.countries || char(10), ?) > 0";
      out.values.push_back('\n' + code + '\n');
    }
  };
  out.sql = "EXISTS (SELECT 1 FROM statement_search f WHERE f.rowid = " + row + " AND ((TRUE";
  for (const SoughtTopic& part : parts) {
    out.sql += " AND (has_all_words(f.content || char(10) || f.names, ?)";
    out.values.push_back(phrase({part.words.words, false}));
    if (part.words.beginning) out.values.back().insert(out.values.back().size() - 1, "*");
    add_countries(part.countries);
    out.sql += ")";
  }
  out.sql += ")";
  add_countries(countries);
  out.sql += "))";
  return out;
}

}  // namespace dragoman::store
