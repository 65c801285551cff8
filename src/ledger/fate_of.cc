#include "ledger/fate_of.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "ledger/stems.h"
#include "times/calendar.h"

namespace dragoman::ledger {
namespace {

constexpr int kLongestWait = 400;  // days after which an act is no answer to a pledge without a day
constexpr int kLongestDelay = 200;  // days after the day that was set
constexpr int kLongestAct = 366;  // days that an act lasts, at most

constexpr std::size_t kEnough = 3;  // words in common

// The same was done, or was not: its verb or type, and what it was about.
bool is_same_act(const ActProfile& act, const PledgeProfile& pledge) {
  const bool against = pledge.negative && act.outcome == Outcome::Done;
  if (pledge.standing && !against) return false;
  const bool same_verb = std::binary_search(act.acts.begin(), act.acts.end(), pledge.act);
  if (!same_verb && (pledge.type.empty() || act.type != pledge.type)) return false;
  return shared_stems(act.stems, pledge.stems) >=
         std::max<std::size_t>(2, std::min(kEnough, pledge.stems.size()));
}

// A report says what became of it: by words in common, or by when it was given.
bool is_told_of(const ActProfile& act, const PledgeProfile& pledge) {
  if (pledge.negative) return false;  // that it was not done is no news of "will not sign"
  if (act.given.size() >= 7 && pledge.published.substr(0, 7) == act.given.substr(0, 7)) return true;
  const std::size_t shared = shared_stems(act.stems, pledge.stems);
  return shared >= 2 && 5 * shared >= 2 * std::min(act.stems.size(), pledge.stems.size());
}

}  // namespace

std::vector<std::string> PledgeGroup::sides() const {
  std::set<std::string> out;
  for (const PledgeProfile& member : members) out.insert(member.sides.begin(), member.sides.end());
  return {out.begin(), out.end()};
}

times::Days PledgeGroup::due() const {
  times::Days out;
  for (const PledgeProfile& member : members) {
    if (!member.due.last.empty() && (out.last.empty() || member.due.last < out.last))
      out = member.due;
  }
  return out;
}

times::Days days_of_acts(const PledgeGroup& pledge) {
  const auto day = [](const std::string& from, int days, const char* unknown) {
    const auto date = times::parse_date(from);
    return date ? times::iso_day(times::plus_days(*date, days)) : std::string(unknown);
  };
  const times::Days due = pledge.due();
  return {day(pledge.given(), -kLongestAct, ""),
          due.last.empty() ? day(pledge.given(), kLongestWait, "~")
                           : day(due.last, kLongestDelay, "~")};
}

bool bears_on(const ActProfile& act, const PledgeGroup& pledge) {
  // A report that gives a pledge and tells in the same breath what became of it.
  if (!act.pledge.empty()) {
    for (const PledgeProfile& member : pledge.members) {
      if (member.report == act.report && member.pledge == act.pledge) return true;
    }
  }
  const times::Days due = pledge.due();
  const int after = days_between(pledge.given(), act.when.last);
  const int past_due = due.last.empty() ? 0 : days_between(due.last, act.when.first);
  if (after <= 0 || (due.last.empty() ? after > kLongestWait : past_due > kLongestDelay))
    return false;
  if (act.published <= pledge.given()) return false;
  const std::vector<std::string> sides = pledge.sides();
  if (!act.sides.empty() && shared_stems(act.sides, sides) == 0) return false;
  const bool told = act.outcome == Outcome::Kept || act.outcome == Outcome::Broken ||
                    act.outcome == Outcome::Postponed;
  if (!told && act.sides.empty()) return false;
  return std::ranges::any_of(pledge.members, [&](const PledgeProfile& member) {
    return told ? is_told_of(act, member) : is_same_act(act, member);
  });
}

FateFound fate_of(const PledgeGroup& pledge,
                  std::vector<ActProfile> acts,
                  const std::string& today,
                  int due_days) {
  std::sort(acts.begin(), acts.end(), [](const ActProfile& a, const ActProfile& b) {
    return std::tie(a.when.first, a.report, a.entry) < std::tie(b.when.first, b.report, b.entry);
  });
  const times::Days due = pledge.due();
  const bool negative = pledge.members.front().negative;
  bool kept = false, broken = false, denied = false, kept_late = false, moved = false;
  std::string first_kept, last_broken, last_not_done;  // days
  for (const ActProfile& act : acts) {
    const bool late = !due.last.empty() && act.when.first > due.last;
    switch (act.outcome) {
      case Outcome::Done:
      case Outcome::Kept:
        if (negative) {
          broken = true;
          break;
        }
        (late ? kept_late : kept) = true;
        if (!late && first_kept.empty()) first_kept = act.when.first;
        break;
      case Outcome::NotDone:  // before the day it says nothing yet
        if (!due.last.empty() && act.when.last < due.last) break;
        broken = true;
        last_not_done = act.when.first;
        break;
      case Outcome::Broken:
        broken = true;
        last_broken = act.when.first;
        break;
      case Outcome::Denied:
        denied = true;
        break;
      case Outcome::Postponed:
        moved = true;
        break;
    }
  }
  // Not done at first and done in the end is no dispute.
  const bool in_the_end = kept && broken && !denied && last_broken < first_kept && last_not_done < first_kept;
  FateFound out;
  out.evidence = std::move(acts);
  out.late = (kept_late && !kept) || (in_the_end && !last_broken.empty());
  if (in_the_end) {
    out.status = last_broken.empty() ? Status::Kept : Status::Broken;
  } else if (kept && (broken || denied)) {
    out.status = Status::Disputed;
  } else if (kept) {
    out.status = Status::Kept;
  } else if (broken) {
    out.status = Status::Broken;  // what was done after the day stands in the evidence
  } else if (moved) {
    out.status = Status::Renegotiated;
  } else if (kept_late) {
    out.status = Status::Kept;
  } else if (pledge.members.front().standing) {
    out.status = Status::Open;  // over or not, only a report could tell that it was kept
  } else if (!due.last.empty() && due.last < today) {
    out.status = Status::Overdue;
  } else if (!due.last.empty() && days_between(today, due.last) <= due_days) {
    out.status = Status::Due;
  }
  return out;
}

}  // namespace dragoman::ledger
