// From candidates to drafts: content as spans, weighed, and those that win.
#pragma once

#include <vector>

#include "speech/weigh.h"

namespace dragoman::speech {

// One draft per candidate, unweighed, its content fitted to the quotations; beside it, where the
// language model marks other words as content, one with these; and one for each group of marked
// words with a marked cue. Those whose content is empty are left out. Also what the trainer learns
// from.
std::vector<Draft> propose(const Weighed& beside);

// Weighs the drafts and keeps, of those with one cue, the likeliest; of those inside another's
// content, the ones that are speech acts of somebody named and likely enough. In order of their
// cues.
std::vector<Draft> select(const Weighed& beside, const Weights& weights, std::vector<Draft> drafts);

}  // namespace dragoman::speech
