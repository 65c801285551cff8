// Two marked parties of a text, what stands between them, and the acts that may be theirs.
//
// Method: each party is the head word of its span; the path is the way through the dependency tree
// from one head to the other. Every entry of the lexicon that matches is a candidate, whether it
// became an event or not; it ranks by how its roles and its place agree with the parties.
// Reads: tokens, heads, mentions, actors, statements.   Writes nothing.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dragoman/document.h"

#include "events/act.h"
#include "events/feature_weights.h"

namespace dragoman::events {

// How an act hangs together with the parties; the better ones first.
enum class Link : std::uint8_t {
  Both,     // the source acts, the target suffers; or both take part
  Source,   // the source acts, nobody known suffers
  Target,   // the target suffers, nobody known acts
  Path,     // its trigger stands on the path
  Swapped,  // the target acts, or the source suffers
  Near,     // in the sentence of one of them
};
std::string_view to_string(Link link);

struct Candidate {
  Act act;
  Link link = Link::Near;
  int distance = 0;  // steps in the tree from the trigger to the path
};

struct Party {
  TokenSpan tokens;
  std::uint32_t head = kNone;
  std::vector<std::uint32_t> actors;  // that a mention inside of the span names
};

struct Pair {
  Party source, target;
  std::vector<std::uint32_t> path;    // words between the heads; empty across sentences
  std::uint32_t top = kNone;          // highest word of the path, or the source's predicate
  std::vector<Candidate> candidates;  // the best first; acts of idioms are left out
};

// The features that a pair is weighed by, without repetition, in a fixed order.
std::vector<Feature> pair_features(const Clauses& clauses,
                                   const Lexicon& lexicon,
                                   const Pair& pair);

// Reads what stands between two parties. Both spans must hold a token. Linear in the number of
// tokens, but for the acts of the parties' sentences.
Pair read_pair(const Clauses& clauses,
               const Lexicon& lexicon,
               const Roles& roles,
               TokenSpan source,
               TokenSpan target);

}  // namespace dragoman::events
