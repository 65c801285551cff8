// Sentences with their trees as JSON.
#pragma once

#include <nlohmann/json.hpp>

#include "dragoman/document.h"

namespace dragoman::language {

// {"text", "sentences": [{"begin", "end", "tokens": [{"begin", "end", "form", "lemma", "upos",
// "xpos", "feats", "head", "deprel", "tag_confidence", "arc_confidence"}], "names": [{"type",
// "text", "tokens": [first, end), "confidence"}]}]} begin and end count code points of `text`;
// `head` and a name's `tokens` count from 0 within the sentence, the head of the root is null.
// "continues": true marks the later parts of a multiword token. Needs tokens and trees.
nlohmann::ordered_json tree_json(const Document& doc);

}  // namespace dragoman::language
