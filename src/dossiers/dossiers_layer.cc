#include "dossiers/dossiers_layer.h"

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "core/hash.h"
#include "dossiers/dossier_json.h"
#include "dossiers/find_dossiers.h"
#include "dossiers/identity.h"
#include "dossiers/process_rules.h"

namespace dragoman::dossiers {
namespace {

using store::Database;

constexpr const char* kTables = R"sql(
DROP TABLE IF EXISTS process_mentions;
CREATE TABLE process_mentions (
  report TEXT NOT NULL, process TEXT NOT NULL, block TEXT NOT NULL,
  profile TEXT NOT NULL, facts TEXT NOT NULL, PRIMARY KEY (report, process));
CREATE INDEX process_mentions_block ON process_mentions (block);
DROP TABLE IF EXISTS process_dirty;
CREATE TABLE process_dirty (block TEXT PRIMARY KEY) WITHOUT ROWID;
DROP TABLE IF EXISTS process_touched;
CREATE TABLE process_touched (report TEXT NOT NULL, process TEXT NOT NULL, PRIMARY KEY (report, process)) WITHOUT ROWID;
DROP TABLE IF EXISTS dossiers;
CREATE TABLE dossiers (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT NOT NULL,
  names TEXT NOT NULL, parties TEXT NOT NULL, state TEXT NOT NULL, changed TEXT NOT NULL,
  first_day TEXT NOT NULL, last_day TEXT NOT NULL, reports INTEGER NOT NULL, outlets INTEGER NOT NULL,
  evidence TEXT NOT NULL, pinned TEXT NOT NULL);
DROP TABLE IF EXISTS dossier_members;
CREATE TABLE dossier_members (
  report TEXT NOT NULL, process TEXT NOT NULL, dossier TEXT NOT NULL,
  PRIMARY KEY (report, process)) WITHOUT ROWID;
CREATE INDEX dossier_members_dossier ON dossier_members (dossier);
DROP TABLE IF EXISTS dossier_settings;
CREATE TABLE dossier_settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
)sql";

Result<void> run(Database& database,
                 std::string_view sql,
                 std::initializer_list<std::string_view> values) {
  auto query = database.prepare(sql);
  if (!query) return query.error();
  int at = 0;
  for (const std::string_view value : values) query->bind(++at, value);
  return query->run();
}

Result<std::vector<std::string>> column(Database& database,
                                        std::string_view sql,
                                        std::initializer_list<std::string_view> values) {
  auto query = database.prepare(sql);
  if (!query) return query.error();
  int at = 0;
  for (const std::string_view value : values) query->bind(++at, value);
  std::vector<std::string> out;
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return out;
    out.push_back(query->text(0));
  }
}

// A process and what it is pinned to by the user ("" when found by itself).
struct Home {
  std::string id, pinned;
};

std::string id_of(const std::string& words) {
  constexpr std::size_t kDigits = 12;
  return core::sha256_hex(words).substr(0, kDigits);
}

// Brings dossiers and members in line with the mentions of the blocks that changed.
class Refresher {
 public:
  Refresher(Database& database, const ProcessRules& rules) : database_(database), rules_(rules) {}

  Result<void> run_all() {
    auto blocks = column(database_, "SELECT block FROM process_dirty ORDER BY block", {});
    if (!blocks) return blocks.error();
    for (const std::string& block : *blocks) {
      if (auto done = refresh_block(block); !done) return done;
    }
    // Those that lost a report; see remove.
    auto shorter = column(database_, "SELECT id FROM dossiers WHERE reports < 0", {});
    if (!shorter) return shorter.error();
    for (const std::string& id : *shorter) touch({id, ""});
    for (const auto& [id, home] : changed_) {
      if (auto done = write_dossier(id, home); !done) return done;
    }
    if (auto done = database_.execute("DELETE FROM process_dirty"); !done) return done;
    return database_.execute("DELETE FROM process_touched");
  }

 private:
  using Key = std::pair<std::string, std::string>;  // report, process

  Result<std::vector<Profile>> profiles_of(const std::string& block) {
    auto rows = column(database_, "SELECT profile FROM process_mentions WHERE block = ?", {block});
    if (!rows) return rows.error();
    std::vector<Profile> out;
    for (const std::string& json : *rows) {
      auto profile = profile_from_json(json);
      if (!profile) return profile.error();
      out.push_back(std::move(*profile));
    }
    return out;
  }

