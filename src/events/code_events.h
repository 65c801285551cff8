// Codes what happened: who did what to whom, by PLOVER, with CAMEO codes, factuality, date and
// place.
//
// Method: entries of the event lexicon are matched on deep clauses (passives, relatives, control,
// coordination and nominalisations undone); governing words compose with what they govern; what is
// left becomes an event when its roles are known well enough. Ontology: PLOVER (Open Event Data
// Alliance, 2021 draft); codes: CAMEO (Schrodt 2012); scale: after Goldstein (1992). Reads: tokens,
// heads, mentions, actors, times, places, statements.   Writes: events.
#pragma once

#include <memory>
#include <string>

#include "dragoman/document.h"
#include "dragoman/result.h"

#include "events/lexicon.h"
#include "events/pair_weights.h"

namespace dragoman::events {

class Resources {  // Immutable once loaded; one serves all threads.
 public:
  // Reads the chosen patterns, "ours" being <lexicon_folder>/events/*.events, and pair_weights.tsv
  // beside those where there is one. Fails with NotFound or BadFormat (file:line:column).
  static Result<std::shared_ptr<const Resources>> load(const std::string& lexicon_folder,
                                                       const LexiconChoice& patterns = {"ours"});
  // The same from texts (name, content); for tests and for tools that check a lexicon.
  static Result<std::shared_ptr<const Resources>> parse(
      const std::vector<std::pair<std::string, std::string>>& files);

  const Lexicon& lexicon() const { return lexicon_; }
  const PairWeights& pair_weights() const { return pair_weights_; }

 private:
  explicit Resources(Lexicon lexicon, PairWeights pair_weights = {})
      : lexicon_(std::move(lexicon)), pair_weights_(std::move(pair_weights)) {}
  Lexicon lexicon_;
  PairWeights pair_weights_;
};

// Appends to doc.events, in order of their triggers. Finding none is success. Roles, date and place
// come only from words linked to the trigger; what is doubtful stays empty. Fails with MissingLayer
// when the document has no trees. Linear in the number of tokens, but for the few acts of one
// sentence among themselves.
Result<void> code_events(const Resources& resources, Document& doc);

}  // namespace dragoman::events
