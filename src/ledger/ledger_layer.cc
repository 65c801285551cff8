// The tables of the ledger, and what each record adds to them.
//
//   ledger_pledges   a pledge of a report: what counts of it, and the entry that it belongs to
//   ledger_keys      where pledges meet that may be the same (pledge_profile.h)
//   ledger_acts      what a report tells that may settle a pledge
//   ledger_act_keys  acts by side and word
//   ledger_changes   pledges that are to be grouped anew at the next refresh
#include "core/hash.h"
#include "ledger/act_profile.h"
#include "ledger/act_rows.h"
#include "ledger/fate_of.h"
#include "ledger/ledger.h"
#include "ledger/pledge_groups.h"
#include "ledger/pledge_profile.h"
#include "ledger/stems.h"

namespace dragoman::ledger {
namespace {

using store::Database;

constexpr const char* kTables = R"sql(
DROP TABLE IF EXISTS ledger_pledges;
CREATE TABLE ledger_pledges (
  report TEXT NOT NULL, pledge TEXT NOT NULL, entry TEXT NOT NULL, kind TEXT NOT NULL,
  published TEXT NOT NULL, sides TEXT NOT NULL, stems TEXT NOT NULL, due_first TEXT NOT NULL,
  due_last TEXT NOT NULL, act TEXT NOT NULL, object TEXT NOT NULL, deed TEXT NOT NULL,
  type TEXT NOT NULL, standing INTEGER NOT NULL, private INTEGER NOT NULL, negative INTEGER NOT NULL,
  content INTEGER NOT NULL, PRIMARY KEY (report, pledge)) WITHOUT ROWID;
CREATE INDEX ledger_pledges_entry ON ledger_pledges (entry, published, report, pledge, due_last);
CREATE INDEX ledger_pledges_due ON ledger_pledges (due_last);
CREATE INDEX ledger_pledges_content ON ledger_pledges (content, published, entry);
DROP TABLE IF EXISTS ledger_keys;
CREATE TABLE ledger_keys (
  hash INTEGER NOT NULL, month INTEGER NOT NULL, content INTEGER NOT NULL, pledges INTEGER NOT NULL,
  PRIMARY KEY (hash, month, content)) WITHOUT ROWID;
DROP TABLE IF EXISTS ledger_acts;
CREATE TABLE ledger_acts (
  report TEXT NOT NULL, entry TEXT NOT NULL, outcome TEXT NOT NULL, published TEXT NOT NULL,
  first_day TEXT NOT NULL, last_day TEXT NOT NULL, sides TEXT NOT NULL, stems TEXT NOT NULL,
  due TEXT NOT NULL, pledge TEXT NOT NULL, acts TEXT NOT NULL, type TEXT NOT NULL,
  given TEXT NOT NULL, context TEXT NOT NULL, PRIMARY KEY (report, entry)) WITHOUT ROWID;
DROP TABLE IF EXISTS ledger_act_keys;
CREATE TABLE ledger_act_keys (
  hash INTEGER NOT NULL, day TEXT NOT NULL, report TEXT NOT NULL, entry TEXT NOT NULL,
  PRIMARY KEY (hash, day, report, entry)) WITHOUT ROWID;
DROP TABLE IF EXISTS ledger_changes;
CREATE TABLE ledger_changes (
  report TEXT NOT NULL, pledge TEXT NOT NULL, PRIMARY KEY (report, pledge)) WITHOUT ROWID;
)sql";

Result<void> run(Database& database, const char* sql, const std::string& report) {
  auto query = database.prepare(sql);
  if (!query) return query.error();
  return query->bind(1, report).run();
}

// Each key of each content counts the pledges that it is there for.
Result<void> count_keys(Database& database, const PledgeProfile& profile, std::int64_t more) {
  auto count = database.prepare(
      "INSERT INTO ledger_keys VALUES (?,?,?,?) ON CONFLICT (hash, month, content) DO UPDATE SET "
      "pledges = ledger_keys.pledges + excluded.pledges");
  if (!count) return count.error();
  auto drop = database.prepare(
      "DELETE FROM ledger_keys WHERE hash = ? AND month = ? AND content = ? AND pledges <= 0");
  if (!drop) return drop.error();
  const std::int64_t content = content_of(profile);
  for (const PledgeKey& key : keys_of(profile)) {
    const std::int64_t hash = hash_of(key.text), month = key.month;
    if (auto done = count->bind(1, hash).bind(2, month).bind(3, content).bind(4, more).run(); !done)
      return done;
    if (more > 0) continue;
    if (auto done = drop->bind(1, hash).bind(2, month).bind(3, content).run(); !done) return done;
  }
  return {};
}

// What keys_of needs of the report's pledges.
Result<std::vector<PledgeProfile>> pledges_of(Database& database, const std::string& report) {
  auto query = database.prepare(
      "SELECT kind, published, sides, stems, due_first, due_last, negative FROM ledger_pledges WHERE "
      "report = ?");
  if (!query) return query.error();
  query->bind(1, report);
  std::vector<PledgeProfile> out;
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return out;
    PledgeProfile& p = out.emplace_back();
    p.kind = parse_pledge_kind(query->text(0)).value_or(PledgeKind::Commitment);
    p.published = query->text(1);
    p.sides = split(query->text(2));
    p.stems = split(query->text(3));
    p.due = {query->text(4), query->text(5)};
    p.negative = query->integer(6) != 0;
  }
}

