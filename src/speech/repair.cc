#include "speech/repair.h"

#include <algorithm>

#include "core/utf8.h"
#include "entities/lookup.h"
#include "speech/candidates.h"

namespace dragoman::speech {
namespace {

class Repairer {
 public:
  Repairer(const Tree& tree, const CueLexicon& lexicon) : tree_(tree), lexicon_(lexicon) {}

  std::vector<Tree::Edit> find() {
    for (std::uint32_t i = 0; i < tree_.doc().tokens.size(); ++i) {
      title_as_subject(i);
      if (tree_.token(i).deprel == Deprel::Csubj) participle_as_subject(i);
      if (tree_.token(i).upos != Upos::Verb ||
          !lexicon_.introduces_quotations(cue_lemma(tree_, lexicon_, i))) {
        continue;
      }
      final_tag(i);
      undelimited_tag(i);
      name_behind_opening(i);
      name_before_tag(i);
      subject_behind_passive(i);
      participle_of_clause(i);
      participle_before_clause(i);
      clause_beside(i);
      clause_under_noun(i);
      clause_in_phrase(i);
      const std::uint32_t clause = clause_behind(i);
      if (clause == kNone) continue;
      subject_as_object(i, clause);
      adverbial_of_content(i, clause);
      pronoun_of_content(i, clause);
      second_cue(i, clause);
      participle_in_content(i, clause);
    }
    return std::move(edits_);
  }

 private:
  void edit(std::uint32_t child, std::uint32_t head, Deprel relation) {
    edits_.push_back({child, head, relation});
  }

  std::string form(std::uint32_t i) const { return core::ascii_lower(tree_.doc().form(i)); }

  std::uint32_t subject(std::uint32_t i) const {
    return tree_.child(i, {Deprel::Nsubj, Deprel::NsubjPass, Deprel::NsubjOuter});
  }

  std::uint32_t clause_behind(std::uint32_t i) const {
    for (const std::uint32_t c : tree_.children(i)) {
      if (c > i && tree_.token(c).deprel == Deprel::Ccomp) return c;
    }
    return kNone;
  }

  // "Lavrov said *interaction* was vital": the clause has no subject, the cue an object right
  // before it.
  void subject_as_object(std::uint32_t cue, std::uint32_t clause) {
    if (subject(clause) != kNone ||
        tree_.has_child(clause, {Deprel::Mark, Deprel::Csubj, Deprel::Expl}))
      return;
    if (!(tree_.token(clause).feats & feature::kFin) &&
        !tree_.has_child(clause, {Deprel::Cop, Deprel::Aux}))
      return;
    for (const Deprel relation : {Deprel::Obj, Deprel::Iobj, Deprel::Obl, Deprel::OblUnmarked}) {
      const std::uint32_t object = tree_.child(cue, {relation});
      if (object == kNone || object < cue || object > clause || !tree_.case_of(object).empty())
        continue;
      if (takes_addressee(cue)) continue;
      edit(object, clause, Deprel::Nsubj);
      return;
    }
  }

  bool takes_addressee(std::uint32_t cue) const {
    for (const std::uint32_t e : lexicon_.with_head(cue_lemma(tree_, lexicon_, cue))) {
      if (lexicon_.entry(e).addressee == AddresseeSlot::Obj) return true;
    }
    return false;
  }

  // "*The coalition* backing them had announced": the participle taken for a clausal subject.
  void participle_as_subject(std::uint32_t verb) {
    const std::uint32_t noun = subject(verb), above = tree_.token(verb).head;
    if (noun == kNone || noun > verb || above == kNone || above < verb || subject(above) != kNone)
      return;
    if (!tree_.doc().form(verb).ends_with("ing") ||
        tree_.has_child(verb, {Deprel::Aux, Deprel::Mark}))
      return;
    edit(noun, above, Deprel::Nsubj);
    edit(verb, noun, Deprel::Acl);
  }

