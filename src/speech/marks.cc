#include "speech/marks.h"

#include <algorithm>
#include <array>

namespace dragoman::speech {
namespace {

constexpr std::uint32_t kLongestGap = 5;  // words
// By role. What is content and what a cue is weighed again; sources are taken as they are.
constexpr std::array<float, 3> kLeastShare = {0.5f, 0.35f, 0.3f};

}  // namespace

Marks::Marks(const Document& doc) : doc_(doc) {
  if (empty()) return;
  for (const auto role :
       {AttributionShares::Source, AttributionShares::Cue, AttributionShares::Content}) {
    groups_[role] = groups_of(role);
  }
}

std::vector<TokenSet> Marks::groups_of(AttributionShares::Role role) const {
  std::vector<TokenSet> out;
  for (std::uint32_t i = 0; i < doc_.tokens.size(); ++i) {
    const AttributionShares& shares = doc_.attribution[i];
    if (shares.inside[role] < kLeastShare[role]) continue;
    const bool first = 2 * shares.first[role] > shares.inside[role];
    // A cue or a source has no long gap ("did not, he says, rule out").
    const std::uint32_t gap = out.empty() ? 0 : i - out.back().back() - 1;
    const bool goes_on =
        !out.empty() && !first &&
        (gap == 0 || ((role == AttributionShares::Content || gap <= kLongestGap) &&
                      doc_.tokens[out.back().back()].sentence == doc_.tokens[i].sentence));
    if (!goes_on) out.emplace_back();
    out.back().push_back(i);
  }
  return out;
}

float Marks::mean(AttributionShares::Role role, const std::vector<ByteSpan>& spans) const {
  if (empty()) return 0;
  float sum = 0, words = 0;
  for (const ByteSpan span : spans) {
    auto at = std::partition_point(doc_.tokens.begin(), doc_.tokens.end(),
                                   [&](const Token& t) { return t.span.end <= span.begin; });
    for (; at != doc_.tokens.end() && at->span.begin < span.end; ++at) {
      if (at->upos == Upos::Punct) continue;
      sum += doc_.attribution[static_cast<std::size_t>(at - doc_.tokens.begin())].inside[role];
      words += 1;
    }
  }
  return words > 0 ? sum / words : 0;
}

const TokenSet* Marks::group_with(AttributionShares::Role role, std::uint32_t token) const {
  for (const TokenSet& group : groups_[role]) {
    if (contains(group, token)) return &group;
  }
  return nullptr;
}

const TokenSet* Marks::content_over(const std::vector<ByteSpan>& spans) const {
  if (spans.empty()) return nullptr;
  const TokenSet* best = nullptr;
  std::uint64_t most = 0;
  for (const TokenSet& group : groups_[AttributionShares::Content]) {
    if (doc_.tokens[group.back()].span.end <= spans.front().begin ||
        doc_.tokens[group.front()].span.begin >= spans.back().end) {
      continue;
    }
    std::uint64_t common = 0;
    for (const std::uint32_t i : group) {
      const ByteSpan word = doc_.tokens[i].span;
      for (const ByteSpan span : spans) {
        if (span.overlaps(word)) common += word.size();
      }
    }
    if (common > most) {
      most = common;
      best = &group;
    }
  }
  return best;
}

}  // namespace dragoman::speech
