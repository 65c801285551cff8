#include "events/pair.h"

#include <algorithm>
#include <array>

#include "events/compose.h"

namespace dragoman::events {
namespace {

constexpr int kFar = 6;  // steps from the path behind which all acts are equally far
constexpr std::array<int, 6> kLinkScores = {9, 5, 4, 3, 1, 0};  // by Link

bool shares(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](std::uint32_t x) { return std::find(b.begin(), b.end(), x) != b.end(); });
}

bool contains(const std::vector<std::uint32_t>& list, std::uint32_t value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

class PairReader {
 public:
  PairReader(const Clauses& clauses, const Lexicon& lexicon, const Roles& roles)
      : clauses_(clauses), lexicon_(lexicon), roles_(roles) {}

  Pair read(TokenSpan source, TokenSpan target) {
    pair_.source = party(source);
    pair_.target = party(target);
    find_path();
    find_candidates();
    return std::move(pair_);
  }

 private:
  Party party(TokenSpan span) const {
    Party out;
    out.tokens = span;
    for (std::uint32_t i = span.begin; i < span.end; ++i) {
      const Token& token = clauses_.token(i);
      if (token.upos == Upos::Punct || (token.head != kNone && span.contains(token.head))) continue;
      if (out.head == kNone || (is_nominal(token) && !is_nominal(clauses_.token(out.head))))
        out.head = i;
    }
    if (out.head == kNone) out.head = span.begin;
    for (const Mention& mention : clauses_.doc().mentions) {
      if (mention.actor == kNone || mention.head == kNone || !span.contains(mention.head)) continue;
      add_once(out.actors, mention.actor);
      for (const std::uint32_t member : clauses_.doc().actors[mention.actor].members)
        add_once(out.actors, member);
    }
    return out;
  }

  // From the word up to the root, itself first.
  std::vector<std::uint32_t> ancestors(std::uint32_t at) const {
    std::vector<std::uint32_t> out;
    for (; at != kNone && out.size() < clauses_.doc().tokens.size(); at = clauses_.token(at).head)
      out.push_back(at);
    return out;
  }

  bool in_party(std::uint32_t token) const {
    return pair_.source.tokens.contains(token) || pair_.target.tokens.contains(token);
  }

  void find_path() {
    const auto up = ancestors(pair_.source.head), down = ancestors(pair_.target.head);
    const auto meet = std::find_first_of(up.begin(), up.end(), down.begin(), down.end());
    if (meet == up.end()) {
      pair_.top = clauses_.clause_head(pair_.source.head);
      return;
    }
    pair_.path.assign(up.begin(), meet + 1);
    const auto below = std::find(down.begin(), down.end(), *meet);
    for (auto it = below; it != down.begin();) pair_.path.push_back(*--it);
    std::erase_if(pair_.path, [&](std::uint32_t token) { return in_party(token); });
    // "the embargo of the US against Iran" has no word of its own at the top but for the embargo.
    pair_.top = in_party(*meet) ? clauses_.clause_head(*meet) : *meet;
  }

  bool fills(const Act& act,
             const std::vector<std::vector<SlotId>>& paths,
             const Party& party) const {
    return std::any_of(paths.begin(), paths.end(), [&](const std::vector<SlotId>& path) {
      const auto found = roles_.fillers(act.anchor, path);
      return std::any_of(found.begin(), found.end(),
                         [&](std::uint32_t filler) { return party.tokens.contains(filler); });
    });
  }

  Link link_of(const Act& act, int distance) const {
    const Entry& entry = *act.entry;
    const bool source_acts =
        shares(act.actors, pair_.source.actors) || fills(act, entry.actor, pair_.source);
    const bool target_acts =
        shares(act.actors, pair_.target.actors) || fills(act, entry.actor, pair_.target);
    const bool target_suffers =
        shares(act.recipients, pair_.target.actors) || fills(act, entry.recipient, pair_.target);
    const bool source_suffers =
        shares(act.recipients, pair_.source.actors) || fills(act, entry.recipient, pair_.source);
    if (source_acts && (target_suffers || (entry.mutual && target_acts))) return Link::Both;
    if (entry.mutual && source_suffers && (target_acts || target_suffers)) return Link::Both;
    if (source_acts) return Link::Source;
    if (target_acts || source_suffers) return Link::Swapped;
    if (target_suffers) return Link::Target;
    return distance == 0 ? Link::Path : Link::Near;
  }

  int distance_to_path(const Act& act) const {
    const auto up = ancestors(act.anchor.token);
    for (std::size_t i = 0; i < up.size() && i < kFar; ++i) {
      if (contains(pair_.path, up[i]) || up[i] == pair_.top) return static_cast<int>(i);
    }
    return kFar;
  }

  int score(const Candidate& candidate) const {
    int value = 4 * kLinkScores[static_cast<std::size_t>(candidate.link)] - 3 * candidate.distance;
    if (candidate.act.absorbed || candidate.act.purpose) value -= 12;
    if (candidate.act.anchor.token == pair_.top) value += 4;
    return value;
  }

  void find_candidates() {
    auto acts = find_acts(clauses_, lexicon_, roles_);
    compose(clauses_, lexicon_, roles_, acts);
    const std::uint32_t here = clauses_.token(pair_.source.head).sentence;
    const std::uint32_t there = clauses_.token(pair_.target.head).sentence;
    for (Act& act : acts) {
      const std::uint32_t sentence = clauses_.token(act.anchor.token).sentence;
      if ((sentence != here && sentence != there) || act.entry->ignore ||
          (!act.entry->type && !act.composed) || in_party(act.anchor.token)) {
        continue;
      }
      Candidate candidate;
      candidate.distance = distance_to_path(act);
      candidate.link = link_of(act, candidate.distance);
      candidate.act = std::move(act);
      pair_.candidates.push_back(std::move(candidate));
    }
    std::stable_sort(pair_.candidates.begin(), pair_.candidates.end(),
                     [&](const Candidate& a, const Candidate& b) { return score(a) > score(b); });
  }

  const Clauses& clauses_;
  const Lexicon& lexicon_;
  const Roles& roles_;
  Pair pair_;
};

}  // namespace

std::string_view to_string(Link link) {
  static constexpr std::array<std::string_view, 6> kNames = {"both", "source",  "target",
                                                             "path", "swapped", "near"};
  return kNames[static_cast<std::size_t>(link)];
}

Pair read_pair(const Clauses& clauses,
               const Lexicon& lexicon,
               const Roles& roles,
               TokenSpan source,
               TokenSpan target) {
  return PairReader(clauses, lexicon, roles).read(source, target);
}

}  // namespace dragoman::events
