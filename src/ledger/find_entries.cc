// Reads the ledger's tables: entries with their members, and the acts that bear on each.
#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "core/fold.h"
#include "ledger/act_profile.h"
#include "ledger/act_rows.h"
#include "ledger/fate_of.h"
#include "ledger/ledger.h"
#include "ledger/pledge_groups.h"
#include "ledger/pledge_profile.h"
#include "ledger/stems.h"
#include "record/span_text.h"
#include "store/words.h"
#include "stories/origins.h"

namespace dragoman::ledger {
namespace {

using namespace std::string_view_literals;
using store::Database;

constexpr std::array kStatus = {"open"sv,   "due"sv,          "overdue"sv, "kept"sv,
                                "broken"sv, "renegotiated"sv, "disputed"sv};

class Reader {
 public:
  Reader(store::Store& store, const Query& query)
      : store_(store), database_(store.database()), query_(query) {}

  // All entries that may be asked for, in the order in which they are given.
  Result<std::vector<std::string>> ids() {
    auto query = database_.prepare(
        "SELECT entry, min(nullif(due_last, '')), min(published) FROM ledger_pledges WHERE entry "
        "<> '' AND published < ? GROUP BY entry");
    if (!query) return query.error();
    query->bind(1, query_.today + "~");  // behind all times of that day
    std::vector<std::tuple<bool, std::string, std::string, std::string>> order;
    while (true) {
      auto row = query->step();
      if (!row) return row.error();
      if (!*row) break;
      std::string due = query->text(1);
      if (due.empty() ? needs_day() : due < query_.due_since) continue;
      order.emplace_back(due.empty(), std::move(due), query->text(2), query->text(0));
    }
    std::sort(order.begin(), order.end());
    std::vector<std::string> out;
    for (auto& entry : order) out.push_back(std::move(std::get<3>(entry)));
    return out;
  }

  Result<Entry> entry(const std::string& id) {
    auto group = group_of(id);
    if (!group) return group.error();
    Entry out;
    out.id = id;
    std::erase_if(group->members, [this](const auto& member) { return is_later(member); });
    if (group->members.empty()) return out;
    out.given = group->given();
    auto acts = acts_on(*group);
    if (!acts) return acts.error();
    std::erase_if(*acts, [this](const auto& act) { return is_later(act); });
    out.vague = is_vague(*group);
    const bool by_somebody = !group->sides().empty();
    if (out.vague) {  // too little to tell of, but where both stand together
      std::erase_if(*acts,
                    [&](const auto& act) { return !by_somebody || !is_told_with(act, *group); });
    }
    FateFound fate = fate_of(*group, std::move(*acts), query_.today, query_.due_days);
    out.status = fate.status;
    out.late = fate.late;
    if (!has_status(out) || !is_told_of(*group, fate)) return out;
    std::set<std::string> reports;
    for (const PledgeProfile& member : group->members) {
      reports.insert(member.report);
      if (auto done = add_member(member, out); !done) return done.error();
    }
    out.reports = static_cast<int>(reports.size());
    out.due_day = group->due().last;
    for (const ActProfile& act : fate.evidence) {
      if (auto done = add_act(act, out); !done) return done.error();
    }
    return out;
  }

 private:
  // Only what has a day can have the status that is asked for.
  bool needs_day() const {
    return query_.due_only || !query_.due_since.empty() || query_.status == Status::Due ||
           query_.status == Status::Overdue;
  }
  bool has_status(const Entry& entry) const {
    if (query_.status && entry.status != *query_.status) return false;
    return !query_.due_only || entry.status == Status::Due || entry.status == Status::Overdue;
  }
  bool is_told_of(const PledgeGroup& group, const FateFound& fate) const {
    const std::string& since = query_.told_since;
    const auto is_new = [&](const auto& profile) { return profile.published >= since; };
    const bool falls = (fate.status == Status::Due || fate.status == Status::Overdue) &&
                       group.due().last >= query_.fallen_since;
    return since.empty() || falls || std::ranges::any_of(group.members, is_new) ||
           std::ranges::any_of(fate.evidence, is_new);
  }
  static bool is_vague(const PledgeGroup& group) {
    const std::size_t words = group.members.front().stems.size();
    return std::ranges::all_of(group.members, &PledgeProfile::private_matter) ||
           group.sides().empty() || words < 2 || (group.due().last.empty() && words < 3);
  }

  // Published after the day of asking, when nobody could know it.
  template <class Profile>
  bool is_later(const Profile& profile) const {
    return profile.published.substr(0, 10) > query_.today;
  }

