#include "speech/propose.h"

#include <algorithm>

#include "core/utf8.h"

namespace dragoman::speech {
namespace {

// Statements inside of statements are kept for acts of speech alone: "X said Y had told him that",
// not "X said he hoped".
bool is_speech_act(const CueLexicon& lexicon, const Draft& draft) {
  if (draft.candidate.entry == kNone) return true;
  const CueEntry& entry = lexicon.entry(draft.candidate.entry);
  if (entry.kind == CueKind::Adv) return false;
  switch (entry.stance) {
    case Stance::Claim:
    case Stance::Denial:
    case Stance::Admission:
    case Stance::Warning:
    case Stance::Promise:
    case Stance::Demand:
    case Stance::Accusation:
      return true;
    case Stance::Neutral:
      return entry.kind == CueKind::Adp || entry.kind == CueKind::Adj ||
             lexicon.introduces_quotations(entry.words[0]);
    case Stance::Belief:
    case Stance::Question:
      return false;
  }
  return false;
}

// "did not say whether", "has not announced a date": nothing was said.
bool says_nothing(const CueLexicon& lexicon, const Draft& draft) {
  if (!draft.candidate.negated || draft.candidate.entry == kNone) return false;
  const CueEntry& entry = lexicon.entry(draft.candidate.entry);
  return entry.kind == CueKind::Verb && entry.stance == Stance::Neutral &&
         lexicon.introduces_quotations(entry.words[0]) &&
         (draft.candidate.frame == Frame::That || draft.candidate.frame == Frame::Obj);
}

bool names_somebody_else(const Tree& tree, const Draft& draft) {
  const Source& source = draft.candidate.source;
  if (source.head == kNone) return false;
  const std::string form = core::ascii_lower(tree.doc().form(source.head));
  for (const char* own : {"i", "we", "you", "my", "our", "your", "me", "us", "it", "one", "this",
                          "that", "which", "they", "who"}) {
    if (form == own) return false;
  }
  return true;
}

// "“We leave.” The retreat was announced later.": a quotation that has ended as a sentence is no
// object of a verb in the next one, though the parser took both for one sentence.
void drop_finished_quotations(const Document& doc,
                              const std::vector<Quotation>& quotations,
                              const Candidate& candidate,
                              std::vector<ByteSpan>& content) {
  if (candidate.frame == Frame::That || candidate.frame == Frame::Around ||
      candidate.frame == Frame::Quote)
    return;
  for (const Quotation& quotation : quotations) {
    if (quotation.depth > 0 || quotation.outer.end > doc.tokens[candidate.cue].span.begin) continue;
    const char last = doc.text()[quotation.inner.end - 1];
    const std::string_view behind = core::trim(doc.text().substr(quotation.outer.end, 40));
    if ((last == '.' || last == '!' || last == '?') && !behind.empty() &&
        core::is_ascii_upper(behind[0])) {
      content = cut(content, quotation.outer);
    }
  }
}

// A frame of the same cue has found some of the draft's content.
bool is_met(const std::vector<Draft>& drafts, const Draft& draft) {
  return std::any_of(drafts.begin(), drafts.end(), [&](const Draft& other) {
    return other.candidate.frame != Frame::Marked && other.candidate.cue == draft.candidate.cue &&
           std::any_of(draft.content.begin(), draft.content.end(),
                       [&](ByteSpan span) { return overlap(other.content, span) > 0; });
  });
}

bool is_known_actor(const Document& doc, std::uint32_t head) {
  return std::any_of(doc.mentions.begin(), doc.mentions.end(), [head](const Mention& mention) {
    return mention.head == head && mention.actor != kNone && mention.kind != MentionKind::Pronoun;
  });
}

// Inside of another statement, an actor's words are believed sooner than those of an unknown
// phrase; and of that, only words that are given ("Y told him that", not "Y condemned it").
bool stands_nested(const Document& doc, const Weights& weights, const Draft& draft) {
  if (is_known_actor(doc, draft.candidate.source.head))
    return draft.score >= weights.threshold() + 0.3f;
  const Frame frame = draft.candidate.frame;
  return draft.score >= weights.nested_threshold() && frame != Frame::Obj && frame != Frame::Prep &&
         frame != Frame::Name;
}

void put_content(const Tree& tree,
                 const std::vector<Quotation>& quotations,
                 const TokenSet& content,
                 Draft& draft) {
  draft.content =
      fit_to_quotations(tree.doc(), quotations, tree.spans(content), draft.candidate.cue);
  drop_finished_quotations(tree.doc(), quotations, draft.candidate, draft.content);
  // What the quotations added must not swallow the cue.
  for (const ByteSpan span : tree.spans(draft.candidate.cue_tokens))
    draft.content = cut(draft.content, span);
  draft.content = normalise(std::move(draft.content), tree.doc().text());
}

// Adds to `content` the quotations that `of` holds: none is lost where the marks pass over it.
void keep_quotations(const Tree& tree,
                     const std::vector<Quotation>& quotations,
                     const std::vector<ByteSpan>& of,
                     std::vector<ByteSpan>& content) {
  for (const Quotation& quotation : quotations) {
    if (quotation.depth == 0 && holds(of, quotation.inner) && !holds(content, quotation.inner) &&
        !is_name_or_title(tree.doc(), quotation)) {
      content.push_back(quotation.outer);
    }
  }
  content = normalise(std::move(content), tree.doc().text());
}

// The token of `set` that hangs on a token outside of it; the first of several.
std::uint32_t head_of(const Tree& tree, const TokenSet& set) {
  for (const std::uint32_t i : set) {
    if (tree.token(i).upos == Upos::Punct) continue;
    const std::uint32_t head = tree.token(i).head;
    if (head == kNone || !contains(set, head)) return i;
  }
  return set.front();
}

// Words between the two sets; 0 where they touch or interlace.
std::uint32_t gap_between(const TokenSet& a, const TokenSet& b) {
  if (a.back() < b.front()) return b.front() - a.back() - 1;
  if (b.back() < a.front()) return a.front() - b.back() - 1;
  return 0;
}

bool in_one_sentence(const Tree& tree, const TokenSet& a, const TokenSet& b) {
  return tree.token(a.front()).sentence <= tree.token(b.back()).sentence &&
         tree.token(b.front()).sentence <= tree.token(a.back()).sentence;
}

const TokenSet* nearest(const Tree& tree,
                        const std::vector<TokenSet>& groups,
                        const TokenSet& to,
                        const TokenSet& without) {
  const TokenSet* best = nullptr;
  for (const TokenSet& group : groups) {
    if (!in_one_sentence(tree, group, to) || contains(without, group.front())) continue;
    if (best == nullptr || gap_between(group, to) < gap_between(*best, to)) best = &group;
  }
  return best;
}

// The likeliest word for a cue beside marked content, with those like it around it, where none is
// marked as one; empty if there is none at all.
TokenSet likeliest_cue(const Tree& tree, const Marks& marks, const TokenSet& content) {
  constexpr float kLeast = 0.12f;
  const TokenSpan sentence = tree.doc().sentences[tree.token(content.front()).sentence].tokens;
  const auto share = [&](std::uint32_t i) {
    return contains(content, i) ? 0.0f : marks.share(AttributionShares::Cue, i);
  };
  std::uint32_t best = sentence.begin;
  for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
    if (share(i) > share(best)) best = i;
  }
  if (share(best) < kLeast) return {};
  std::uint32_t begin = best, end = best + 1;
  while (begin > sentence.begin && share(begin - 1) >= kLeast) --begin;
  while (end < sentence.end && share(end) >= kLeast) ++end;
  TokenSet out;
  for (std::uint32_t i = begin; i < end; ++i) out.push_back(i);
  return out;
}

// Source of a marked cue: what the tree gives if the model agrees, else the nearest marked words.
Source marked_source(const Tree& tree,
                     const Marks& marks,
                     std::uint32_t cue,
                     const TokenSet& cue_tokens,
                     const TokenSet& content) {
  Source source;
  if (tree.token(cue).upos == Upos::Verb) source = source_of_verb(tree, cue);
  if (source.head != kNone && marks.share(AttributionShares::Source, source.head) >= 0.3f)
    return source;
  const TokenSet* group =
      nearest(tree, marks.groups(AttributionShares::Source), cue_tokens, content);
  if (group == nullptr) return source;
  source = {};
  source.kind = SourceKind::Subject;
  source.tokens = *group;
  source.head = head_of(tree, *group);
  return source;
}

// Without the adpositions, articles and conjunctions at the end: "the minister on".
TokenSet without_loose_end(const Tree& tree, TokenSet words) {
  const auto loose = [&](std::uint32_t i) {
    switch (tree.token(i).upos) {
      case Upos::Adp:
      case Upos::Det:
      case Upos::Cconj:
      case Upos::Sconj:
      case Upos::Punct:
        return true;
      default:
        return false;
    }
  };
  while (words.size() > 1 && loose(words.back())) words.pop_back();
  return words;
}

// Where the model marks the words of a source that the tree gave, they are as it marks them; a
// source that the tree did not give is the nearest marked one. (Cues are better as the tree has
// them.)
void take_marked_source(const Tree& tree, const Marks& marks, Candidate& candidate) {
  Source& source = candidate.source;
  if (source.head == kNone) {
    source = marked_source(tree, marks, candidate.cue, candidate.cue_tokens, candidate.content);
  } else if (const TokenSet* words = marks.group_with(AttributionShares::Source, source.head)) {
    source.tokens = without_loose_end(tree, *words);
  }
  source.tokens = subtract(source.tokens, candidate.cue_tokens);
}

// Statements that no frame of the lexicon gives: marked content with a marked cue in its sentence.
void propose_marked(const Weighed& beside, std::vector<Draft>& drafts) {
  const auto& [tree, lexicon, quotations, marks] = beside;
  for (const TokenSet& content : marks.groups(AttributionShares::Content)) {
    const TokenSet* marked = nearest(tree, marks.groups(AttributionShares::Cue), content, content);
    const TokenSet cue = marked != nullptr ? *marked : likeliest_cue(tree, marks, content);
    if (cue.empty()) continue;
    Draft draft;
    draft.aligned = true;
    Candidate& candidate = draft.candidate;
    candidate.frame = Frame::Marked;
    candidate.cue = head_of(tree, cue);
    candidate.cue_tokens = cue;
    candidate.content = content;
    candidate.content_head = head_of(tree, content);
    candidate.source = marked_source(tree, marks, candidate.cue, cue, content);
    candidate.source.tokens = subtract(candidate.source.tokens, cue);
    candidate.negated = is_negated(tree, candidate.cue);
    candidate.passive = is_passive(tree, candidate.cue);
    const std::string lemma = cue_lemma(tree, lexicon, candidate.cue);
    for (const std::uint32_t e : lexicon.with_head(lemma)) {
      if (lexicon.entry(e).words.size() == 1) candidate.entry = e;
    }
    put_content(tree, quotations, content, draft);
    if (draft.content.empty()) continue;
    draft.rule = lemma + ":marked";
    drafts.push_back(std::move(draft));
  }
}

}  // namespace

