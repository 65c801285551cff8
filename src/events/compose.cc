#include "events/compose.h"

#include <algorithm>
#include <optional>

#include "entities/lookup.h"
#include "events/realis.h"
#include "speech/lookup.h"

namespace dragoman::events {
namespace {

constexpr int kMaxPath = 8;

bool is_cooperative(EventType type) {
  switch (type) {
    case EventType::Agree:
    case EventType::Consult:
    case EventType::Support:
    case EventType::Concede:
    case EventType::Cooperate:
    case EventType::Aid:
    case EventType::Retreat:
      return true;
    default:
      return false;
  }
}

std::vector<std::uint32_t> without(std::vector<std::uint32_t> list,
                                   const std::vector<std::uint32_t>& taken) {
  std::erase_if(list, [&](std::uint32_t x) {
    return std::find(taken.begin(), taken.end(), x) != taken.end();
  });
  return list;
}

void join(std::vector<std::uint32_t>& into, const std::vector<std::uint32_t>& more) {
  into.insert(into.end(), more.begin(), more.end());
  std::sort(into.begin(), into.end());
  into.erase(std::unique(into.begin(), into.end()), into.end());
}

class Composer {
 public:
  Composer(const Clauses& clauses,
           const Lexicon& lexicon,
           const Roles& roles,
           std::vector<Act>& acts)
      : clauses_(clauses), lexicon_(lexicon), roles_(roles), acts_(acts) {}

  void run() {
    std::vector<std::size_t> composers;
    for (std::size_t i = 0; i < acts_.size(); ++i) {
      if (acts_[i].entry->compose != Compose::None && !acts_[i].entry->ignore)
        composers.push_back(i);
    }
    // Innermost first: "rejected calls to lift the siege" is a request before it is a refusal.
    std::stable_sort(composers.begin(), composers.end(), [&](std::size_t a, std::size_t b) {
      return depth(acts_[a].anchor.token) > depth(acts_[b].anchor.token);
    });
    for (const std::size_t i : composers) apply(i);
    obligations();
    for (Act& act : acts_) settle(act);
  }

 private:
  int depth(std::uint32_t at) const {
    int d = 0;
    for (; clauses_.token(at).head != kNone && d < 1000; ++d) at = clauses_.token(at).head;
    return d;
  }

  // Number of arcs from `at` up to `top` when all of them belong to the complement of `top`; else
  // none.
  std::optional<int> path(std::uint32_t at, std::uint32_t top, Compose kind) const {
    int length = 0;
    while (at != top) {
      const Token& t = clauses_.token(at);
      if (t.head == kNone || ++length > kMaxPath) return std::nullopt;
      switch (t.deprel) {
        case Deprel::Conj:
          if (t.head == top) return std::nullopt;  // "was indicted and will resign"
          break;
        case Deprel::Xcomp:
        case Deprel::Ccomp:
        case Deprel::Obj:
        case Deprel::Acl:
        case Deprel::Csubj:
        case Deprel::CsubjPass:
        case Deprel::Compound:
        case Deprel::Fixed:
          break;
        case Deprel::NsubjPass:
          break;
        case Deprel::Nsubj:
          // The subject of a complement clause is in it; that of the composer itself is not, unless
          // the composer is a happening ("the offensive stopped").
          if (t.head == top && kind != Compose::Stop) return std::nullopt;
          if (t.head == top && clauses_.child(top, Deprel::Obj) != kNone) return std::nullopt;
          break;
        case Deprel::Nmod:
        case Deprel::Obl: {
          const std::string_view p = clauses_.preposition(at);
          static constexpr std::array<std::string_view, 12> kTopic = {
              "of",   "for",     "on",    "to",   "in", "from",
              "with", "against", "about", "over", "at", "into"};
          if (std::find(kTopic.begin(), kTopic.end(), p) == kTopic.end()) return std::nullopt;
          if (t.deprel == Deprel::Obl && (p == "in" || p == "at") && t.head == top)
            return std::nullopt;
          if (t.deprel == Deprel::Obl && t.head == top && kind == Compose::Stop && p != "on")
            return std::nullopt;
          break;
        }
        case Deprel::Advcl: {
          const std::uint32_t mark = clauses_.child(at, Deprel::Mark);
          std::string_view word =
              mark == kNone ? clauses_.preposition(at) : clauses_.token(mark).lemma;
          if (word.empty() && at > 0 && clauses_.token(at - 1).upos != Upos::Noun) {
            word = clauses_.token(at - 1)
                       .lemma;  // "accused of arming rebels", with "of" hung on "rebels"
          }
          static constexpr std::array<std::string_view, 8> kMarks = {
              "of", "for", "from", "on", "in", "about", "against", "with"};
          const bool infinitive =
              word == "to" &&
              (kind == Compose::Intent || kind == Compose::Threat || kind == Compose::Refuse ||
               kind == Compose::Expect || kind == Compose::Request || kind == Compose::Topic);
          if (!infinitive && std::find(kMarks.begin(), kMarks.end(), word) == kMarks.end())
            return std::nullopt;
          break;
        }
        default:
          return std::nullopt;
      }
      at = t.head;
    }
    return length;
  }

