// What a user asks to have explained: a stretch of a record's text, words, or an entry's id.
#pragma once

#include <string>
#include <string_view>

#include "dragoman/record.h"
#include "dragoman/result.h"

namespace dragoman::explain {

struct Selection {
  std::string id;        // of an actor, place, statement, event or pledge; then no spans
  CodePointSpans spans;  // in text order
};

// Reads "24:37", "24" (the code point there), an id of the record ("a2"), or words that stand in
// its text, each occurrence; with the case as given if it stands so anywhere, else whatever the
// case. Fails with BadArgument for a span outside of the text and for words that it does not hold.
Result<Selection> select(const Record& record, std::string_view asked);

}  // namespace dragoman::explain
