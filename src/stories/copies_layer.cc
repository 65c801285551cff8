// Tables (docs/formats/store.md):
//   copy_sketches      one row a report: publication and sketch
//   copy_fingerprints  fingerprint -> report, in the order of publication
//   copy_dirty         reports to be compared by refresh: those that were added have no fingerprints in
//                      the table yet
//   copy_pairs         one row for each side of a pair
//   copy_sources       report -> what it was taken from
//   copy_media         statement -> the agency or medium that it was made to
#include <algorithm>

#include "core/fold.h"
#include "record/actor_key.h"
#include "record/span_text.h"
#include "stories/copies.h"
#include "stories/copies_refresh.h"
#include "stories/kept_queries.h"
#include "stories/sketch.h"

namespace dragoman::stories {
namespace {

constexpr const char* kTables = R"(
DROP TABLE IF EXISTS copy_sketches;
CREATE TABLE copy_sketches (
  report TEXT PRIMARY KEY, published TEXT NOT NULL, outlets TEXT NOT NULL, agency TEXT NOT NULL,
  words INTEGER NOT NULL, sketch TEXT NOT NULL);
DROP TABLE IF EXISTS copy_fingerprints;
CREATE TABLE copy_fingerprints (
  fingerprint INTEGER NOT NULL, published TEXT NOT NULL, report TEXT NOT NULL, size INTEGER NOT NULL,
  PRIMARY KEY (fingerprint, published, report)) WITHOUT ROWID;
DROP TABLE IF EXISTS copy_dirty;
CREATE TABLE copy_dirty (
  published TEXT NOT NULL, report TEXT NOT NULL, added INTEGER NOT NULL,
  PRIMARY KEY (published, report)) WITHOUT ROWID;
DROP TABLE IF EXISTS copy_pairs;
CREATE TABLE copy_pairs (
  report TEXT NOT NULL, other TEXT NOT NULL, share REAL NOT NULL, other_share REAL NOT NULL,
  PRIMARY KEY (report, other)) WITHOUT ROWID;
DROP TABLE IF EXISTS copy_sources;
CREATE TABLE copy_sources (
  report TEXT NOT NULL, place INTEGER NOT NULL, source TEXT NOT NULL, share REAL NOT NULL,
  source_share REAL NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (report, place)) WITHOUT ROWID;
CREATE INDEX copy_sources_source ON copy_sources (source);
DROP TABLE IF EXISTS copy_media;
CREATE TABLE copy_media (
  report TEXT NOT NULL, statement TEXT NOT NULL, medium TEXT NOT NULL, speaker TEXT NOT NULL,
  speaker_name TEXT NOT NULL, PRIMARY KEY (report, statement)) WITHOUT ROWID;
)";

struct Sources {
  std::string published, outlets;  // the earliest; names, one a line
};

Sources sources_of_report(KeptQueries& queries, const std::string& report) {
  Sources out;
  queries.rows(
      "SELECT DISTINCT outlet, published FROM sources WHERE report = ? ORDER BY outlet, published",
      [&out, last = std::string()](const store::Query& row) mutable {
        const std::string outlet = row.text(0), published = row.text(1);
        if (!outlet.empty() && outlet != last)
          out.outlets += (out.outlets.empty() ? "" : "\n") + outlet;
        last = outlet;
        if (!published.empty() && (out.published.empty() || published < out.published))
          out.published = published;
      },
      report);
  return out;
}

std::string name_of(const Record& record, const RecordHop& hop) {
  const RecordActor* actor = record::find_actor(record, hop.who);
  return actor == nullptr ? hop.who : actor->name;
}

// The agency or medium that the statement's words came by, the one next to its speaker.
const RecordHop* medium_of(const RecordStatement& statement) {
  const auto found =
      std::find_if(statement.chain.rbegin(), statement.chain.rend(), [](const RecordHop& hop) {
        return hop.kind == HopKind::Agency || hop.kind == HopKind::Medium;
      });
  return found == statement.chain.rend() ? nullptr : &*found;
}

void put_media(KeptQueries& queries, const Record& record) {
  const record::ActorKeys keys(record);
  for (const RecordStatement& statement : record.statements) {
    const RecordHop* medium = medium_of(statement);
    const RecordActor* speaker = record::find_actor(record, statement.speaker);
    if (medium == nullptr || speaker == nullptr) continue;
    const std::string& key = keys.key(statement.speaker);
    queries.write("INSERT INTO copy_media VALUES (?,?,?,?,?)", record.id, statement.id,
                  name_of(record, *medium), key.empty() ? core::fold(speaker->name) : key,
                  speaker->name);
  }
}

class CopiesLayer : public store::Layer {
 public:
  std::string_view name() const override { return "copies"; }
  int version() const override { return 3; }

  Result<void> clear(store::Database& database) override { return database.execute(kTables); }

  Result<void> put(store::Database& database, const Record& record) override {
    KeptQueries queries(database);
    const Sketch sketch = sketch_of(record);
    const Sources sources = sources_of_report(queries, record.id);
    queries.write("INSERT INTO copy_sketches VALUES (?,?,?,?,?,?)", record.id, sources.published,
                  sources.outlets, record.agency, std::int64_t(sketch.words.size()),
                  to_text(sketch));
    put_media(queries, record);
    if (sketch.words.size() >= kShingle) note_added(queries, record.id, sources.published);
    return queries.failed();
  }

  Result<void> remove(store::Database& database, const std::string& report) override {
    KeptQueries queries(database);
    forget_report(queries, report);
    return queries.failed();
  }

  Result<bool> refresh_step(store::Database& database, store::RefreshStep&) override {
    return refresh_some_copies(database);
  }
};

}  // namespace

std::shared_ptr<store::Layer> make_copies_layer() {
  return std::make_shared<CopiesLayer>();
}

}  // namespace dragoman::stories
