// How far a coded event is to be trusted: the probability that it is one of that type, with the
// right parties.
//
// Method: logistic weights (feature_weights.h) over what the pattern, the tree, the parties and the
// report show; classes "right" and "wrong". Learnt from events that were judged by eye.
#pragma once

#include <string_view>
#include <vector>

#include "dragoman/document.h"

#include "events/act.h"
#include "events/feature_weights.h"

namespace dragoman::events {

// What a report as a whole shows.
struct ReportFacts {
  bool public_affairs = false;      // it tells of states or armed groups
  std::size_t armed = 0, abroad = 0;  // armed parties; countries and bodies beside the first
  std::size_t vetoed = 0;           // words of sport, markets, the stage
};

bool is_trust_class(std::string_view name);  // "right", "wrong"

// Without repetition, in a fixed order.
std::vector<Feature> trust_features(const Clauses& clauses,
                                    const Lexicon& lexicon,
                                    const Act& act,
                                    const Event& event,
                                    const ReportFacts& facts);

}  // namespace dragoman::events
