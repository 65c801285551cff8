// The tables of happenings, and what each record adds to them.
//
//   happening_events    event of a report -> profile
//   happening_profiles  a profile, once for all events that have it; its component and cluster
//   happening_keys      where profiles meet (happening_keys.h)
//   happening_clusters  cluster of profiles of one time; the cluster of a better known time that it
//                       belongs to, 0 for none; the happening
//   happenings          one row each, for finding
//   happening_moves     reports whose happenings changed, for the layer of stories, which takes them
//   happening_changes   profiles to which events came or from which they went since the last refresh
#include "record/actor_key.h"
#include "stories/happening_profile.h"
#include "stories/happenings.h"
#include "stories/happenings_refresh.h"

namespace dragoman::stories {
namespace {

using store::Database;

constexpr const char* kTables =
    "DROP TABLE IF EXISTS happening_events; DROP TABLE IF EXISTS happening_profiles; "
    "DROP TABLE IF EXISTS happening_keys; DROP TABLE IF EXISTS happening_clusters; "
    "DROP TABLE IF EXISTS happenings; DROP TABLE IF EXISTS happening_changes; "
    "DROP TABLE IF EXISTS happening_moves; CREATE TABLE happening_moves (report TEXT PRIMARY KEY) WITHOUT ROWID; "
    "CREATE TABLE happening_events (report TEXT NOT NULL, event TEXT NOT NULL, profile INTEGER NOT "
    "NULL, PRIMARY KEY (report, event)) WITHOUT ROWID; "
    "CREATE INDEX happening_events_profile ON happening_events (profile); "
    "CREATE TABLE happening_profiles (profile INTEGER PRIMARY KEY, component INTEGER NOT NULL, "
    "cluster INTEGER NOT NULL, text TEXT NOT NULL); "
    "CREATE INDEX happening_profiles_component ON happening_profiles (component); "
    "CREATE INDEX happening_profiles_cluster ON happening_profiles (cluster); "
    "CREATE TABLE happening_keys (hash INTEGER NOT NULL, day INTEGER NOT NULL, profile INTEGER NOT "
    "NULL, PRIMARY KEY (hash, day, profile)) WITHOUT ROWID; "
    "CREATE TABLE happening_clusters (cluster INTEGER PRIMARY KEY, belongs_to INTEGER NOT NULL, "
    "happening TEXT NOT NULL); "
    "CREATE INDEX happening_clusters_belongs ON happening_clusters (belongs_to); "
    "CREATE INDEX happening_clusters_happening ON happening_clusters (happening); "
    "CREATE TABLE happenings (id TEXT PRIMARY KEY, type TEXT NOT NULL, first_day TEXT NOT NULL, "
    "last_day TEXT NOT NULL, dated INTEGER NOT NULL, reports INTEGER NOT NULL) WITHOUT ROWID; "
    "CREATE INDEX happenings_day ON happenings (first_day, last_day, id, reports); "
    "CREATE TABLE happening_changes (profile INTEGER PRIMARY KEY)";

class HappeningsLayer : public store::Layer {
 public:
  std::string_view name() const override { return "happenings"; }
  int version() const override { return 2; }

  Result<void> clear(Database& database) override { return database.execute(kTables); }

  Result<void> put(Database& database, const Record& record) override {
    auto event = database.prepare("INSERT INTO happening_events (report, event, profile) VALUES (?,?,?)");
    if (!event) return event.error();
    auto profile = database.prepare(
        "INSERT INTO happening_profiles (profile, component, cluster, text) VALUES (?,0,0,?) ON "
        "CONFLICT (profile) DO NOTHING");
    if (!profile) return profile.error();
    auto change = database.prepare(
        "INSERT INTO happening_changes (profile) VALUES (?) ON CONFLICT (profile) DO NOTHING");
    if (!change) return change.error();
    for (const RecordProfile& one : profiles_of(record)) {
      const std::string text = to_text(one.profile);
      const std::int64_t hash = hash_of(text);
      if (auto done = profile->bind(1, hash).bind(2, text).run(); !done) return done;
      if (auto done = change->bind(1, hash).run(); !done) return done;
      for (const std::size_t i : one.events) {
        event->bind(1, record.id).bind(2, record.events[i].id).bind(3, hash);
        if (auto done = event->run(); !done) return done;
      }
    }
    return {};
  }

  Result<void> remove(Database& database, const std::string& report) override {
    for (const char* sql :
         {"INSERT INTO happening_changes (profile) SELECT DISTINCT profile FROM happening_events "
          "WHERE report = ? ON CONFLICT (profile) DO NOTHING",
          "DELETE FROM happening_events WHERE report = ?"}) {
      auto query = database.prepare(sql);
      if (!query) return query.error();
      if (auto done = query->bind(1, report).run(); !done) return done;
    }
    return {};
  }

  Result<void> refresh(Database& database) override { return refresh_happenings(database); }
};

}  // namespace

std::shared_ptr<store::Layer> make_happenings_layer() {
  return std::make_shared<HappeningsLayer>();
}

}  // namespace dragoman::stories