  Result<PledgeGroup> group_of(const std::string& id) {
    auto query = database_.prepare(
        "SELECT report, pledge, published, kind, sides, stems, due_first, due_last, act, "
        "object, deed, type, standing, private, negative "
        "FROM ledger_pledges "
        "WHERE entry = ? ORDER BY published, report, pledge");
    if (!query) return query.error();
    query->bind(1, id);
    PledgeGroup out;
    while (true) {
      auto row = query->step();
      if (!row) return row.error();
      if (!*row) break;
      out.members.push_back({query->text(0),
                             query->text(1),
                             query->text(2),
                             parse_pledge_kind(query->text(3)).value_or(PledgeKind::Commitment),
                             split(query->text(4)),
                             split(query->text(5)),
                             {query->text(6), query->text(7)},
                             query->text(8),
                             query->text(9),
                             split(query->text(10)),
                             query->text(11),
                             query->integer(12) != 0,
                             query->integer(13) != 0,
                             query->integer(14) != 0});
    }
    if (out.members.empty())
      return make_error(ErrorCode::NotFound, "no entry of the ledger has this id", id);
    return out;
  }

  // By words that the two share, then by what bears_on says.
  Result<std::vector<ActProfile>> acts_on(const PledgeGroup& group) {
    std::set<std::pair<std::string, std::string>> found;
    auto meeting = database_.prepare("SELECT report, entry FROM ledger_act_keys WHERE hash = ? AND day BETWEEN ? AND ?");
    if (!meeting) return meeting.error();
    const auto [first, last] = days_of_acts(group);
    for (const std::string& key : act_keys_of(group)) {
      meeting->reset();
      const bool same_report = key.starts_with("pledge ");
      meeting->bind(1, hash_of(key));
      meeting->bind(2, same_report ? "" : first).bind(3, same_report ? "~" : last);
      while (true) {
        auto row = meeting->step();
        if (!row) return row.error();
        if (!*row) break;
        found.emplace(meeting->text(0), meeting->text(1));
      }
    }
    std::vector<ActProfile> out;
    for (const auto& [report, entry] : found) {
      auto act = act_of(database_, report, entry);
      if (!act) return act.error();
      if (*act && bears_on(**act, group)) out.push_back(std::move(**act));
    }
    return out;
  }

  Result<const Record*> record_of(const std::string& id) {
    const auto known = records_.find(id);
    if (known != records_.end()) return &known->second;
    auto record = store_.record(id);
    if (!record) return record.error();
    if (records_.size() > kRecordsKept) records_.clear();
    return &records_.emplace(id, std::move(*record)).first->second;
  }

  static Evidence evidence_of(const Record& record, const std::string& entry) {
    Evidence out;
    out.report = record.id;
    out.entry = entry;
    out.uri = record.uri;
    out.outlet = record.outlet;
    out.title = record.title;
    out.published = record.published;
    return out;
  }
  static std::string speaker_of(const Record& record, const std::string& statement) {
    const RecordStatement* said = record::find_statement(record, statement);
    const RecordActor* actor =
        said == nullptr ? nullptr : record::find_actor(record, said->speaker);
    return actor == nullptr ? std::string() : actor->name;
  }
  static void add_party(std::vector<Party>& parties, const Record& record, const std::string& id) {
    const RecordActor* actor = record::find_actor(record, id);
    if (actor == nullptr) return;
    const bool known =
        std::ranges::any_of(parties, [&](const Party& p) { return p.name == actor->name; });
    if (!known) parties.push_back({actor->name, actor->code, actor->country});
  }

  Result<void> add_member(const PledgeProfile& member, Entry& out) {
    auto record = record_of(member.report);
    if (!record) return record.error();
    const Record& r = **record;
    const auto pledge = std::ranges::find(r.pledges, member.pledge, &RecordPledge::id);
    if (pledge == r.pledges.end()) return {};
    const record::SpanText text(r);
    Evidence evidence = evidence_of(r, member.pledge);
    evidence.what = text.words(pledge->what);
    evidence.spans = pledge->what;
    evidence.speaker = speaker_of(r, pledge->said_by);
    evidence.outcome = "pledged";
    evidence.due = pledge->due;
    evidence.day = member.due.first;
    if (out.pledged.empty()) {
      out.kind = pledge->kind;
      out.what = evidence.what;
      const bool asked = pledge->kind == PledgeKind::Expectation;
      add_party(out.by, r, asked ? pledge->to : pledge->by);
      for (const std::string& actor : pledge->with) add_party(asked ? out.from : out.by, r, actor);
      add_party(asked ? out.from : out.to, r, asked ? pledge->by : pledge->to);
    }
    if (out.type.empty()) out.type = pledge->type;
    if (out.due.empty()) out.due = pledge->due;
    out.pledged.push_back(std::move(evidence));
    return {};
  }

