#include "dossiers/dossiers_layer.h"

#include <chrono>
#include <cstdint>
#include <map>
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
  block TEXT NOT NULL, report TEXT NOT NULL, process TEXT NOT NULL, profile TEXT NOT NULL,
  PRIMARY KEY (block, report, process)) WITHOUT ROWID;
DROP TABLE IF EXISTS process_facts;
CREATE TABLE process_facts (
  report TEXT NOT NULL, process TEXT NOT NULL, block TEXT NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (report, process));
DROP TABLE IF EXISTS process_dirty;
CREATE TABLE process_dirty (block TEXT PRIMARY KEY, changes INTEGER NOT NULL) WITHOUT ROWID;
DROP TABLE IF EXISTS process_touched;
CREATE TABLE process_touched (
  block TEXT NOT NULL, report TEXT NOT NULL, process TEXT NOT NULL,
  PRIMARY KEY (block, report, process)) WITHOUT ROWID;
DROP TABLE IF EXISTS dossiers;
CREATE TABLE dossiers (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT NOT NULL,
  names TEXT NOT NULL, parties TEXT NOT NULL, state TEXT NOT NULL, changed TEXT NOT NULL,
  first_day TEXT NOT NULL, last_day TEXT NOT NULL, reports INTEGER NOT NULL, outlets INTEGER NOT NULL,
  evidence TEXT NOT NULL, pinned TEXT NOT NULL);
DROP TABLE IF EXISTS dossier_members;
CREATE TABLE dossier_members (
  block TEXT NOT NULL, report TEXT NOT NULL, process TEXT NOT NULL, dossier TEXT NOT NULL,
  PRIMARY KEY (block, report, process)) WITHOUT ROWID;
CREATE INDEX dossier_members_dossier ON dossier_members (dossier);
DROP TABLE IF EXISTS dossier_shorter;
CREATE TABLE dossier_shorter (
  block TEXT NOT NULL, dossier TEXT NOT NULL, PRIMARY KEY (block, dossier)) WITHOUT ROWID;
DROP TABLE IF EXISTS dossier_settings;
CREATE TABLE dossier_settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
)sql";

// Grouping a block anew costs by its size. Where not all is asked for, it waits until so many of its
// mentions changed that each pays for no more than this number.
constexpr std::int64_t kPaidByChange = 8;

constexpr std::chrono::milliseconds kStep{100};  // in which a step takes up blocks

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

using Key = std::pair<std::string, std::string>;  // report, process

// Brings dossiers and members in line with the mentions of a block that changed.
class BlockRefresh {
 public:
  BlockRefresh(Database& database, const ProcessRules& rules, const std::string& block)
      : database_(database), rules_(rules), block_(block) {}

  Result<void> run() {
    auto homes = find_homes();
    if (!homes) return homes.error();
    if (auto done = move_members(*homes); !done) return done;
    auto shorter =
        column(database_, "SELECT dossier FROM dossier_shorter WHERE block = ?", {block_});
    if (!shorter) return shorter.error();
    for (const std::string& id : *shorter) touch({id, ""});
    for (const auto& [id, pinned] : changed_) {
      if (auto done = write_dossier(id, pinned); !done) return done;
    }
    for (const char* sql :
         {"DELETE FROM process_dirty WHERE block = ?", "DELETE FROM process_touched WHERE block = ?",
          "DELETE FROM dossier_shorter WHERE block = ?"}) {
      if (auto done = dossiers::run(database_, sql, {block_}); !done) return done;
    }
    return {};
  }

 private:
  Result<std::vector<Profile>> profiles() {
    auto query = database_.prepare(
        "SELECT report, process, profile FROM process_mentions WHERE block = ?");
    if (!query) return query.error();
    query->bind(1, block_);
    std::vector<Profile> out;
    while (true) {
      auto row = query->step();
      if (!row) return row.error();
      if (!*row) return out;
      auto profile = profile_from_text(query->text(0), query->text(1), query->text(2));
      if (!profile) return profile.error();
      out.push_back(std::move(*profile));
    }
  }

