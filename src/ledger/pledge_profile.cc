#include "ledger/pledge_profile.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <iterator>
#include <optional>

#include "core/fold.h"
#include "core/hash.h"
#include "ledger/stems.h"
#include "record/actor_key.h"
#include "record/span_text.h"

namespace dragoman::ledger {
namespace {

constexpr int kSamePledgeDays = 45;  // between reports of one pledge without a day
constexpr int kMonthsApart = 2;      // that cover them
constexpr int kUnknown = 1'000'000;

constexpr char kPerson = '@';

// Lists of words are kept with blanks between them.
std::string one_word(std::string text) {
  std::replace(text.begin(), text.end(), ' ', '_');
  return text;
}

std::string side_of(const RecordActor& actor, const record::ActorKeys& keys) {
  const bool state = actor.sector.empty() || actor.sector == "GOV" || actor.sector == "MIL" ||
                     actor.sector == "COP" || actor.sector == "SPY";
  if (!actor.country.empty() && state) return actor.country;
  if (!actor.code.empty() && actor.code != actor.country && actor.sector != "CVL" &&
      actor.sector != "LEG")
    return actor.code;
  return one_word(keys.key(actor.id));
}

// A person acts for a side, and is not any other person of that side.
std::string person_of(const RecordActor& actor, const record::ActorKeys& keys) {
  if (actor.kind != ActorKind::Person) return {};
  const std::string key = keys.key(actor.id);
  return key.empty() ? key : kPerson + one_word(key);
}

void add(std::vector<std::string>& sides,
         const Record& record,
         const record::ActorKeys& keys,
         const std::string& actor) {
  const RecordActor* found = record::find_actor(record, actor);
  if (found == nullptr) return;
  for (const std::string& member : found->members) add(sides, record, keys, member);
  for (std::string side : {side_of(*found, keys), person_of(*found, keys)}) {
    if (!side.empty()) sides.push_back(std::move(side));
  }
}

void settle(std::vector<std::string>& words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

// Months since the year 0; 0 when unknown.
int month_of(const std::string& iso) {
  if (iso.size() < 7) return 0;
  int year = 0, month = 0;
  std::from_chars(iso.data(), iso.data() + 4, year);
  std::from_chars(iso.data() + 5, iso.data() + 7, month);
  return year * 12 + month - 1;
}

bool is_negative(const std::string& what) {
  const std::vector<std::string> words = split(core::fold(what));
  return !words.empty() && (words[0] == "not" || words[0] == "never" ||
                            (words[0] == "n" && words.size() > 1 && words[1] == "t"));
}

bool has_code(const Record& record, const RecordPledge& pledge) {
  std::vector<std::string> actors = pledge.with;
  actors.push_back(pledge.kind == PledgeKind::Commitment ? pledge.by : pledge.to);
  return std::ranges::any_of(actors, [&](const std::string& id) {
    const RecordActor* actor = record::find_actor(record, id);
    return actor != nullptr && !actor->code.empty() && actor->sector != "CVL";
  });
}

bool overlap(const times::Days& a, const times::Days& b) {
  return a.first <= b.last && b.first <= a.last;
}

std::optional<std::chrono::sys_days> day_of(const std::string& iso) {
  int year = 0;
  unsigned month = 0, day = 0;
  if (iso.size() < 10) return std::nullopt;
  std::from_chars(iso.data(), iso.data() + 4, year);
  std::from_chars(iso.data() + 5, iso.data() + 7, month);
  std::from_chars(iso.data() + 8, iso.data() + 10, day);
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(day)};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

}  // namespace

int days_between(const std::string& a, const std::string& b) {
  const auto from = day_of(a), to = day_of(b);
  return from && to ? static_cast<int>((*to - *from).count()) : kUnknown;
}

std::vector<std::string> sides_of(const Record& record,
                                  const record::ActorKeys& keys,
                                  const std::vector<std::string>& actors) {
  std::vector<std::string> out;
  for (const std::string& actor : actors) add(out, record, keys, actor);
  settle(out);
  return out;
}

bool is_one_side(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  const auto persons = [](const std::vector<std::string>& sides) {
    std::vector<std::string> out;
    std::ranges::copy_if(sides, std::back_inserter(out),
                         [](const std::string& side) { return side.front() == kPerson; });
    return out;
  };
  const std::vector<std::string> of_a = persons(a), of_b = persons(b);
  // Those who are no persons act for all of their side.
  const bool all_persons = 2 * of_a.size() >= a.size() && 2 * of_b.size() >= b.size() &&
                           !of_a.empty() && !of_b.empty();
  return shared_stems(a, b) > 0 && (!all_persons || shared_stems(of_a, of_b) > 0);
}

std::vector<PledgeProfile> profiles_of_pledges(const Record& record) {
  std::vector<PledgeProfile> out;
  if (record.pledges.empty()) return out;
  const record::ActorKeys keys(record);
  const record::SpanText text(record);
  for (const RecordPledge& pledge : record.pledges) {
    if (pledge.kind == PledgeKind::Condition) continue;
    PledgeProfile profile;
    profile.report = record.id;
    profile.pledge = pledge.id;
    profile.published = record.published;
    profile.kind = pledge.kind;
    if (pledge.kind == PledgeKind::Commitment) {
      add(profile.sides, record, keys, pledge.by);
      for (const std::string& actor : pledge.with) add(profile.sides, record, keys, actor);
    } else {
      add(profile.sides, record, keys, pledge.to);
    }
    settle(profile.sides);
    const std::string what = text.words(pledge.what);
    profile.stems = stems_of(what);
    Deed deed = deed_of(what);
    if (deed.act.empty()) continue;  // "to do so"
    profile.act = std::move(deed.act);
    profile.object = std::move(deed.object);
    profile.deed = std::move(deed.stems);
    profile.type = pledge.type;
    profile.standing = goes_on(what);
    profile.negative = is_negative(what);
    profile.private_matter = !has_code(record, pledge);
    if (!pledge.due.empty()) profile.due = times::days_of(pledge.due).value_or(times::Days{});
    out.push_back(std::move(profile));
  }
  return out;
}

SamePledge compare_contents(const PledgeProfile& a, const PledgeProfile& b) {
  if (a.kind != b.kind || a.negative != b.negative || !is_one_side(a.sides, b.sides))
    return SamePledge::No;
  const std::size_t shared = shared_stems(a.stems, b.stems);
  const std::size_t smaller = std::min(a.stems.size(), b.stems.size());
  if (shared < 2 && a.stems != b.stems) return SamePledge::No;
  const double share = static_cast<double>(shared) / static_cast<double>(smaller);
  if (!a.due.first.empty() && !b.due.first.empty()) {
    const bool both_near =
        days_between(a.due.first, a.due.last) <= 31 && days_between(b.due.first, b.due.last) <= 31;
    return both_near && overlap(a.due, b.due) && share >= 0.5 ? SamePledge::Yes : SamePledge::No;
  }
  return share >= 0.6 ? SamePledge::IfNear : SamePledge::No;
}

bool are_near(const std::string& published, const std::string& other) {
  return std::abs(days_between(published, other)) <= kSamePledgeDays;
}

std::int64_t content_of(const PledgeProfile& p) {
  const std::string text = std::string(to_string(p.kind)) + (p.negative ? "\nnot\n" : "\n") +
                           join(p.sides) + '\n' + join(p.stems) + '\n' + p.due.first + '\n' +
                           p.due.last;
  return static_cast<std::int64_t>(core::fnv1a64(text));
}

std::vector<PledgeKey> keys_of(const PledgeProfile& profile) {
  std::vector<PledgeKey> out;
  const int told = month_of(profile.published);
  for (const std::string& side : profile.sides) {
    for (const std::string& stem : profile.stems) {
      out.push_back({"told " + side + " " + stem, told - kMonthsApart, told, told + kMonthsApart});
      if (profile.due.first.empty()) continue;
      const int due = month_of(profile.due.first);
      out.push_back({"due " + side + " " + stem, due - 12, due, month_of(profile.due.last)});
    }
  }
  return out;
}

}  // namespace dragoman::ledger
