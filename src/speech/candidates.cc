#include "speech/candidates.h"

#include <algorithm>
#include <string>

#include "core/utf8.h"

namespace dragoman::speech {
namespace {

std::string lower_form(const Tree& tree, std::uint32_t i) {
  return core::ascii_lower(tree.doc().form(i));
}

bool is_verb(const Token& token) {
  return token.upos == Upos::Verb || token.upos == Upos::Aux;
}

bool is_relative_pronoun(const Tree& tree, std::uint32_t i) {
  if (tree.token(i).upos != Upos::Pron && tree.token(i).upos != Upos::Det) return false;
  const std::string form = lower_form(tree, i);
  return form == "who" || form == "which" || form == "that" || form == "whom";
}

std::uint32_t subject_of(const Tree& tree, std::uint32_t i) {
  return tree.child(i, {Deprel::Nsubj, Deprel::NsubjPass, Deprel::NsubjOuter});
}

// A subject phrase without what the parser hangs on its right that is no part of it: its cue's
// punctuation.
TokenSet phrase(const Tree& tree, std::uint32_t head, const TokenSet& without = {}) {
  return tree.subtree(head, without);
}

// "special envoy *Staffan Berg*", "SOHR director *Rami Nasser*" where the parser has cut office and
// name apart: the nouns right behind the phrase, up to the name of a person.
void add_name_behind(const Tree& tree, std::uint32_t verb, Source& source) {
  if (source.tokens.empty()) return;
  const Document& doc = tree.doc();
  const std::uint32_t from = source.tokens.back() + 1;
  for (std::uint32_t i = from; i < doc.tokens.size() && i < from + 4 && i != verb; ++i) {
    const Upos upos = tree.token(i).upos;
    if (upos != Upos::Noun && upos != Upos::Propn) return;
    for (const Name& name : doc.names) {
      if (name.tokens.begin != i || name.type != NameType::Person || name.tokens.contains(verb))
        continue;
      for (std::uint32_t t = from; t < name.tokens.end; ++t) source.tokens.push_back(t);
      source.head = i;
      return;
    }
  }
}

Source named(const Tree& tree, SourceKind kind, std::uint32_t head, std::uint32_t verb) {
  Source source;
  source.kind = kind;
  source.head = head;
  // A relative clause may hold the cue itself; the source must not.
  source.tokens = tree.is_below(verb, head) ? phrase(tree, head, {verb}) : phrase(tree, head);
  // All of a name, also where the parser has cut it.
  for (const Name& name : tree.doc().names) {
    if (name.tokens.begin > head) break;
    if (!name.tokens.contains(head) || name.tokens.contains(verb)) continue;
    for (std::uint32_t i = name.tokens.begin; i < name.tokens.end; ++i)
      source.tokens = unite(source.tokens, {i});
  }
  add_name_behind(tree, verb, source);
  return source;
}

std::uint32_t agent_of(const Tree& tree, std::uint32_t verb) {
  for (const std::uint32_t c : tree.children(verb)) {
    const Deprel relation = tree.token(c).deprel;
    if (relation == Deprel::OblAgent) return c;
    if (relation == Deprel::Obl && is_nominal(tree.token(c)) && tree.case_of(c) == "by") return c;
  }
  return kNone;
}

// The object of a verb that controls an infinitive below it ("asked *him* to say").
std::uint32_t object_of(const Tree& tree, std::uint32_t verb) {
  const std::uint32_t object = tree.child(verb, {Deprel::Iobj, Deprel::Obj});
  return object != kNone && is_nominal(tree.token(object)) ? object : kNone;
}

bool lemma_is(const Tree& tree, std::uint32_t i, std::initializer_list<std::string_view> lemmas) {
  return std::find(lemmas.begin(), lemmas.end(), tree.token(i).lemma) != lemmas.end();
}

bool is_hidden_predicate(const Tree& tree, std::uint32_t verb);
Source source_above(const Tree& tree, std::uint32_t verb, int depth);
Source phrase_before(const Tree& tree, std::uint32_t verb);

Source source_within(const Tree& tree, std::uint32_t verb, int depth) {
  const bool passive = is_passive(tree, verb);
  if (passive) {
    const std::uint32_t agent = agent_of(tree, verb);
    if (agent != kNone) {
      Source source = named(tree, SourceKind::Agent, agent, verb);
      // "by" is not part of who it is.
      for (const std::uint32_t c : tree.children(agent)) {
        if (tree.token(c).deprel == Deprel::Case) source.tokens = subtract(source.tokens, {c});
      }
      return source;
    }
  }
  const std::uint32_t subject = subject_of(tree, verb);
  if (subject != kNone) {
    // "he was told that": the subject is who is told, and nobody is named who tells.
    if (passive) return {};
    if (tree.token(subject).deprel == Deprel::Nsubj ||
        tree.token(subject).deprel == Deprel::NsubjOuter) {
      if (is_relative_pronoun(tree, subject)) {
        Source source = named(tree, SourceKind::Relative, subject, verb);
        source.tokens = {subject};
        return source;
      }
      const std::string form = lower_form(tree, subject);
      if (form == "it" && tree.token(subject).deprel == Deprel::Expl) return {};
      return named(tree, SourceKind::Subject, subject, verb);
    }
  }
  const Source above = source_above(tree, verb, depth);
  return above.head != kNone || passive ? above : phrase_before(tree, verb);
}

// A finite verb whose subject the parser has lost: the noun phrase that ends right before it.
Source phrase_before(const Tree& tree, std::uint32_t verb) {
  const Token& token = tree.token(verb);
  if (!(token.feats & feature::kFin) || token.deprel == Deprel::Conj) return {};
  const TokenSpan sentence = tree.doc().sentences[token.sentence].tokens;
  std::uint32_t i = verb;
  while (i > sentence.begin &&
         (tree.token(i - 1).upos == Upos::Adv || tree.token(i - 1).upos == Upos::Aux))
    --i;
  if (i == sentence.begin || !is_nominal(tree.token(i - 1))) return {};
  // Up to the topmost noun before the verb.
  std::uint32_t head = i - 1;
  for (std::uint32_t j = tree.token(head).head; j != kNone && j < verb; j = tree.token(j).head) {
    if (is_nominal(tree.token(j))) head = j;
  }
  if (is_relative_pronoun(tree, head)) return {};
  Source source = named(tree, SourceKind::Subject, head, verb);
  std::erase_if(source.tokens, [&](std::uint32_t t) { return t >= i; });
  return source;
}

// "The union called for a strike.": a past tense taken for a participle, so that the sentence has
// no verb.
bool is_hidden_predicate(const Tree& tree, std::uint32_t verb) {
  const Token& token = tree.token(verb);
  if (token.deprel != Deprel::Acl || token.head == kNone || token.head > verb) return false;
  const std::uint32_t noun = token.head;
  if (tree.token(noun).head != kNone || !is_nominal(tree.token(noun))) return false;
  if (tree.token(noun).upos == Upos::Noun && !tree.has_child(noun, {Deprel::Det, Deprel::NmodPoss}))
    return false;
  const TokenSpan sentence = tree.doc().sentences[token.sentence].tokens;
  if (tree.doc().form(sentence.end - 1) != ".") return false;
  for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
    if ((tree.token(i).feats & feature::kFin) && i < verb) return false;
    if (i > noun && i < verb && tree.token(i).upos == Upos::Punct) return false;
  }
  return tree.child(verb, {Deprel::OblAgent}) == kNone;
}

Source shared(Source source) {
  if (source.kind == SourceKind::Subject) source.kind = SourceKind::Shared;
  return source;
}

// `verb` has no subject of its own: who its governor says it is.
Source source_above(const Tree& tree, std::uint32_t verb, int depth) {
  const Token& token = tree.token(verb);
  if (token.head == kNone || depth > 6) return {};
  const std::uint32_t governor = token.head;
  const Token& above = tree.token(governor);
  switch (token.deprel) {
    case Deprel::Conj:
      if (is_verb(above) || subject_of(tree, governor) != kNone) {
        return shared(source_within(tree, governor, depth + 1));
      }
      return {};
    case Deprel::Xcomp: {
      const std::uint32_t object = object_of(tree, governor);
      if (object != kNone && object < verb) return named(tree, SourceKind::Object, object, verb);
      // "is expected to say", "is said to believe": the subject of the passive is who will say it.
      const std::uint32_t subject = subject_of(tree, governor);
      if (subject != kNone) return shared(named(tree, SourceKind::Subject, subject, verb));
      return shared(source_above(tree, governor, depth + 1));
    }
    case Deprel::Advcl:
    case Deprel::Obl: {
      const std::string marker = tree.case_of(verb);
      if (marker == "as" &&
          lemma_is(tree, governor, {"quote", "cite", "report", "describe", "see"})) {
        // "was quoted as saying", "SANA quoted the minister as saying"
        Source source;
        const bool passive = is_passive(tree, governor);
        const std::uint32_t who = passive ? subject_of(tree, governor) : object_of(tree, governor);
        if (who != kNone) {
          source = named(tree, passive ? SourceKind::Subject : SourceKind::Object, who, verb);
          source.relay = passive ? agent_of(tree, governor) : subject_of(tree, governor);
          if (passive && is_relative_pronoun(tree, who)) source.kind = SourceKind::Relative;
        }
        return source;
      }
      if ((token.feats & feature::kFin) && !marker.empty() && marker != "as") return {};
      const std::uint32_t subject = subject_of(tree, governor);
      if (subject != kNone) {
        return shared(is_relative_pronoun(tree, subject)
                          ? source_within(tree, governor, depth + 1)
                          : named(tree, SourceKind::Subject, subject, verb));
      }
      return shared(source_above(tree, governor, depth + 1));
    }
    case Deprel::Parataxis:
    case Deprel::Ccomp:
    case Deprel::Dep:
      return {};
    case Deprel::Acl:
    case Deprel::AclRelcl:
      if (is_hidden_predicate(tree, verb)) return named(tree, SourceKind::Subject, governor, verb);
      // "a statement saying that", "a report showing": not "the demand made"
      if (is_nominal(above) && !is_passive(tree, verb) &&
          ((token.feats & feature::kGer) || (token.feats & feature::kPres) ||
           tree.doc().form(verb).ends_with("ing"))) {
        Source source = named(tree, SourceKind::Noun, governor, verb);
        source.tokens = tree.subtree(governor, {verb});
        while (!source.tokens.empty() && tree.token(source.tokens.back()).upos == Upos::Punct) {
          source.tokens.pop_back();
        }
        return source;
      }
      return {};
    default:
      return {};
  }
}

// ---- cues ---------------------------------------------------------------------------------------

// Tokens of the lexicon's fixed words after the head ("point out", "call on"), or nullopt.
std::optional<TokenSet> match_words(const Tree& tree, std::uint32_t head, const CueEntry& entry) {
  TokenSet found;
  const TokenSpan sentence = tree.doc().sentences[tree.token(head).sentence].tokens;
  std::uint32_t from = head + 1;
  for (std::size_t w = 1; w < entry.words.size(); ++w) {
    bool met = false;
    for (std::uint32_t i = from; i < std::min(sentence.end, from + 4); ++i) {
      if (lower_form(tree, i) != entry.words[w]) continue;
      // A child of the head, or the preposition of one.
      const std::uint32_t above = tree.token(i).head;
      const bool near =
          above == head || (above != kNone && tree.token(above).head == head) || i == from;
      if (!near) continue;
      found.push_back(i);
      from = i + 1;
      met = true;
      break;
    }
    if (!met) return std::nullopt;
  }
  return found;
}

// ---- contents -----------------------------------------------------------------------------------

// Clauses that stand in a content but are not part of it: "..., he added" hung below it.
TokenSet parentheses_in(const Tree& tree,
                        const TokenSet& content,
                        const CueLexicon& lexicon,
                        std::uint32_t content_head) {
  TokenSet out;
  for (const std::uint32_t i : content) {
    if (i == content_head || tree.token(i).deprel != Deprel::Parataxis) continue;
    if (!is_verb(tree.token(i)) || !lexicon.introduces_quotations(cue_lemma(tree, lexicon, i)))
      continue;
    if (subject_of(tree, i) == kNone || tree.has_child(i, {Deprel::Ccomp})) continue;
    out = unite(out, tree.subtree(i));
  }
  return out;
}

class Finder {
 public:
  Finder(const Tree& tree, const CueLexicon& lexicon) : tree_(tree), lexicon_(lexicon) {}

