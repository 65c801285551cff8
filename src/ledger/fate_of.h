// What became of a pledge, from the acts that may bear on it. Pure; dates are ISO days.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ledger/act_profile.h"
#include "ledger/ledger.h"
#include "ledger/pledge_profile.h"

namespace dragoman::ledger {

// A pledge with all its entries in reports.
struct PledgeGroup {
  std::vector<PledgeProfile> members;  // by publication, report, pledge

  const std::string& given() const { return members.front().published; }
  std::vector<std::string> sides() const;  // of all members; sorted
  // The latest day that was set; empty when none was.
  times::Days due() const;
};

// The days on which an act can have begun that bears on the pledge and is told by another report.
times::Days days_of_acts(const PledgeGroup& pledge);

// Told in one breath with a pledge of the group, as what became of it.
bool is_told_with(const ActProfile& act, const PledgeGroup& pledge);

// Does this act settle or move the pledge, one way or the other?
bool bears_on(const ActProfile& act, const PledgeGroup& pledge);

// Where acts and pledges meet: of an act that bears on a pledge, and of the pledge, one key is the
// same.
std::vector<std::string> keys_of(const ActProfile& act);
std::vector<std::string> act_keys_of(const PledgeGroup& pledge);

struct FateFound {
  Status status = Status::Open;
  bool late = false;
  std::vector<ActProfile> evidence;  // by day, report, entry
};

// `acts` that bear on the pledge, in any order.
FateFound fate_of(const PledgeGroup& pledge,
                  std::vector<ActProfile> acts,
                  const std::string& today,
                  int due_days);

}  // namespace dragoman::ledger
