// Sentences with their trees as a drawing for the terminal.
#pragma once

#include <string>

#include "dragoman/document.h"

#include "cli/terminal.h"

namespace dragoman::cli {

// A word a line, in the order of the text, its arcs to the left and its tag, relation and name to
// the right; at most `screen.width` columns. A sentence's first line is its text. Needs tokens and
// trees. For example
//    ┌─╼ Nobody  PRON  nsubj
//   ╶┼ left      VERB  root
//    └─╼ .       PUNCT punct
std::string draw_trees(const Document& doc, const Screen& screen);

}  // namespace dragoman::cli
