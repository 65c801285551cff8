// Finds time expressions in the atoms of one sentence. Leftmost-longest, no overlaps.
//
// Method: hand-written matchers over atoms and a word list, in the spirit of HeidelTime (Stroetgen
// and Gertz, SemEval 2010) and of the TIMEX3 guidelines of TimeML 1.2.1. The part of speech is
// asked only where a word has another reading ("May", "march", "fall", "current", "second").
#pragma once

#include <vector>

#include "dragoman/document.h"

#include "times/atoms.h"
#include "times/expression.h"
#include "times/words.h"

namespace dragoman::times {

// In text order. `atoms` are of one sentence of `doc`, or of a stretch that is not analysed.
std::vector<Expression> recognise(const Words& words,
                                  const Document& doc,
                                  const std::vector<Atom>& atoms);

}  // namespace dragoman::times
