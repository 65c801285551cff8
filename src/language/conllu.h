// Reads and writes CoNLL-U: the format of Universal Dependencies (https://universaldependencies.org/format).
//
// Reads:  tokens, sentences, tagset (and names where present).  Writes: report.text, tokens, sentences.
#pragma once

#include <string>
#include <string_view>

#include "dragoman/document.h"
#include "dragoman/result.h"

namespace dragoman::language {

struct ConlluOptions {
  std::string sent_id_prefix;  // "# sent_id = PREFIX-1"; "s" when empty
  bool names = true;           // NE=B-PER in MISC
  bool token_range = true;     // TokenRange=begin:end in MISC, code points of report.text
};

// All sentences of one file as one Document whose text is rebuilt from the forms: SpaceAfter=No is kept,
// a new paragraph (`# newpar`, `# newdoc`) begins behind a blank line, sentences are separated by a space.
// Columns 3 to 8 are not read: annotate_tokens writes them. A word inside a multiword range that is no part
// of the range's letters ("du" -> "de" "le") keeps its own form as text, so spans stay disjoint.
// Fails with BadFormat (line number in `where`): wrong columns, ids out of order, an empty form, no sentence.
Result<Document> read_conllu(std::string_view text, std::string where);

// Appends the document's sentences. Needs tokens; heads and tags must have been written.
void write_conllu(const Document& doc, const ConlluOptions& options, std::string& out);

}  // namespace dragoman::language