  // "*Mr* Mattis thought": title and name as two subjects.
  void title_as_subject(std::uint32_t first) {
    const Token& token = tree_.token(first);
    if (token.upos != Upos::Propn || token.deprel != Deprel::Nsubj ||
        first + 1 >= tree_.doc().tokens.size())
      return;
    const Token& next = tree_.token(first + 1);
    if (next.head == token.head && next.upos == Upos::Propn && next.deprel == token.deprel) {
      edit(first, first + 1, Deprel::NmodDesc);
    }
  }

  // "..., he said, *adding* he would never vote": the participle hangs below the clause that is its
  // content.
  void participle_before_clause(std::uint32_t cue) {
    const Token& token = tree_.token(cue);
    if (token.deprel != Deprel::Advcl || token.head == kNone || token.head < cue) return;
    if (!tree_.doc().form(cue).ends_with("ing") ||
        tree_.has_child(cue, {Deprel::Ccomp, Deprel::Obj, Deprel::Xcomp})) {
      return;
    }
    const std::uint32_t clause = token.head;
    const std::uint32_t who = subject(clause);
    const std::uint32_t above = tree_.token(clause).head;
    if (who == kNone || who < cue || above == kNone || above > cue) return;
    edit(cue, above, Deprel::Advcl);
    edit(clause, cue, Deprel::Ccomp);
  }

  // "a statement saying the countries *believed*": the clause hangs on the noun, beside the
  // participle.
  void clause_beside(std::uint32_t cue) {
    const Token& token = tree_.token(cue);
    if (token.head == kNone || !tree_.doc().form(cue).ends_with("ing") ||
        tree_.has_child(cue, {Deprel::Ccomp, Deprel::Obj, Deprel::Xcomp})) {
      return;
    }
    for (const std::uint32_t c : tree_.children(token.head)) {
      if (c < cue || subject(c) == kNone || has_relative(c)) continue;
      const Deprel relation = tree_.token(c).deprel;
      if (relation != Deprel::Acl && relation != Deprel::AclRelcl && relation != Deprel::Advcl &&
          relation != Deprel::Ccomp && relation != Deprel::Parataxis) {
        continue;
      }
      if (tree_.subtree(c).front() == cue + 1) edit(c, cue, Deprel::Ccomp);
      return;
    }
  }

  // "told CNN *she wants*", "said Monday *he was*": the clause as a relative clause of the noun
  // between.
  void clause_under_noun(std::uint32_t cue) {
    if (tree_.has_child(cue, {Deprel::Ccomp})) return;
    for (const std::uint32_t c : tree_.children(cue)) {
      const Deprel relation = tree_.token(c).deprel;
      if (c < cue ||
          (relation != Deprel::Obj && relation != Deprel::Iobj && relation != Deprel::Obl &&
           relation != Deprel::OblTmod && relation != Deprel::OblUnmarked)) {
        continue;
      }
      if (relation == Deprel::Obj && !takes_addressee(cue)) continue;
      const std::string adposition = tree_.case_of(c);
      if (adposition == "of" || adposition == "about" || adposition == "by" || adposition == "like")
        continue;
      for (const std::uint32_t d : tree_.children(c)) {
        const Deprel below = tree_.token(d).deprel;
        if (d < c || (below != Deprel::AclRelcl && below != Deprel::Acl)) continue;
        const std::uint32_t who = subject(d);
        if (who == kNone || has_relative(d)) continue;
        edit(d, cue, Deprel::Ccomp);
        return;
      }
    }
  }

  // "said in remarks broadcast on television *that he was ready*": the clause hangs deep in the
  // phrase that tells where it was said.
  void clause_in_phrase(std::uint32_t cue) {
    if (tree_.has_child(cue, {Deprel::Ccomp, Deprel::Obj, Deprel::Xcomp})) return;
    for (const std::uint32_t c : tree_.children(cue)) {
      if (c < cue || tree_.token(c).deprel != Deprel::Obl) continue;
      const std::string adposition = tree_.case_of(c);
      if (adposition != "in" && adposition != "on" && adposition != "at" && adposition != "during")
        continue;
      for (const std::uint32_t d : tree_.subtree(c)) {
        const std::uint32_t above = tree_.token(d).head;
        if (d < c || above == c || !is_that_clause(d) || takes_clause(above)) continue;
        edit(d, cue, Deprel::Ccomp);
        return;
      }
    }
  }