  Result<void> refresh_block(const std::string& block) {
    auto profiles = profiles_of(block);
    if (!profiles) return profiles.error();
    std::map<Key, Home> homes;
    std::vector<Profile> free;
    for (const Profile& p : *profiles) {
      if (const ProcessRule* rule = rules_.pin(p)) {
        if (!rule->hide) homes[{p.report, p.process}] = home_of(*rule);
      } else {
        free.push_back(p);
      }
    }
    for (const Cluster& one : cluster(free)) {
      auto home = home_of(block, one, free);
      if (!home) return home.error();
      if (home->id.empty()) continue;
      for (const std::size_t i : one.members) homes[{free[i].report, free[i].process}] = *home;
    }
    return move_members(block, homes);
  }

  static Home home_of(const ProcessRule& rule) {
    return {id_of("pinned\n" + rule.name), rule.name};
  }

  // A process that was found by itself: its own, or the one that a rule merges it into.
  Result<Home> home_of(const std::string& block,
                       const Cluster& one,
                       const std::vector<Profile>& profiles) {
    const Home own{id_of(block + "\n" + one.key), ""};
    if (rules_.rules.empty()) return own;
    std::vector<Told> told;
    for (const std::size_t i : one.members) {
      auto facts = load_told(database_, profiles[i].report, profiles[i].process);
      if (!facts) return facts.error();
      told.push_back(std::move(*facts));
    }
    const std::string name =
        make_dossier(std::move(told), profiles[one.members.front()].conflict, "").name;
    const ProcessRule* rule = rules_.merger(own.id, name);
    if (rule == nullptr) return own;
    return rule->hide ? Home{} : home_of(*rule);
  }

  // Mentions go to their homes; what they left and what they came to is made anew.
  Result<void> move_members(const std::string& block, const std::map<Key, Home>& homes) {
    std::map<Key, std::string> before;
    {
      auto query = database_.prepare(
          "SELECT m.report, m.process, d.dossier FROM process_mentions m JOIN dossier_members d ON "
          "d.report = m.report AND d.process = m.process WHERE m.block = ?");
      if (!query) return query.error();
      query->bind(1, block);
      while (true) {
        auto row = query->step();
        if (!row) return row.error();
        if (!*row) break;
        before[{query->text(0), query->text(1)}] = query->text(2);
      }
    }
    for (const auto& [key, id] : before) {
      const auto now = homes.find(key);
      if (now != homes.end() && now->second.id == id) continue;
      touch({id, ""});
      if (auto done = run(database_, "DELETE FROM dossier_members WHERE report = ? AND process = ?",
                          {key.first, key.second});
          !done)
        return done;
    }
    for (const auto& [key, home] : homes) {
      const auto was = before.find(key);
      const bool stays = was != before.end() && was->second == home.id;
      if (stays && !touched_by_put(key)) continue;
      changed_[home.id] = home.pinned;
      if (stays) continue;
      if (auto done = run(database_,
                          "INSERT INTO dossier_members (dossier, report, process) VALUES (?,?,?)",
                          {home.id, key.first, key.second});
          !done)
        return done;
    }
    return {};
  }

  void touch(const Home& home) { changed_.emplace(home.id, home.pinned); }

  bool touched_by_put(const Key& key) {
    if (!put_) {
      put_.emplace();
      auto query = database_.prepare("SELECT report, process FROM process_touched");
      if (!query) return true;
      while (true) {
        auto row = query->step();
        if (!row || !*row) break;
        put_->insert({query->text(0), query->text(1)});
      }
    }
    return put_->contains(key);
  }

