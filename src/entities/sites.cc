// Places that a noun alone names: "the village", "a hospital in the north". They are mentions of
// type LOC without an actor, as names of places are; the places room looks up names only.
#include "entities/analysis.h"

namespace dragoman::entities {
namespace {

// Whether `i` stands before `head` and hangs on it, directly or through words between them.
bool hangs_on(const Analysis& work, std::uint32_t i, std::uint32_t head) {
  for (int step = 0; step < 4; ++step) {
    const std::uint32_t above = work.token(i).head;
    if (above == head) return true;
    if (above == kNone || above <= i || above > head) {
      // "Chile's": the mark hangs on the word before it.
      if (!is_possessive_mark(work.forms[i]) || above == kNone) return false;
    }
    i = above;
  }
  return false;
}

bool ends_phrase(const Analysis& work, std::uint32_t i) {
  const Token& tok = work.token(i);
  switch (tok.upos) {
    case Upos::Verb:  // "the destroyed bridge"
      return tok.deprel != Deprel::Amod && tok.deprel != Deprel::Compound;
    case Upos::Aux:
    case Upos::Adp:
    case Upos::Adv:
    case Upos::Sconj:
    case Upos::Cconj:
      return true;
    case Upos::Punct:
      return work.forms[i] != "-";
    default:
      return false;
  }
}

}  // namespace

void find_sites(Analysis& work) {
  for (std::uint32_t i = 0; i < work.forms.size(); ++i) {
    const Token& tok = work.token(i);
    if (tok.upos != Upos::Noun || !work.words.site.contains(work.lower[i]) ||
        work.name_at[i] != kNone || work.description_at[i] != kNone || work.capitalised(i)) {
      continue;
    }
    // "the hospital staff" names the staff, "the area of trade" no place.
    if (tok.deprel == Deprel::Compound || tok.deprel == Deprel::Amod) continue;
    const TokenSpan sentence = work.sentence_of(i);
    // "the town of Mallow" is there by its name.
    if (i + 1 < sentence.end && work.is_word(i + 1, "of")) continue;
    std::uint32_t begin = i;
    while (begin > sentence.begin && !ends_phrase(work, begin - 1) && hangs_on(work, begin - 1, i))
      --begin;
    if (begin == i && !is_plural(work, i)) continue;  // "by road", "at school"
    if (work.name_at[begin] != kNone && work.token(begin).deprel == Deprel::Compound) {
      continue;  // "Mallow airport" by its name
    }
    Candidate mention;
    mention.tokens = {begin, i + 1};
    mention.head = i;
    mention.kind = MentionKind::Nominal;
    mention.type = NameType::Location;
    mention.rule = "place noun";
    work.add_candidate(std::move(mention));
  }
}

}  // namespace dragoman::entities