std::vector<Draft> propose(const Weighed& beside) {
  const auto& [tree, lexicon, quotations, marks] = beside;
  std::vector<Draft> drafts;
  for (Candidate& candidate : find_candidates(tree, lexicon)) {
    take_marked_source(tree, marks, candidate);
    Draft draft;
    draft.rule = candidate.entry != kNone ? lexicon.entry(candidate.entry).name : std::string();
    draft.rule += ":";
    draft.rule += to_string(candidate.frame);
    draft.candidate = std::move(candidate);
    put_content(tree, quotations, draft.candidate.content, draft);
    if (draft.content.empty()) continue;
    const TokenSet* marked = marks.content_over(draft.content);
    if (marked != nullptr && !contains(*marked, draft.candidate.cue)) {
      Draft other = draft;
      other.aligned = true;
      put_content(tree, quotations, *marked, other);
      keep_quotations(tree, quotations, draft.content, other.content);
      if (!other.content.empty() && other.content != draft.content)
        drafts.push_back(std::move(other));
    }
    drafts.push_back(std::move(draft));
  }
  propose_marked(beside, drafts);
  std::stable_sort(drafts.begin(), drafts.end(), [](const Draft& a, const Draft& b) {
    return a.candidate.cue < b.candidate.cue;
  });
  return drafts;
}