  // Where each mention of the block belongs; those that belong nowhere are left out.
  Result<std::map<Key, Home>> find_homes() {
    auto all = profiles();
    if (!all) return all.error();
    std::map<Key, Home> homes;
    std::vector<Profile> free;
    for (Profile& p : *all) {
      if (const ProcessRule* rule = rules_.pin(p)) {
        if (!rule->hide) homes[{p.report, p.process}] = home_of(*rule);
      } else {
        free.push_back(std::move(p));
      }
    }
    for (const Cluster& one : cluster(free)) {
      auto home = home_of(one, free);
      if (!home) return home.error();
      if (home->id.empty()) continue;
      for (const std::size_t i : one.members) homes[{free[i].report, free[i].process}] = *home;
    }
    return homes;
  }

  static Home home_of(const ProcessRule& rule) {
    return {id_of("pinned\n" + rule.name), rule.name};
  }

  // A process that was found by itself: its own, or the one that a rule merges it into.
  Result<Home> home_of(const Cluster& one, const std::vector<Profile>& profiles) {
    const Home own{id_of(block_ + "\n" + one.key), ""};
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

  Result<std::map<Key, std::string>> members_before() {
    auto query =
        database_.prepare("SELECT report, process, dossier FROM dossier_members WHERE block = ?");
    if (!query) return query.error();
    query->bind(1, block_);
    std::map<Key, std::string> out;
    while (true) {
      auto row = query->step();
      if (!row) return row.error();
      if (!*row) return out;
      out[{query->text(0), query->text(1)}] = query->text(2);
    }
  }

  Result<std::set<Key>> put_since() {
    auto query =
        database_.prepare("SELECT report, process FROM process_touched WHERE block = ?");
    if (!query) return query.error();
    query->bind(1, block_);
    std::set<Key> out;
    while (true) {
      auto row = query->step();
      if (!row) return row.error();
      if (!*row) return out;
      out.insert({query->text(0), query->text(1)});
    }
  }

  // Mentions go to their homes; what they left and what they came to is made anew.
  Result<void> move_members(const std::map<Key, Home>& homes) {
    const auto before = members_before();
    if (!before) return before.error();
    const auto put = put_since();
    if (!put) return put.error();
    for (const auto& [key, id] : *before) {
      const auto now = homes.find(key);
      if (now != homes.end() && now->second.id == id) continue;
      touch({id, ""});
      if (auto done = dossiers::run(
              database_, "DELETE FROM dossier_members WHERE block = ? AND report = ? AND process = ?",
              {block_, key.first, key.second});
          !done)
        return done;
    }
    for (const auto& [key, home] : homes) {
      const auto was = before->find(key);
      const bool stays = was != before->end() && was->second == home.id;
      if (stays && !put->contains(key)) continue;
      changed_[home.id] = home.pinned;
      if (stays) continue;
      if (auto done = dossiers::run(
              database_,
              "INSERT INTO dossier_members (block, report, process, dossier) VALUES (?,?,?,?)",
              {block_, key.first, key.second, home.id});
          !done)
        return done;
    }
    return {};
  }

  void touch(const Home& home) { changed_.emplace(home.id, home.pinned); }

  Result<void> write_dossier(const std::string& id, const std::string& pinned) {
    auto known = column(database_, "SELECT pinned FROM dossiers WHERE id = ?", {id});
    if (!known) return known.error();
    const std::string name = pinned.empty() && !known->empty() ? known->front() : pinned;
    if (auto done = dossiers::run(database_, "DELETE FROM dossiers WHERE id = ?", {id}); !done)
      return done;
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
  const std::string& block_;
  std::map<std::string, std::string> changed_;  // dossier -> the name it is pinned to
};

struct DirtyBlock {
  std::string name;
  std::int64_t changes = 0;
};

// Behind this one, in order of names.
Result<std::vector<DirtyBlock>> dirty_blocks(Database& database, const std::string& after) {
  auto query = database.prepare(
      "SELECT block, changes FROM process_dirty WHERE block > ? ORDER BY block");
  if (!query) return query.error();
  query->bind(1, after);
  std::vector<DirtyBlock> out;
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return out;
    out.push_back({query->text(0), query->integer(1)});
  }
}

// Whether what changed in a block pays for grouping it anew.
Result<bool> is_paid(Database& database, const DirtyBlock& block) {
  const std::int64_t most = block.changes * kPaidByChange;
  auto query = database.prepare(
      "SELECT count(*) FROM (SELECT 1 FROM process_mentions WHERE block = ? LIMIT ?) some");
  if (!query) return query.error();
  auto row = query->bind(1, block.name).bind(2, most + 1).step();
  if (!row) return row.error();
  return query->integer(0) <= most;
}

// All blocks are dirty when the user's file is another one than last time.
Result<void> note_rules(Database& database, const ProcessRules& rules) {
  auto last = column(database, "SELECT value FROM dossier_settings WHERE name = 'rules'", {});
  if (!last) return last.error();
  if ((last->empty() ? std::string() : last->front()) == rules.hash) return {};
  if (auto done = database.execute("INSERT INTO process_dirty (block, changes) SELECT block, "
                                   "count(*) FROM process_mentions WHERE true GROUP BY block "
                                   "ON CONFLICT (block) DO UPDATE SET changes = excluded.changes");
      !done)
    return done;
  return run(database,
             "INSERT INTO dossier_settings (name, value) VALUES ('rules', ?) ON CONFLICT (name) DO "
             "UPDATE SET value = excluded.value",
             {rules.hash});
}

// Something of the block changed.
Result<void> note_change(Database& database, const std::string& block) {
  return run(database,
             "INSERT INTO process_dirty (block, changes) VALUES (?,1) ON CONFLICT (block) DO UPDATE "
             "SET changes = process_dirty.changes + 1",
             {block});
}

// A mention goes, and with it what came of it.
Result<void> forget_mention(Database& database,
                            const std::string& block,
                            const std::string& report,
                            const std::string& process) {
  if (auto done = note_change(database, block); !done) return done;
  for (const char* sql :
       {"INSERT INTO dossier_shorter (block, dossier) SELECT block, dossier FROM dossier_members WHERE "
        "block = ? AND report = ? AND process = ? ON CONFLICT (block, dossier) DO NOTHING",
        "DELETE FROM dossier_members WHERE block = ? AND report = ? AND process = ?",
        "DELETE FROM process_mentions WHERE block = ? AND report = ? AND process = ?",
        "DELETE FROM process_touched WHERE block = ? AND report = ? AND process = ?"}) {
    if (auto done = run(database, sql, {block, report, process}); !done) return done;
  }
  return {};
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
                        "INSERT INTO process_mentions (block, report, process, profile) VALUES "
                        "(?,?,?,?)",
                        {block, record.id, id, to_text(profile)});
        !done)
      return done;
    if (auto done = run(database,
                        "INSERT INTO process_facts (report, process, block, facts) VALUES (?,?,?,?)",
                        {record.id, id, block, to_json(all[i])});
        !done)
      return done;
    if (auto done = run(database,
                        "INSERT INTO process_touched (block, report, process) VALUES (?,?,?)",
                        {block, record.id, id});
        !done)
      return done;
    if (auto done = note_change(database, block); !done) return done;
  }
  return {};
}