  // Marked by a "that" that is no relative pronoun, with a subject of its own.
  bool is_that_clause(std::uint32_t i) const {
    const std::uint32_t mark = tree_.child(i, {Deprel::Mark});
    return mark != kNone && form(mark) == "that" && subject(i) != kNone;
  }

  // A noun or a finite verb that reports by itself; a past participle ("posted on ...") does not.
  bool takes_clause(std::uint32_t i) const {
    const Token& token = tree_.token(i);
    if (token.upos == Upos::Verb && token.deprel == Deprel::Acl &&
        (token.feats & feature::kPass) != 0) {
      return false;
    }
    for (const std::uint32_t e : lexicon_.with_head(cue_lemma(tree_, lexicon_, i))) {
      const CueEntry& entry = lexicon_.entry(e);
      const bool fits =
          entry.kind == CueKind::Noun ? token.upos == Upos::Noun : token.upos == Upos::Verb;
      if (fits && entry.takes(Frame::That)) return true;
    }
    return false;
  }

  // "the man whom he met", "the deal that he signed": a true relative clause. "told CNN that she
  // wants" is none.
  bool has_relative(std::uint32_t clause) const {
    for (const std::uint32_t c : tree_.children(clause)) {
      const std::string word = form(c);
      if (word == "who" || word == "whom" || word == "which" || word == "where" || word == "when" ||
          word == "whose" || (word == "that" && tree_.token(c).deprel != Deprel::Mark)) {
        return true;
      }
    }
    return false;
  }

  // "said that Israel was willing to withdraw *provided* the border was secure": no comma parts it
  // from the content, so it belongs there.
  void adverbial_of_content(std::uint32_t cue, std::uint32_t clause) {
    for (const std::uint32_t c : tree_.children(cue)) {
      const Token& token = tree_.token(c);
      if (c > clause && token.deprel == Deprel::Ccomp && !tree_.has_child(c, {Deprel::Cc})) {
        edit(c, clause, Deprel::Advcl);  // one cue has one content
        continue;
      }
      if (c < clause || (token.deprel != Deprel::Advcl && token.deprel != Deprel::Obl)) continue;
      const TokenSet below = tree_.subtree(c);
      if (below.front() <= clause || tree_.token(below.front()).upos == Upos::Punct ||
          tree_.token(below.front() - 1).upos == Upos::Punct) {
        continue;
      }
      if (token.deprel == Deprel::Advcl && subject(c) == kNone && tree_.case_of(c).empty())
        continue;
      edit(c, clause, token.deprel);
    }
  }

  // "The diplomat said Moscow is ready and *it* expects": a person who speaks is no "it".
  void pronoun_of_content(std::uint32_t cue, std::uint32_t clause) {
    const std::uint32_t who = subject(cue);
    if (who == kNone || !is_person(who)) return;
    for (const std::uint32_t c : tree_.children(cue)) {
      if (c < clause || tree_.token(c).deprel != Deprel::Conj) continue;
      const std::uint32_t it = subject(c);
      if (it != kNone && form(it) == "it") edit(c, clause, Deprel::Conj);
    }
  }

  bool is_person(std::uint32_t i) const {
    const Document& doc = tree_.doc();
    const std::string word = form(i);
    if (word == "he" || word == "she") return true;
    const std::uint32_t mention = entities::mention_headed_by(doc, i);
    if (mention != kNone && doc.mentions[mention].actor != kNone)
      return doc.actors[doc.mentions[mention].actor].kind == ActorKind::Person;
    const Name* name = name_around(doc, i);
    return name != nullptr && name->type == NameType::Person;
  }