  Result<void> write_dossier(const std::string& id, const std::string& pinned) {
    auto known = column(database_, "SELECT pinned FROM dossiers WHERE id = ?", {id});
    if (!known) return known.error();
    const std::string name = pinned.empty() && !known->empty() ? known->front() : pinned;
    if (auto done = run(database_, "DELETE FROM dossiers WHERE id = ?", {id}); !done) return done;
    auto told = load_members(database_, id, "");
    if (!told) return told.error();
    if (told->empty()) return {};
    auto country = country_of(database_, id);
    if (!country) return country.error();
    const Dossier dossier = make_dossier(std::move(*told), *country, name);
    auto query = database_.prepare(
        "INSERT INTO dossiers (id, name, kind, country, names, parties, state, changed, first_day, "
        "last_day, reports, outlets, evidence, pinned) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    if (!query) return query.error();
    std::string names, parties;
    for (const std::string& one : dossier.names) names += (names.empty() ? "" : "\n") + one;
    for (const DossierRole& role : dossier.roles) {
      if (role.role == "party") parties += (parties.empty() ? "" : "\n") + role.name;
    }
    query->bind(1, id).bind(2, dossier.name).bind(3, dossier.kind).bind(4, dossier.country);
    query->bind(5, names).bind(6, parties).bind(7, dossier.state.text).bind(8, dossier.state.date);
    query->bind(9, dossier.first_day).bind(10, dossier.last_day);
    query->bind(11, std::int64_t{dossier.reports}).bind(12, std::int64_t{dossier.outlets});
    return query->bind(13, to_json(dossier.state.evidence)).bind(14, name).run();
  }

  Database& database_;
  const ProcessRules& rules_;
  std::map<std::string, std::string> changed_;  // dossier -> the name it is pinned to
  std::optional<std::set<Key>> put_;
};

// All blocks are dirty when the user's file is another one than last time.
Result<void> note_rules(Database& database, const ProcessRules& rules) {
  auto last = column(database, "SELECT value FROM dossier_settings WHERE name = 'rules'", {});
  if (!last) return last.error();
  if ((last->empty() ? std::string() : last->front()) == rules.hash) return {};
  if (auto done = database.execute("INSERT INTO process_dirty (block) SELECT DISTINCT block FROM "
                                   "process_mentions WHERE true "
                                   "ON CONFLICT (block) DO NOTHING");
      !done)
    return done;
  return run(database,
             "INSERT INTO dossier_settings (name, value) VALUES ('rules', ?) ON CONFLICT (name) DO "
             "UPDATE SET value = excluded.value",
             {rules.hash});
}

}  // namespace

Result<void> DossiersLayer::clear(Database& database) {
  return database.execute(kTables);
}

Result<void> DossiersLayer::put(Database& database, const Record& record) {
  const std::vector<Facts> all = facts_of(record);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const RecordProcess& process = record.processes[i];
    const std::string id = process.id.empty() ? "x" + std::to_string(i + 1) : process.id;
    const Profile profile = profile_of(all[i], record.id, id);
    const std::string block = block_of(profile);
    if (auto done = run(database,
                        "INSERT INTO process_mentions (report, process, block, profile, facts) "
                        "VALUES (?,?,?,?,?)",
                        {record.id, id, block, to_json(profile), to_json(all[i])});
        !done)
      return done;
    if (auto done = run(
            database, "INSERT INTO process_dirty (block) VALUES (?) ON CONFLICT (block) DO NOTHING",
            {block});
        !done)
      return done;
    if (auto done = run(database,
                        "INSERT INTO process_touched (report, process) VALUES (?,?) ON CONFLICT "
                        "(report, process) DO NOTHING",
                        {record.id, id});
        !done)
      return done;
  }
  return {};
}

Result<void> DossiersLayer::remove(Database& database, const std::string& report) {
  auto dossiers =
      column(database, "SELECT DISTINCT dossier FROM dossier_members WHERE report = ?", {report});
  if (!dossiers) return dossiers.error();
  if (auto done = run(database,
                      "INSERT INTO process_dirty (block) SELECT DISTINCT block FROM "
                      "process_mentions WHERE report = ? ON CONFLICT (block) DO NOTHING",
                      {report});
      !done)
    return done;
  for (const std::string& id : *dossiers) {
    if (auto done = run(database, "UPDATE dossiers SET reports = -1 WHERE id = ?", {id}); !done)
      return done;
  }
  if (auto done = run(database, "DELETE FROM dossier_members WHERE report = ?", {report}); !done)
    return done;
  return run(database, "DELETE FROM process_mentions WHERE report = ?", {report});
}

Result<void> DossiersLayer::refresh(Database& database) {
  const std::string path = rules_.empty() ? rules_beside(database.path()) : rules_;
  ProcessRules rules;
  if (!path.empty()) {
    auto read = read_process_rules(path);
    if (!read) return read.error();
    rules = std::move(*read);
  }
  if (auto done = note_rules(database, rules); !done) return done;
  return Refresher(database, rules).run_all();
}

}  // namespace dragoman::dossiers
