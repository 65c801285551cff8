#include "entities/phrases.h"

#include <algorithm>
#include <array>

#include "core/utf8.h"

namespace dragoman::entities {

using knowledge::RoleKind;

namespace {

bool is_reference_noun(const Words& words, const std::string& lemma) {
  return words.state.contains(lemma) || words.body.contains(lemma) || lemma == "side" ||
         lemma == "brother";
}

}  // namespace

std::uint32_t number_word(std::string_view word) {
  static constexpr std::array<std::string_view, 13> kWords = {
      "zero",  "one",   "two",  "three", "four",   "five",  "six",
      "seven", "eight", "nine", "ten",   "eleven", "twelve"};
  for (std::uint32_t i = 0; i < kWords.size(); ++i) {
    if (kWords[i] == word) return i;
  }
  if (word == "both") return 2;
  std::uint32_t value = 0;
  if (word.empty() || word.size() > 7) return 0;
  for (const char c : word) {
    if (c == ',') continue;
    if (!core::is_ascii_digit(c)) return 0;
    value = value * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return value;
}

std::uint32_t measured_head(const Analysis& work, std::uint32_t head) {
  for (int step = 0; step < 3; ++step) {
    const Token& tok = work.token(head);
    if (tok.deprel != Deprel::Nmod || tok.head == kNone || tok.head > head) return head;
    const std::uint32_t preposition = work.case_of(head);
    if (preposition == kNone || !work.is_word(preposition, "of")) return head;
    if (!work.words.measure.contains(work.lower[tok.head]) &&
        work.token(tok.head).upos != Upos::Num)
      return head;
    head = tok.head;
  }
  return head;
}

// "The embassy said": what speaks is no building.
bool speaks(const Analysis& work, std::size_t last) {
  const Token& tok = work.token(static_cast<std::uint32_t>(last));
  return tok.deprel == Deprel::Nsubj && tok.head != kNone &&
         work.words.say.contains(work.lower[tok.head]);
}

// "the militant said": an adjective as a noun.
bool is_used_as_noun(const Analysis& work, std::uint32_t last) {
  return work.token(last).deprel == Deprel::Nsubj && last > 0 &&
         work.token(last - 1).upos == Upos::Det && work.token(last - 1).head == last;
}

// Whether the machine at `last` stands for those who use it: it acts, is acted on, or somebody's it
// is ("Peruvian aircraft"); "strikes using bomber and fighter aircraft" names nobody.
bool wields_itself(const Analysis& work, std::uint32_t last) {
  const Token& tok = work.token(last);
  switch (tok.deprel) {
    case Deprel::Nsubj:
    case Deprel::NsubjPass:
    case Deprel::Obj:
      return true;
    default:
      break;
  }
  const std::uint32_t preposition = work.case_of(last);
  if (preposition != kNone && work.is_word(preposition, "by")) return true;
  for (const std::uint32_t* c = work.begin_children(last); c != work.end_children(last); ++c) {
    if (*c < last && work.name_at[*c] != kNone) return true;
  }
  return false;
}

// "regime bombardment", "rebel attack": who does it, though it only modifies the act.
bool does(const Analysis& work, const Phrase& phrase) {
  if (!work.words.deed.contains(work.lower[phrase.governor])) return false;
  if (!is_nounlike(work.token(phrase.words.end - 1).upos)) return false;
  const std::string_view sector = phrase.role.sector;
  return phrase.role.kind == RoleKind::Institution || phrase.role.kind == RoleKind::Collective ||
         sector == "REB";
}

// "attack, bomber, fighter and remotely piloted aircraft": a bare word in a list that ends in
// machines is one of them.
bool is_listed_machine(const Analysis& work, std::uint32_t i) {
  if (!work.words.craft.contains(work.lower[i]) || is_plural(work, i)) return false;
  const TokenSpan sentence = work.sentence_of(i);
  if (i > sentence.begin) {
    const Upos before = work.token(i - 1).upos;
    if (before == Upos::Det || before == Upos::Num || before == Upos::Adj) return false;
  }
  for (std::uint32_t k = i + 1; k < std::min(sentence.end, i + 8); ++k) {
    if (work.words.weapon.contains(work.lower[k])) return true;
    if (work.token(k).upos == Upos::Punct && work.forms[k] != "," && work.forms[k] != "-") break;
  }
  return false;
}

std::vector<Phrase> find_phrases(const Analysis& work) {
  std::vector<Phrase> phrases;
  for (const Sentence& sentence : work.doc.sentences) {
    const TokenSpan range = sentence.tokens;
    const std::span<const std::string_view> lemmas(work.lemmas.data() + range.begin, range.size());
    for (std::uint32_t i = range.begin; i < range.end;) {
      if (work.name_at[i] != kNone ||
          !(is_nounlike(work.token(i).upos) || work.token(i).upos == Upos::Adj)) {
        ++i;
        continue;
      }
      std::size_t length = 0;
      auto role = work.kb.find_role(lemmas, i - range.begin, length);
      while (role && length > 1 && !is_nounlike(work.token(i + length - 1).upos) &&
             work.token(i + length - 1).upos != Upos::Adj) {
        // "ambassador to": some phrases of the table end in their preposition.
        role =
            work.kb.find_role(lemmas.first(i - range.begin + length - 1), i - range.begin, length);
      }
      if (role && work.words.thing.contains(work.lower[i + length - 1]) &&
          !(role->kind == RoleKind::Institution && speaks(work, i + length - 1))) {
        role.reset();
      }
      if (role && work.words.weapon.contains(work.lower[i + length - 1]) &&
          !wields_itself(work, i + static_cast<std::uint32_t>(length) - 1)) {
        role.reset();
      }
      if (role && is_listed_machine(work, i + static_cast<std::uint32_t>(length) - 1)) role.reset();
      // The table calls "a tactical unit" a person; its members act together.
      if (role && role->kind == RoleKind::Person &&
          work.words.corps.contains(work.lower[i + length - 1])) {
        role->kind = RoleKind::Collective;
      }
      if (role && length == 1 && work.words.plain.contains(work.lower[i]) && !work.capitalised(i) &&
          (i == range.begin ||
           (work.name_at[i - 1] == kNone && !is_possessive_mark(work.forms[i - 1]))) &&
          !(i + 1 < range.end && work.is_word(i + 1, "of"))) {
        role.reset();
      }
      if (role && length == 1 && is_reference_noun(work.words, work.lower[i]) &&
          role->sector.empty())
        role.reset();
      if (!role) {
        ++i;
        continue;
      }
      const std::uint32_t end = i + static_cast<std::uint32_t>(length);
      // "rebel-held": not the rebels; "excessive force": not a force.
      if (end + 1 < range.end && work.forms[end] == "-" &&
          work.words.led.contains(core::ascii_lower(work.forms[end + 1]))) {
        i = end;
        continue;
      }
      if (length == 1 && work.lower[i] == "force" && !is_plural(work, i) && !work.capitalised(i) &&
          work.token(i).deprel != Deprel::Compound &&
          (i == range.begin ||
           (work.token(i - 1).upos != Upos::Noun && work.token(i - 1).upos != Upos::Propn &&
            work.name_at[i - 1] == kNone && work.lower[i - 1] != "armed" &&
            work.forms[i - 1] != "-"))) {
        ++i;
        continue;
      }
      bool clean = true;
      for (std::uint32_t k = i; k < end; ++k) clean = clean && work.name_at[k] == kNone;
      const std::uint32_t last = end - 1;
      const Token& tok = work.token(last);
      Phrase phrase{{i, end}, *role, false, kNone, false};
      const bool noun_follows =
          end < range.end && tok.head != kNone && tok.head > last && tok.head <= last + 4;
      if (noun_follows && work.name_at[tok.head] == kNone &&
          (tok.deprel == Deprel::Compound || tok.deprel == Deprel::Amod ||
           tok.deprel == Deprel::NmodDesc ||
           (tok.deprel == Deprel::Nmod && work.case_of(last) == kNone))) {
        phrase.modifier = true;
        phrase.governor = tok.head;
        phrase.does = does(work, phrase);
      }
      // "the wounded" is a role as an adjective alone; other adjectives only modify.
      const bool head_is_noun =
          is_nounlike(tok.upos) ||
          (tok.upos == Upos::Adj &&
           (phrase.modifier || role->kind == RoleKind::Collective || is_used_as_noun(work, last)));
      if (!clean || !head_is_noun) {
        ++i;
        continue;
      }
      phrases.push_back(phrase);
      i = end;
    }
  }
  return phrases;
}

bool is_squad(const Analysis& work, std::uint32_t i) {
  if (i == 0 || !work.words.squad.contains(work.lower[i]) || work.capitalised(i)) return false;
  const Token& before = work.token(i - 1);
  return before.upos == Upos::Noun && before.deprel == Deprel::Compound && before.head == i;
}

bool is_company(const Analysis& work, std::uint32_t i) {
  const std::string& lemma = work.lower[i];
  if (!is_plural(work, i) || work.capitalised(i)) return false;
  const bool states = work.words.state.contains(lemma) && lemma != "capital";
  if (!states && lemma != "side" && lemma != "party") return false;
  const std::uint32_t preposition = work.case_of(i);
  if (preposition != kNone && work.words.locative.contains(work.lower[preposition])) return false;
  bool described = false;
  for (const std::uint32_t* c = work.begin_children(i); c != work.end_children(i) && *c < i; ++c) {
    const Token& child = work.token(*c);
    if (work.words.vague.contains(work.lower[*c])) return false;
    described = described || child.deprel == Deprel::Amod || child.deprel == Deprel::Compound ||
                (!states && child.upos == Upos::Det && work.lower[*c] == "all");
  }
  return described;
}

bool refers(const Analysis& work, std::uint32_t i) {
  const std::string& lemma = work.lower[i];
  if (is_squad(work, i) || is_company(work, i)) return true;
  if (!is_reference_noun(work.words, lemma) && !work.words.pair.contains(lemma)) return false;
  if (work.words.state.contains(lemma) && is_plural(work, i) && measured_head(work, i) != i)
    return true;
  for (const std::uint32_t* c = work.begin_children(i); c != work.end_children(i); ++c) {
    const Token& child = work.token(*c);
    if (*c >= i) break;
    if (child.deprel == Deprel::Nummod) return true;
    // "Ansar is a militant Sunni group": said of the subject.
    if (child.deprel == Deprel::Cop && work.words.body.contains(lemma)) return true;
    if ((child.deprel == Deprel::Det || child.deprel == Deprel::DetPredet) &&
        (work.lower[*c] == "the" || work.lower[*c] == "both" || (child.feats & feature::kDem))) {
      return true;
    }
  }
  return false;
}

}  // namespace dragoman::entities