  // Acts whose anchors stand in the sentence of `token`. Only the acts that were found are in text
  // order; those appended for obligations stand behind them and govern nothing.
  std::pair<std::size_t, std::size_t> acts_of_sentence(std::uint32_t token) const {
    const TokenSpan span = clauses_.doc().sentences[clauses_.token(token).sentence].tokens;
    const auto before = [](const Act& act, std::uint32_t at) { return act.anchor.token < at; };
    const auto end = acts_.begin() + static_cast<std::ptrdiff_t>(found_);
    const auto first = std::lower_bound(acts_.begin(), end, span.begin, before);
    const auto last = std::lower_bound(first, end, span.end, before);
    return {static_cast<std::size_t>(first - acts_.begin()),
            static_cast<std::size_t>(last - acts_.begin())};
  }

  void apply(std::size_t index) {
    Act& outer = acts_[index];
    if (outer.absorbed) return;
    const Realis outer_realis = realis_of(clauses_, lexicon_, outer);
    Compose kind = outer.entry->compose;
    std::vector<std::pair<int, std::size_t>> inner;
    const auto [first, last] = acts_of_sentence(outer.anchor.token);
    for (std::size_t i = first; i < last; ++i) {
      const Act& act = acts_[i];
      if (i == index || act.absorbed || act.entry->ignore || act.anchor.token == outer.anchor.token)
        continue;
      if (!act.entry->type && !act.composed) continue;
      if (const auto length = path(act.anchor.token, outer.anchor.token, kind))
        inner.push_back({*length, i});
    }
    std::sort(inner.begin(), inner.end());
    // "is not ready to", "did not promise": the intent turns into a refusal.
    if (kind == Compose::Intent && outer_realis.negated) kind = Compose::Refuse;
    bool taken = false;
    for (const auto& [length, i] : inner) {
      Act& act = acts_[i];
      Compose use = kind;
      const Composed* row = nullptr;
      if (!taken && kind == Compose::Intent && is_negated(act)) {
        if (is_cooperative(act.type))
          use = Compose::Refuse;
        else  // "pledged not to attack"
          row = lexicon_.compose(kind, EventType::Agree, "");
      }
      // "The UN warned that Russia could attack" is no threat by the UN.
      if (use == Compose::Threat && !act.actors.empty() && !same_side(outer.actors, act.actors))
        continue;
      if (row == nullptr) row = lexicon_.compose(use, act.type, act.mode);
      if (row == nullptr) continue;
      if (row->keep) {
        act.factuality = outer.entry->factuality;
        act.fixed = outer.entry->factuality != Factuality::Occurred;
        if (act.fixed) join(act.cues, outer.trigger);
        if (use == Compose::Expect || use == Compose::Attempt) adopt(outer, act);
        continue;
      }
      if (!row->drop && !taken) {
        taken = true;
        take(outer, act, *row, use, outer_realis);
      }
      act.absorbed = true;
    }
    if (!taken && !outer.entry->type) outer.absorbed = true;
  }

  // Some actor is in both lists, or comes from the same country.
  bool same_side(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) const {
    const auto& actors = clauses_.doc().actors;
    for (const std::uint32_t x : a) {
      for (const std::uint32_t y : b) {
        if (x == y || (!actors[x].country.empty() && actors[x].country == actors[y].country))
          return true;
      }
    }
    return false;
  }

  bool is_negated(const Act& act) const {
    for (const std::uint32_t c : clauses_.children(act.realis)) {
      if (clauses_.token(c).deprel == Deprel::Advmod &&
          lexicon_.builtin(Lexicon::Builtin::Negation).contains(clauses_.token(c).lemma)) {
        return true;
      }
    }
    return false;
  }

