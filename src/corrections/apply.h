// The machine's record with what users know better.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dragoman/record.h"

#include "corrections/correction.h"

namespace dragoman::corrections {

// `corrections` are all of this report's, in the order in which they were made; of several of one
// field the last counts. Entries keep the ids that the machine gave them, so that those behind a
// rejected entry keep theirs; what a correction adds has ids behind them. The rule of a changed
// entry ends in "; corrected/FIELD". Fills `state` and `entry` of each correction. The same for the
// same record and corrections; never fails: what no longer fits is orphaned.
Record apply_corrections(const Record& machine, std::vector<Correction>& corrections);

// A rule without what corrections added behind it.
std::string_view machine_rule(std::string_view rule);

// The record as one line of JSON with one more key, "corrections": those that were given.
std::string to_json(const Record& corrected, const std::vector<Correction>& corrections);

}  // namespace dragoman::corrections
