#include "events/clause.h"

#include <algorithm>

namespace dragoman::events {
namespace {

constexpr int kMaxClimb = 8;  // longer chains of control are parser noise

bool is_subject(Deprel deprel) {
  return deprel == Deprel::Nsubj || deprel == Deprel::NsubjPass || deprel == Deprel::NsubjOuter;
}

// "The observatory reported fighting": who tells of a deed does not do it.
bool tells_of(std::string_view lemma) {
  return lemma == "report" || lemma == "describe" || lemma == "witness" || lemma == "mention" ||
         lemma == "see" || lemma == "hear" || lemma == "document" || lemma == "recall" ||
         lemma == "denounce" || lemma == "condemn";
}

bool is_relative_word(const Token& token) {
  return (token.feats & feature::kRel) != 0 ||
         (token.upos == Upos::Pron && (token.lemma == "who" || token.lemma == "which" ||
                                       token.lemma == "that" || token.lemma == "whom"));
}

bool is_past_participle(const Token& token) {
  return (token.feats & feature::kPart) != 0 &&
         (token.feats & (feature::kPast | feature::kPass)) != 0;
}

}  // namespace

bool is_verbal(const Token& token) {
  return token.upos == Upos::Verb || token.upos == Upos::Aux;
}

bool is_nominal(const Token& token) {
  return token.upos == Upos::Noun || token.upos == Upos::Propn || token.upos == Upos::Pron ||
         token.upos == Upos::Num;
}

bool is_clausal(Deprel deprel) {
  switch (deprel) {
    case Deprel::Root:
    case Deprel::Ccomp:
    case Deprel::Xcomp:
    case Deprel::Advcl:
    case Deprel::AdvclRelcl:
    case Deprel::Acl:
    case Deprel::AclRelcl:
    case Deprel::Csubj:
    case Deprel::CsubjPass:
    case Deprel::Parataxis:
      return true;
    default:
      return false;
  }
}

Clauses::Clauses(const Document& doc) : doc_(doc), first_(doc.tokens.size() + 1, 0) {
  for (const Token& token : doc.tokens) {
    if (token.head != kNone) ++first_[token.head + 1];
  }
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  children_.resize(first_.back());
  std::vector<std::uint32_t> next(first_.begin(), first_.end());
  for (std::uint32_t i = 0; i < doc.tokens.size(); ++i) {
    if (doc.tokens[i].head != kNone) children_[next[doc.tokens[i].head]++] = i;
  }
}

std::uint32_t Clauses::child(std::uint32_t at, Deprel deprel) const {
  for (const std::uint32_t c : children(at)) {
    if (token(c).deprel == deprel) return c;
  }
  return kNone;
}

std::string_view Clauses::preposition(std::uint32_t noun) const {
  // Of "conceded at last to demands" with both hung on "demands", the one next to the noun; of
  // "from within" the first.
  std::uint32_t found = kNone;
  for (const std::uint32_t c : children(noun)) {
    if (token(c).deprel != Deprel::Case || token(c).lemma == "'s" || token(c).lemma == "'" ||
        c > noun)
      continue;
    if (found == kNone || c > found + 1) found = c;
  }
  return found == kNone ? std::string_view{} : std::string_view(token(found).lemma);
}

std::uint32_t Clauses::particle(std::uint32_t verb, std::string_view particle) const {
  for (const std::uint32_t c : children(verb)) {
    const Token& t = token(c);
    if (t.lemma != particle) continue;
    if (t.deprel == Deprel::CompoundPrt || t.deprel == Deprel::Advmod || t.deprel == Deprel::Obj ||
        t.deprel == Deprel::Case || t.deprel == Deprel::Xcomp || t.deprel == Deprel::Obl ||
        t.deprel == Deprel::Fixed) {
      return c;
    }
  }
  // "called off talks" parsed with "off" as a preposition of "talks": the next word decides.
  const std::uint32_t next = verb + 1;
  if (next < doc_.tokens.size() && token(next).sentence == token(verb).sentence &&
      token(next).lemma == particle) {
    return next;
  }
  return kNone;
}

bool Clauses::any_with_particle(std::uint32_t verb,
                                std::string_view base,
                                const std::function<bool(std::string_view)>& holds) const {
  for (const std::uint32_t c : children(verb)) {
    const Deprel d = token(c).deprel;
    if ((d == Deprel::CompoundPrt || d == Deprel::Obj || d == Deprel::Advmod) &&
        holds(std::string(base) + "_" + token(c).lemma))
      return true;
  }
  return false;
}

bool Clauses::has_particle(std::uint32_t verb, std::string_view word) const {
  return particle(verb, word) != kNone;
}

bool Clauses::is_passive(std::uint32_t verb) const {
  const Token& v = token(verb);
  bool have = false, own_subject = false, object = false;
  for (const std::uint32_t c : children(verb)) {
    switch (token(c).deprel) {
      case Deprel::AuxPass:
      case Deprel::NsubjPass:
        return true;
      case Deprel::Aux:
        have |= token(c).lemma == "have";
        break;
      case Deprel::Nsubj:
        own_subject = true;
        break;
      case Deprel::Obj:
        object = true;
        break;
      default:
        break;
    }
  }
  if (object || have || own_subject || !is_past_participle(v)) return false;
  // A bare participle: reduced relative ("the man killed in"), "backed by", or a conjunct of a
  // passive.
  if (v.deprel == Deprel::Acl || v.deprel == Deprel::Amod) return true;
  if (v.deprel == Deprel::Advcl || v.deprel == Deprel::Xcomp || v.deprel == Deprel::Dep)
    return true;
  if (v.deprel == Deprel::Conj && v.head != kNone) return is_passive(v.head);
  if (v.deprel == Deprel::Root || v.deprel == Deprel::Parataxis)
    return true;  // "Two killed in Basra"
  return false;
}

bool Clauses::is_swallowed(std::uint32_t verb) const {
  const Token& v = token(verb);
  return v.upos == Upos::Verb && (v.deprel == Deprel::Amod || v.deprel == Deprel::Compound) &&
         (v.feats & feature::kFin) != 0 && v.head != kNone && v.head > verb;
}

bool Clauses::is_infinitive(std::uint32_t verb) const {
  bool modal = false;
  for (const std::uint32_t c : children(verb)) {
    if (token(c).deprel == Deprel::Mark && token(c).lemma == "to") return true;
    modal |= token(c).deprel == Deprel::Aux;
  }
  return (token(verb).feats & feature::kInf) != 0 && !modal;  // "helped win", but not "will win"
}

bool Clauses::keeps_subject(std::string_view lemma) {
  return lemma == "promise" || lemma == "threaten" || lemma == "vow" || lemma == "use" ||
         lemma == "pledge" || lemma == "take" || lemma == "sign" || lemma == "make" ||
         lemma == "hold" || lemma == "launch" || lemma == "reach" || lemma == "need" ||
         lemma == "spend";
}

std::uint32_t Clauses::antecedent(std::uint32_t at) const {
  const Token& t = token(at);
  if (!is_relative_word(t)) return at;
  std::uint32_t clause = t.head;
  for (int i = 0; i < kMaxClimb && clause != kNone; ++i) {
    if (token(clause).deprel == Deprel::AclRelcl || token(clause).deprel == Deprel::Acl) {
      return token(clause).head == kNone ? at : token(clause).head;
    }
    clause = token(clause).head;
  }
  return at;
}

std::uint32_t Clauses::surface_subject(std::uint32_t verb, int depth) const {
  if (depth > kMaxClimb) return kNone;
  for (const std::uint32_t c : children(verb)) {
    if (is_subject(token(c).deprel)) return antecedent(c);
  }
  const Token& v = token(verb);
  if (v.head == kNone) return kNone;
  if (is_swallowed(verb)) {
    std::uint32_t nearest = kNone;
    for (const std::uint32_t c : children(v.head)) {
      if (c < verb && is_nominal(token(c)) && preposition(c).empty()) nearest = c;
    }
    return nearest;
  }
  const std::uint32_t up = v.head;
  const Token& h = token(up);
  switch (v.deprel) {
    case Deprel::Conj:
      if (is_nominal(h) && child(up, Deprel::Cop) == kNone && !is_clausal(h.deprel)) return kNone;
      return surface_subject(up, depth + 1);
    case Deprel::Xcomp:
    case Deprel::Ccomp: {
      if (is_nominal(h) && child(up, Deprel::Cop) == kNone) {
        // "their refusal to leave": the one who refuses leaves.
        const std::uint32_t owner = child(up, Deprel::NmodPoss);
        if (owner != kNone) return owner;
      }
      if (v.deprel == Deprel::Ccomp && (v.feats & feature::kFin) != 0) return kNone;
      // "said it was unlikely that ...": nobody is.
      if (v.deprel == Deprel::Ccomp && child(verb, Deprel::Expl) != kNone &&
          (child(verb, Deprel::Csubj) != kNone || child(verb, Deprel::Ccomp) != kNone))
        return kNone;
      if (is_passive(up)) return surface_subject(up, depth + 1);
      if (tells_of(h.lemma) && doc_.form(verb).ends_with("ing")) return kNone;
      std::uint32_t object = child(up, Deprel::Obj);
      if (object == kNone) object = child(up, Deprel::Iobj);
      if (object != kNone && !keeps_subject(h.lemma)) return antecedent(object);
      return surface_subject(up, depth + 1);
    }
    case Deprel::Advcl:
    case Deprel::AdvclRelcl:
      if ((v.feats & feature::kFin) != 0 && (v.feats & feature::kInf) == 0) return kNone;
      if (const std::uint32_t mark = child(verb, Deprel::Mark);
          mark != kNone && token(mark).lemma == "from" && child(up, Deprel::Obj) != kNone &&
          !is_passive(up)) {
        return antecedent(child(up, Deprel::Obj));  // "prevents *Turkey* from invading"
      }
      return is_nominal(h) && !is_clausal(h.deprel) ? up : surface_subject(up, depth + 1);
    case Deprel::AclRelcl:
      return up;
    case Deprel::Acl: {
      if (!is_infinitive(verb)) return up;  // "troops firing on", "a man killed by"
      // "their decision to leave", "reached a deal to leave": owner of the noun, else who does it.
      const std::uint32_t owner = child(up, Deprel::NmodPoss);
      if (owner != kNone) return owner;
      const std::uint32_t governor = governing_verb(up);
      return governor == kNone ? kNone : surface_subject(governor, depth + 1);
    }
    case Deprel::Parataxis:
      return kNone;
    default:
      return kNone;
  }
}

std::uint32_t Clauses::subject(std::uint32_t verb) const {
  if (!is_passive(verb)) {
    // "Shelling *by the army* killed ten", with the noun read as a verb.
    const std::uint32_t agent = child(verb, Deprel::OblAgent);
    return agent == kNone ? surface_subject(verb) : antecedent(agent);
  }
  for (const std::uint32_t c : children(verb)) {
    if (token(c).deprel == Deprel::OblAgent) return antecedent(c);
    if (token(c).deprel == Deprel::Obl && preposition(c) == "by") return antecedent(c);
  }
  // "targeted and killed by", with the agent on the last conjunct.
  for (const std::uint32_t c : children(verb)) {
    if (token(c).deprel != Deprel::Conj || !is_verbal(token(c))) continue;
    for (const std::uint32_t d : children(c)) {
      if (token(d).deprel == Deprel::OblAgent) return antecedent(d);
    }
  }
  if (token(verb).deprel == Deprel::Conj && token(verb).head != kNone) {
    for (const std::uint32_t d : children(token(verb).head)) {
      if (token(d).deprel == Deprel::OblAgent) return antecedent(d);
    }
  }
  return kNone;
}

std::uint32_t Clauses::object(std::uint32_t verb) const {
  std::uint32_t own = child(verb, Deprel::Obj);
  if (own != kNone &&
      token(own).upos == Upos::Num) {  // "killed one U.S. soldier" cut in two objects
    for (const std::uint32_t c : children(verb)) {
      if (token(c).deprel == Deprel::Obj && token(c).upos != Upos::Num && c <= own + 4) own = c;
    }
  }
  if (own == kNone && is_swallowed(verb)) return token(verb).head;
  if (own == kNone && child(verb, Deprel::Iobj) != kNone) return child(verb, Deprel::Iobj);
  if (own == kNone && is_passive(verb))
    return surface_subject(verb);  // else: "were granted *asylum*"
  if (own != kNone) return antecedent(own);
  const Token& v = token(verb);
  // "committed over 1bn pounds", "contribute up to 4,000 troops": amounts that the parser takes for
  // adjuncts.
  for (const std::uint32_t c : children(verb)) {
    if (token(c).deprel != Deprel::Obl || c < verb) continue;
    const bool amount = token(c).upos == Upos::Sym || token(c).upos == Upos::Num ||
                        child(c, Deprel::Nummod) != kNone;
    if (!amount) continue;
    const std::uint32_t marker = child(c, Deprel::Case);
    const bool up_to = marker != kNone && marker > 0 && token(marker).lemma == "to" &&
                       token(marker - 1).lemma == "up";
    if (marker == kNone || up_to) return c;
  }
  // "killed or wounded 50 people", "condemned and rejected the plan": the object follows the last
  // conjunct.
  for (const std::uint32_t c : children(verb)) {
    if (token(c).deprel == Deprel::Conj && is_verbal(token(c)) &&
        child(c, Deprel::Nsubj) == kNone && c <= verb + 3) {
      const std::uint32_t shared = child(c, Deprel::Obj);
      if (shared != kNone) return shared;
    }
  }
  if (v.deprel == Deprel::AclRelcl) {
    // "the town which rebels seized": a gap, when somebody else than the antecedent is the subject.
    for (const std::uint32_t c : children(verb)) {
      if (token(c).deprel == Deprel::Nsubj && antecedent(c) == c) return v.head;
    }
  }
  return kNone;
}

std::uint32_t Clauses::governing_verb(std::uint32_t noun) const {
  std::uint32_t at = noun;
  for (int i = 0; i < kMaxClimb; ++i) {
    const Token& t = token(at);
    if (t.head == kNone) return kNone;
    switch (t.deprel) {
      case Deprel::Obj:
      case Deprel::Nsubj:
      case Deprel::NsubjPass:
      case Deprel::Obl:
      case Deprel::OblAgent:
      case Deprel::Iobj:
      case Deprel::OblUnmarked:
      case Deprel::NsubjOuter:
      case Deprel::Xcomp:
        return is_verbal(token(t.head)) || token(t.head).upos == Upos::Adj ? t.head : kNone;
      case Deprel::Conj:
        at = t.head;
        break;
      default:
        return kNone;
    }
  }
  return kNone;
}

std::uint32_t Clauses::clause_head(std::uint32_t at) const {
  for (int i = 0; i < 32; ++i) {
    const Token& t = token(at);
    if (t.head == kNone || is_clausal(t.deprel)) return at;
    if (t.deprel == Deprel::Conj && is_verbal(t)) return at;
    at = t.head;
  }
  return at;
}

bool Clauses::is_below(std::uint32_t at, std::uint32_t ancestor, int most) const {
  for (int i = 0; i < most && at != kNone; ++i) {
    if (at == ancestor) return true;
    at = token(at).head;
  }
  return false;
}

TokenSpan Clauses::subtree(std::uint32_t at) const {
  TokenSpan span{at, at + 1};
  std::vector<std::uint32_t> open{at};
  while (!open.empty()) {
    const std::uint32_t top = open.back();
    open.pop_back();
    span.begin = std::min(span.begin, top);
    span.end = std::max(span.end, top + 1);
    for (const std::uint32_t c : children(top)) open.push_back(c);
  }
  return span;
}

}  // namespace dragoman::events