  std::vector<Candidate> find() {
    const std::uint32_t n = static_cast<std::uint32_t>(tree_.doc().tokens.size());
    for (std::uint32_t i = 0; i < n; ++i) {
      const Token& token = tree_.token(i);
      if (token.upos == Upos::Punct) continue;
      if (can_be_cue(token.upos)) by_entries(i);
      adposition(i);
    }
    std::stable_sort(out_.begin(), out_.end(),
                     [](const Candidate& a, const Candidate& b) { return a.cue < b.cue; });
    return std::move(out_);
  }

 private:
  static bool can_be_cue(Upos upos) {
    return upos == Upos::Verb || upos == Upos::Noun || upos == Upos::Adj || upos == Upos::Adv;
  }

  void by_entries(std::uint32_t i) {
    const Token& token = tree_.token(i);
    for (const std::uint32_t e : lexicon_.with_head(cue_lemma(tree_, lexicon_, i))) {
      switch (lexicon_.entry(e).kind) {
        case CueKind::Verb:
          if (token.upos == Upos::Verb) verb(i, e);
          break;
        case CueKind::Noun:
          if (token.upos == Upos::Noun) noun(i, e);
          break;
        case CueKind::Adj:
          if (token.upos == Upos::Adj || token.upos == Upos::Verb) adjective(i, e);
          break;
        case CueKind::Adv:
          if (token.upos == Upos::Adv) adverb(i, e);
          break;
        case CueKind::Adp:
          break;
      }
    }
  }

