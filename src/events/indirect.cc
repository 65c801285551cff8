#include "events/indirect.h"

#include <algorithm>

#include "entities/lookup.h"

namespace dragoman::events {
namespace {

class Finder {
 public:
  Finder(const Clauses& clauses,
         const Lexicon& lexicon,
         const Roles& roles,
         std::vector<Act>& acts)
      : clauses_(clauses), lexicon_(lexicon), roles_(roles), acts_(acts) {}

  void run() {
    for (std::size_t i = 0; i < acts_.size(); ++i) {
      Act& act = acts_[i];
      if (!act.recipients.empty() || act.entry->mutual) continue;
      if (act.type == EventType::Threaten) of_condition(act);
      if (act.type == EventType::Protest) of_purpose(act);
      if (act.type == EventType::Coerce || act.type == EventType::Assault) of_number(i);
    }
  }

 private:
  void take(Act& act, const std::vector<std::uint32_t>& actors) const {
    for (const std::uint32_t actor : actors) {
      if (std::find(act.actors.begin(), act.actors.end(), actor) == act.actors.end())
        add_once(act.recipients, actor);
    }
  }

  // "will withdraw unless *Chad* holds elections".
  void of_condition(Act& act) const {
    // Wherever the parser hung the clause below the act.
    const TokenSpan span = clauses_.subtree(act.realis);
    for (std::uint32_t i = span.begin; i < span.end && act.recipients.empty(); ++i) {
      if (clauses_.token(i).deprel != Deprel::Advcl) continue;
      const std::uint32_t mark = clauses_.child(i, Deprel::Mark);
      if (mark == kNone ||
          !lexicon_.builtin(Lexicon::Builtin::Conditional).contains(clauses_.token(mark).lemma))
        continue;
      const std::uint32_t subject = clauses_.subject(i);
      if (subject != kNone) take(act, roles_.actors(subject));
    }
  }

  // "to demand the return of land seized by *the government*", "in protest at *Sweden's* decision":
  // the first actor named in the purpose that is not the protesters themselves.
  void of_purpose(Act& act) const {
    std::vector<std::uint32_t> heads{act.anchor.token};
    if (act.realis != act.anchor.token) heads.push_back(act.realis);
    if (act.anchor.pos == TriggerPos::Verb) {
      const std::uint32_t object = clauses_.object(act.anchor.token);
      if (object != kNone) heads.push_back(object);
    }
    for (const std::uint32_t head : heads) {
      for (const std::uint32_t child : clauses_.children(head)) {
        const Token& c = clauses_.token(child);
        const bool clause = (c.deprel == Deprel::Advcl || c.deprel == Deprel::Acl) &&
                            clauses_.is_infinitive(child);
        const bool phrase = (c.deprel == Deprel::Obl || c.deprel == Deprel::Nmod) &&
                            c.lemma == "protest";
        if (!clause && !phrase) continue;
        const TokenSpan span = clauses_.subtree(child);
        for (std::uint32_t i = span.begin; i < span.end && act.recipients.empty(); ++i) {
          if (!clauses_.is_below(i, child)) continue;
          const std::uint32_t actor = entities::actor_at(clauses_.doc(), i);
          if (actor != kNone && is_addressable(clauses_.doc().actors[actor])) take(act, {actor});
        }
        if (!act.recipients.empty()) return;
      }
    }
  }

  // Governments, their arms and bodies can be protested against; people in general rarely are.
  static bool is_addressable(const Actor& actor) {
    return actor.kind == ActorKind::Country || (!actor.code.empty() && actor.sector != "CVL" &&
                                                actor.sector != "JRN" && actor.sector != "REF");
  }

  // "killing one person and arresting 12" after "opened fire on demonstrators": a number without a
  // noun counts whom the act before was done to.
  void of_number(std::size_t index) const {
    Act& act = acts_[index];
    bool bare = false;
    for (const auto& path : act.entry->recipient) {
      for (const std::uint32_t filler : roles_.fillers(act.anchor, path))
        bare |= clauses_.token(filler).upos == Upos::Num;
    }
    if (!bare) return;
    const std::uint32_t sentence = clauses_.token(act.anchor.token).sentence;
    for (std::size_t i = index; i-- > 0;) {
      const Act& before = acts_[i];
      if (clauses_.token(before.anchor.token).sentence != sentence) return;
      if (before.recipients.empty() || before.type == act.type) continue;
      if (before.actors == act.actors || act.actors.empty() || before.actors.empty()) {
        take(act, before.recipients);
        return;
      }
    }
  }

  const Clauses& clauses_;
  const Lexicon& lexicon_;
  const Roles& roles_;
  std::vector<Act>& acts_;
};

}  // namespace

void find_indirect_recipients(const Clauses& clauses,
                              const Lexicon& lexicon,
                              const Roles& roles,
                              std::vector<Act>& acts) {
  Finder(clauses, lexicon, roles, acts).run();
}

}  // namespace dragoman::events
