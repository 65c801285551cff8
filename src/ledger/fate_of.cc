#include "ledger/fate_of.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <tuple>

#include "ledger/stems.h"
#include "times/calendar.h"

namespace dragoman::ledger {
namespace {

constexpr int kLongestWait = 400;  // days after which an act is no answer to a pledge without a day
constexpr int kLongestDelay = 200;  // days after the day that was set
constexpr int kLongestAct = 366;  // days that an act lasts, at most

constexpr std::size_t kLeast = 3;  // words in common of a pledge and what answers it
constexpr int kNearDay = 10;  // between a day that was set and when a deadline is told to be missed

bool has(const std::vector<std::string>& stems, const std::string& stem) {
  return std::binary_search(stems.begin(), stems.end(), stem);
}

// Three words in five of what was pledged, two at least, and what it was to be done to.
bool is_covered(const PledgeProfile& pledge, const std::vector<std::string>& stems) {
  const std::size_t shared = shared_stems(stems, pledge.deed);
  return shared >= 2 && 5 * shared >= 3 * pledge.deed.size() &&
         (pledge.object.empty() || has(stems, pledge.object));
}

// The same was done, or was not: by its verb, or all the rest of it by another of its type.
bool is_same_act(const ActProfile& act, const PledgeProfile& pledge) {
  const bool against = pledge.negative && act.outcome == Outcome::Done;
  if (pledge.standing && !against) return false;
  const std::size_t shared = shared_stems(act.stems, pledge.deed);
  if (shared < kLeast) return false;
  if (has(act.acts, pledge.act)) {
    const bool all = pledge.negative || is_light(pledge.act);  // "not sign a bad accord"
    return all ? shared == pledge.deed.size() : is_covered(pledge, act.stems);
  }
  return !pledge.type.empty() && act.type == pledge.type && shared + 1 >= pledge.deed.size();
}

bool is_of_deadline(const ActProfile& act) {
  static const std::string kDeadline = stems_of("deadline").front();
  return has(act.stems, kDeadline) || has(act.context, kDeadline);
}

// A report says what became of it: by its words, by its day, or by when it was given.
bool is_told_of(const ActProfile& act, const PledgeProfile& pledge) {
  if (pledge.negative) return false;  // that it was not done is no news of "will not sign"
  if (is_covered(pledge, act.stems)) return true;
  if (shared_stems(act.context, pledge.deed) == 0) return false;
  if (act.given.size() >= 7 && pledge.published.substr(0, 7) == act.given.substr(0, 7)) return true;
  return is_of_deadline(act) &&
         std::abs(days_between(pledge.due.last, act.when.first)) <= kNearDay;
}

// Of the days that are near: "2016-03", "2016-04".
std::set<std::string> months_around(const std::string& day) {
  std::set<std::string> out;
  const auto date = times::parse_date(day);
  if (!date) return out;
  for (const int days : {-kNearDay, 0, kNearDay})
    out.insert(times::iso_day(times::plus_days(*date, days)).substr(0, 7));
  return out;
}

bool is_told(const ActProfile& act) {
  return act.acts.empty() && (act.outcome == Outcome::Kept || act.outcome == Outcome::Broken ||
                              act.outcome == Outcome::Postponed);
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

bool is_told_with(const ActProfile& act, const PledgeGroup& pledge) {
  return !act.pledge.empty() && std::ranges::any_of(pledge.members, [&](const auto& member) {
    return member.report == act.report && member.pledge == act.pledge;
  });
}

bool bears_on(const ActProfile& act, const PledgeGroup& pledge) {
  if (is_told_with(act, pledge)) return true;
  const times::Days due = pledge.due();
  const int after = days_between(pledge.given(), act.when.last);
  const int past_due = due.last.empty() ? 0 : days_between(due.last, act.when.first);
  if (after <= 0 || (due.last.empty() ? after > kLongestWait : past_due > kLongestDelay))
    return false;
  if (act.published <= pledge.given()) return false;
  const bool by_nobody = act.sides.empty();
  if (by_nobody ? !is_told(act) : !is_one_side(act.sides, pledge.sides())) return false;
  return std::ranges::any_of(pledge.members, [&](const PledgeProfile& member) {
    return is_told(act) ? is_told_of(act, member) : is_same_act(act, member);
  });
}

std::vector<std::string> keys_of(const ActProfile& act) {
  std::vector<std::string> out, sides = act.sides;
  if (sides.empty()) sides.emplace_back();  // "the promise was broken": anybody's
  for (const std::string& side : sides) {
    for (const std::string& stem : act.acts) out.push_back("did " + side + " " + stem);
    if (!act.type.empty()) out.push_back("type " + side + " " + act.type);
    if (!is_told(act)) continue;
    for (const std::string& stem : act.stems) out.push_back("told " + side + " " + stem);
    if (is_of_deadline(act)) {
      for (const std::string& month : months_around(act.when.first))
        out.push_back("due " + side + " " + month);
    }
    if (act.given.size() >= 7) out.push_back("given " + side + " " + act.given.substr(0, 7));
  }
  if (!act.pledge.empty()) out.push_back("pledge " + act.report + " " + act.pledge);
  return out;
}

std::vector<std::string> act_keys_of(const PledgeGroup& pledge) {
  std::set<std::string> out;
  std::vector<std::string> sides = pledge.sides();
  sides.emplace_back();  // of acts that tell nobody's name
  for (const PledgeProfile& member : pledge.members) {
    out.insert("pledge " + member.report + " " + member.pledge);
    for (const std::string& side : sides) {
      out.insert("did " + side + " " + member.act);
      if (!member.type.empty()) out.insert("type " + side + " " + member.type);
      for (const std::string& stem : member.deed) out.insert("told " + side + " " + stem);
      if (member.due.last.size() >= 7)
        out.insert("due " + side + " " + member.due.last.substr(0, 7));
      if (member.published.size() >= 7)
        out.insert("given " + side + " " + member.published.substr(0, 7));
    }
  }
  return {out.begin(), out.end()};
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
  const bool any_day = due.last.empty();  // then what is not done is not done yet
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
        if (!any_day && act.when.last < due.last) break;
        broken |= !any_day;
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
  const bool in_the_end = kept && broken && !denied && last_broken < first_kept &&
                          last_not_done < first_kept;
  const bool undone = any_day && last_not_done >= first_kept && !last_not_done.empty();
  FateFound out;
  out.evidence = std::move(acts);
  out.late = (kept_late && !kept) || (in_the_end && !last_broken.empty());
  if (in_the_end) {
    out.status = last_broken.empty() ? Status::Kept : Status::Broken;
  } else if (kept && (broken || denied || undone)) {
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