Result<void> DossiersLayer::remove(Database& database, const std::string& report) {
  std::vector<Key> mentions;  // block, process
  {
    auto query = database.prepare("SELECT block, process FROM process_facts WHERE report = ?");
    if (!query) return query.error();
    query->bind(1, report);
    while (true) {
      auto row = query->step();
      if (!row) return row.error();
      if (!*row) break;
      mentions.emplace_back(query->text(0), query->text(1));
    }
  }
  for (const auto& [block, process] : mentions) {
    if (auto done = forget_mention(database, block, report, process); !done) return done;
  }
  return run(database, "DELETE FROM process_facts WHERE report = ?", {report});
}

Result<bool> DossiersLayer::refresh_step(Database& database, store::RefreshStep& step) {
  const std::string path = rules_.empty() ? rules_beside(database.path()) : rules_;
  ProcessRules rules;
  if (!path.empty()) {
    auto read = read_process_rules(path);
    if (!read) return read.error();
    rules = std::move(*read);
  }
  if (auto done = note_rules(database, rules); !done) return done.error();
  const auto end = std::chrono::steady_clock::now() + kStep;
  auto blocks = dirty_blocks(database, step.at);
  if (!blocks) return blocks.error();
  step.left = blocks->size();
  for (const DirtyBlock& block : *blocks) {
    if (std::chrono::steady_clock::now() >= end) return false;
    step.at = block.name;
    --step.left;
    auto now = step.all ? Result<bool>(true) : is_paid(database, block);
    if (!now) return now.error();
    if (!*now) continue;
    if (auto done = BlockRefresh(database, rules, block.name).run(); !done) return done.error();
  }
  return true;
}

}  // namespace dragoman::dossiers