  // "The army denied a deal had been reached and *said* that talks went on": the second cue, finite
  // and without a subject, hangs inside the content of the first.
  void second_cue(std::uint32_t cue, std::uint32_t clause) {
    const Token& first = tree_.token(cue);
    for (const std::uint32_t c : tree_.children(clause)) {
      const Token& token = tree_.token(c);
      if (c < clause || token.deprel != Deprel::Conj || token.upos != Upos::Verb) continue;
      if (subject(c) != kNone || !tree_.has_child(c, {Deprel::Ccomp}) ||
          tree_.has_child(c, {Deprel::Aux, Deprel::AuxPass, Deprel::Mark})) {
        continue;
      }
      if (!lexicon_.introduces_quotations(cue_lemma(tree_, lexicon_, c))) continue;
      const FeatureBits tense = feature::kPast | feature::kPres | feature::kFin;
      if (!(token.feats & feature::kFin) || (token.feats & tense) != (first.feats & tense))
        continue;
      edit(c, cue, Deprel::Conj);
    }
  }

  // "said the talks went on, *adding* that no shots were fired": it is the speaker who adds.
  void participle_in_content(std::uint32_t cue, std::uint32_t clause) {
    for (const std::uint32_t c : tree_.children(clause)) {
      if (c < clause || tree_.token(c).deprel != Deprel::Advcl || subject(c) != kNone) continue;
      if (!tree_.doc().form(c).ends_with("ing") || tree_.token(c).upos != Upos::Verb) continue;
      if (tree_.doc().form(c - 1) != "," || !tree_.has_child(c, {Deprel::Ccomp})) continue;
      if (lexicon_.introduces_quotations(cue_lemma(tree_, lexicon_, c)))
        edit(c, cue, Deprel::Advcl);
    }
  }

  // "Five Iraqis also were deported, *the newspaper* said.": at the end of a sentence the noun
  // phrase between comma and cue is its subject, whatever else was taken for it.
  void final_tag(std::uint32_t cue) {
    const TokenSpan sentence = tree_.doc().sentences[tree_.token(cue).sentence].tokens;
    std::uint32_t after = 0;
    for (std::uint32_t i = cue + 1; i < sentence.end; ++i) {
      const Upos upos = tree_.token(i).upos;
      if (upos == Upos::Verb || upos == Upos::Sconj) return;
      after += upos != Upos::Punct;
    }
    if (after > 4 || cue < sentence.begin + 3) return;
    std::uint32_t head = cue - 1;
    if (!is_nominal(tree_.token(head))) return;
    // The phrase: back to the comma.
    std::uint32_t begin = head;
    while (begin > sentence.begin && head - begin < 9 &&
           (tree_.token(begin - 1).upos != Upos::Punct || tree_.doc().form(begin - 1) == "-")) {
      --begin;
    }
    if (begin == sentence.begin || tree_.token(begin - 1).upos != Upos::Punct) return;
    for (std::uint32_t i = begin; i <= head; ++i) {
      const Token& token = tree_.token(i);
      if ((token.upos == Upos::Verb && token.deprel != Deprel::Amod) || token.upos == Upos::Adp)
        return;
    }
    while (tree_.token(head).head != kNone && tree_.token(head).head >= begin &&
           tree_.token(head).head < cue) {
      head = tree_.token(head).head;
    }
    const std::uint32_t old = subject(cue);
    if (old == head || (old != kNone && old >= begin)) return;
    const std::uint32_t clause = tree_.child(cue, {Deprel::Ccomp, Deprel::Parataxis});
    if (old != kNone && clause != kNone && old < clause && subject(clause) == kNone) {
      edit(old, clause, Deprel::Nsubj);
    } else if (old != kNone) {
      return;  // somebody else does it, and what he does is not known
    }
    edit(head, cue, Deprel::Nsubj);
  }

