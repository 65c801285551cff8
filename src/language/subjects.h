// Mends two errors that the parser makes in news, where a verb gets two subjects.
//
//   talks between the government and the FARC will begin     FARC <-nsubj- begin   becomes
//   government -conj-> FARC; so with "the release of prisoners and the delivery of aid will top
//   ..."
//
//   "Matters of trade will top the agenda," Reyes added      Matters <-nsubj- added   becomes
//   Matters <-nsubj- top
//
// A clause has one subject: of two nouns that are both nsubj of one verb, with a coordinator
// between them, the second is a conjunct. It joins the noun behind "between" when the first is such
// a phrase's head and nothing else has followed, else the first subject. Without a coordinator, but
// with a clause between them that has no subject, the first is that clause's. Reads and writes:
// heads and relations of tokens (part of the language stage).
#pragma once

#include "dragoman/document.h"

namespace dragoman::language {

class Lexicon;  // lexicon.h

// Keeps one tree per sentence. Linear in the tokens.
void mend_subjects(const Lexicon& lexicon, Document& doc);

}  // namespace dragoman::language
