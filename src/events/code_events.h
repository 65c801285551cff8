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
#include <optional>
#include <mutex>
#include <string>

#include "dragoman/document.h"
#include "dragoman/result.h"

#include "events/details.h"
#include "events/lexicon.h"
#include "events/feature_weights.h"

namespace dragoman::events {

class Resources {  // Immutable once loaded; one serves all threads.
 public:
  // Reads the chosen patterns, "ours" being <lexicon_folder>/events/*.events; and details.tsv and,
  // where there are any, pair_weights.tsv and trust_weights.tsv beside those. Fails with NotFound or
  // BadFormat (file:line:column).
  static Result<std::shared_ptr<const Resources>> load(const std::string& lexicon_folder,
                                                       const LexiconChoice& patterns = {"ours"});
  // The same from texts (name, content); for tests and for tools that check a lexicon.
  static Result<std::shared_ptr<const Resources>> parse(
      const std::vector<std::pair<std::string, std::string>>& files);

  const Lexicon& lexicon() const { return lexicon_; }
  // Read when they are first asked for: only pairs need them. Empty when there are none. Fails with
  // NotReadable or BadFormat.
  Result<const FeatureWeights*> pair_weights() const;
  const FeatureWeights& trust_weights() const { return trust_weights_; }
  const DetailWords& detail_words() const { return detail_words_; }

 private:
  explicit Resources(Lexicon lexicon) : lexicon_(std::move(lexicon)) {}
  Lexicon lexicon_;
  DetailWords detail_words_;
  FeatureWeights trust_weights_;
  std::string pair_path_;
  mutable std::once_flag pair_once_;
  mutable FeatureWeights pair_weights_;
  mutable std::optional<Error> pair_error_;
};

// Appends to doc.events, in order of their triggers. Finding none is success. Roles, date and place
// come only from words linked to the trigger; what is doubtful stays empty. Fails with MissingLayer
// when the document has no trees. Linear in the number of tokens, but for the few acts of one
// sentence among themselves.
Result<void> code_events(const Resources& resources, Document& doc);

// The same, with the features by which the confidence of each event is judged, for training. Events
// that `doc` has are coded anew.
Result<std::vector<std::vector<Feature>>> code_with_features(const Resources& resources,
                                                             Document& doc);

}  // namespace dragoman::events
