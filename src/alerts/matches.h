// What in a store answers a rule's question.
#pragma once

#include <string>
#include <vector>

#include "dragoman/result.h"

#include "alerts/rule.h"
#include "stories/happenings.h"
#include "store/store.h"

namespace dragoman::alerts {

using stories::Clock;

// One happening, statement, pledge, state or silence.
struct Match {
  std::string day;  // ISO: when the threshold of one was met, by the clock asked for
  // What it is known by, hashes of what it consists of: two matches that share one are the same,
  // whatever id the happening has by then.
  std::vector<std::string> keys;
  std::string report, entry;  // that told of it (last)
  std::string ref;            // id of the happening, pledge or process; may be empty
  std::string text;           // one line for people
};

// Of events and statements: those that these reports tell of.
Result<std::vector<Match>> matches_in(store::Store& store,
                                      const Rule& rule,
                                      const std::vector<std::string>& reports,
                                      Clock clock);
// Of pledges, processes and silence: those that stand on this day.
Result<std::vector<Match>> matches_on(store::Store& store,
                                      const Rule& rule,
                                      const std::string& today);
inline bool is_told_by_reports(Kind kind) {
  return kind == Kind::Events || kind == Kind::Statements;
}

// So many within so many days: of matches in the order of their days, which are told now. Their
// indices; `told_on` is the day on which each would be.
struct Fired {
  std::size_t match;
  std::string told_on;
};
std::vector<Fired> fired(const std::vector<Match>& matches, const Threshold& threshold);

}  // namespace dragoman::alerts