  // "Fierce battles raged in the village *the Observatory* said", where a text has lost its commas:
  // the parser took the phrase up to the cue for its subject, but only the end of it can be one.
  void undelimited_tag(std::uint32_t cue) {
    const Token& token = tree_.token(cue);
    const TokenSpan sentence = tree_.doc().sentences[token.sentence].tokens;
    if ((token.feats & feature::kFin) == 0 || cue == sentence.begin ||
        !is_nominal(tree_.token(cue - 1))) {
      return;
    }
    const std::uint32_t adposition = last_adposition(sentence, cue);
    if (adposition == kNone || !opens_with_adposition(cue)) return;
    const std::uint32_t begin = end_of_object(adposition, cue);
    if (begin >= cue) return;
    const TokenSpan object{adposition + 1, begin}, who{begin, cue};
    const std::uint32_t noun = top_of(object), speaker = top_of(who);
    if (!is_nominal(tree_.token(speaker))) return;
    const std::uint32_t clause = tree_.child(cue, {Deprel::Ccomp, Deprel::Parataxis});
    const std::uint32_t above = clause == kNone || clause > cue ? cue : clause;
    for (std::uint32_t i = sentence.begin; i < begin; ++i) {
      const bool loose = who.contains(tree_.token(i).head) ||
                         (is_subject(tree_.token(i).deprel) && tree_.token(i).head == cue);
      if (!loose) continue;
      if (i < adposition || i == noun) {
        edit(i, above, Deprel::Obl);
      } else {
        edit(i, noun, tree_.token(i).deprel);
      }
    }
    for (std::uint32_t i = begin; i < cue; ++i) {
      if (i != speaker && !who.contains(tree_.token(i).head)) edit(i, speaker, Deprel::Compound);
    }
    edit(speaker, cue, Deprel::Nsubj);
  }

  // "Hundreds were injured *the agency* said.": at the end of a sentence without commas a phrase
  // behind a passive, which takes no object, is the subject of the cue.
  void subject_behind_passive(std::uint32_t cue) {
    const TokenSpan sentence = tree_.doc().sentences[tree_.token(cue).sentence].tokens;
    if (!without_commas(cue)) return;
    for (std::uint32_t i = cue + 1; i < sentence.end; ++i) {
      const Upos upos = tree_.token(i).upos;
      if (tree_.doc().form(i) == "," || upos == Upos::Verb || upos == Upos::Sconj) return;
    }
    std::uint32_t begin = cue;
    while (begin > sentence.begin && (is_nominal(tree_.token(begin - 1)) || in_phrase(begin - 1)))
      --begin;
    if (begin == cue || begin == sentence.begin || !tree_.has_child(begin - 1, {Deprel::AuxPass}))
      return;
    if (tree_.token(begin).upos != Upos::Det && name_end(begin) == begin) return;
    const std::uint32_t old = subject(cue), head = top_of({begin, cue});
    if ((old != kNone && old >= begin) || !is_nominal(tree_.token(head))) return;
    if (old != kNone) edit(old, cue, Deprel::Dislocated);
    edit(head, cue, Deprel::Nsubj);
  }

  bool in_phrase(std::uint32_t i) const {
    const Upos upos = tree_.token(i).upos;
    const std::string_view word = tree_.doc().form(i);
    return upos == Upos::Det || upos == Upos::Adj || word == "-" || word == "(" || word == ")" ||
           name_end(i) != i;
  }

  // "..., *the minister*, Ana Reyes, said.": a name between commas right before the cue.
  void name_before_tag(std::uint32_t cue) {
    const TokenSpan sentence = tree_.doc().sentences[tree_.token(cue).sentence].tokens;
    if (subject(cue) != kNone || cue < sentence.begin + 4 || tree_.doc().form(cue - 1) != ",")
      return;
    if ((tree_.token(cue).feats & feature::kFin) == 0) return;
    std::uint32_t begin = cue - 1;
    while (begin > sentence.begin && name_end(begin - 1) == cue - 1) --begin;
    if (begin == cue - 1 || begin == sentence.begin || tree_.doc().form(begin - 1) != ",") return;
    const std::uint32_t name = top_of({begin, cue - 1});
    if (is_person(name)) edit(name, cue, Deprel::Nsubj);
  }

