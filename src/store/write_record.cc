#include "store/write_record.h"

#include <algorithm>
#include <tuple>
#include <type_traits>
#include <vector>

#include "core/hash.h"
#include "record/span_text.h"
#include "store/corrections.h"
#include "store/lines.h"
#include "store/report_rows.h"
#include "store/topic_index.h"

namespace dragoman::store {
namespace {

// An INSERT whose values are bound in the order of its columns. The first failure is kept and ends
// the work.
class Inserter {
 public:
  Inserter(Database& database, std::string_view table, int columns, Result<void>& failed)
      : failed_(failed) {
    if (!failed_) return;
    std::string sql = "INSERT INTO " + std::string(table) + " VALUES (?";
    for (int i = 1; i < columns; ++i) sql += ",?";
    if (auto query = database.prepare(sql + ")")) {
      query_.emplace(std::move(*query));
    } else {
      failed_ = query.error();
    }
  }

  template <class... Values>
  void add(const Values&... values) {
    if (!failed_) return;
    int column = 0;
    (bind(++column, values), ...);
    failed_ = query_->run();
  }

 private:
  template <class Value>
  void bind(int column, const Value& value) {
    if constexpr (std::is_convertible_v<Value, std::string_view>) {
      query_->bind_lasting(column, value);
    } else {
      query_->bind(column, value);
    }
  }

