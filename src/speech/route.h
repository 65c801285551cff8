// The way that words came, apart from who says them: the media and documents that the cue's phrases
// name, and who is spoken to in them.
//
//   "said in an interview with CNN"              -> CNN
//   "said in a statement carried by SANA"        -> SANA, statement
//   "was quoted as saying by RIA"                -> RIA
//   "wrote on Twitter"                           -> Twitter
//   "said, citing medical sources"               -> cited: the medical sources
//   "said in a letter to the Security Council"   -> letter; addressee: the Security Council
//
// Reads the trees; finding nothing is success.
#pragma once

#include <cstdint>
#include <vector>

#include "speech/draft.h"

namespace dragoman::speech {

class Media;
class SourceWords;

struct Stop {
  std::uint32_t token = kNone;  // head of its words
  HopKind kind = HopKind::Medium;
};

struct Route {
  std::vector<Stop> stops;          // outermost first
  std::uint32_t addressee = kNone;  // head token
  // Whose words the source passes on: "citing medical sources, the group said". Head token.
  std::uint32_t cited = kNone;
};

Route route_of(const Tree& tree, const Media& media, const SourceWords& words, const Draft& draft);

}  // namespace dragoman::speech
