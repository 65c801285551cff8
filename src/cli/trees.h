// Sentences with their trees as JSON and as a drawing for the terminal.
#pragma once

#include <string>

#include "dragoman/document.h"

#include "cli/rows.h"
#include "cli/terminal.h"

namespace dragoman::cli {

// {"text", "sentences": [{"begin", "end", "tokens": [{"begin", "end", "form", "lemma", "upos",
// "xpos", "feats", "head", "deprel", "tag_confidence", "arc_confidence"}], "names": [{"type",
// "text", "tokens": [first, end), "confidence"}]}]} begin and end count code points of `text`;
// `head` and a name's `tokens` count from 0 within the sentence, the head of the root is null.
// "continues": true marks the later parts of a multiword token. Needs tokens and trees.
Json tree_json(const Document& doc);

// A word a line, in the order of the text, its arcs to the left and its tag, relation and name to
// the right; at most `screen.width` columns. A sentence's first line is its text. Needs tokens and
// trees. For example
//    ┌─╼ Nobody  PRON  nsubj
//   ╶┼ left      VERB  root
//    └─╼ .       PUNCT punct
std::string draw_trees(const Document& doc, const Screen& screen);

}  // namespace dragoman::cli