  void emit(Candidate candidate) {
    // The content holds neither the cue nor the source nor whatever hangs on the cue.
    candidate.content = subtract(candidate.content, candidate.cue_tokens);
    candidate.content =
        subtract(candidate.content,
                 parentheses_in(tree_, candidate.content, lexicon_, candidate.content_head));
    if (candidate.source.kind != SourceKind::Relative) {
      const TokenSet& source = candidate.source.tokens;
      if (!source.empty() && std::includes(source.begin(), source.end(), candidate.content.begin(),
                                           candidate.content.end())) {
        return;
      }
      candidate.content = subtract(candidate.content, source);
    }
    if (candidate.content.empty()) return;
    for (const Candidate& other : out_) {
      if (other.cue == candidate.cue && other.frame == candidate.frame &&
          other.content == candidate.content) {
        return;
      }
    }
    out_.push_back(std::move(candidate));
  }

  void verb(std::uint32_t i, std::uint32_t e) {
    const CueEntry& entry = lexicon_.entry(e);
    const auto words = match_words(tree_, i, entry);
    if (!words) return;
    Candidate base;
    base.cue = i;
    base.entry = e;
    base.cue_tokens = unite(verb_group(tree_, i), *words);
    base.passive = is_passive(tree_, i);
    base.negated = is_negated(tree_, i);
    base.source = source_of_verb(tree_, i);
    // "Read more: ...", "Note that ...": the reader is told to.
    if (base.source.head == kNone && (tree_.token(i).feats & feature::kImp) != 0) return;
    base.addressee = addressee(i, entry, *words);

    const std::uint32_t clause = content_clause(i, entry.stance == Stance::Question);
    std::uint32_t object = tree_.child(i, {Deprel::Obj});
    if (object == kNone && entry.addressee == AddresseeSlot::Obj)
      object = tree_.child(i, {Deprel::Iobj});
    std::uint32_t infinitive = tree_.child(i, {Deprel::Xcomp});
    if (infinitive == kNone && entry.addressee == AddresseeSlot::Obj) {
      // "called on them to stop": the infinitive may hang as an adverbial clause.
      for (const std::uint32_t c : tree_.children(i)) {
        if (c > i && tree_.token(c).deprel == Deprel::Advcl && has_to(c)) infinitive = c;
      }
    }
    bool met_clause = false;
    if (entry.takes(Frame::That) && clause != kNone) {
      met_clause = true;
      add(base, Frame::That, clause, with_gap(base, entry, clause));
    }
    if ((entry.takes(Frame::That) || entry.takes(Frame::Quote)) && !met_clause) around(base);
    if (entry.takes(Frame::To) && infinitive != kNone && has_to(infinitive))
      to(base, infinitive, object);
    if (entry.takes(Frame::Ing)) {
      for (const std::uint32_t c : tree_.children(i)) {
        const Token& token = tree_.token(c);
        if ((token.deprel == Deprel::Xcomp || token.deprel == Deprel::Ccomp) && c > i &&
            tree_.doc().form(c).ends_with("ing")) {
          add(base, Frame::Ing, c, tree_.subtree(c));
        }
      }
    }
    if (entry.takes(Frame::Name)) name(base);
    if (entry.takes(Frame::As)) as(base, object);
    if (entry.takes(Frame::Prep)) preposition(base, entry, object);
    if (entry.takes(Frame::Obj) && !met_clause && !is_excluded(entry, object))
      object_content(base, object);
  }

