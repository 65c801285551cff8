#include "events/realis.h"

#include <algorithm>

#include "core/utf8.h"

namespace dragoman::events {
namespace {

constexpr int kMaxClimb = 10;

class Reader {
 public:
  Reader(const Clauses& clauses, const Lexicon& lexicon) : clauses_(clauses), lexicon_(lexicon) {}

  Realis read(const Act& act) {
    if (act.anchor.pos == TriggerPos::Noun && act.anchor.light == kNone) {
      noun(act.anchor.token);
    } else {
      if (act.anchor.pos == TriggerPos::Noun) determiner(act.anchor.token);
      predicate(act.realis, act);
    }
    return std::move(out_);
  }

 private:
  void cue(bool& flag, std::uint32_t token) {
    flag = true;
    add_once(out_.cues, token);
  }

  bool in(Lexicon::Builtin set, std::uint32_t token) const {
    std::string buffer;
    if (lexicon_.builtin(set).contains(lower_lemma(clauses_.token(token), buffer))) return true;
    return lexicon_.builtin(set).contains(core::ascii_lower(clauses_.doc().form(token)));
  }

  // Auxiliaries and negation that stand at the predicate itself.
  void own(std::uint32_t at) {
    const Token& v = clauses_.token(at);
    bool have = false, progressive = false;
    for (const std::uint32_t c : clauses_.children(at)) {
      const Token& t = clauses_.token(c);
      if (t.deprel == Deprel::Aux || t.deprel == Deprel::Cop || t.deprel == Deprel::AuxPass) {
        if (t.lemma == "have") have = true;
        if (in(Lexicon::Builtin::AuxFuture, c))
          cue(out_.future, c);
        else if (in(Lexicon::Builtin::AuxPossible, c))
          cue(out_.possible, c);
        else if (in(Lexicon::Builtin::AuxMust, c))
          cue(out_.must, c);
        else if (t.lemma == "be" && t.deprel == Deprel::Aux && (t.feats & feature::kPres) != 0)
          progressive = true;
      } else if (t.deprel == Deprel::Advmod || t.deprel == Deprel::Cc ||
                 t.deprel == Deprel::CcPreconj || t.deprel == Deprel::Det) {
        if (in(Lexicon::Builtin::Negation, c)) cue(out_.negated, c);
        // "no longer": the adverb carries it.
        for (const std::uint32_t d : clauses_.children(c)) {
          if (t.deprel == Deprel::Advmod && clauses_.token(d).lemma == "no") cue(out_.negated, d);
        }
      } else if (t.deprel == Deprel::Mark) {
        if (in(Lexicon::Builtin::Conditional, c)) {
          cue(out_.conditional, c);
          out_.hypothesis = true;
        }
        if (t.lemma == "without") cue(out_.negated, c);
      } else if (t.deprel == Deprel::Advcl && (out_.future || out_.possible)) {
        const std::uint32_t mark = clauses_.child(c, Deprel::Mark);
        if (mark != kNone && in(Lexicon::Builtin::Conditional, mark)) {
          cue(out_.conditional, mark);
          out_.unless |= clauses_.token(mark).lemma == "unless";
        }
      }
    }
    // "is to meet", "were to be escorted"; "is going to meet".
    const std::uint32_t to = clauses_.child(at, Deprel::Mark);
    if (to != kNone && clauses_.token(to).lemma == "to") {
      for (const std::uint32_t c : clauses_.children(at)) {
        const Token& t = clauses_.token(c);
        const bool aux =
            t.deprel == Deprel::Aux || t.deprel == Deprel::Cop || t.deprel == Deprel::AuxPass;
        if (c < to && t.lemma == "be" && aux) cue(out_.future, c);
      }
    }
    const bool gerund = (v.feats & (feature::kGer | feature::kPart)) != 0 &&
                        (v.feats & feature::kPast) == 0 && (v.feats & feature::kPass) == 0;
    if (progressive && gerund && !have) out_.ongoing = true;
    out_.present |= (v.feats & feature::kPres) != 0 && (v.feats & feature::kFin) != 0 && !have;
    // "No agreement was reached", "nobody was arrested".
    for (const std::uint32_t argument : {clauses_.object(at), clauses_.surface_subject(at)}) {
      if (argument == kNone || clauses_.token(argument).head != at) continue;
      determiner(argument);
      const std::string form = core::ascii_lower(clauses_.doc().form(argument));
      if (form == "nobody" || form == "none" || form == "nothing") cue(out_.negated, argument);
    }
  }

  void determiner(std::uint32_t noun) {
    for (const std::uint32_t c : clauses_.children(noun)) {
      const Token& t = clauses_.token(c);
      if ((t.deprel == Deprel::Det || t.deprel == Deprel::Advmod) &&
          (t.lemma == "no" || t.lemma == "neither")) {
        cue(out_.negated, c);
      }
    }
  }

