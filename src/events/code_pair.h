// What one marked party of a text does to another: for data sets that give the parties.
//
// Method: the patterns of the lexicon propose acts (pair.h); weights over readable features
// (feature_weights.h) decide the type where there are any; without them the best act does, and without
// an act the words on the path between the parties.
// Reads: tokens, heads, mentions, actors, statements.   Writes nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dragoman/document.h"
#include "dragoman/result.h"

#include "events/code_events.h"

namespace dragoman::events {

struct CodedPair {
  EventType type = EventType::Consult;
  std::string mode, cameo;  // the mode is empty where no pattern gives one
  Factuality factuality = Factuality::Occurred;
  float confidence = 0;
  std::vector<TokenSpan> trigger;  // in text order; empty when no word shows it
  // Name of the lexicon entry; "path/LEMMA" for a word of the lexicon on the path whose pattern did
  // not hold; "weights/LEMMA" where the weights decided against the patterns or without them.
  std::string rule;
};

// None when nothing at all is known. Fails with MissingLayer without trees, and with BadArgument
// when a span holds no word of the text.
Result<std::optional<CodedPair>> code_pair(const Resources& resources,
                                           const Document& doc,
                                           ByteSpan source,
                                           ByteSpan target);

// The features by which such a pair is weighed, for training. Fails as code_pair does.
Result<std::vector<Feature>> features_of_pair(const Resources& resources,
                                                  const Document& doc,
                                                  ByteSpan source,
                                                  ByteSpan target);

}  // namespace dragoman::events