  Result<void> add_act(const ActProfile& act, Entry& out) {
    auto record = record_of(act.report);
    if (!record) return record.error();
    const Record& r = **record;
    const record::SpanText text(r);
    Evidence evidence = evidence_of(r, act.entry);
    evidence.outcome = to_string(act.outcome);
    evidence.day = act.when.first;
    evidence.due = act.due;
    if (const auto event = std::ranges::find(r.events, act.entry, &RecordEvent::id);
        event != r.events.end()) {
      evidence.what = text.words(event->evidence);
      evidence.spans = event->evidence;
      evidence.speaker = speaker_of(r, event->said_by);
    } else if (const auto told = std::ranges::find(r.fates, act.entry, &RecordFate::id);
               told != r.fates.end()) {
      evidence.what = text.words(told->span);
      evidence.spans = {told->span};
      evidence.speaker = speaker_of(r, told->said_by);
    }
    out.evidence.push_back(std::move(evidence));
    return {};
  }

  static constexpr std::size_t kRecordsKept = 256;

  store::Store& store_;
  Database& database_;
  const Query& query_;
  std::map<std::string, Record> records_;
};

bool is_among(const std::vector<Party>& parties, const std::string& typed) {
  return std::ranges::any_of(parties, [&](const Party& party) {
    return party.code == typed || store::has_all_words(party.name, typed);
  });
}

bool matches(const Entry& entry, const Query& query) {
  if (entry.pledged.empty()) return false;  // not known yet on that day
  if (!query.vague && entry.vague && query.status != entry.status) return false;
  if (!query.about.empty() && !store::has_all_words(entry.what, query.about)) return false;
  if (!query.to.empty() && !is_among(entry.to, query.to)) return false;
  return query.by.empty() || is_among(entry.by, query.by) || is_among(entry.from, query.by);
}

Result<void> count_origins(store::Store& store, Entry& entry) {
  std::set<std::string> reports;
  for (const Evidence& one : entry.pledged) reports.insert(one.report);
  auto origins = stories::origins_of(store, {reports.begin(), reports.end()});
  if (!origins) return origins.error();
  entry.outlets = origins->outlets;
  entry.origins = origins->origins;
  return {};
}

Result<void> check_day(const std::string& today) {
  if (days_between(today, today) == 0) return {};
  return make_error(ErrorCode::BadArgument,
                    "'" + today + "' is no day, expected one as 2016-03-23");
}

}  // namespace

std::string_view to_string(Status status) {
  return kStatus[static_cast<std::size_t>(status)];
}
std::optional<Status> parse_status(std::string_view text) {
  const auto found = std::find(kStatus.begin(), kStatus.end(), text);
  if (found == kStatus.end()) return std::nullopt;
  return static_cast<Status>(found - kStatus.begin());
}

Result<void> find_entries(store::Store& store,
                          const Query& query,
                          const std::function<bool(const Entry&)>& each) {
  if (auto done = check_day(query.today); !done) return done;
  Reader reader(store, query);
  auto ids = reader.ids();
  if (!ids) return ids.error();
  std::size_t given = 0;
  for (const std::string& id : *ids) {
    auto entry = reader.entry(id);
    if (!entry) return entry.error();
    if (!matches(*entry, query)) continue;
    if (!each(*entry) || ++given == query.limit) break;
  }
  return {};
}

Result<Entry> entry(store::Store& store, std::string_view id, const std::string& today) {
  if (auto done = check_day(today); !done) return done.error();
  auto query = store.database().prepare(
      "SELECT DISTINCT entry FROM ledger_pledges WHERE entry = ?1 OR (length(?1) >= 4 AND "
      "substr(entry, 1, "
      "length(?1)) = lower(?1)) ORDER BY entry LIMIT 2");
  if (!query) return query.error();
  query->bind(1, id);
  std::vector<std::string> found;
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) break;
    found.push_back(query->text(0));
  }
  if (found.empty())
    return make_error(ErrorCode::NotFound,
                      "no entry of the ledger has the id '" + std::string(id) + "'");
  if (found.size() > 1)
    return make_error(ErrorCode::BadArgument,
                      "several entries of the ledger begin with '" + std::string(id) + "'");
  Query asked;
  asked.today = today;
  auto out = Reader(store, asked).entry(found.front());
  if (out && out->pledged.empty())
    return make_error(ErrorCode::NotFound, "the entry '" + found.front() + "' was not known on " + today);
  if (out) {
    if (auto done = count_origins(store, *out); !done) return done.error();
  }
  return out;
}

}  // namespace dragoman::ledger
