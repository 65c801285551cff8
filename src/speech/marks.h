// What the language model marks as source, cue and content: Document::attribution as groups of
// words.
//
// A group is one statement's: it begins at a word marked as first and goes on, over a gap within
// its sentence where the cue stands in the middle ("We will," he said, "stay."), to the next such
// word.
#pragma once

#include <vector>

#include "speech/tree.h"

namespace dragoman::speech {

class Marks {
 public:
  explicit Marks(const Document& doc);

  // True where the model has no such head; then there are no groups and all shares are 0.
  bool empty() const { return doc_.attribution.empty(); }
  float share(AttributionShares::Role role, std::uint32_t token) const {
    return empty() ? 0.0f : doc_.attribution[token].inside[role];
  }
  // Mean share of the words (no punctuation) that `spans` hold; 0 if there are none.
  float mean(AttributionShares::Role role, const std::vector<ByteSpan>& spans) const;
  const std::vector<TokenSet>& groups(AttributionShares::Role role) const { return groups_[role]; }
  // The group that holds `token`, or null.
  const TokenSet* group_with(AttributionShares::Role role, std::uint32_t token) const;
  // The content group with the most bytes in common with `spans`, or null.
  const TokenSet* content_over(const std::vector<ByteSpan>& spans) const;

 private:
  std::vector<TokenSet> groups_of(AttributionShares::Role role) const;

  const Document& doc_;
  std::array<std::vector<TokenSet>, 3> groups_;
};

}  // namespace dragoman::speech
