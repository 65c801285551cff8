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

// Inside of another statement, an actor's words are believed sooner than those of an unknown
// phrase.
float nested_threshold(const Document& doc, const Weights& weights, const Draft& draft) {
  for (const Mention& mention : doc.mentions) {
    if (mention.head == draft.candidate.source.head && mention.actor != kNone &&
        mention.kind != MentionKind::Pronoun) {
      return weights.threshold() + 0.1f;
    }
  }
  return weights.nested_threshold();
}

}  // namespace

std::vector<Draft> propose(const Tree& tree,
                           const CueLexicon& lexicon,
                           const std::vector<Quotation>& quotations) {
  std::vector<Draft> drafts;
  for (Candidate& candidate : find_candidates(tree, lexicon)) {
    Draft draft;
    draft.content =
        fit_to_quotations(tree.doc(), quotations, tree.spans(candidate.content), candidate.cue);
    drop_finished_quotations(tree.doc(), quotations, candidate, draft.content);
    // What the quotations added must not swallow the cue.
    for (const ByteSpan span : tree.spans(candidate.cue_tokens))
      draft.content = cut(draft.content, span);
    draft.content = normalise(std::move(draft.content), tree.doc().text());
    if (draft.content.empty()) continue;
    draft.rule = candidate.entry != kNone ? lexicon.entry(candidate.entry).name : std::string();
    draft.rule += ":";
    draft.rule += to_string(candidate.frame);
    draft.candidate = std::move(candidate);
    drafts.push_back(std::move(draft));
  }
  return drafts;
}

std::vector<Draft> select(const Tree& tree,
                          const CueLexicon& lexicon,
                          const Weights& weights,
                          const std::vector<Quotation>& quotations,
                          std::vector<Draft> drafts) {
  for (Draft& draft : drafts) {
    draft.score = weights.probability(features_of(tree, lexicon, quotations, draft));
  }
  // Of one cue, the likeliest.
  std::vector<Draft> best;
  for (Draft& draft : drafts) {
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
      // What the weights hold against words inside of quotations is that the gold, which knows no
      // nesting, has none there.
      std::vector<std::string> features = features_of(tree, lexicon, quotations, best[i]);
      std::erase(features, std::string(kInsideQuotation));
      best[i].score = weights.probability(features);
      kept[i] = best[i].score >= nested_threshold(tree.doc(), weights, best[i]) &&
                is_speech_act(lexicon, best[i]) && names_somebody_else(tree, best[i]);
    } else {
      kept[i] = best[i].score >= weights.threshold();
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
