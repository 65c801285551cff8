#include <algorithm>

#include "core/utf8.h"
#include "events/act.h"

namespace dragoman::events {
namespace {

// One pass over the tokens. Verbs and adjectives first, so that "imposed sanctions" is one act and
// its noun is not found again; then the nouns that are left.
class Finder {
 public:
  Finder(const Clauses& clauses, const Lexicon& lexicon, const Roles& roles)
      : clauses_(clauses),
        lexicon_(lexicon),
        roles_(roles),
        taken_(clauses.doc().tokens.size(), false),
        keys_(clauses.doc().sentences.size()) {}

  std::vector<Act> run() {
    const Document& doc = clauses_.doc();
    // Nouns of several words come first of all: "began a hunger strike" is no strike that is begun.
    multiword_ = true;
    for (std::uint32_t i = 0; i < doc.tokens.size(); ++i) {
      const Upos upos = doc.tokens[i].upos;
      if (upos == Upos::Noun || upos == Upos::Propn) try_token(i, TriggerPos::Noun);
    }
    multiword_ = false;
    compound_ = taken_;
    for (std::uint32_t i = 0; i < doc.tokens.size(); ++i) {
      const Token& t = doc.tokens[i];
      if (t.upos == Upos::Verb && !is_nominal_gerund(i)) try_token(i, TriggerPos::Verb);
      if (t.upos == Upos::Adj) {
        try_token(i, TriggerPos::Adjective);
        // Participles tagged as adjectives ("besieged areas", "is prepared to").
        if (!taken_[i] && (t.feats & feature::kPart) != 0) try_token(i, TriggerPos::Verb);
      }
    }
    for (std::uint32_t i = 0; i < doc.tokens.size(); ++i) {
      const Token& t = doc.tokens[i];
      if (taken_[i]) continue;
      // "attack helicopter", "investigation department": a kind of thing, no event.
      // "mediation effort" is one.
      if (t.deprel == Deprel::Compound && t.head != kNone && is_nominal(doc.tokens[t.head]) &&
          !lexicon_.builtin(Lexicon::Builtin::Quantity).contains(doc.tokens[t.head].lemma)) {
        continue;
      }
      if (t.upos == Upos::Noun || t.upos == Upos::Propn) try_token(i, TriggerPos::Noun);
      // Gerunds with a determiner or "of" are nouns, whatever the tagger said: "the shelling of".
      if (t.upos == Upos::Verb && !taken_[i] &&
          (clauses_.child(i, Deprel::Det) != kNone || is_nominal_gerund(i))) {
        try_token(i, TriggerPos::Noun);
        if (!taken_[i]) try_token(i, TriggerPos::Verb);
      }
    }
    std::sort(acts_.begin(), acts_.end(),
              [](const Act& a, const Act& b) { return a.anchor.token < b.anchor.token; });
    return std::move(acts_);
  }

 private:
  // "killed in *regime* shelling": with a modifier before it and no object a gerund is a noun.
  bool is_nominal_gerund(std::uint32_t at) const {
    if (!clauses_.doc().form(at).ends_with("ing")) return false;
    bool modified = false;
    for (const std::uint32_t child : clauses_.children(at)) {
      const Deprel d = clauses_.token(child).deprel;
      if (d == Deprel::Obj || d == Deprel::Nsubj || d == Deprel::Aux || d == Deprel::AuxPass ||
          d == Deprel::Mark)
        return false;
      modified |= child < at && (d == Deprel::Compound || d == Deprel::Amod ||
                                 d == Deprel::NmodPoss || d == Deprel::Nummod);
    }
    return modified;
  }

  void try_token(std::uint32_t at, TriggerPos pos) {
    const auto known = [&](std::string_view base) {
      const std::vector<std::uint32_t>* all = lexicon_.find(pos, base);
      if (all == nullptr) return false;
      if (all->size() <= Lexicon::kSmallFamily)
        candidates_ = *all;
      else
        lexicon_.find(pos, base, keys_of(clauses_.token(at).sentence), candidates_);
      return true;
    };
    if (!any_base(clauses_.doc(), at, known)) {
      // Gerunds have a verb's lemma.
      if (pos != TriggerPos::Noun || !known(core::ascii_lower(clauses_.doc().form(at)))) return;
    }
    for (const std::uint32_t index : candidates_) {
      if (try_entry(at, lexicon_.entry(index))) return;
    }
  }

