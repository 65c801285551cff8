// Reads and writes CoNLL-U: the format of Universal Dependencies
// (https://universaldependencies.org/format).
//
// Reads:  tokens, sentences, tagset (and names where present).  Writes: report.text, tokens,
// sentences.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dragoman/document.h"
#include "dragoman/result.h"

namespace dragoman::language {

struct ConlluOptions {
  std::string sent_id_prefix;  // "# sent_id = PREFIX-1"; "s" when empty
  bool names = true;           // NE=B-PER in MISC
  bool token_range = true;     // TokenRange=begin:end in MISC, code points of report.text
};

// Each `# newdoc` begins another Document (a file without one is a single document). Its text is
// rebuilt from the forms: SpaceAfter=No is kept, a new paragraph (`# newpar`) begins behind a blank
// line, sentences are separated by a space. Columns 3 to 8 are not read: annotate_tokens writes
// them. The words of a multiword range stand side by side in the text, each with its own form.
// Fails with BadFormat (the line's number in `where`): wrong columns, ids out of order, an empty
// form, no sentence. Linear.
Result<std::vector<Document>> read_conllu(std::string_view text);

// The document's sentences as CoNLL-U. Needs tokens; heads and tags must have been written.
std::string write_conllu(const Document& doc, const ConlluOptions& options = {});

}  // namespace dragoman::language