  bool is_excluded(const CueEntry& entry, std::uint32_t object) const {
    if (object == kNone) return false;
    const auto excluded = [&](std::uint32_t i) {
      return std::find(entry.excluded.begin(), entry.excluded.end(), tree_.token(i).lemma) !=
             entry.excluded.end();
    };
    const std::uint32_t counted = tree_.child(object, {Deprel::Nmod});  // "hundreds of lives"
    return excluded(object) || (counted != kNone && excluded(counted));
  }

  // "clear that while they disagree it is right": what stands between "that" and its clause belongs
  // to it.
  TokenSet without_holes(std::uint32_t clause) const {
    TokenSet content = tree_.subtree(clause);
    const std::uint32_t mark = tree_.child(clause, {Deprel::Mark});
    if (mark == kNone || mark > clause || lower_form(tree_, mark) != "that") return content;
    TokenSet between;
    for (std::uint32_t i = mark; i < clause; ++i) between.push_back(i);
    return unite(content, between);
  }

  // The clause behind a cue, with the words between that the parser left out of it: "said *the
  // move* would create". What belongs to the cue itself stays out: adverbs, times, places,
  // addressees.
  TokenSet with_gap(const Candidate& base, const CueEntry& entry, std::uint32_t clause) const {
    TokenSet content = tree_.subtree(clause);
    const std::uint32_t from = base.cue_tokens.back() + 1;
    if (tree_.has_child(clause, {Deprel::Mark})) return without_holes(clause);
    if (content.front() <= from || clause < base.cue) return content;
    if (entry.addressee == AddresseeSlot::Obj) return content;
    TokenSet gap;
    for (std::uint32_t i = content.front(); i-- > from;) {
      if (tree_.token(i).upos == Upos::Punct) break;
      // The child of the cue above it.
      std::uint32_t top = i;
      while (tree_.token(top).head != kNone && tree_.token(top).head != base.cue)
        top = tree_.token(top).head;
      const Deprel relation = tree_.token(top).deprel;
      if (tree_.token(top).head == base.cue && relation != Deprel::Obj && relation != Deprel::Dep &&
          relation != Deprel::Nsubj && relation != Deprel::Parataxis) {
        break;
      }
      if (contains(base.source.tokens, i)) break;
      gap.insert(gap.begin(), i);
    }
    return unite(content, gap);
  }

  void add(Candidate candidate, Frame frame, std::uint32_t head, TokenSet content) {
    candidate.frame = frame;
    candidate.content_head = head;
    candidate.content = std::move(content);
    emit(std::move(candidate));
  }

  bool has_to(std::uint32_t i) const {
    for (const std::uint32_t c : tree_.children(i)) {
      if (tree_.token(c).deprel == Deprel::Mark && lower_form(tree_, c) == "to") return true;
    }
    return false;
  }

  // A quotation ends between the clause and the cue behind it.
  bool ends_quoted(std::uint32_t clause, std::uint32_t cue) const {
    for (std::uint32_t j = clause; j < cue; ++j) {
      const std::string_view form = tree_.doc().form(j);
      if (form == "”" || form == "\"" || form == "''") return true;
    }
    return false;
  }

  // The finite clause that a cue governs.
  std::uint32_t content_clause(std::uint32_t i, bool question) const {
    // Of two, the one behind ("in remarks suggesting ..., the minister has said ..."), unless the
    // one before is a quotation.
    std::uint32_t found = kNone;
    for (const std::uint32_t c : tree_.children(i)) {
      if (tree_.token(c).deprel != Deprel::Ccomp) continue;
      if (found == kNone || (found < i && !ends_quoted(found, i))) found = c;
    }
    if (found != kNone) return found;
    // "asked if the deal was dead"
    for (const std::uint32_t c : tree_.children(i)) {
      if (tree_.token(c).deprel != Deprel::Advcl || c < i) continue;
      const std::string marker = tree_.case_of(c);
      if (marker == "that" || marker == "whether") return c;
      if (marker == "if" && c < i + 12 && question) return c;
    }
    // "He said: the deal is dead." with the clause as parataxis behind it.
    for (const std::uint32_t c : tree_.children(i)) {
      const Token& token = tree_.token(c);
      if (token.deprel == Deprel::Parataxis && c > i && subject_of(tree_, c) != kNone &&
          lexicon_.introduces_quotations(cue_lemma(tree_, lexicon_, i)) &&
          !tree_.has_child(i, {Deprel::Obj})) {
        return c;
      }
    }
    return kNone;
  }

  // "The deal, he said, is dead"; "as he put it"; "..., he said" at the end of a sentence, however
  // the parser has hung it there.
  void around(const Candidate& base) {
    const Token& token = tree_.token(base.cue);
    if (token.head == kNone || subject_of(tree_, base.cue) == kNone) return;
    const bool as = (token.deprel == Deprel::Advcl || token.deprel == Deprel::AdvclRelcl) &&
                    tree_.case_of(base.cue) == "as";
    if (as && tree_.has_child(base.cue, {Deprel::Obj})) return;
    const bool tag = is_final_tag(base.cue);
    const bool parenthesis = token.deprel == Deprel::Parataxis ||
                             (tag && !tree_.has_child(base.cue, {Deprel::Obj}) &&
                              (token.deprel == Deprel::Conj || token.deprel == Deprel::Ccomp ||
                               token.deprel == Deprel::Advcl || token.deprel == Deprel::Dep) &&
                              tree_.case_of(base.cue).empty());
    if (!as && !parenthesis) return;
    const std::uint32_t head = tag ? root_above(base.cue) : token.head;
    add(base, Frame::Around, head, subtract(tree_.subtree(head), tree_.subtree(base.cue)));
  }

  std::uint32_t root_above(std::uint32_t i) const {
    while (tree_.token(i).head != kNone) i = tree_.token(i).head;
    return i;
  }

