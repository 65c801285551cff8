// The sentence around words of a text: what a reader is shown when words alone are too little.
#pragma once

#include <string_view>

#include "dragoman/record.h"

namespace dragoman::record {

// From the end of the sentence before `span` to the end of its last, without blanks around.
// Sentences end with ".", "?" or "!" (and quotation marks behind it) before a blank and no small
// letter, with a blank line, and with the line of a headline; not behind initials ("U.S.") and
// shortened words of lexicons/record/short_words.tsv. A text is English or punctuated like it.
CodePointSpan sentence_around(std::string_view text, CodePointSpan span);

}  // namespace dragoman::record