  std::optional<Query> query_;
  Result<void>& failed_;
};

// The names of a statement's chain, outermost first, one a line.
std::string chain_of(const Record& r, const RecordStatement& s) {
  std::vector<std::string> names;
  for (const RecordHop& hop : s.chain) {
    const RecordActor* actor = record::find_actor(r, hop.who);
    names.push_back(actor == nullptr ? hop.who : actor->name);
  }
  return join_lines(names);
}

// What --about finds a record's statements by, and the topics of each for its row.
Result<void> index_topics(Database& database,
                          std::int64_t number,
                          const Record& r,
                          std::vector<std::string>& columns,
                          SearchWrites& search) {
  const record::SpanText text(r);
  std::vector<SearchedStatement> searched;
  const auto topics = topics_of(r);
  for (std::size_t i = 0; i < r.statements.size(); ++i) {
    SearchedStatement& found_by = searched.emplace_back();
    found_by.position = static_cast<std::int64_t>(i + 1);
    found_by.content = text.words(r.statements[i].content);
    std::vector<std::string> names;
    for (const Topic& topic : topics[i]) {
      names.push_back(topic.words);
      found_by.countries.insert(found_by.countries.end(), topic.countries.begin(),
                                topic.countries.end());
    }
    found_by.names = join_lines(names);
    columns.push_back(topics_column(topics[i]));
  }
  search.index_statements(number, std::move(searched));
  auto known = database.prepare(
      "INSERT INTO country_names (name, country) VALUES (?,?) ON CONFLICT DO NOTHING");
  if (!known) return known.error();
  for (const CountryName& name : country_names_of(r)) {
    if (auto done = known->bind(1, name.name).bind(2, name.country).run(); !done) return done;
  }
  return {};
}

Result<void> insert_parts(Database& database,
                          const Record& r,
                          const ReportRows& rows,
                          const std::vector<std::string>& topics) {
  Result<void> failed;
  const record::SpanText text(r);
  const auto number = [](std::size_t position) { return static_cast<std::int64_t>(position); };

  Inserter actors(database, "actors", 14, failed);
  for (const ActorLine& a : rows.actors) {
    actors.add(r.id, a.position, a.id, a.name, a.kind, a.code, a.country, a.sector, a.role, a.kb,
               a.aliases, a.mentions, a.who, a.called);
  }
  Inserter places(database, "places", 10, failed);
  for (std::size_t i = 0; i < r.places.size(); ++i) {
    const RecordPlace& p = r.places[i];
    places.add(r.id, number(i + 1), p.id, p.name, p.country, p.admin1, p.lat, p.lon,
               std::int64_t{p.geonames}, std::int64_t{p.precision});
  }
  Inserter statements(database, "statements", 21, failed);
  for (std::size_t i = 0; i < r.statements.size(); ++i) {
    const RecordStatement& s = r.statements[i];
    const times::Days days = days_or(s.date, r.published);
    statements.add(r.id, number(i + 1), s.id, to_string(s.kind), s.speaker, s.addressee, s.parent,
                   to_string(s.stance), s.polarity, text.words(s.source), text.words(s.cue),
                   text.words(s.content), s.date, days.first, days.last, s.confidence, s.rule,
                   to_string(s.source_type), std::int64_t{s.anonymous}, chain_of(r, s), topics[i]);
  }
  Inserter events(database, "events", 19, failed);
  Inserter parties(database, "event_parties", 5, failed);
  for (std::size_t i = 0; i < r.events.size(); ++i) {
    const RecordEvent& e = r.events[i];
    const times::Days days = days_or(e.date, r.published);
    events.add(r.id, number(i + 1), e.id, to_string(e.type), e.mode, join_lines(e.contexts),
               text.words(e.trigger), text.words(e.evidence), e.date, days.first, days.last,
               e.place, to_string(e.factuality), e.said_by, e.cameo, e.quad, e.score, e.confidence,
               e.rule);
    for (std::size_t j = 0; j < e.actors.size(); ++j) {
      parties.add(r.id, e.id, std::string_view("actor"), number(j + 1), e.actors[j]);
    }
    for (std::size_t j = 0; j < e.recipients.size(); ++j) {
      parties.add(r.id, e.id, std::string_view("recipient"), number(j + 1), e.recipients[j]);
    }
  }
  Inserter pledges(database, "pledges", 12, failed);
  for (std::size_t i = 0; i < r.pledges.size(); ++i) {
    const RecordPledge& p = r.pledges[i];
    pledges.add(r.id, number(i + 1), p.id, to_string(p.kind), p.by, p.to, text.words(p.what),
                p.type, p.due, p.said_by, p.confidence, p.rule);
  }
  Inserter processes(database, "processes", 8, failed);
  Inserter roles(database, "process_roles", 5, failed);
  for (std::size_t i = 0; i < r.processes.size(); ++i) {
    const RecordProcess& p = r.processes[i];
    processes.add(r.id, number(i + 1), p.name, to_string(p.kind), p.round, p.when, p.rule,
                  fold(p.name));
    for (std::size_t j = 0; j < p.role.size(); ++j) {
      roles.add(r.id, number(i + 1), number(j + 1), p.role[j].first, p.role[j].second);
    }
  }
  return failed;
}

// What the store has under this record's id.
struct Standing {
  std::int64_t number = 0;
  std::string uri, published, json;
  Versions versions;
};

Result<std::optional<Standing>> find_standing(Database& database, const std::string& id) {
  auto query = database.prepare(
      "SELECT number, uri, published, record, engine, model, lexicon, knowledge FROM reports WHERE "
      "id = ?");
  if (!query) return query.error();
  query->bind(1, id);
  auto row = query->step();
  if (!row) return row.error();
  if (!*row) return std::optional<Standing>();
  return std::optional<Standing>(
      {query->integer(0),
       query->text(1),
       query->text(2),
       query->text(3),
       {query->text(4), query->text(5), query->text(6), query->text(7)}});
}

bool replaces(const Record& record, const Standing& standing) {
  const auto all = [](const Versions& v) {
    return std::tie(v.engine, v.model, v.lexicon, v.knowledge);
  };
  if (all(record.versions) != all(standing.versions) || record.uri == standing.uri) return true;
  return comes_before(record.published, record.uri, standing.published, standing.uri);
}

// Whether the report, or this source of it, was forgotten.
Result<bool> is_forgotten(Database& database, const Record& record) {
  auto query = database.prepare("SELECT source FROM forgotten WHERE report = ?");
  if (!query) return query.error();
  query->bind(1, record.id);
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return false;
    const std::string source = query->text(0);
    if (source.empty() || source == source_hash(record.uri)) return true;
  }
}

Result<void> write_source(Database& database, const Record& r) {
  auto query = database.prepare(
      "INSERT INTO sources (report, uri, outlet, published, title) VALUES (?,?,?,?,?) ON CONFLICT "
      "(report, uri) "
      "DO UPDATE SET outlet = excluded.outlet, published = excluded.published, title = "
      "excluded.title");
  if (!query) return query.error();
  return query->bind(1, r.id)
      .bind(2, r.uri)
      .bind(3, r.outlet)
      .bind(4, r.published)
      .bind(5, r.title)
      .run();
}

// Adds the row, or fills the one with this id anew: its number stays, so that two runs end in the
// same rows. Gives the number.
Result<std::int64_t> write_report(Database& database,
                                  const Record& r,
                                  const std::string& json,
                                  const std::string& learned) {
  auto query = database.prepare(
      "INSERT INTO reports (id, uri, outlet, agency, title, published, language, engine, model, "
      "lexicon, knowledge, record, learned) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET "
      "uri = excluded.uri, outlet = excluded.outlet, agency = excluded.agency, title = "
      "excluded.title, published = excluded.published, language = excluded.language, engine = "
      "excluded.engine, model = excluded.model, lexicon = excluded.lexicon, knowledge = "
      "excluded.knowledge, record = excluded.record RETURNING number");
  if (!query) return query.error();
  const Versions& v = r.versions;
  query->bind(1, r.id)
      .bind(2, r.uri)
      .bind(3, r.outlet)
      .bind(4, r.agency)
      .bind(5, r.title)
      .bind(6, r.published);
  query->bind(7, r.language)
      .bind(8, v.engine)
      .bind(9, v.model)
      .bind(10, v.lexicon)
      .bind(11, v.knowledge);
  query->bind(12, json).bind(13, learned);
  auto row = query->step();
  if (!row) return row.error();
  return query->integer(0);
}

Result<void> insert_rows(Database& database,
                         std::int64_t number,
                         const Record& record,
                         const Record& shown,
                         LateWrites& late) {
  ReportRows rows = rows_of(record, shown);
  std::vector<std::string> topics;
  if (auto done = index_topics(database, number, shown, topics, late.search); !done) return done;
  late.search.index_names(number, rows.names());
  late.totals.add(rows);
  return insert_parts(database, shown, rows, topics);
}

Result<Record> read_stored(Database& database, const std::string& json) {
  auto record = record_from_json(json);
  if (record) return record;
  return make_error(ErrorCode::BadStore, "a record is damaged: " + record.error().message,
                    database.path());
}

// The record as rows and layers are made of it: corrected, where users corrected it. What came of
// the corrections is noted.
Result<Record> as_corrected(Database& database, Record machine) {
  auto corrected = apply_stored(database, machine);
  if (!corrected) return corrected.error();
  if (!*corrected) return machine;
  if (auto done = note_states(database, (*corrected)->corrections); !done) return done.error();
  return std::move((*corrected)->record);
}

// `standing` is what it takes the place of, or nullptr; `shown` is the record with corrections.
Result<void> replace_record(Database& database,
                            const Record& record,
                            const Record& shown,
                            const std::string& json,
                            const Standing* standing,
                            const Layers& layers,
                            const std::string& learned,
                            LateWrites& late) {
  std::optional<Record> old;
  if (standing != nullptr) {
    auto stored = read_stored(database, standing->json);
    if (!stored) return stored.error();
    old = std::move(*stored);
    if (auto done = remove_from_layers(layers, database, record.id); !done) return done;
  }
  if (standing != nullptr) {
    if (auto done = remove_rows(database, standing->number, record.id, late); !done) return done;
  }
  const auto number = write_report(database, record, json, learned);
  if (!number) return number.error();
  late.search.index_report(*number, old ? &*old : nullptr, record);
  return insert_rows(database, *number, record, shown, late);
}

// A source more for a record that stays: to the layers, the record comes anew.
Result<void> tell_of_source(Database& database, const std::string& json, const Layers& layers) {
  auto record = read_stored(database, json);
  if (!record) return record.error();
  if (auto done = remove_from_layers(layers, database, record->id); !done) return done;
  auto shown = as_corrected(database, std::move(*record));
  if (!shown) return shown.error();
  return put_into_layers(layers, database, *shown);
}

}  // namespace