  // The subtree of `top` stands at the end of its sentence, behind a comma or a quotation mark.
  bool is_final_tag(std::uint32_t top) const {
    const TokenSet below = tree_.subtree(top);
    std::uint32_t first = below.front(), last = below.back();
    while (tree_.token(first).upos == Upos::Punct && first < last) ++first;
    const TokenSpan sentence = tree_.doc().sentences[tree_.token(top).sentence].tokens;
    if (first <= sentence.begin || below.size() + 4 < last - below.front()) return false;
    for (std::uint32_t i = last + 1; i < sentence.end; ++i) {
      if (tree_.token(i).upos != Upos::Punct) return false;
    }
    return tree_.token(first - 1).upos == Upos::Punct && tree_.doc().form(first - 1) != "(";
  }

  void to(const Candidate& base, std::uint32_t infinitive, std::uint32_t object) {
    const CueEntry& entry = lexicon_.entry(base.entry);
    TokenSet content = tree_.subtree(infinitive);
    if (base.passive) {
      // "Talks are expected to resume": nobody is the source, and the subject belongs to what is
      // expected.
      const std::uint32_t subject = subject_of(tree_, base.cue);
      if (subject != kNone && entry.addressee != AddresseeSlot::Obj) {
        content = unite(content, tree_.subtree(subject));
      }
    } else if (object != kNone && object < infinitive && entry.addressee != AddresseeSlot::Obj) {
      content = unite(content, tree_.subtree(object));
    }
    add(base, Frame::To, infinitive, std::move(content));
  }

  // "called the plan a mistake": object and second predicate, whatever the parser makes of them.
  void name(const Candidate& base) {
    TokenSet content;
    std::uint32_t last = kNone, parts = 0;
    for (const std::uint32_t c : tree_.children(base.cue)) {
      const Deprel relation = tree_.token(c).deprel;
      const bool part = relation == Deprel::Obj || relation == Deprel::Iobj ||
                        relation == Deprel::Xcomp || relation == Deprel::Ccomp ||
                        (base.passive && relation == Deprel::NsubjPass);
      if (!part || has_to(c)) continue;
      if (c < base.cue && relation != Deprel::NsubjPass && !is_relative_pronoun(tree_, c) &&
          lower_form(tree_, c) != "what") {
        continue;
      }
      if (!(relation == Deprel::NsubjPass && is_relative_pronoun(tree_, c))) {
        content = unite(content, tree_.subtree(c));
      }
      last = c;
      ++parts;
    }
    if (last == kNone || last < base.cue) return;
    // One object alone names something only where it is quoted ("what he called “a rant”");
    // weighing sees that. "A daughter called Ana" has the name, and nobody says so.
    const bool relative = tree_.token(base.cue).deprel == Deprel::AclRelcl;
    if (parts < 2 && tree_.token(last).upos == Upos::Propn && !base.passive && !relative) return;
    if (parts < 2 && tree_.child(base.cue, {Deprel::Obj, Deprel::Xcomp}) == kNone) return;
    add(base, Frame::Name, last, std::move(content));
  }

  void as(const Candidate& base, std::uint32_t object) {
    const std::uint32_t patient = base.passive ? subject_of(tree_, base.cue) : object;
    for (const std::uint32_t c : tree_.children(base.cue)) {
      const Token& token = tree_.token(c);
      if (c < base.cue || (token.deprel != Deprel::Obl && token.deprel != Deprel::Advcl &&
                           token.deprel != Deprel::Xcomp)) {
        continue;
      }
      if (tree_.case_of(c) != "as" || token.lemma == "say") continue;
      TokenSet content = tree_.subtree(c);
      if (patient != kNone && !is_relative_pronoun(tree_, patient)) {
        content = unite(content, tree_.subtree(patient));
      }
      add(base, Frame::As, c, std::move(content));
      return;
    }
    // The parser may hang the phrase on the object.
    if (object == kNone || base.passive) return;
    for (const std::uint32_t c : tree_.children(object)) {
      if (tree_.token(c).deprel == Deprel::Nmod && tree_.case_of(c) == "as") {
        add(base, Frame::As, c, tree_.subtree(object));
        return;
      }
    }
  }

  // "spoke on Thursday" says when, not of what.
  bool is_time(std::uint32_t i) const {
    return std::any_of(tree_.doc().times.begin(), tree_.doc().times.end(),
                       [i](const Timex& timex) { return timex.tokens.contains(i); });
  }

  static bool names_preposition(const CueEntry& entry, const std::string& word) {
    return std::find(entry.prepositions.begin(), entry.prepositions.end(), word) !=
           entry.prepositions.end();
  }

  // "accused the government and its allies of attacks": the phrase may hang on the object, or on
  // what is coordinated with it.
  void preposition_under_object(const Candidate& base,
                                const CueEntry& entry,
                                std::uint32_t object) {
    for (const std::uint32_t c : tree_.children(base.cue)) {
      if (c < object || !is_nominal(tree_.token(c))) continue;
      if (c != object && tree_.token(c).deprel != Deprel::Conj) continue;
      for (const std::uint32_t d : tree_.subtree(c)) {
        const Deprel relation = tree_.token(d).deprel;
        if (d <= c ||
            (relation != Deprel::Acl && relation != Deprel::Nmod && relation != Deprel::Advcl))
          continue;
        if (tree_.token(d).head != c && tree_.token(tree_.token(d).head).deprel != Deprel::Conj)
          continue;
        if (!names_preposition(entry, tree_.case_of(d)) ||
            (relation == Deprel::Nmod && tree_.case_of(d) != "of")) {
          continue;
        }
        add(base, Frame::Prep, d, unite(tree_.subtree(object), tree_.subtree(c)));
        return;
      }
    }
  }

