// Joins quotations to their cues: by what stands beside them, where no tree accounts for them.
//
// Direct quotations must not be lost to a bad parse. A quotation that reads as speech and that no
// draft holds is joined, in this order, to: the cue behind it ("...," he said), the cue before it
// (he said: "..."), a cue at the end of the sentence or paragraph above that ends in a colon, the
// quotation that it continues, the speaker of the quotation before it in the paragraph, the person
// whom the words before it are about.
#pragma once

#include <vector>

#include "speech/draft.h"

namespace dragoman::speech {

// Adds to `drafts` what quotations need; extends drafts with further parts of one quotation. Drafts
// stay in no particular order.
void attach_quotations(const Tree& tree,
                       const CueLexicon& lexicon,
                       const std::vector<ByteSpan>& paragraphs,
                       const std::vector<Quotation>& quotations,
                       std::vector<Draft>& drafts);

// Adds drafts for words given verbatim without marks: "Clinton: I will run" (headlines,
// interviews), and the paragraphs after "The minister said:".
void attach_verbatim(const Tree& tree,
                     const CueLexicon& lexicon,
                     const std::vector<ByteSpan>& paragraphs,
                     const std::vector<Quotation>& quotations,
                     std::vector<Draft>& drafts);

}  // namespace dragoman::speech