Result<void> LateWrites::write(Database& database) const {
  if (auto done = search.write(database); !done) return done;
  return totals.write(database);
}

Result<void> remove_rows(Database& database,
                         std::int64_t number,
                         const std::string& report,
                         LateWrites& late) {
  auto rows = read_rows(database, report);
  if (!rows) return rows.error();
  late.totals.remove(*rows);
  late.search.unindex_names(number, rows->names());
  late.search.unindex_statements(number);
  for (const char* table :
       {"processes", "pledges", "event_parties", "events", "statements", "places", "actors"}) {
    auto query = database.prepare("DELETE FROM " + std::string(table) + " WHERE report = ?");
    if (!query) return query.error();
    if (auto done = query->bind(1, report).run(); !done) return done;
  }
  return {};
}

bool comes_before(const std::string& published,
                  const std::string& uri,
                  const std::string& other_published,
                  const std::string& other_uri) {
  return std::tuple(published.empty(), published, uri) <
         std::tuple(other_published.empty(), other_published, other_uri);
}

std::string source_hash(const std::string& uri) {
  return core::sha256_hex(uri).substr(0, 16);
}

Result<void> tell_layers_anew(Database& database, const std::string& report, const Layers& layers) {
  auto standing = find_standing(database, report);
  if (!standing) return standing.error();
  return *standing ? tell_of_source(database, (*standing)->json, layers) : Result<void>();
}