std::vector<Draft> select(const Weighed& beside,
                          const Weights& weights,
                          std::vector<Draft> drafts) {
  const auto& [tree, lexicon, quotations, marks] = beside;
  for (Draft& draft : drafts) {
    draft.score = weights.probability(beside, draft);
  }
  // A frame says more of its cue than marks do that found the same words.
  std::vector<bool> met;
  for (const Draft& draft : drafts)
    met.push_back(draft.candidate.frame == Frame::Marked && is_met(drafts, draft));
  // Of one cue, the likeliest.
  std::vector<Draft> best;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    Draft& draft = drafts[i];
    if (met[i]) continue;
    if (!best.empty() && best.back().candidate.cue == draft.candidate.cue) {
      if (draft.score > best.back().score) best.back() = std::move(draft);
    } else {
      best.push_back(std::move(draft));
    }
  }
  // Outer ones first, so that what is nested is known as such.
  std::vector<std::uint32_t> order(best.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return total_size(best[a].content) > total_size(best[b].content);
  });
  std::vector<bool> kept(best.size(), false);
  for (const std::uint32_t i : order) {
    const ByteSpan cue = tree.token(best[i].candidate.cue).span;
    // A quotation is content even where its own cue is found only later.
    bool nested =
        std::any_of(quotations.begin(), quotations.end(), [&](const Quotation& quotation) {
          return quotation.depth == 0 && quotation.inner.contains(cue) &&
                 !best[i].content.empty() && !is_name_or_title(tree.doc(), quotation);
        });
    bool repeats = false;  // "declined to comment on it": one source, one statement
    for (std::uint32_t j = 0; j < best.size(); ++j) {
      if (!kept[j] || j == i || !holds(best[j].content, cue)) continue;
      nested = true;
      repeats = repeats || (best[j].candidate.source.head == best[i].candidate.source.head &&
                            best[j].candidate.content_head == best[i].candidate.cue);
    }
    if (nested) {
      best[i].score = weights.probability(beside, best[i], true);
      kept[i] = stands_nested(tree.doc(), weights, best[i]) && is_speech_act(lexicon, best[i]) &&
                names_somebody_else(tree, best[i]);
    } else {
      // Without a frame the cue may be any word: it takes more to be believed.
      const float more = best[i].candidate.frame == Frame::Marked ? 0.05f : 0.0f;
      kept[i] = best[i].score >= weights.threshold() + more;
    }
    kept[i] = kept[i] && !repeats && !says_nothing(lexicon, best[i]);
  }
  std::vector<Draft> out;
  for (std::uint32_t i = 0; i < best.size(); ++i) {
    if (kept[i]) out.push_back(std::move(best[i]));
  }
  return out;
}

}  // namespace dragoman::speech