  // "is expected to visit": the subject of the cue does what the inner verb says.
  void adopt(const Act& outer, Act& inner) const {
    if (clauses_.is_passive(inner.realis)) {  // "is believed to have been killed"
      if (inner.recipients.empty()) inner.recipients = without(outer.actors, inner.actors);
      inner.actors = without(inner.actors, inner.recipients);
    } else if (inner.actors.empty()) {
      inner.actors = without(outer.actors, inner.recipients);
    }
  }

  // "threatened to send Turkish forces": one's own forces and country are the means, not the
  // addressee.
  std::vector<std::uint32_t> without_own_forces(std::vector<std::uint32_t> recipients,
                                                const std::vector<std::uint32_t>& actors) const {
    const auto& all = clauses_.doc().actors;
    std::erase_if(recipients, [&](std::uint32_t r) {
      const bool forces = all[r].sector == "MIL" || all[r].sector == "COP" ||
                          all[r].kind == ActorKind::Country;
      return forces && !all[r].country.empty() &&
             std::any_of(actors.begin(), actors.end(), [&](std::uint32_t a) {
               return all[a].country == all[r].country &&
                      (all[a].sector == "GOV" || all[a].kind == ActorKind::Country);
             });
    });
    return recipients;
  }

  // What the composition speaks of, so that the promise of an attack can be told from that of aid.
  static InnerAct inner_act(const Act& inner, Compose kind) {
    InnerAct out;
    out.type = inner.type;
    out.mode = inner.mode;
    out.cameo = inner.cameo;
    switch (kind) {
      case Compose::Threat:
        out.factuality = Factuality::Threatened;
        break;
      case Compose::Request:
        out.factuality = Factuality::Requested;
        break;
      case Compose::Refuse:
      case Compose::Fail:
      case Compose::Stop:
      case Compose::Prevent:
        out.factuality = Factuality::Negated;
        break;
      case Compose::Attempt:
      case Compose::Allow:
        out.factuality = Factuality::Possible;
        break;
      case Compose::Deny:
        out.factuality = Factuality::Denied;
        break;
      default:
        out.factuality = Factuality::Planned;
        break;
    }
    return out;
  }

  void take(Act& outer, const Act& inner, const Composed& row, Compose kind, const Realis& realis) {
    outer.composed = true;
    outer.inner = inner_act(inner, kind);
    outer.type = row.type;
    outer.mode = row.mode;
    outer.cameo = row.cameo;
    if (outer.type == EventType::Threaten && outer.mode.empty()) outer.mode = threat_mode(inner);
    if (outer.actors.empty()) {
      if (kind == Compose::Request) {
        // "calls for talks": who asks is not who shall act.
      } else if (!outer.actors_expressed) {
        outer.actors = inner.actors;
      }
    }
    std::vector<std::uint32_t> recipients = without(outer.recipients, outer.actors);
    const std::vector<std::uint32_t> inner_actors = without(inner.actors, outer.actors);
    const std::vector<std::uint32_t> inner_recipients = without(inner.recipients, outer.actors);
    if (recipients.empty() && kind == Compose::Request) recipients = inner_actors;
    if (recipients.empty()) recipients = inner_recipients;
    if (recipients.empty() && kind != Compose::Request) recipients = inner_actors;
    if (kind == Compose::Intent || kind == Compose::Threat)
      recipients = without_own_forces(std::move(recipients), outer.actors);
    outer.recipients = std::move(recipients);
    if (outer.place_filler == kNone) outer.place_filler = inner.place_filler;
    outer.at_place = outer.recipients.empty() && kind != Compose::Request &&
                     kind != Compose::Refuse && (inner.at_place || outer.at_place);
    join(outer.trigger, inner.trigger);
    const bool deed = kind == Compose::Stop || kind == Compose::Allow || kind == Compose::Prevent ||
                      kind == Compose::Fail;
    if (!outer.entry->type && !deed) {  // a state of mind, not an act of its own
      outer.factuality = outer.entry->factuality;
      if (realis.conditional) outer.factuality = Factuality::Conditional;
      if (kind == Compose::Refuse && realis.negated) outer.factuality = Factuality::Occurred;
      if (realis.possible && outer.factuality == Factuality::Planned)
        outer.factuality = Factuality::Possible;
      outer.fixed = true;
      outer.cues = outer.trigger;
      if (outer.factuality == Factuality::Planned &&
          has_condition(outer.anchor.token, inner.realis)) {
        outer.factuality = Factuality::Conditional;
      }
    }
  }

