// Finds who says what: joins the content of each statement to its cue, its source and its speaker.
//
// Method: the words of a cue lexicon and their dependents propose candidates (candidates.h); a
// linear model over readable features weighs them (weigh.h); quotations are found by their marks
// (quotations.h), fitted to the candidates, and where no tree accounts for them joined to the cue
// beside them, or to the speaker who goes on. Then speakers, addressees and the chain outlet <-
// agency <- speaker are filled in (chain.h). Scheme: source, cue, content as in PolNeAR (Newell,
// Margolin and Ruths, LREC 2018), and statements inside of statements besides. Reads:  tokens,
// heads, names, times, mentions, actors.   Writes: statements.
#pragma once

#include <memory>
#include <string>

#include "dragoman/document.h"
#include "dragoman/result.h"

namespace dragoman::speech {

class CueLexicon;
class LightNouns;
class Media;
class SourceWords;
class Weights;

// Cue lexicon, names of media, words for sources and topics, weights. Immutable once loaded; one
// serves all threads.
class Resources {
 public:
  // `lexicon_folder` holds speech/cues.tsv, media.tsv, sources.tsv, topics.tsv and weights.tsv.
  // Fails with NotFound, NotReadable or BadFormat, naming file, line and column.
  static Result<std::shared_ptr<const Resources>> load(const std::string& lexicon_folder);

  const CueLexicon& cues() const { return *cues_; }
  const Media& media() const { return *media_; }
  const SourceWords& source_words() const { return *source_words_; }
  const LightNouns& light_nouns() const { return *light_nouns_; }
  const Weights& weights() const { return *weights_; }

 private:
  std::shared_ptr<const CueLexicon> cues_;
  std::shared_ptr<const Media> media_;
  std::shared_ptr<const SourceWords> source_words_;
  std::shared_ptr<const LightNouns> light_nouns_;
  std::shared_ptr<const Weights> weights_;
};

// Appends to doc.statements, ordered by where their content begins, one entry for each statement
// found.
//   content      one or more spans of doc.text, in order, with the quotation marks around them
//   parent       stands before its children
//   confidence   in [0, 1], of the weights where a candidate was weighed, else of the rule
// Finding none is success. Fails with MissingLayer if doc is not parsed; doc is then unchanged.
// Nearly linear in the number of tokens.
Result<void> attribute(const Resources& resources, Document& doc);

}  // namespace dragoman::speech