  void predicate(std::uint32_t at, const Act& act) {
    own(at);
    bool inherit = clauses_.child(at, Deprel::Aux) == kNone;
    for (int i = 0; i < kMaxClimb; ++i) {
      const Token& t = clauses_.token(at);
      if (t.head == kNone) break;
      const std::uint32_t up = t.head;
      if (t.deprel == Deprel::Conj) {
        const bool own_subject = clauses_.child(at, Deprel::Nsubj) != kNone ||
                                 clauses_.child(at, Deprel::NsubjPass) != kNone;
        if (!is_verbal(clauses_.token(up)) && clauses_.child(up, Deprel::Cop) == kNone) break;
        if (inherit && !own_subject) {
          const bool negated = out_.negated;
          own(up);
          const std::uint32_t cc = clauses_.child(at, Deprel::Cc);
          // "did not meet or talk" negates both; "did not meet but talked", only the first.
          if (!negated && (cc == kNone || clauses_.token(cc).lemma != "or")) out_.negated = false;
        } else if (own_subject) {
          // Only a condition reaches over to a clause of its own.
        }
      } else if (t.deprel == Deprel::Xcomp) {
        if (clauses_.token(up).upos == Upos::Noun && clauses_.child(up, Deprel::Cop) == kNone)
          break;
        own(up);
        const std::string_view governor = clauses_.token(up).lemma;
        if (governor == "be" ||
            (governor == "go" && core::ascii_lower(clauses_.doc().form(up)) == "going")) {
          cue(out_.future, up);
        }
        if (in(Lexicon::Builtin::Continue, up)) out_.ongoing = true;
        inherit = clauses_.child(up, Deprel::Aux) == kNone;
      } else if (t.deprel == Deprel::Advcl || t.deprel == Deprel::AdvclRelcl) {
        const std::uint32_t mark = clauses_.child(at, Deprel::Mark);
        if (mark != kNone && in(Lexicon::Builtin::Conditional, mark)) {
          cue(out_.conditional, mark);
          out_.hypothesis = true;
        }
        // "before they demobilize" has not happened when the main clause has not.
        if (mark != kNone &&
            (clauses_.token(mark).lemma == "before" || clauses_.token(mark).lemma == "until") &&
            (clauses_.token(at).feats & feature::kPres) != 0) {
          cue(out_.conditional, mark);
          out_.hypothesis = true;
        }
        const bool infinitive = mark != kNone && clauses_.is_infinitive(at);
        if (infinitive && at == act.realis) out_.purpose = true;
        if ((clauses_.token(at).feats & feature::kFin) == 0) inherit_from_clause(up);
      } else if (t.deprel == Deprel::Acl) {
        if (clauses_.is_infinitive(at)) out_.purpose = true;
        break;
      } else {
        break;  // what others say is told by composition and by the statement
      }
      at = up;
    }
    const Token& light = clauses_.token(act.realis);
    if (act.anchor.light != kNone && in(Lexicon::Builtin::Continue, act.realis))
      out_.ongoing = true;
    (void)light;
  }

  // "will travel to Paris, meeting ...": a participle shares the modality of its clause.
  void inherit_from_clause(std::uint32_t up) {
    if (!is_verbal(clauses_.token(up))) return;
    for (const std::uint32_t c : clauses_.children(up)) {
      if (clauses_.token(c).deprel != Deprel::Aux) continue;
      if (in(Lexicon::Builtin::AuxFuture, c)) cue(out_.future, c);
      if (in(Lexicon::Builtin::AuxPossible, c)) cue(out_.possible, c);
    }
  }

  // "Cooperation with Russia is vital": no talk of one that took place, as "the cooperation" or
  // "their cooperation" would be.
  bool is_judged(std::uint32_t noun) const {
    const Token& self = clauses_.token(noun);
    return self.deprel == Deprel::Nsubj && self.head != kNone &&
           in(Lexicon::Builtin::Judged, self.head) &&
           clauses_.child(self.head, Deprel::Cop) != kNone &&
           clauses_.child(noun, Deprel::Det) == kNone &&
           clauses_.child(noun, Deprel::NmodPoss) == kNone;
  }

  void noun(std::uint32_t at) {
    determiner(at);
    for (const std::uint32_t c : clauses_.children(at)) {
      const Token& t = clauses_.token(c);
      if (t.deprel != Deprel::Amod && t.deprel != Deprel::Det) continue;
      const std::string_view word = t.lemma;
      if (word == "possible" || word == "potential" || word == "any" || word == "alleged" ||
          word == "threatened") {
        cue(out_.possible, c);
      } else if (word == "future" || word == "planned" || word == "next" || word == "upcoming" ||
                 word == "forthcoming" || word == "proposed" || word == "imminent" ||
                 word == "scheduled") {
        cue(out_.future, c);
      } else if (word == "ongoing" || word == "continuing" || word == "continued") {
        out_.ongoing = true;
      }
    }
    if (is_judged(at)) cue(out_.possible, clauses_.token(at).head);
    // Conditions and negations of the clause reach the noun only when it is an argument of it.
    const std::uint32_t verb = clauses_.governing_verb(at);
    if (verb == kNone) return;
    for (const std::uint32_t c : clauses_.children(verb)) {
      const Token& t = clauses_.token(c);
      if (t.deprel == Deprel::Mark && in(Lexicon::Builtin::Conditional, c)) {
        cue(out_.conditional, c);
        out_.hypothesis = true;
      }
      const bool object = clauses_.token(at).deprel == Deprel::Obj ||
                          clauses_.token(at).deprel == Deprel::NsubjPass;
      if (object && t.deprel == Deprel::Advmod && in(Lexicon::Builtin::Negation, c))
        cue(out_.negated, c);
    }
    if (clauses_.child(at, Deprel::Cop) != kNone) own(at);
  }

  const Clauses& clauses_;
  const Lexicon& lexicon_;
  Realis out_;
};

}  // namespace

Factuality Realis::factuality() const {
  if (conditional) return Factuality::Conditional;
  if (negated) return Factuality::Negated;
  if (must) return Factuality::Requested;
  if (possible) return Factuality::Possible;
  if (future) return Factuality::Planned;
  if (purpose) return Factuality::Possible;
  if (ongoing) return Factuality::Ongoing;
  return Factuality::Occurred;
}

Realis realis_of(const Clauses& clauses, const Lexicon& lexicon, const Act& act) {
  return Reader(clauses, lexicon).read(act);
}

}  // namespace dragoman::events
