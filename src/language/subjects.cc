#include "language/subjects.h"

#include "language/lexicon.h"

namespace dragoman::language {
namespace {

bool is_subject(const Token& token) {
  return token.deprel == Deprel::Nsubj || token.deprel == Deprel::NsubjPass;
}

bool is_nominal(const Token& token) {
  return token.upos == Upos::Noun || token.upos == Upos::Propn || token.upos == Upos::Pron ||
         token.upos == Upos::Num;
}

// Leftmost token below `top`, by the heads of one sentence (from `begin` to `top`).
std::uint32_t left_edge(const Document& doc, std::uint32_t begin, std::uint32_t top) {
  for (std::uint32_t i = begin; i < top; ++i) {
    std::uint32_t at = i;
    while (at != kNone && at != top) at = doc.tokens[at].head;
    if (at == top) return i;
  }
  return top;
}

// The noun of an unfinished "between A": the nearest before `end` that has such a word as its case
// and no conjunct.
std::uint32_t open_between(const Lexicon& lexicon,
                           const Document& doc,
                           std::uint32_t begin,
                           std::uint32_t end) {
  std::uint32_t open = kNone;
  for (std::uint32_t i = begin; i < end; ++i) {
    const Token& token = doc.tokens[i];
    if (token.deprel == Deprel::Case && lexicon.is(WordClass::Pairing, token.lemma) &&
        token.head != kNone)
      open = token.head;
    if (token.deprel == Deprel::Conj && token.head == open) open = kNone;
  }
  return open;
}

// A clausal complement of `verb` between the two places that has no subject of its own, or kNone.
std::uint32_t subjectless_clause(const Document& doc,
                                 std::uint32_t begin,
                                 std::uint32_t end,
                                 std::uint32_t verb) {
  std::uint32_t clause = kNone;
  for (std::uint32_t i = begin + 1; i < end; ++i) {
    if (doc.tokens[i].deprel == Deprel::Ccomp && doc.tokens[i].head == verb) clause = i;
  }
  if (clause == kNone) return kNone;
  for (std::uint32_t i = begin + 1; i < end; ++i) {
    const Token& token = doc.tokens[i];
    if (token.head == clause &&
        (is_subject(token) || token.deprel == Deprel::Csubj || token.deprel == Deprel::CsubjPass)) {
      return kNone;
    }
  }
  return clause;
}

}  // namespace

void mend_subjects(const Lexicon& lexicon, Document& doc) {
  for (const Sentence& sentence : doc.sentences) {
    for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
      Token& second = doc.tokens[i];
      if (!is_subject(second) || second.head == kNone || second.head < i || !is_nominal(second))
        continue;
      std::uint32_t first = kNone;
      for (std::uint32_t k = sentence.tokens.begin; k < i; ++k) {
        if (is_subject(doc.tokens[k]) && doc.tokens[k].head == second.head &&
            is_nominal(doc.tokens[k]))
          first = k;
      }
      if (first == kNone) continue;
      // The coordinator stands right before the second noun's phrase.
      const std::uint32_t edge = left_edge(doc, first + 1, i);
      std::uint32_t coordinator = kNone;
      if (doc.tokens[edge].upos == Upos::Cconj) coordinator = edge;
      if (edge > first + 1 && doc.tokens[edge - 1].upos == Upos::Cconj) coordinator = edge - 1;
      if (coordinator == kNone) {
        const std::uint32_t clause = subjectless_clause(doc, first, i, second.head);
        if (clause != kNone) doc.tokens[first].head = clause;
        continue;
      }
      if (lexicon.is(WordClass::Contrast, doc.tokens[coordinator].lemma)) continue;
      const std::uint32_t between = open_between(lexicon, doc, first, coordinator);
      doc.tokens[coordinator].head = i;
      doc.tokens[coordinator].deprel = Deprel::Cc;
      second.head = between != kNone ? between : first;
      second.deprel = Deprel::Conj;
    }
  }
}

}  // namespace dragoman::language
