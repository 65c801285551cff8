// The sentence of a record's text that an entry stands in. A record does not keep its sentences.
#pragma once

#include "dragoman/record.h"

#include "language/lexicon.h"

namespace dragoman::corrections {

// From the first character of the sentence that holds the beginning of `span` to the last one of
// that sentence, cut as the engine cuts them where rules alone decide.
CodePointSpan sentence_around(const language::Lexicon& lexicon,
                              const Record& record,
                              CodePointSpan span);

}  // namespace dragoman::corrections