  // "willing to withdraw provided that ..."
  bool has_condition(std::uint32_t outer, std::uint32_t inner) {
    for (const std::uint32_t head : {outer, inner}) {
      for (const std::uint32_t c : clauses_.children(head)) {
        if (clauses_.token(c).deprel != Deprel::Advcl) continue;
        for (const std::uint32_t m : clauses_.children(c)) {
          if (lexicon_.builtin(Lexicon::Builtin::Conditional).contains(clauses_.token(m).lemma))
            return true;
        }
        if (lexicon_.builtin(Lexicon::Builtin::Conditional).contains(clauses_.token(c).lemma))
          return true;
      }
    }
    return false;
  }

  bool has_date(std::uint32_t verb) const {
    const Document& doc = clauses_.doc();
    const auto [first, last] =
        entries_in(doc.times, doc.sentences[doc.tokens[verb].sentence].tokens);
    for (std::uint32_t t = first; t < last; ++t) {
      const Timex& timex = doc.times[t];
      if (timex.type != TimexType::Date || timex.tokens.empty()) continue;
      for (std::uint32_t i = timex.tokens.begin; i < timex.tokens.end; ++i) {
        if (doc.tokens[i].head == verb) return true;
      }
    }
    return false;
  }

  static std::string threat_mode(const Act& inner) {
    switch (inner.type) {
      case EventType::Assault:
      case EventType::Mobilize:
        return "violence";
      case EventType::Coerce:
        return inner.mode == "arrest" ? "arrest" : inner.mode == "deport" ? "expel" : "restrict";
      case EventType::Sanction:
        return inner.mode == "expel"            ? "expel"
               : inner.cameo.starts_with("163") ? "restrict"
                                                : "relations";
      case EventType::Protest:
        return "restrict";
      default:
        return "relations";
    }
  }

  // "X said that Y must hand over": X asks Y, whatever the verb is.
  void obligations() {
    const auto* entries = lexicon_.find(TriggerPos::Verb, "must");
    if (entries == nullptr) return;
    const Document& doc = clauses_.doc();
    for (std::uint32_t i = 0; i < doc.tokens.size(); ++i) {
      if (doc.tokens[i].deprel != Deprel::Aux || doc.tokens[i].head == kNone) continue;
      if (!lexicon_.builtin(Lexicon::Builtin::AuxMust).contains(doc.tokens[i].lemma)) continue;
      const std::uint32_t verb = doc.tokens[i].head;
      if (!is_verbal(doc.tokens[verb]) && clauses_.child(verb, Deprel::Cop) == kNone) continue;
      Act act;
      act.entry = &lexicon_.entry(entries->front());
      act.anchor.token = act.realis = verb;
      act.trigger = {std::min(i, verb), std::max(i, verb)};
      act.type = *act.entry->type;
      act.mode = act.entry->mode;
      act.cameo = act.entry->cameo;
      const std::uint32_t speaker = speaker_of(verb);
      if (speaker == kNone) continue;
      act.actors = {speaker};
      // Who is to act; of "must be brought to justice" nobody is named.
      const std::uint32_t subject = clauses_.subject(verb);
      if (subject == kNone) continue;
      act.recipients = without(entities::actors_of(doc, subject), act.actors);
      // Asked are governments, groups and people in office: not "profits should rise", "the boy
      // should go home".
      std::erase_if(act.recipients, [&](std::uint32_t a) {
        const Actor& actor = doc.actors[a];
        return actor.kind == ActorKind::Person ? actor.sector.empty() || actor.sector == "CVL"
                                               : actor.code.empty();
      });
      if (act.recipients.empty() || is_perfect(verb)) continue;  // "must have known" is a guess
      // "Lavrov said Russia must ...": one's own side is not asked.
      const std::string& own = doc.actors[speaker].country;
      if (!own.empty() && doc.actors[act.recipients.front()].country == own &&
          doc.actors[act.recipients.front()].kind == ActorKind::Country) {
        continue;
      }
      const auto [first, last] = acts_of_sentence(verb);
      for (std::size_t a = first; a < last; ++a) {
        Act& inner = acts_[a];
        if (inner.absorbed || inner.entry->ignore) continue;
        const bool same = inner.anchor.token == verb || inner.realis == verb;
        if (!same && !path(inner.anchor.token, verb, Compose::Request)) continue;
        if (!act.inner && inner.entry->type) act.inner = inner_act(inner, Compose::Request);
        if (const Composed* row = lexicon_.compose(Compose::Request, inner.type, inner.mode);
            row != nullptr && !act.composed && inner.entry->type) {
          act.composed = true;
          if (!row->keep && !row->drop) {
            act.mode = row->mode;
            act.cameo = row->cameo;
          }
        }
        inner.absorbed = true;
      }
      act.fixed = true;
      acts_.push_back(std::move(act));
    }
  }