  // What the words of a sentence may be looked up by; see Lexicon::find.
  const std::vector<std::uint32_t>& keys_of(std::uint32_t sentence) {
    std::vector<std::uint32_t>& keys = keys_[sentence];
    if (!keys.empty()) return keys;
    const Document& doc = clauses_.doc();
    const TokenSpan tokens = doc.sentences[sentence].tokens;
    std::string buffer;
    for (std::uint32_t i = tokens.begin; i < tokens.end; ++i) {
      const Token& t = doc.tokens[i];
      if (t.upos == Upos::Punct || t.upos == Upos::Det) continue;
      const std::string form = core::ascii_lower(doc.form(i));
      const std::string_view lemma = lower_lemma(t, buffer);
      lexicon_.add_keys(lemma, keys);
      if (form != lemma) lexicon_.add_keys(form, keys);
      if (t.upos != Upos::Verb && t.upos != Upos::Noun && t.upos != Upos::Adj) continue;
      for (const std::string& base : regular_bases(doc.form(i))) lexicon_.add_keys(base, keys);
    }
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return keys;
  }

  bool words_before(std::uint32_t at,
                    const Entry& entry,
                    std::vector<std::uint32_t>& trigger) const {
    std::uint32_t left = at;
    std::string buffer;
    for (std::size_t i = entry.before.size(); i-- > 0;) {
      do {
        if (left == 0 || clauses_.token(left - 1).sentence != clauses_.token(at).sentence)
          return false;
        --left;
      } while (clauses_.doc().form(left) == "-");  // "cease-fire" is cut in three
      if (lower_lemma(clauses_.token(left), buffer) != entry.before[i] &&
          core::ascii_lower(clauses_.doc().form(left)) != entry.before[i]) {
        return false;
      }
      trigger.push_back(left);
    }
    return true;
  }

  bool in_set(Lexicon::Builtin set, std::uint32_t verb) const {
    const WordSet& words = lexicon_.builtin(set);
    const auto is_listed = [&words](std::string_view word) { return words.contains(word); };
    return any_base(clauses_.doc(), verb, [&](std::string_view base) {
      return is_listed(base) || clauses_.any_with_particle(verb, base, is_listed);
    });
  }

  static bool is_deed(const Entry& entry) {
    return entry.type == EventType::Assault || entry.type == EventType::Coerce ||
           entry.type == EventType::Mobilize || entry.type == EventType::Protest;
  }

  // The light verb of a noun: "launch" in "launched an attack", "began" in "talks began", "hold" in
  // "held a round of talks".
  void find_light(Anchor& anchor, const Entry& entry) const {
    std::uint32_t noun = anchor.token;
    for (int i = 0; i < 3; ++i) {  // "a round of talks", "a series of attacks"
      const Token& t = clauses_.token(noun);
      if (t.deprel == Deprel::Nmod && t.head != kNone && clauses_.preposition(noun) == "of" &&
          lexicon_.builtin(Lexicon::Builtin::Quantity).contains(clauses_.token(t.head).lemma)) {
        noun = t.head;
      } else if (t.deprel == Deprel::Compound && t.head != kNone &&
                 lexicon_.builtin(Lexicon::Builtin::Quantity)
                     .contains(clauses_.token(t.head).lemma)) {
        noun = t.head;
      } else {
        break;
      }
    }
    const std::uint32_t verb = clauses_.governing_verb(noun);
    if (verb == kNone || clauses_.token(verb).upos == Upos::Adj) return;
    std::uint32_t argument = noun;
    while (clauses_.token(argument).head != verb && clauses_.token(argument).head != kNone) {
      argument = clauses_.token(argument).head;
    }
    const Deprel relation = clauses_.token(argument).deprel;
    // "The observatory reported fighting": of a deed, who tells of it does not do it.
    if (is_deed(entry) && in_set(Lexicon::Builtin::Telling, verb)) return;
    const bool is_object = relation == Deprel::Obj || relation == Deprel::NsubjPass ||
                           (relation == Deprel::Nsubj && clauses_.is_passive(verb));
    if (is_object && in_set(Lexicon::Builtin::Light, verb)) {
      anchor.light = verb;
    } else if (relation == Deprel::Nsubj && in_set(Lexicon::Builtin::Happen, verb)) {
      anchor.light = verb;
      anchor.light_is_subject = true;
    } else if (relation == Deprel::Obl && in_set(Lexicon::Builtin::Light, verb)) {
      // "engaged in talks", "embarked on an offensive"
      const std::string_view preposition = clauses_.preposition(argument);
      if ((preposition == "in" || preposition == "on" || preposition == "with") &&
          clauses_.child(verb, Deprel::Obj) == kNone && !clauses_.is_passive(verb)) {
        anchor.light = verb;
      }
    }
  }

