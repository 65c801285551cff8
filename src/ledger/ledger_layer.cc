// The tables of the ledger, and what each record adds to them.
//
//   ledger_pledges   a pledge of a report: what counts of it, and the entry that it belongs to
//   ledger_keys      where pledges meet that may be the same (pledge_profile.h)
//   ledger_acts      what a report tells that may settle a pledge
//   ledger_act_keys  acts by side and word
//   ledger_changes   pledges that are to be grouped anew at the next refresh
#include "core/hash.h"
#include "ledger/act_profile.h"
#include "ledger/fate_of.h"
#include "ledger/ledger.h"
#include "ledger/pledge_groups.h"
#include "ledger/pledge_profile.h"
#include "ledger/stems.h"

namespace dragoman::ledger {
namespace {

using store::Database;

constexpr const char* kTables =
    "DROP TABLE IF EXISTS ledger_pledges; DROP TABLE IF EXISTS ledger_keys; DROP TABLE IF EXISTS "
    "ledger_acts; DROP TABLE IF EXISTS ledger_act_keys; DROP TABLE IF EXISTS ledger_changes; "
    "CREATE TABLE ledger_pledges (report TEXT NOT NULL, pledge TEXT NOT NULL, entry TEXT NOT NULL, "
    "kind TEXT NOT NULL, published TEXT NOT NULL, sides TEXT NOT NULL, stems TEXT NOT NULL, "
    "due_first TEXT NOT NULL, due_last TEXT NOT NULL, act TEXT NOT NULL, object TEXT NOT NULL, "
    "deed TEXT NOT NULL, type TEXT NOT NULL, standing "
    "INTEGER NOT NULL, private INTEGER NOT NULL, negative INTEGER NOT NULL, PRIMARY KEY (report, pledge)); "
    "CREATE INDEX ledger_pledges_entry ON ledger_pledges (entry, published, report, pledge, due_last); "
    "CREATE INDEX ledger_pledges_due ON ledger_pledges (due_last); "
    "CREATE TABLE ledger_keys (hash INTEGER NOT NULL, month INTEGER NOT NULL, report TEXT NOT "
    "NULL, "
    "pledge TEXT NOT NULL, PRIMARY KEY (hash, month, report, pledge)); "
    "CREATE TABLE ledger_acts (report TEXT NOT NULL, entry TEXT NOT NULL, outcome TEXT NOT NULL, "
    "published TEXT NOT NULL, first_day TEXT NOT NULL, last_day TEXT NOT NULL, sides TEXT NOT "
    "NULL, "
    "stems TEXT NOT NULL, due TEXT NOT NULL, pledge TEXT NOT NULL, acts TEXT NOT NULL, type TEXT "
    "NOT NULL, "
    "given TEXT NOT NULL, context TEXT NOT NULL, PRIMARY KEY (report, entry)); "
    "CREATE TABLE ledger_act_keys (hash INTEGER NOT NULL, day TEXT NOT NULL, report TEXT NOT NULL, "
    "entry TEXT NOT NULL, PRIMARY KEY (hash, day, report, entry)); "
    "CREATE INDEX ledger_keys_report ON ledger_keys (report); "
    "CREATE INDEX ledger_act_keys_report ON ledger_act_keys (report); "
    "CREATE TABLE ledger_changes (report TEXT NOT NULL, pledge TEXT NOT NULL, PRIMARY KEY (report, "
    "pledge))";

class LedgerLayer : public store::Layer {
 public:
  std::string_view name() const override { return "ledger"; }
  int version() const override { return 4'000'000 + words_version(); }

  Result<void> clear(Database& database) override { return database.execute(kTables); }

  Result<void> put(Database& database, const Record& record) override {
    if (auto done = put_pledges(database, profiles_of_pledges(record)); !done) return done;
    return put_acts(database, profiles_of_acts(record));
  }

  Result<void> remove(Database& database, const std::string& report) override {
    for (const char* sql :
         {"INSERT INTO ledger_changes (report, pledge) SELECT report, pledge FROM ledger_pledges "
          "WHERE "
          "report <> ?1 AND entry <> '' AND entry IN (SELECT entry FROM ledger_pledges WHERE "
          "report = ?1) "
          "ON CONFLICT (report, pledge) DO NOTHING",
          "DELETE FROM ledger_changes WHERE report = ?1",
          "DELETE FROM ledger_pledges WHERE report = ?1",
          "DELETE FROM ledger_keys WHERE report = ?1", "DELETE FROM ledger_acts WHERE report = ?1",
          "DELETE FROM ledger_act_keys WHERE report = ?1"}) {
      auto query = database.prepare(sql);
      if (!query) return query.error();
      if (auto done = query->bind(1, report).run(); !done) return done;
    }
    return {};
  }

  Result<void> refresh(Database& database) override { return group_changed_pledges(database); }

 private:
  static Result<void> put_pledges(Database& database, const std::vector<PledgeProfile>& profiles) {
    auto pledge =
        database.prepare("INSERT INTO ledger_pledges VALUES (?,?,'',?,?,?,?,?,?,?,?,?,?,?,?,?)");
    if (!pledge) return pledge.error();
    auto key = database.prepare(
        "INSERT INTO ledger_keys VALUES (?,?,?,?) ON CONFLICT (hash, month, report, pledge) DO "
        "NOTHING");
    if (!key) return key.error();
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
          .bind(15, std::int64_t{p.negative});
      if (auto done = pledge->run(); !done) return done;
      for (const PledgeKey& each : keys_of(p)) {
        key->bind(1, hash_of(each.text))
            .bind(2, std::int64_t{each.month})
            .bind(3, p.report)
            .bind(4, p.pledge);
        if (auto done = key->run(); !done) return done;
      }
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