Result<void> write_corrected(Database& database, const std::string& report, const Layers& layers) {
  auto query = database.prepare("SELECT number, record FROM reports WHERE id = ?");
  if (!query) return query.error();
  auto row = query->bind(1, report).step();
  if (!row) return row.error();
  if (!*row) return {};
  const std::int64_t number = query->integer(0);
  auto machine = read_stored(database, query->text(1));
  query->reset();
  if (!machine) return machine.error();
  if (auto done = remove_from_layers(layers, database, report); !done) return done;
  LateWrites late;
  if (auto done = remove_rows(database, number, report, late); !done) return done;
  auto shown = as_corrected(database, *machine);
  if (!shown) return shown.error();
  if (auto done = insert_rows(database, number, *machine, *shown, late); !done) return done;
  if (auto done = late.write(database); !done) return done;
  return put_into_layers(layers, database, *shown);
}

Result<Written> write_record(Database& database,
                             const Record& record,
                             const Layers& layers,
                             const std::string& learned,
                             LateWrites& late) {
  auto forgotten = is_forgotten(database, record);
  if (!forgotten) return forgotten.error();
  if (*forgotten) return Written::Forgotten;
  auto standing = find_standing(database, record.id);
  if (!standing) return standing.error();
  const std::string json = to_json(record);
  if (*standing && (*standing)->json == json) return Written::Unchanged;
  const bool write = !*standing || replaces(record, **standing);
  std::optional<Record> corrected;  // a report that is new has no corrections
  if (write && *standing) {
    auto shown = as_corrected(database, record);
    if (!shown) return shown.error();
    corrected = std::move(*shown);
  }
  const Record& shown = corrected ? *corrected : record;
  if (write) {
    auto done = replace_record(database, record, shown, json, *standing ? &**standing : nullptr,
                               layers, learned, late);
    if (!done) return done.error();
  }
  if (auto done = write_source(database, record); !done) return done.error();
  if (auto done = write ? put_into_layers(layers, database, shown)
                        : tell_of_source(database, (*standing)->json, layers);
      !done) {
    return done.error();
  }
  return !write ? Written::Unchanged : *standing ? Written::Replaced : Written::Added;
}

}  // namespace dragoman::store
