// The tables of happenings, and what each record adds to them.
//
//   happening_waiting   the profiles of a report that came since the last refresh
//   happening_events    event of a report -> profile
//   happening_profiles  a profile, once for all events that have it; its component, cluster and
//                       happening; of the one that names a cluster, the cluster of a better known
//                       time that it belongs to
//   happening_keys      where profiles meet (happening_keys.h)
//   happenings          one row each, for finding; its number is the profile that names its cluster of
//                       the best known time
//   happening_moves     reports whose happenings changed, for the layer of stories, which takes them
//   happening_changes   profiles from which events went since the last refresh
#include "record/actor_key.h"
#include "stories/happening_profile.h"
#include "stories/happening_waiting.h"
#include "stories/happenings.h"
#include "stories/happenings_refresh.h"

namespace dragoman::stories {
namespace {

using store::Database;

constexpr const char* kTables = R"sql(
DROP TABLE IF EXISTS happening_waiting;
CREATE TABLE happening_waiting (
  report TEXT PRIMARY KEY, published TEXT NOT NULL, profiles TEXT NOT NULL);
CREATE INDEX happening_waiting_published ON happening_waiting (published, report);
DROP TABLE IF EXISTS happening_events;
CREATE TABLE happening_events (
  report TEXT NOT NULL, event TEXT NOT NULL, profile INTEGER NOT NULL, position INTEGER NOT NULL,
  published TEXT NOT NULL, PRIMARY KEY (report, event)) WITHOUT ROWID;
CREATE INDEX happening_events_profile ON happening_events (profile);
DROP TABLE IF EXISTS happening_profiles;
CREATE TABLE happening_profiles (
  profile INTEGER PRIMARY KEY, component INTEGER NOT NULL, cluster INTEGER NOT NULL,
  belongs_to INTEGER NOT NULL, happening INTEGER NOT NULL, text TEXT NOT NULL);
CREATE INDEX happening_profiles_component ON happening_profiles (component) WHERE component <> profile;
CREATE INDEX happening_profiles_cluster ON happening_profiles (cluster) WHERE cluster <> profile;
CREATE INDEX happening_profiles_belongs ON happening_profiles (belongs_to) WHERE belongs_to <> 0;
CREATE INDEX happening_profiles_happening ON happening_profiles (happening);
DROP TABLE IF EXISTS happening_keys;
CREATE TABLE happening_keys (
  stretch INTEGER NOT NULL, hash INTEGER NOT NULL, day INTEGER NOT NULL, dating INTEGER NOT NULL,
  profile INTEGER NOT NULL, PRIMARY KEY (stretch, hash, day, dating, profile)) WITHOUT ROWID;
DROP TABLE IF EXISTS happening_clusters;
DROP TABLE IF EXISTS happenings;
CREATE TABLE happenings (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL, type TEXT NOT NULL, first_day TEXT NOT NULL,
  last_day TEXT NOT NULL, dated INTEGER NOT NULL, reports INTEGER NOT NULL);
CREATE INDEX happenings_id ON happenings (id);
CREATE INDEX happenings_day ON happenings (first_day, last_day, id, reports);
DROP TABLE IF EXISTS happening_moves;
CREATE TABLE happening_moves (
  published TEXT NOT NULL, report TEXT NOT NULL, PRIMARY KEY (published, report)) WITHOUT ROWID;
DROP TABLE IF EXISTS happening_changes;
CREATE TABLE happening_changes (profile INTEGER PRIMARY KEY);
)sql";

class HappeningsLayer : public store::Layer {
 public:
  std::string_view name() const override { return "happenings"; }
  int version() const override { return 3; }

  Result<void> clear(Database& database) override { return database.execute(kTables); }

  Result<void> put(Database& database, const Record& record) override {
    std::vector<WaitingProfile> waiting;
    for (RecordProfile& one : profiles_of(record)) {
      WaitingProfile& to = waiting.emplace_back();
      to.text = to_text(one.profile);
      to.id = profile_id(one.profile.time, to.text);
      for (const std::size_t i : one.events)
        to.events.push_back({record.events[i].id, static_cast<std::int64_t>(i + 1)});
      cache_.add(to.id, std::move(one.profile));
    }
    if (waiting.empty()) return {};
    auto query = database.prepare(
        "INSERT INTO happening_waiting (report, published, profiles) VALUES (?,?,?)");
    if (!query) return query.error();
    return query->bind(1, record.id).bind(2, record.published).bind(3, to_text(waiting)).run();
  }

  Result<void> remove(Database& database, const std::string& report) override {
    for (const char* sql :
         {"INSERT INTO happening_changes (profile) SELECT DISTINCT profile FROM happening_events "
          "WHERE report = ? ON CONFLICT (profile) DO NOTHING",
          "DELETE FROM happening_events WHERE report = ?",
          "DELETE FROM happening_waiting WHERE report = ?"}) {
      auto query = database.prepare(sql);
      if (!query) return query.error();
      if (auto done = query->bind(1, report).run(); !done) return done;
    }
    return {};
  }

  Result<bool> refresh_step(Database& database, store::RefreshStep&) override {
    return refresh_some_happenings(database, cache_);
  }

 private:
  ProfileCache cache_;
};

}  // namespace

std::shared_ptr<store::Layer> make_happenings_layer() {
  return std::make_shared<HappeningsLayer>();
}

}  // namespace dragoman::stories
