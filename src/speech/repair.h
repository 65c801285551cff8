// Corrects what parsers often do to reported speech, in the view of the trees alone.
//
// Reported clauses without "that" are where dependency parsers err most: the clause's subject
// becomes the cue's object, a second cue hangs inside the first one's content, an adverbial clause
// of the content hangs on the cue. Each correction is a named rule with a narrow condition on the
// words around a cue of the lexicon.
#pragma once

#include "speech/cues.h"
#include "speech/tree.h"

namespace dragoman::speech {

// The trees of the document with those corrections made.
Tree repaired_tree(const Document& doc, const CueLexicon& lexicon);

}  // namespace dragoman::speech