class LedgerLayer : public store::Layer {
 public:
  std::string_view name() const override { return "ledger"; }
  int version() const override { return 5'000'000 + words_version(); }

  Result<void> clear(Database& database) override { return database.execute(kTables); }

  Result<void> put(Database& database, const Record& record) override {
    if (auto done = put_pledges(database, profiles_of_pledges(record)); !done) return done;
    return put_acts(database, profiles_of_acts(record));
  }

  Result<void> remove(Database& database, const std::string& report) override {
    auto pledges = pledges_of(database, report);
    if (!pledges) return pledges.error();
    for (const PledgeProfile& profile : *pledges) {
      if (auto done = count_keys(database, profile, -1); !done) return done;
    }
    auto acts = acts_of(database, report);
    if (!acts) return acts.error();
    auto key = database.prepare(
        "DELETE FROM ledger_act_keys WHERE hash = ? AND day = ? AND report = ? AND entry = ?");
    if (!key) return key.error();
    for (const ActProfile& act : *acts) {
      for (const std::string& text : keys_of(act)) {
        key->bind(1, hash_of(text)).bind(2, act.when.first).bind(3, report).bind(4, act.entry);
        if (auto done = key->run(); !done) return done;
      }
    }
    for (const char* sql :
         // What is left of its entries is to be grouped anew, and has none until then.
         {"INSERT INTO ledger_changes (report, pledge) SELECT report, pledge FROM ledger_pledges WHERE "
          "report <> ?1 AND entry <> '' AND entry IN (SELECT entry FROM ledger_pledges WHERE report = "
          "?1) ON CONFLICT (report, pledge) DO NOTHING",
          "UPDATE ledger_pledges SET entry = '' WHERE entry <> '' AND entry IN (SELECT entry FROM "
          "ledger_pledges WHERE report = ?1)",
          "DELETE FROM ledger_changes WHERE report = ?1",
          "DELETE FROM ledger_pledges WHERE report = ?1",
          "DELETE FROM ledger_acts WHERE report = ?1"}) {
      if (auto done = run(database, sql, report); !done) return done;
    }
    return {};
  }

  Result<bool> refresh_step(Database& database, store::RefreshStep&) override {
    return group_some_pledges(database);
  }

 private:
  static Result<void> put_pledges(Database& database, const std::vector<PledgeProfile>& profiles) {
    if (profiles.empty()) return {};
    auto pledge =
        database.prepare("INSERT INTO ledger_pledges VALUES (?,?,'',?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    if (!pledge) return pledge.error();
    auto change = database.prepare("INSERT INTO ledger_changes VALUES (?,?)");
    if (!change) return change.error();
    for (const PledgeProfile& p : profiles) {
      pledge->bind(1, p.report).bind(2, p.pledge).bind(3, to_string(p.kind)).bind(4, p.published);
      pledge->bind(5, join(p.sides))
          .bind(6, join(p.stems))
          .bind(7, p.due.first)
          .bind(8, p.due.last);
      pledge->bind(9, p.act)
          .bind(10, p.object)
          .bind(11, join(p.deed))
          .bind(12, p.type)
          .bind(13, std::int64_t{p.standing})
          .bind(14, std::int64_t{p.private_matter})
          .bind(15, std::int64_t{p.negative})
          .bind(16, content_of(p));
      if (auto done = pledge->run(); !done) return done;
      if (auto done = count_keys(database, p, 1); !done) return done;
      if (auto done = change->bind(1, p.report).bind(2, p.pledge).run(); !done) return done;
    }
    return {};
  }

  static Result<void> put_acts(Database& database, const std::vector<ActProfile>& acts) {
    auto act = database.prepare("INSERT INTO ledger_acts VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    if (!act) return act.error();
    auto key = database.prepare(
        "INSERT INTO ledger_act_keys VALUES (?,?,?,?) ON CONFLICT (hash, day, report, entry) DO "
        "NOTHING");
    if (!key) return key.error();
    for (const ActProfile& a : acts) {
      act->bind(1, a.report).bind(2, a.entry).bind(3, to_string(a.outcome)).bind(4, a.published);
      act->bind(5, a.when.first).bind(6, a.when.last).bind(7, join(a.sides)).bind(8, join(a.stems));
      act->bind(9, a.due)
          .bind(10, a.pledge)
          .bind(11, join(a.acts))
          .bind(12, a.type)
          .bind(13, a.given)
          .bind(14, join(a.context));
      if (auto done = act->run(); !done) return done;
      for (const std::string& text : keys_of(a)) {
        key->bind(1, hash_of(text)).bind(2, a.when.first).bind(3, a.report).bind(4, a.entry);
        if (auto done = key->run(); !done) return done;
      }
    }
    return {};
  }
};

}  // namespace

std::shared_ptr<store::Layer> make_ledger_layer() {
  return std::make_shared<LedgerLayer>();
}

}  // namespace dragoman::ledger