  bool try_entry(std::uint32_t at, const Entry& entry) {
    if (multiword_ && entry.before.empty()) return false;
    Act act;
    act.entry = &entry;
    act.anchor.token = at;
    act.anchor.pos = entry.pos;
    act.anchor.state = !entry.type.has_value();
    act.trigger.push_back(at);
    if (!words_before(at, entry, act.trigger)) return false;
    if (!entry.particle.empty()) {
      const std::uint32_t particle = clauses_.particle(at, entry.particle);
      if (particle == kNone) return false;
      act.trigger.push_back(particle);
    }
    if (entry.pos == TriggerPos::Noun) find_light(act.anchor, entry);
    std::vector<std::uint32_t> matched;
    for (const Condition& condition : entry.conditions) {
      if (condition.path.front() == slot::kVerb && act.anchor.light == kNone &&
          condition.path.size() == 1 && condition.lexical()) {
        std::vector<std::uint32_t> verbs;
        if (!roles_.holds(act.anchor, condition, &verbs)) return false;
        act.anchor.light = verbs.front();
        const Deprel relation = clauses_.token(at).deprel;
        act.anchor.light_is_subject =
            relation == Deprel::Nsubj && !clauses_.is_passive(verbs.front());
        continue;
      }
      if (!roles_.holds(act.anchor, condition, &matched)) return false;
    }
    for (const std::uint32_t token : matched) {
      if (compound_.size() > token && compound_[token] && !multiword_) return false;
    }
    for (const std::uint32_t token : matched) {
      // A word that another entry needs as its own trigger stays free when it only stood in a
      // condition on a nested or clausal slot.
      act.trigger.push_back(token);
      if (is_nominal(clauses_.token(token))) taken_[token] = true;
    }
    taken_[at] = true;
    act.realis = at;
    if (act.anchor.light != kNone) {
      act.realis = act.anchor.light;
      act.trigger.push_back(act.anchor.light);
    }
    std::sort(act.trigger.begin(), act.trigger.end());
    act.trigger.erase(std::unique(act.trigger.begin(), act.trigger.end()), act.trigger.end());
    if (entry.type) act.type = *entry.type;
    act.mode = entry.mode;
    act.cameo = entry.cameo;
    if (!entry.ignore) fill(act);
    acts_.push_back(std::move(act));
    return true;
  }

  void fill(Act& act) const {
    const Entry& entry = *act.entry;
    act.actors = roles_.actors(act.anchor, entry.actor, entry.mutual, true);
    if (is_deed(entry) && !entry.mutual && act.anchor.light != kNone &&
        !act.anchor.light_is_subject && in_set(Lexicon::Builtin::Suffer, act.anchor.light)) {
      act.recipients = std::move(act.actors);  // "the town suffered an attack by rebels"
      Anchor bare = act.anchor;
      bare.light = kNone;
      act.actors = roles_.actors(bare, entry.actor, false, true);
      return;
    }
    // The first path that leads to somebody else than who acts ("called on Russia to defend them").
    for (const auto& path : entry.recipient) {
      if (!entry.mutual && !act.recipients.empty()) break;
      for (const std::uint32_t actor : roles_.actors(act.anchor, {path}, entry.mutual)) {
        if (entry.mutual ||
            std::find(act.actors.begin(), act.actors.end(), actor) == act.actors.end())
          add_once(act.recipients, actor);
      }
    }
    if (entry.mutual) {
      for (const std::uint32_t actor : act.recipients) add_once(act.actors, actor);
      act.recipients.clear();
    }
    std::erase_if(act.recipients, [&](std::uint32_t actor) {
      return std::find(act.actors.begin(), act.actors.end(), actor) != act.actors.end();
    });
    for (const auto& path : entry.actor) {
      for (const std::uint32_t filler : roles_.fillers(act.anchor, path)) {
        act.actors_expressed = true;
        act.actors_named |= clauses_.token(filler).upos == Upos::Propn && path.back() != slot::kMod;
      }
    }
    act.at_place = act.recipients.empty() && entry.at_place;
    for (const auto& path : entry.recipient) {
      for (const std::uint32_t filler : roles_.fillers(act.anchor, path)) {
        const Upos upos = clauses_.token(filler).upos;
        act.recipients_expressed |= upos == Upos::Noun || upos == Upos::Propn;
        if (act.at_place || !act.recipients.empty()) continue;
        if (path.back() != slot::kMod && act.place_filler == kNone) act.place_filler = filler;
      }
    }
    if (act.recipients.empty() && act.place_filler == kNone) {
      for (const auto& path : entry.recipient) {
        for (const std::uint32_t filler : roles_.fillers(act.anchor, path)) {
          if (act.place_filler == kNone && clauses_.token(filler).upos == Upos::Propn)
            act.place_filler = filler;
        }
      }
    }
  }

  const Clauses& clauses_;
  const Lexicon& lexicon_;
  const Roles& roles_;
  std::vector<bool> taken_;
  std::vector<bool> compound_;  // heads of nouns of several words
  bool multiword_ = false;
  std::vector<std::vector<std::uint32_t>> keys_;  // [sentences], made when asked for
  std::vector<std::uint32_t> candidates_;         // for the word at hand
  std::vector<Act> acts_;
};

}  // namespace

std::vector<Act> find_acts(const Clauses& clauses, const Lexicon& lexicon, const Roles& roles) {
  return Finder(clauses, lexicon, roles).run();
}

}  // namespace dragoman::events