  void preposition(const Candidate& base, const CueEntry& entry, std::uint32_t object) {
    if (object != kNone && object > base.cue && entry.stance == Stance::Accusation) {
      preposition_under_object(base, entry, object);
    }
    for (const std::uint32_t c : tree_.children(base.cue)) {
      const Token& token = tree_.token(c);
      if (c < base.cue && token.deprel != Deprel::Obl) continue;
      if (token.deprel != Deprel::Obl && token.deprel != Deprel::Advcl &&
          token.deprel != Deprel::Xcomp && token.deprel != Deprel::Ccomp) {
        continue;
      }
      if (contains(base.cue_tokens, c) || is_time(c)) continue;
      const std::string word = tree_.case_of(c);
      if (!names_preposition(entry, word)) continue;
      Candidate candidate = base;
      TokenSet content = tree_.subtree(c);
      // "pressed for Russia to use its influence": the infinitive behind the phrase goes with it.
      const std::uint32_t next = content.back() + 1;
      for (const std::uint32_t d : tree_.children(base.cue)) {
        const Deprel relation = tree_.token(d).deprel;
        if (word == "for" && d > c && (relation == Deprel::Advcl || relation == Deprel::Xcomp) &&
            has_to(d) && tree_.subtree(d).front() == next) {
          content = unite(content, tree_.subtree(d));
        }
      }
      std::uint32_t adposition = tree_.child(c, {Deprel::Case, Deprel::Mark});
      // "called for talks", but "accused Israel of attacks": object and phrase are one content.
      if (object != kNone && entry.addressee == AddresseeSlot::Obj &&
          (entry.stance == Stance::Accusation || entry.stance == Stance::Neutral) &&
          entry.words[0] != "tell" && entry.words[0] != "inform") {
        content = unite(content, tree_.subtree(object));
      } else {
        content = subtract(content, {adposition});
        if (adposition == base.cue_tokens.back() + 1) candidate.cue_tokens.push_back(adposition);
      }
      add(std::move(candidate), Frame::Prep, c, std::move(content));
    }
  }

  void object_content(const Candidate& base, std::uint32_t object) {
    if (base.passive) {
      const std::uint32_t subject = subject_of(tree_, base.cue);
      if (subject != kNone) {
        add(base, Frame::Obj, subject,
            is_relative_pronoun(tree_, subject) ? TokenSet{subject} : tree_.subtree(subject));
      } else if (tree_.token(base.cue).deprel == Deprel::Acl &&
                 tree_.token(base.cue).head != kNone && base.source.kind == SourceKind::Agent) {
        const std::uint32_t noun = tree_.token(base.cue).head;
        add(base, Frame::Obj, noun, tree_.subtree(noun, {base.cue}));
      }
      return;
    }
    if (object == kNone || object < base.cue) return;
    // "stressed the need for a ceasefire", "criticised him for waiting": a phrase right behind the
    // object goes with it, wherever the parser hangs it.
    TokenSet content = tree_.subtree(object);
    for (const std::uint32_t c : tree_.children(base.cue)) {
      const Deprel relation = tree_.token(c).deprel;
      if (c < object || (relation != Deprel::Obl && relation != Deprel::Advcl)) continue;
      const std::string word = tree_.case_of(c);
      if (word != "for" && word != "of" && word != "about" && word != "over" && word != "against")
        continue;
      const TokenSet below = tree_.subtree(c);
      if (below.front() == content.back() + 1 && !is_time(c)) content = unite(content, below);
    }
    add(base, Frame::Obj, object, std::move(content));
  }

  std::uint32_t addressee(std::uint32_t i, const CueEntry& entry, const TokenSet& words) const {
    if (entry.addressee == AddresseeSlot::Obj) {
      if (is_passive(tree_, i)) return subject_of(tree_, i);
      const std::uint32_t object = object_of(tree_, i);
      if (object != kNone) return object;
    }
    for (const std::uint32_t c : tree_.children(i)) {
      if (tree_.token(c).deprel != Deprel::Obl || !is_nominal(tree_.token(c))) continue;
      const std::uint32_t adposition = tree_.child(c, {Deprel::Case});
      if (adposition == kNone) continue;
      if (contains(words, adposition)) return c;  // call on X
      if (entry.addressee == AddresseeSlot::To && lower_form(tree_, adposition) == "to") return c;
    }
    return kNone;
  }

  // ---- nouns, adjectives, adpositions ----

  void noun(std::uint32_t i, std::uint32_t e) {
    const CueEntry& entry = lexicon_.entry(e);
    Candidate base;
    base.cue = i;
    base.entry = e;
    base.cue_tokens = {i};
    if (entry.takes(Frame::In)) {
      in_view(base);
      return;
    }
    base.source = source_of_noun(i, base.cue_tokens);
    for (const std::uint32_t c : tree_.children(i)) {
      const Token& token = tree_.token(c);
      const bool clause = token.deprel == Deprel::Acl || token.deprel == Deprel::Ccomp;
      if (clause && c > i && entry.takes(Frame::That) && !has_to(c) &&
          (subject_of(tree_, c) != kNone && tree_.has_child(c, {Deprel::Mark}))) {
        add(base, Frame::That, c, tree_.subtree(c));
      } else if (clause && c > i && entry.takes(Frame::To) && has_to(c)) {
        add(base, Frame::To, c, tree_.subtree(c));
      } else if (c > i && (token.deprel == Deprel::Nmod || clause) && entry.takes(Frame::Prep)) {
        const std::uint32_t adposition = tree_.child(c, {Deprel::Case, Deprel::Mark});
        if (adposition == kNone || c == base.source.head) continue;
        const std::string word = lower_form(tree_, adposition);
        if (std::find(entry.prepositions.begin(), entry.prepositions.end(), word) ==
            entry.prepositions.end()) {
          continue;
        }
        Candidate candidate = base;
        if (adposition == i + 1) candidate.cue_tokens = unite(candidate.cue_tokens, {adposition});
        add(std::move(candidate), Frame::Prep, c, subtract(tree_.subtree(c), {adposition}));
      }
    }
    // "His hope is that the talks resume": the noun is an outer subject.
    const Token& token = tree_.token(i);
    if ((token.deprel == Deprel::NsubjOuter || token.deprel == Deprel::Nsubj) &&
        token.head != kNone && entry.takes(Frame::That) && base.source.kind != SourceKind::None) {
      const std::uint32_t clause = token.head;
      const std::uint32_t mark = tree_.child(clause, {Deprel::Mark});
      const std::uint32_t cop = tree_.child(clause, {Deprel::Cop});
      if (mark != kNone && cop != kNone && cop < mark && mark > i) {
        base.cue_tokens = unite(base.cue_tokens, {cop});
        add(base, lower_form(tree_, mark) == "to" ? Frame::To : Frame::That, clause,
            subtract(subtract(tree_.subtree(clause), tree_.subtree(i)), {cop}));
      }
    }
  }

