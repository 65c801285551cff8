// What a report tells that may settle a pledge: that something was done or not, that a pledge was
// kept, broken or put off.
#pragma once

#include <string>
#include <vector>

#include "dragoman/record.h"

#include "times/days.h"

namespace dragoman::ledger {

enum class Outcome { Done, NotDone, Denied, Kept, Broken, Postponed };
std::string_view to_string(Outcome outcome);
Outcome parse_outcome(std::string_view text);

struct ActProfile {
  std::string report, entry;  // id of the event or fate
  std::string published;
  Outcome outcome = Outcome::Done;
  times::Days when;                // the report's day when it has none of its own
  std::vector<std::string> sides;  // of who did or did not; sorted
  std::vector<std::string> stems;  // of the event's words; of what a fate was to be; sorted
  std::string due;                 // of Postponed: until when
  std::vector<std::string> acts;   // stems of an event's trigger, of what was failed to do; sorted
  std::string type;                // of an event: PLOVER type
  std::string given;               // of a fate: first day of when it was pledged; may be empty
  std::string pledge;              // of a fate: the pledge of the same report that it speaks of
  std::vector<std::string> context;  // stems of a fate's clause and its report's title; sorted
};

// Events that are told as done, not done or denied, and fates. What stands inside of a pledge of
// the report is what was pledged, and no act; nor is what is announced, planned or going on.
std::vector<ActProfile> profiles_of_acts(const Record& record);

}  // namespace dragoman::ledger