  // "Responding to the video, *Ana Reyes*, director of ..., said": the name behind the comma, taken
  // for a part of the phrase that opens the sentence.
  void name_behind_opening(std::uint32_t cue) {
    if (subject(cue) != kNone || (tree_.token(cue).feats & feature::kFin) == 0) return;
    const TokenSpan sentence = tree_.doc().sentences[tree_.token(cue).sentence].tokens;
    for (std::uint32_t i = sentence.begin + 1; i < cue; ++i) {
      const Token& token = tree_.token(i);
      if ((token.feats & feature::kFin) != 0 || token.upos == Upos::Sconj) return;
      if (tree_.doc().form(i - 1) != "," || !is_person(i)) continue;
      if (token.deprel != Deprel::Conj && token.deprel != Deprel::Appos) continue;
      if (tree_.has_child(i, {Deprel::Cc}) || !tree_.is_below(i, cue)) return;
      edit(i, cue, Deprel::Nsubj);
      return;
    }
  }

  // The last preposition before `cue` that stands in no name, with nothing but nouns and what hangs
  // on them between.
  std::uint32_t last_adposition(TokenSpan sentence, std::uint32_t cue) const {
    for (std::uint32_t i = cue; i-- > sentence.begin;) {
      const Upos upos = tree_.token(i).upos;
      if (upos == Upos::Sconj || upos == Upos::Aux || upos == Upos::Pron ||
          (upos == Upos::Verb && tree_.token(i).deprel != Deprel::Amod) ||
          (upos == Upos::Punct && tree_.doc().form(i) != "-")) {
        return kNone;
      }
      if (upos == Upos::Adp && name_end(i) == i) return i;
    }
    return kNone;
  }

  // Whether the head of what stands before `cue` as its subject has a preposition.
  bool opens_with_adposition(std::uint32_t cue) const {
    std::uint32_t top = subject(cue);
    if (top == kNone) {
      top = cue - 1;
      for (std::uint32_t i = tree_.token(top).head; i != kNone && i < cue;
           i = tree_.token(i).head) {
        if (is_nominal(tree_.token(i))) top = i;
      }
    }
    if (top > cue || !tree_.is_below(cue - 1, top)) return false;
    const std::uint32_t first = tree_.child(top, {Deprel::Case});
    return first != kNone && first < top;
  }

  // Where the object of the preposition ends, as articles, dates and names tell; `end` if nothing
  // does.
  std::uint32_t end_of_object(std::uint32_t adposition, std::uint32_t end) const {
    for (std::uint32_t i = end; i-- > adposition + 2;) {
      if (tree_.token(i).upos == Upos::Det) return i;
    }
    std::uint32_t i = adposition + 1;
    while (i < end && is_time(i)) ++i;
    if (i > adposition + 1) return i;
    while (i < end && name_end(i) == i) ++i;
    if (i == end) return end;
    const Token& before = tree_.token(i - 1);
    const bool opens = before.upos == Upos::Adp || before.upos == Upos::Det ||
                       before.upos == Upos::Adj || before.deprel == Deprel::Amod;
    return opens ? name_end(i) : title_begin(i, adposition + 2);
  }

  // "Observatory chief *Rami Abdel Rahman*": where the title before a name begins.
  std::uint32_t title_begin(std::uint32_t name, std::uint32_t first) const {
    std::uint32_t i = name;
    while (i > first) {
      const Token& before = tree_.token(i - 1);
      const bool title = before.upos == Upos::Noun && (before.feats & feature::kPlur) == 0 &&
                         i - 1 > first && tree_.token(i - 2).upos == Upos::Propn;
      if (before.upos != Upos::Propn && !title) break;
      --i;
    }
    return i;
  }

  bool is_time(std::uint32_t i) const {
    const std::vector<Timex>& times = tree_.doc().times;
    return std::any_of(times.begin(), times.end(),
                       [i](const Timex& time) { return time.tokens.contains(i); });
  }

  // The end of the name that `i` is in, or `i`.
  std::uint32_t name_end(std::uint32_t i) const {
    const Name* name = name_around(tree_.doc(), i);
    return name == nullptr ? i : name->tokens.end;
  }

