// The language stage: text -> sentences, tokens with tags, lemmas and trees, and names.
//
// Reads:  report.text, title_span, furniture.   Writes: sentences, tokens, names, tagset.
// Method: split.h cuts the text by rule and a small scorer; network.h does the rest with one
// trained model; this file joins them and holds what keeps every answer well-formed (one tree per
// sentence, names inside sentences). Dateline, byline and other furniture is left out; the title is
// a paragraph of its own.
#pragma once

#include <memory>

#include "dragoman/document.h"
#include "dragoman/result.h"

#include "language/lexicon.h"
#include "language/model.h"
#include "language/network.h"
#include "language/split.h"

namespace dragoman::language {

// Buffers kept from one document to the next; one per thread.
struct Workspace {
  NetworkBuffers network;
  std::vector<Word> words;
  std::vector<SentenceEnd> ends;
  std::vector<std::string_view> forms;  // views of one document, emptied before the call returns
  std::vector<std::uint32_t> pieces;
  std::vector<WordAnalysis> analyses;
  bool attribution = true;  // whether who says what is asked for (Document::attribution)
};

// Splits report.text and annotates it. Empty or blank text gives no sentences, which is success.
// Every sentence gets exactly one tree, every name lies inside one sentence. Fails with TooLarge
// when the text has 2^32 bytes or more. Linear in the text; allocates for the document's own
// vectors and a few of the splitter only, once `work` has met its longest document. The same text,
// model and lexicon give the same bits on every processor.
Result<void> annotate(const Model& model, const Lexicon& lexicon, Workspace& work, Document& doc);

// The same for a document whose sentences and token spans stand already (from CoNLL-U): those are
// kept, tags, lemmas, trees and names are written anew. Fails with MissingLayer if it has no
// tokens.
Result<void> annotate_tokens(const Model& model,
                             const Lexicon& lexicon,
                             Workspace& work,
                             Document& doc);

}  // namespace dragoman::language