  bool is_perfect(std::uint32_t verb) const {
    for (const std::uint32_t c : clauses_.children(verb)) {
      if (clauses_.token(c).deprel == Deprel::Aux && clauses_.token(c).lemma == "have") return true;
    }
    return false;
  }

  std::uint32_t speaker_of(std::uint32_t token) const {
    const std::uint32_t speaker = speech::speaker_of_token(clauses_.doc(), token);
    if (speaker != kNone) return speaker;
    // Without a statement: the subject of the verb of saying that governs the clause.
    for (std::uint32_t at = token, i = 0; at != kNone && i < 8; at = clauses_.token(at).head, ++i) {
      if (clauses_.token(at).deprel != Deprel::Ccomp || clauses_.token(at).head == kNone) continue;
      const std::uint32_t verb = clauses_.token(at).head;
      if (!lexicon_.builtin(Lexicon::Builtin::Saying).contains(clauses_.token(verb).lemma))
        continue;
      const std::uint32_t subject = clauses_.subject(verb);
      if (subject == kNone) return kNone;
      const auto actors = roles_.actors(subject);
      return actors.empty() ? kNone : actors.front();
    }
    return kNone;
  }

  // Factuality of what is left, and what bare modals make of it.
  void settle(Act& act) {
    if (act.absorbed || act.fixed || act.entry->ignore) return;
    const Realis realis = realis_of(clauses_, lexicon_, act);
    act.factuality = realis.factuality();
    act.purpose = realis.purpose && !act.composed;
    join(act.cues, realis.cues);
    if (realis.hypothesis) {
      act.absorbed = true;  // "if war starts": nobody says that it does
      return;
    }
    if (act.factuality == Factuality::Occurred && realis.present && has_date(act.realis) &&
        (act.type == EventType::Consult || act.type == EventType::Retreat ||
         act.type == EventType::Cooperate)) {
      act.factuality = Factuality::Planned;  // a timetable: "stands down at the end of the year"
    }
    const Composed* row = nullptr;
    if (realis.unless && !realis.negated && !act.actors.empty() && act.type != EventType::Agree &&
        (row = lexicon_.compose(Compose::Threat, act.type, act.mode)) != nullptr && !row->drop) {
      // "will withdraw its troops unless ..."
    } else if (realis.negated && (realis.future || realis.possible) && is_cooperative(act.type) &&
               !act.actors.empty()) {
      row = lexicon_.compose(Compose::Refuse, act.type, act.mode);
      if (row != nullptr && !row->keep && !row->drop) act.factuality = Factuality::Occurred;
    } else if (!realis.negated && !act.actors.empty() &&
               (act.anchor.pos != TriggerPos::Noun || act.anchor.light != kNone) &&
               (realis.future || (realis.possible && (act.type == EventType::Sanction)))) {
      row = lexicon_.compose(Compose::Future, act.type, act.mode);
    }
    if (row == nullptr || row->keep || row->drop) return;
    act.inner = inner_act(act, realis.unless ? Compose::Threat
                               : realis.negated ? Compose::Refuse
                                                : Compose::Future);
    if (row->type == EventType::Threaten)
      act.mode = threat_mode(act);
    else
      act.mode = row->mode;
    act.type = row->type;
    act.cameo = row->cameo;
    act.composed = true;
  }

  const Clauses& clauses_;
  const Lexicon& lexicon_;
  const Roles& roles_;
  std::vector<Act>& acts_;
  std::size_t found_ = acts_.size();  // without those appended for obligations
};

}  // namespace

void compose(const Clauses& clauses,
             const Lexicon& lexicon,
             const Roles& roles,
             std::vector<Act>& acts) {
  Composer(clauses, lexicon, roles, acts).run();
}

}  // namespace dragoman::events