  // "his warning", "the UN's demand", "a call by the minister"; "made a promise": the light verb's
  // subject.
  Source source_of_noun(std::uint32_t i, TokenSet& cue_tokens) {
    for (const std::uint32_t c : tree_.children(i)) {
      const Token& token = tree_.token(c);
      if (token.deprel == Deprel::NmodPoss) {
        Source source = named(tree_, SourceKind::Possessor, c, i);
        // "the UN's": the mark of the genitive is not part of it.
        for (const std::uint32_t d : tree_.children(c)) {
          if (tree_.token(d).deprel == Deprel::Case) source.tokens = subtract(source.tokens, {d});
        }
        return source;
      }
    }
    for (const std::uint32_t c : tree_.children(i)) {
      const Token& token = tree_.token(c);
      if (token.deprel != Deprel::Nmod && token.deprel != Deprel::OblAgent) continue;
      const std::string word = tree_.case_of(c);
      if (word != "by" && word != "from" && word != "among") continue;
      Source source = named(tree_, SourceKind::Possessor, c, i);
      for (const std::uint32_t d : tree_.children(c)) {
        if (tree_.token(d).deprel == Deprel::Case) source.tokens = subtract(source.tokens, {d});
      }
      return source;
    }
    const Token& token = tree_.token(i);
    if (token.head == kNone || !is_verb(tree_.token(token.head))) return {};
    const std::uint32_t verb = token.head;
    if (token.deprel == Deprel::Obj && !is_passive(tree_, verb) &&
        lemma_is(tree_, verb, {"make",      "give",     "issue",   "have",   "express", "voice",
                               "raise",     "release",  "repeat",  "share",  "reject",  "renew",
                               "reiterate", "take",     "hold",    "offer",  "deliver", "send",
                               "publish",   "lodge",    "file",    "show",   "drop",    "announce",
                               "reaffirm",  "maintain", "harbour", "harbor", "set",     "see"})) {
      Source source = source_of_verb(tree_, verb);
      if (source.kind != SourceKind::None && verb < i) {
        cue_tokens = unite(cue_tokens, verb_group(tree_, verb));
        for (std::uint32_t j = verb + 1; j < i; ++j) {
          if (tree_.is_below(j, i)) cue_tokens = unite(cue_tokens, {j});
        }
      }
      return source;
    }
    return {};
  }

  // "In the minister's view, the deal is dead."
  void in_view(Candidate base) {
    const std::uint32_t i = base.cue;
    const std::uint32_t adposition = tree_.child(i, {Deprel::Case});
    const std::uint32_t owner = tree_.child(i, {Deprel::NmodPoss});
    const std::uint32_t head = tree_.token(i).head;
    if (adposition == kNone || head == kNone) return;
    const std::string word = lower_form(tree_, adposition);
    if (owner == kNone) {
      // "in the latest poll": the poll itself is the source.
      const std::string& noun = lexicon_.entry(base.entry).words[0];
      if (word != "in" || (noun != "poll" && noun != "survey") ||
          tree_.token(i).deprel != Deprel::Obl)
        return;
      base.source = named(tree_, SourceKind::Complement, i, adposition);
      base.source.tokens = subtract(base.source.tokens, tree_.subtree(adposition));
      base.cue_tokens = {adposition};
      add(base, Frame::In, head, tree_.subtree(head, {i}));
      return;
    }
    if (word != "in" && word != "by" && word != "to") return;
    if (tree_.token(i).deprel != Deprel::Obl && tree_.token(i).deprel != Deprel::Nmod) return;
    base.source = named(tree_, SourceKind::Possessor, owner, i);
    for (const std::uint32_t d : tree_.children(owner)) {
      if (tree_.token(d).deprel == Deprel::Case)
        base.source.tokens = subtract(base.source.tokens, {d});
    }
    base.cue_tokens = {adposition, i};
    add(base, Frame::In, head, tree_.subtree(head, {i}));
  }

  void adjective(std::uint32_t i, std::uint32_t e) {
    const CueEntry& entry = lexicon_.entry(e);
    const std::uint32_t copula = tree_.child(i, {Deprel::Cop, Deprel::Aux, Deprel::AuxPass});
    if (copula == kNone) return;
    Candidate base;
    base.cue = i;
    base.entry = e;
    base.cue_tokens = verb_group(tree_, i);
    base.negated = is_negated(tree_, i);
    const std::uint32_t subject = subject_of(tree_, i);
    // "it is clear that": nobody says so.
    if (subject == kNone || lower_form(tree_, subject) == "it") return;
    base.source = named(tree_, SourceKind::Subject, subject, i);
    if (is_relative_pronoun(tree_, subject)) {
      base.source.kind = SourceKind::Relative;
      base.source.tokens = {subject};
    }
    for (const std::uint32_t clause : tree_.children(i)) {
      const Deprel relation = tree_.token(clause).deprel;
      const bool marked = (relation == Deprel::Csubj || relation == Deprel::Advcl ||
                           relation == Deprel::Parataxis) &&
                          tree_.case_of(clause) == "that";
      if (!entry.takes(Frame::That) || clause < i || (relation != Deprel::Ccomp && !marked))
        continue;
      add(base, Frame::That, clause, without_holes(clause));
      break;
    }
    const std::uint32_t infinitive = tree_.child(i, {Deprel::Xcomp});
    if (entry.takes(Frame::To) && infinitive != kNone && has_to(infinitive)) {
      add(base, Frame::To, infinitive, tree_.subtree(infinitive));
    }
    if (entry.takes(Frame::Prep)) preposition(base, entry, kNone);
  }

