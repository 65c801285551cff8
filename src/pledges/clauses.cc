#include "pledges/clauses.h"

#include <algorithm>
#include <string_view>

#include "entities/lookup.h"
#include "speech/lookup.h"

namespace dragoman::pledges {

std::vector<std::uint32_t> Clauses::all_who(std::uint32_t token) const {
  if (token == kNone) return {};
  if (is_first_person(token)) {
    const std::uint32_t speaker = speech::speaker_of_token(doc_, token);
    if (speaker == kNone) return {};
    return {speaker};
  }
  return entities::actors_of(doc_, token);
}

std::uint32_t Clauses::who(std::uint32_t token) const {
  const auto actors = all_who(token);
  return actors.empty() ? kNone : actors.front();
}

bool Clauses::is_first_person(std::uint32_t token) const {
  return token != kNone && tok(token).upos == Upos::Pron && (tok(token).feats & feature::kFirst);
}

TokenSpan Clauses::clause_from(std::uint32_t begin, std::uint32_t head) const {
  TokenSpan span{begin, std::max(tree_.subtree(head).end, begin + 1)};
  for (const std::uint32_t c : tree_.children(head)) {
    if (c <= head) continue;
    // "..., he said": a parataxis inside the subtree is not part of what is pledged, nor is a
    // second clause that has an auxiliary or subject of its own: "will stay and insisted on ...".
    const bool other_clause =
        tok(c).deprel == Deprel::Conj && (tok(c).feats & feature::kFin) &&
        (tok(c).upos == Upos::Verb || tree_.child(c, {Deprel::Nsubj, Deprel::Aux}) != kNone);
    if (tok(c).deprel == Deprel::Parataxis || other_clause)
      span.end = std::max(begin + 1, std::min(span.end, tree_.subtree(c).begin));
  }
  while (span.size() > 1 &&
         (tok(span.end - 1).upos == Upos::Punct || tok(span.end - 1).deprel == Deprel::Cc))
    --span.end;
  return span;
}

TokenSpan Clauses::within(std::uint32_t statement, TokenSpan span) const {
  if (statement == kNone) return span;
  const TokenSpan content = doc_.statements[statement].content_tokens;
  if (!content.overlaps(span)) return span;
  TokenSpan part{std::max(span.begin, content.begin), std::min(span.end, content.end)};
  while (part.size() > 1 && tok(part.end - 1).upos == Upos::Punct) --part.end;
  return part;
}

std::uint32_t Clauses::first_of_infinitive(std::uint32_t head) const {
  std::uint32_t begin = head;
  for (const std::uint32_t c : tree_.children(head)) {
    if (c < head && (tok(c).deprel == Deprel::Aux || tok(c).deprel == Deprel::AuxPass ||
                     tok(c).deprel == Deprel::Cop || tok(c).deprel == Deprel::Advmod)) {
      begin = std::min(begin, c);
    }
  }
  return begin;
}

bool Clauses::has_to(std::uint32_t verb) const {
  return tree_.child(verb, Deprel::Mark, "to") != kNone;
}

std::uint32_t Clauses::infinitive_of(std::uint32_t cue) const {
  for (const std::uint32_t c : tree_.children(cue)) {
    const Deprel rel = tok(c).deprel;
    if ((rel == Deprel::Xcomp || rel == Deprel::Acl || rel == Deprel::Advcl ||
         rel == Deprel::Ccomp) &&
        c > cue && has_to(c)) {
      return c;
    }
  }
  return kNone;
}

std::uint32_t Clauses::aux(std::uint32_t verb,
                           std::initializer_list<std::string_view> lemmas) const {
  for (const std::uint32_t c : tree_.children(verb)) {
    if (tok(c).deprel != Deprel::Aux) continue;
    if (std::find(lemmas.begin(), lemmas.end(), std::string_view(tok(c).lemma)) != lemmas.end())
      return c;
  }
  return kNone;
}

std::uint32_t Clauses::holder(std::uint32_t cue) const {
  if (tok(cue).upos == Upos::Noun) {
    const std::uint32_t possessor = tree_.child(cue, {Deprel::NmodPoss});
    if (possessor != kNone) return possessor;
    for (const std::uint32_t c : tree_.children(cue)) {
      if (tok(c).deprel != Deprel::Nmod) continue;
      const std::string_view marker = tree_.case_of(c);
      // "the promise of the government", not "the promise of aid"
      if (marker == "by" || marker == "from" || (marker == "of" && who(c) != kNone)) return c;
    }
    const std::uint32_t head = tok(cue).head;
    return head != kNone && (tok(cue).deprel == Deprel::Obj || tok(cue).deprel == Deprel::Obl)
               ? tree_.subject(head)
               : kNone;
  }
  const std::uint32_t own = tree_.child(cue, {Deprel::Nsubj, Deprel::NsubjPass});
  return own != kNone ? own : tree_.subject(cue);
}

std::uint32_t Clauses::recipient(std::uint32_t cue, std::uint32_t predicate) const {
  for (const std::uint32_t verb : {cue, predicate}) {
    for (const std::uint32_t c : tree_.children(verb)) {
      const Deprel rel = tok(c).deprel;
      const std::string_view marker = tree_.case_of(c);
      const bool object =
          rel == Deprel::Iobj || (rel == Deprel::Obj && verb == cue && cue != predicate);
      const bool oblique =
          (rel == Deprel::Obl || rel == Deprel::Nmod) && (marker == "with" || marker == "to");
      if ((object || oblique) && entities::mention_headed_by(doc_, c) != kNone) {
        if (const std::uint32_t actor = who(c); actor != kNone) return actor;
      }
    }
  }
  return kNone;
}

std::uint32_t Clauses::place_in(TokenSpan span) const {
  for (std::uint32_t p = 0; p < doc_.places.size(); ++p) {
    const TokenSpan tokens = doc_.places[p].tokens;
    if (tokens.empty() || !span.contains(tokens)) continue;
    const std::uint32_t before = tokens.begin == 0 ? kNone : tokens.begin - 1;
    if (before != kNone && tok(before).upos == Upos::Adp && tok(before).lemma != "of") return p;
  }
  return kNone;
}

}  // namespace dragoman::pledges
