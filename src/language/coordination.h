// Mends one error that the parser makes often in news: the second part of a coordination read as a
// subject of its own.
//
//   talks between the government and the FARC will begin     FARC <-nsubj- begin   becomes
//   government -conj-> FARC the release of prisoners and the delivery of aid will top the agenda
//
// A clause has one subject: of two nouns that are both nsubj of one verb, with a coordinator
// between them, the second is a conjunct. It joins the noun behind "between" when the first is such
// a phrase's head and nothing else has followed, else the first subject. Reads and writes: heads
// and relations of tokens (part of the language stage).
#pragma once

#include "dragoman/document.h"

namespace dragoman::language {

class Lexicon;  // lexicon.h

// Keeps one tree per sentence. Linear in the tokens.
void mend_coordination(const Lexicon& lexicon, Document& doc);

}  // namespace dragoman::language