  // "reportedly": the clause around it, and nobody is named.
  void adverb(std::uint32_t i, std::uint32_t e) {
    const std::uint32_t head = tree_.token(i).head;
    if (head == kNone || tree_.token(i).deprel != Deprel::Advmod) return;
    Candidate base;
    base.cue = i;
    base.entry = e;
    base.cue_tokens = {i};
    add(base, Frame::Around, head, subtract(tree_.subtree(head), {i}));
  }

  // "according to X", "in the words of X"
  void adposition(std::uint32_t i) {
    const std::string form = lower_form(tree_, i);
    for (const std::uint32_t e : lexicon_.with_head(form)) {
      const CueEntry& entry = lexicon_.entry(e);
      if (entry.kind != CueKind::Adp) continue;
      TokenSet cue{i};
      const TokenSpan sentence = tree_.doc().sentences[tree_.token(i).sentence].tokens;
      for (std::size_t w = 1; w < entry.words.size(); ++w) {
        const std::uint32_t next = i + static_cast<std::uint32_t>(w);
        if (next >= sentence.end || lower_form(tree_, next) != entry.words[w]) break;
        cue.push_back(next);
      }
      if (cue.size() != entry.words.size()) continue;
      // The source is what the last word introduces: climb from the cue to the first head outside
      // of it.
      std::uint32_t who = tree_.token(i).head;
      std::uint32_t outer = kNone;
      if (entry.words.size() <= 2) {
        if (who == kNone || who < i || !is_nominal(tree_.token(who))) continue;
        outer = tree_.token(who).head;
      } else {  // in the NOUN of X
        const std::uint32_t noun = i + 2;
        who = tree_.child(noun, {Deprel::Nmod});
        if (who == kNone) continue;
        outer = tree_.token(noun).head;
      }
      if (outer == kNone || contains(cue, outer)) continue;
      const std::uint32_t top = entry.words.size() <= 2 ? who : i + 2;
      // At the start of a sentence, or behind a comma at its end, it covers all of the sentence.
      const std::uint32_t root = root_above(top);
      const bool behind = i > sentence.begin && root < i &&
                          tree_.token(i - 1).upos == Upos::Punct && tree_.doc().form(i - 1) != "(";
      if (i == sentence.begin || behind) outer = root;
      if (outer == top) continue;
      Candidate candidate;
      candidate.cue = i;
      candidate.entry = e;
      candidate.cue_tokens = cue;
      candidate.source = named(tree_, SourceKind::Complement, who, i);
      candidate.source.tokens = subtract(tree_.subtree(who), cue);
      // A noun above it is what it is about only where no clause is: climb to the clause.
      const TokenSet without{top};
      add(candidate, Frame::Around, outer, tree_.subtree(outer, without));
    }
  }

  const Tree& tree_;
  const CueLexicon& lexicon_;
  std::vector<Candidate> out_;
};

}  // namespace

std::string cue_lemma(const Tree& tree, const CueLexicon& lexicon, std::uint32_t i) {
  const Token& token = tree.token(i);
  return lexicon.lemma_of(tree.doc().form(i), token.lemma, token.upos == Upos::Verb);
}

bool is_passive(const Tree& tree, std::uint32_t verb) {
  if (is_hidden_predicate(tree, verb)) return false;
  if (tree.has_child(verb, {Deprel::AuxPass, Deprel::NsubjPass})) return true;
  const Token& token = tree.token(verb);
  // "criticised by X", "expected to fall": a past participle that modifies.
  return token.deprel == Deprel::Acl && (token.feats & feature::kPart) &&
         (token.feats & feature::kPast);
}

bool is_negated(const Tree& tree, std::uint32_t verb) {
  for (const std::uint32_t c : tree.children(verb)) {
    if (tree.token(c).deprel != Deprel::Advmod && tree.token(c).deprel != Deprel::Det) continue;
    const std::string form = lower_form(tree, c);
    if (form == "not" || form == "n't" || form == "n’t" || form == "never" || form == "no")
      return true;
  }
  return false;
}

TokenSet verb_group(const Tree& tree, std::uint32_t verb) {
  TokenSet group{verb};
  const auto belongs = [&](std::uint32_t i) {
    const Token& token = tree.token(i);
    return token.head == verb &&
           (token.deprel == Deprel::Aux || token.deprel == Deprel::AuxPass ||
            token.deprel == Deprel::Cop || token.deprel == Deprel::CompoundPrt ||
            token.deprel == Deprel::Advmod ||
            (token.deprel == Deprel::Mark && lower_form(tree, i) == "to" && i + 1 == verb)) &&
           (token.deprel != Deprel::Advmod || tree.children(i).empty());
  };
  const TokenSpan sentence = tree.doc().sentences[tree.token(verb).sentence].tokens;
  std::uint32_t i = verb;
  while (i > sentence.begin && belongs(i - 1)) group.push_back(--i);
  i = verb;
  while (i + 1 < sentence.end && tree.token(i + 1).head == verb &&
         tree.token(i + 1).deprel == Deprel::CompoundPrt) {
    group.push_back(++i);
  }
  std::sort(group.begin(), group.end());
  // An adverb that opens the group belongs to the clause unless an auxiliary stands before it
  // ("also said" does).
  return group;
}

Source source_of_verb(const Tree& tree, std::uint32_t verb) {
  return source_within(tree, verb, 0);
}

std::vector<Candidate> find_candidates(const Tree& tree, const CueLexicon& lexicon) {
  return Finder(tree, lexicon).find();
}

}  // namespace dragoman::speech