  // The last token of `span` whose head stands outside of it.
  std::uint32_t top_of(TokenSpan span) const {
    for (std::uint32_t i = span.end; i-- > span.begin;) {
      if (!span.contains(tree_.token(i).head)) return i;
    }
    return span.end - 1;
  }

  // "Reports doubt the aims of *the raids* saying that arms were dropped", "*The union* condemned
  // the crimes the gang committed stressing that": in a sentence without commas a participle of
  // speech with a clause is the main subject's, when its own noun says nothing or the main verb
  // reports.
  void participle_of_clause(std::uint32_t cue) {
    const Token& token = tree_.token(cue);
    if (token.head == kNone || token.head > cue ||
        (token.deprel != Deprel::Acl && token.deprel != Deprel::Advcl) ||
        !tree_.doc().form(cue).ends_with("ing") || !tree_.has_child(cue, {Deprel::Ccomp}) ||
        !tree_.case_of(cue).empty() || takes_clause(token.head) || !without_commas(cue) ||
        in_marks(cue)) {
      return;
    }
    std::uint32_t verb = token.head;
    while (tree_.token(verb).head != kNone) verb = tree_.token(verb).head;
    if (!reports(verb)) {
      if (token.deprel != Deprel::Acl || names_somebody(token.head)) return;
      verb = tree_.token(token.head).head;
      while (verb != kNone && subject(verb) == kNone) verb = tree_.token(verb).head;
    }
    if (verb != kNone && verb != token.head && verb < cue) edit(cue, verb, Deprel::Advcl);
  }

  // No comma between the beginning of the sentence and `end`.
  bool without_commas(std::uint32_t end) const {
    for (std::uint32_t i = end;
         i-- > tree_.doc().sentences[tree_.token(end).sentence].tokens.begin;) {
      if (tree_.doc().form(i) == ",") return false;
    }
    return true;
  }

  // Inside of a quotation that begins in its sentence.
  bool in_marks(std::uint32_t word) const {
    bool open = false;
    for (std::uint32_t i = tree_.doc().sentences[tree_.token(word).sentence].tokens.begin; i < word;
         ++i) {
      const std::string_view mark = tree_.doc().form(i);
      if (mark == "\"") open = !open;
      if (mark == "“" || mark == "”") open = mark == "“";
    }
    return open;
  }

  // A verb of the lexicon whose subject is somebody.
  bool reports(std::uint32_t verb) const {
    const std::uint32_t who = subject(verb);
    if (who == kNone) return false;
    const std::uint32_t name = tree_.child(who, {Deprel::Appos, Deprel::Flat});
    return tree_.token(verb).upos == Upos::Verb &&
           (is_somebody(who) || (name != kNone && is_somebody(name))) &&
           !lexicon_.with_head(cue_lemma(tree_, lexicon_, verb)).empty();
  }

  // "footage of Ana Reyes"
  bool names_somebody(std::uint32_t noun) const {
    if (tree_.case_of(noun).empty() || is_somebody(noun)) return true;
    const auto children = tree_.children(noun);
    return std::any_of(children.begin(), children.end(), [this](std::uint32_t c) {
      return tree_.token(c).deprel == Deprel::Nmod && is_somebody(c);
    });
  }

  bool is_somebody(std::uint32_t i) const {
    const std::uint32_t mention = entities::mention_headed_by(tree_.doc(), i);
    return mention != kNone && tree_.doc().mentions[mention].actor != kNone;
  }

  const Tree& tree_;
  const CueLexicon& lexicon_;
  std::vector<Tree::Edit> edits_;
};

}  // namespace

Tree repaired_tree(const Document& doc, const CueLexicon& lexicon) {
  Tree tree(doc);
  // Twice: a clause that the first pass finds may show the second pass a cue.
  for (int pass = 0; pass < 2; ++pass) {
    const std::vector<Tree::Edit> edits = Repairer(tree, lexicon).find();
    if (edits.empty()) break;
    tree.rehang(edits);
  }
  return tree;
}

}  // namespace dragoman::speech
