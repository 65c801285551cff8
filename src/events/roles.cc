#include "events/roles.h"

#include <algorithm>

#include "core/utf8.h"
#include "entities/lookup.h"
#include "speech/lookup.h"

namespace dragoman::events {
namespace {

constexpr int kMaxDepth = 3;  // "members of a group of rebels"

bool is_armed(const Actor& actor) {
  static constexpr std::array<std::string_view, 6> kSectors = {"MIL", "REB", "PRM",
                                                               "UAF", "COP", "SPY"};
  return std::find(kSectors.begin(), kSectors.end(), actor.sector) != kSectors.end();
}

bool is_state(const Actor& actor) {
  return actor.kind == ActorKind::Country || actor.sector == "GOV" || actor.sector == "MIL" ||
         actor.sector == "LEG" || actor.code.starts_with("IGO") || actor.code.starts_with("UNO") ||
         actor.code.starts_with("EUR");
}

// In office, opposition, a party or a court, or known for it.
bool is_unarmed_person(const Actor& actor) {
  static constexpr std::array<std::string_view, 5> kSectors = {"GOV", "LEG", "OPP", "PTY", "JUD"};
  return actor.kind == ActorKind::Person && !is_armed(actor) &&
         (actor.kb.starts_with("person/") ||
          std::find(kSectors.begin(), kSectors.end(), actor.sector) != kSectors.end());
}

bool is_civilian(const Actor& actor) {
  static constexpr std::array<std::string_view, 8> kSectors = {"CVL", "REF", "JRN", "MED",
                                                               "EDU", "LAB", "AGR", "REL"};
  return std::find(kSectors.begin(), kSectors.end(), actor.sector.substr(0, 3)) != kSectors.end();
}

bool is_first_person(const Token& token) {
  return token.upos == Upos::Pron && (token.feats & feature::kFirst) != 0;
}

}  // namespace

bool is_kind_of_place(std::string_view word) {
  static constexpr std::array<std::string_view, 28> kWords = {
      "town",   "city",     "village",      "province",      "region", "capital", "district",
      "area",   "outskirt", "outskirts",    "suburb",        "north",  "south",   "east",
      "west",   "part",     "state",        "island",        "port",   "border",  "enclave",
      "center", "centre",   "neighborhood", "neighbourhood", "camp",   "coast",   "governorate"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

void add_once(std::vector<std::uint32_t>& list, std::uint32_t value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

std::string_view lower_lemma(const Token& token, std::string& buffer) {
  const bool upper = std::any_of(token.lemma.begin(), token.lemma.end(), core::is_ascii_upper);
  if (!upper) return token.lemma;
  buffer = core::ascii_lower(token.lemma);
  return buffer;
}

std::vector<std::string> regular_bases(std::string_view form) {
  std::vector<std::string> bases;
  const std::string word = core::ascii_lower(form);
  const auto ends = [&](std::string_view suffix) {
    return word.size() > suffix.size() + 1 && word.ends_with(suffix);
  };
  const auto stem = [&](std::size_t cut, std::string_view add) {
    bases.push_back(word.substr(0, word.size() - cut) + std::string(add));
  };
  const auto undouble = [&](std::size_t cut) {
    const std::size_t n = word.size() - cut;
    if (n > 2 && word[n - 1] == word[n - 2]) bases.push_back(word.substr(0, n - 1));
  };
  if (ends("ied")) {
    stem(3, "y");
  } else if (ends("ed")) {
    stem(2, "");
    stem(1, "");
    undouble(2);
  } else if (ends("ing")) {
    stem(3, "");
    stem(3, "e");
    undouble(3);
  } else if (ends("ies")) {
    stem(3, "y");
  } else if (ends("s") && !ends("ss")) {
    stem(1, "");
    if (ends("es")) stem(2, "");
  }
  return bases;
}

void Roles::one_slot(const Anchor& anchor, SlotId slot, std::vector<std::uint32_t>& out) const {
  const Clauses& c = clauses_;
  const std::uint32_t at = anchor.token;
  const bool verb = anchor.pos == TriggerPos::Verb;
  const auto put = [&](std::uint32_t token) {
    if (token != kNone && token != at) add_once(out, token);
  };
  switch (slot) {
    case slot::kSelf:
      add_once(out, at);
      return;
    case slot::kSubj:
      if (verb) {
        const std::uint32_t agent = c.subject(at);
        if (agent != kNone)
          put(agent);
        else
          put(anchor.state ? c.surface_subject(at) : lost_subject(at));
      } else if (anchor.light != kNone && !anchor.light_is_subject) {
        put(c.subject(anchor.light));
      } else if (anchor.pos == TriggerPos::Adjective) {
        if (c.token(at).deprel == Deprel::Amod)
          put(c.token(at).head);
        else
          put(c.surface_subject(at));
      }
      return;
    case slot::kObj:
      if (verb) put(c.object(at));
      return;
    case slot::kIobj:
      if (verb) {
        put(c.child(at, Deprel::Iobj));
        if (c.is_passive(at) && c.child(at, Deprel::Obj) != kNone) put(c.surface_subject(at));
      }
      return;
    case slot::kPoss:
      put(c.child(at, Deprel::NmodPoss));
      return;
    case slot::kMod:
      for (const std::uint32_t child : c.children(at)) {
        const Deprel d = c.token(child).deprel;
        if (d == Deprel::Amod || d == Deprel::Compound || d == Deprel::NmodDesc ||
            (d == Deprel::Nmod && c.preposition(child).empty())) {
          put(child);
          // "EU sanctions listings": the parser may hang "EU" on "sanctions".
          for (const std::uint32_t grandchild : c.children(child)) {
            const Deprel g = c.token(grandchild).deprel;
            const bool leads = g == Deprel::OblUnmarked && c.token(child).lemma == "lead";
            if (g == Deprel::Amod || g == Deprel::Compound || leads) put(grandchild);
          }
        }
      }
      return;
    case slot::kComp:
      for (const std::uint32_t child : c.children(at)) {
        const Deprel d = c.token(child).deprel;
        if (d == Deprel::Xcomp || d == Deprel::Ccomp || (d == Deprel::Acl && !verb) ||
            (d == Deprel::Advcl && c.child(child, Deprel::Mark) != kNone &&
             c.token(c.child(child, Deprel::Mark)).lemma == "to")) {
          put(child);
        }
      }
      // "reiterated its demand that ...", "began a strike to demand ...": hung on the light verb.
      if (!verb && out.empty() && anchor.light != kNone) {
        for (const std::uint32_t child : c.children(anchor.light)) {
          const Deprel d = c.token(child).deprel;
          if (d == Deprel::Ccomp || d == Deprel::Xcomp ||
              (d == Deprel::Advcl && c.is_infinitive(child)))
            put(child);
        }
      }
      return;
    case slot::kVerb:
      if (!verb) put(c.governing_verb(at));
      return;
    case slot::kInvolving: {
      // On the noun, on its verb ("will be held which involve ..."), on "consultations" of "round
      // of".
      std::vector<std::uint32_t> heads{at};
      if (anchor.light != kNone) heads.push_back(anchor.light);
      if (verb && c.object(at) != kNone) heads.push_back(c.object(at));
      for (std::size_t i = 0; i < heads.size() && heads.size() < 8; ++i) {
        for (const std::uint32_t child : c.children(heads[i])) {
          if (c.token(child).deprel == Deprel::Nmod && c.preposition(child) == "of")
            heads.push_back(child);
        }
      }
      for (const std::uint32_t head : heads) {
        for (const std::uint32_t child : c.children(head)) {
          const Token& t = c.token(child);
          const std::string_view word =
              is_verbal(t) ? std::string_view(t.lemma) : c.preposition(child);
          if (word != "involve" && word != "include" && word != "involving" &&
              word != "including" && word != "feature" && word != "comprise") {
            continue;
          }
          put(is_verbal(t) ? c.child(child, Deprel::Obj) : child);
        }
      }
      return;
    }
    case slot::kHost: {
      const std::uint32_t governor = c.governing_verb(at);
      if (governor != kNone) put(c.surface_subject(governor));
      return;
    }
    default:
      break;
  }
  const auto by_preposition = [&](std::uint32_t head) {
    for (const std::uint32_t child : c.children(head)) {
      const Token& t = c.token(child);
      if (t.deprel != Deprel::Obl && t.deprel != Deprel::Nmod && t.deprel != Deprel::OblAgent &&
          t.deprel != Deprel::Advcl && t.deprel != Deprel::Acl) {
        continue;
      }
      std::string_view word = c.preposition(child);
      if (word.empty() && (t.deprel == Deprel::Advcl || t.deprel == Deprel::Acl)) {
        std::uint32_t mark = c.child(child, Deprel::Mark);
        if (mark == kNone) mark = c.child(child, Deprel::Advmod);  // "when a bus crashed"
        if (mark != kNone) word = c.token(mark).lemma;
      }
      if (word.empty()) continue;
      const auto id = lexicon_.preposition(word);
      if (!id || *id != slot) continue;
      put(is_neighbouring(child) ? c.object(child) : c.antecedent(child));
    }
  };
  by_preposition(at);
  if (!verb && slot == by_) {
    for (const std::uint32_t agent : agents_of_participle(at)) put(agent);
  }
  // The parser may hang a prepositional phrase on the object or on the light verb instead.
  if (verb && out.empty()) {
    std::vector<std::uint32_t> objects;
    if (c.is_swallowed(at)) objects.push_back(c.token(at).head);
    for (const std::uint32_t child : c.children(at)) {  // "$50,000 worth" may come as two
      if (c.token(child).deprel == Deprel::Obj) objects.push_back(child);
    }
    // "70 million dollars of aid for Romania", "photographs and intelligence to Macedonia": through
    // the chain of "of", and at the last of several objects.
    for (std::size_t i = 0; i < objects.size() && i < 8 && out.empty(); ++i) {
      by_preposition(objects[i]);
      for (const std::uint32_t child : c.children(objects[i])) {
        const Deprel d = c.token(child).deprel;
        if ((d == Deprel::Nmod && c.preposition(child) == "of") ||
            (d == Deprel::Conj && is_nominal(c.token(child))))
          objects.push_back(child);
      }
    }
    if (c.is_passive(at) && out.empty()) {
      const std::uint32_t subject = c.child(at, Deprel::NsubjPass);
      if (subject != kNone) by_preposition(subject);
    }
    // "continued to send arms to": hung on the governing verb.
    if (out.empty() && c.token(at).deprel == Deprel::Xcomp && c.token(at).head != kNone &&
        is_verbal(c.token(c.token(at).head)) && c.child(c.token(at).head, Deprel::Obj) == kNone) {
      by_preposition(c.token(at).head);
    }
    // "met and held talks with": a phrase at the end belongs to all conjuncts before it.
    if (out.empty()) {
      for (const std::uint32_t child : c.children(at)) {
        if (c.token(child).deprel == Deprel::Conj && is_verbal(c.token(child)) && child <= at + 2)
          by_preposition(child);
      }
    }
  } else if (!verb && out.empty() && anchor.light != kNone) {
    by_preposition(anchor.light);
  } else if (anchor.pos == TriggerPos::Noun && out.empty()) {
    const std::uint32_t governor = c.governing_verb(at);
    // "the attack that killed three in Basra" must not give the attack the verb's phrases; only
    // objects do.
    if (governor != kNone && c.token(at).deprel == Deprel::Obj &&
        slot != by_) {
      by_preposition(governor);
    }
  }
}

// "rocket attacks *launched by terrorists*", "the attack believed to have been carried out *by
// Russian aircraft*": who does the deed that a participle of it tells.
std::vector<std::uint32_t> Roles::agents_of_participle(std::uint32_t noun) const {
  std::vector<std::uint32_t> found;
  std::vector<std::uint32_t> verbs;
  for (const std::uint32_t child : clauses_.children(noun)) {
    if (clauses_.token(child).deprel == Deprel::Acl && clauses_.is_passive(child))
      verbs.push_back(child);
  }
  for (std::size_t i = 0; i < verbs.size() && i < 4; ++i) {
    const bool does = any_base(clauses_.doc(), verbs[i], [this](std::string_view base) {
      return lexicon_.builtin(Lexicon::Builtin::Light).contains(base);
    });
    for (const std::uint32_t child : clauses_.children(verbs[i])) {
      const Token& c = clauses_.token(child);
      if (c.deprel == Deprel::Xcomp) verbs.push_back(child);
      if (does && (c.deprel == Deprel::OblAgent ||
                   (c.deprel == Deprel::Obl && clauses_.preposition(child) == "by")))
        found.push_back(child);
    }
  }
  return found;
}

// "from neighboring Lebanon", with the adjective read as a verb that has Lebanon for its object.
bool Roles::is_neighbouring(std::uint32_t token) const {
  const Token& t = clauses_.token(token);
  return is_verbal(t) && (t.lemma == "neighbor" || t.lemma == "neighbour") &&
         clauses_.object(token) == token + 1;
}

std::vector<std::uint32_t> Roles::fillers(const Anchor& anchor,
                                          const std::vector<SlotId>& path) const {
  std::vector<std::uint32_t> now;
  one_slot(anchor, path.front(), now);
  for (std::size_t i = 1; i < path.size(); ++i) {
    std::vector<std::uint32_t> next;
    for (const std::uint32_t token : now) {
      Anchor inner;
      inner.token = token;
      const bool predicate =
          is_verbal(clauses_.token(token)) || clauses_.child(token, Deprel::Cop) != kNone;
      inner.pos = predicate ? TriggerPos::Verb : TriggerPos::Noun;
      one_slot(inner, path[i], next);
    }
    now = std::move(next);
  }
  return now;
}

std::vector<std::uint32_t> Roles::look_through(std::uint32_t filler, int depth, bool doer) const {
  const Document& doc = clauses_.doc();
  std::vector<std::uint32_t> found = entities::actors_of(doc, filler);
  if (!found.empty() || depth > kMaxDepth) return found;
  // "students" of "thousands of students", which is one mention.
  const std::uint32_t around = entities::mention_at(doc, filler);
  if (around != kNone && doc.mentions[around].actor != kNone &&
      doc.mentions[around].kind == MentionKind::Nominal &&
      doc.mentions[around].head == doc.tokens[filler].head &&
      clauses_.preposition(filler) == "of" &&
      lexicon_.builtin(Lexicon::Builtin::Quantity)
          .contains(doc.tokens[doc.mentions[around].head].lemma)) {
    return {doc.mentions[around].actor};
  }
  const Token& t = doc.tokens[filler];
  if (is_first_person(t)) {
    const std::uint32_t speaker = speech::speaker_of_token(doc, filler);
    if (speaker != kNone) found.push_back(speaker);
    return found;
  }
  if (t.upos == Upos::Pron || is_verbal(t)) return found;
  const bool deed = lexicon_.find(TriggerPos::Noun, t.lemma) != nullptr;
  // Whose, by whom, of whom, of which country.
  Anchor inner;
  inner.token = filler;
  inner.pos = TriggerPos::Noun;
  static constexpr std::array<std::string_view, 7> kThrough = {"by",      "of", "from", "against",
                                                               "in", "with", "to"};
  std::vector<std::uint32_t> next;
  if (lexicon_.builtin(Lexicon::Builtin::Quantity).contains(t.lemma) ||
      lexicon_.builtin(Lexicon::Builtin::Member).contains(t.lemma) || t.upos == Upos::Num) {
    if (const auto of = lexicon_.preposition("of")) one_slot(inner, *of, next);
    for (const std::uint32_t token : next) {
      for (const std::uint32_t actor : look_through(token, depth + 1, doer)) add_once(found, actor);
    }
    if (!found.empty()) return found;
  }
  next.clear();
  one_slot(inner, slot::kPoss, next);
  one_slot(inner, slot::kMod, next);
  // "Syria rebel rocket": of who does it, the nearest tells most.
  if (doer) std::reverse(next.begin(), next.end());
  for (const std::uint32_t token : next) {
    if (is_town(token) || is_namesake(token, filler)) continue;
    for (const std::uint32_t actor : look_through(token, depth + 1, doer)) add_once(found, actor);
    if (!found.empty()) return found;
  }
  for (const std::string_view word : kThrough) {
    // "an air strike in Syria" is not Syria's; only "a strike by Russia" is Russia's.
    if (doer && deed && word != "by" && word != "of" && word != "from") continue;
    const auto id = lexicon_.preposition(word);
    if (!id) continue;
    next.clear();
    one_slot(inner, *id, next);
    for (const std::uint32_t token : next) {
      if (is_verbal(doc.tokens[token])) continue;
      for (const std::uint32_t actor : look_through(token, depth + 1, doer)) add_once(found, actor);
    }
    if (!found.empty()) return found;
  }
  // "launching a gas attack that killed 213": of the attack, who launches it.
  if (doer && deed && t.deprel == Deprel::Obj) {
    const std::uint32_t verb = clauses_.governing_verb(filler);
    const bool light = verb != kNone && any_base(doc, verb, [this](std::string_view base) {
                         return lexicon_.builtin(Lexicon::Builtin::Light).contains(base);
                       });
    const std::uint32_t subject = light ? clauses_.subject(verb) : kNone;
    if (subject != kNone && subject != filler) {
      for (const std::uint32_t actor : look_through(subject, depth + 1, doer))
        add_once(found, actor);
      if (!found.empty()) return found;
    }
  }
  // Coordinated fillers without names of their own: "homes and offices of X".
  for (const std::uint32_t child : clauses_.children(filler)) {
    if (doc.tokens[child].deprel != Deprel::Conj || !is_nominal(doc.tokens[child])) continue;
    for (const std::uint32_t actor : look_through(child, depth + 1, doer)) add_once(found, actor);
  }
  return found;
}

std::uint32_t Roles::lost_subject(std::uint32_t verb) const {
  const Document& doc = clauses_.doc();
  const Token& v = doc.tokens[verb];
  if (v.deprel != Deprel::Root && v.deprel != Deprel::Ccomp && v.deprel != Deprel::Parataxis)
    return kNone;
  if ((v.feats & feature::kFin) == 0 || clauses_.is_passive(verb) || clauses_.is_infinitive(verb))
    return kNone;
  const std::uint32_t first = doc.sentences[v.sentence].tokens.begin;
  for (std::uint32_t i = verb; i-- > first;) {
    const Token& t = doc.tokens[i];
    if (t.upos == Upos::Verb || t.upos == Upos::Sconj || doc.form(i) == "\"" || doc.form(i) == ":")
      return kNone;
    if (!is_nominal(t) || !clauses_.preposition(i).empty()) continue;
    const std::uint32_t mention = entities::mention_headed_by(doc, i);
    if (mention != kNone && doc.mentions[mention].actor != kNone) return i;
  }
  return kNone;
}

bool Roles::is_town(std::uint32_t token) const {
  const Document& doc = clauses_.doc();
  const auto [first, last] =
      entries_in(doc.places, doc.sentences[doc.tokens[token].sentence].tokens);
  for (std::uint32_t i = first; i < last; ++i) {
    if (doc.places[i].tokens.contains(token)) return doc.places[i].precision < 3;
  }
  return false;
}

bool Roles::is_deed(std::uint32_t token) const {
  return token != kNone && is_nominal(clauses_.token(token)) &&
         lexicon_.find(TriggerPos::Noun, clauses_.token(token).lemma) != nullptr;
}

// "al-Assad suburb": the place is named after a person, who has no part in what happens there.
bool Roles::is_namesake(std::uint32_t modifier, std::uint32_t noun) const {
  const Document& doc = clauses_.doc();
  if (!is_kind_of_place(doc.tokens[noun].lemma)) return false;
  const std::uint32_t mention = entities::mention_at(doc, modifier);
  return mention != kNone && doc.mentions[mention].type == NameType::Person;
}

std::vector<std::uint32_t> Roles::actors(std::uint32_t filler, bool doer) const {
  return look_through(filler, 0, doer);
}

std::vector<std::uint32_t> Roles::actors(const Anchor& anchor,
                                         const std::vector<std::vector<SlotId>>& paths,
                                         bool all,
                                         bool doer) const {
  std::vector<std::uint32_t> found;
  for (const auto& path : paths) {
    for (const std::uint32_t filler : fillers(anchor, path)) {
      // "killed in a *Syrian* village" is not killed by Syria, as in a Syrian attack.
      if (doer && path.size() == 2 && path.front() >= slot::kFirstPreposition &&
          path.back() != by_ && !is_deed(clauses_.token(filler).head))
        continue;
      // A modifier counts only when it is a name or people itself: "air" of "air strike" is nobody.
      const bool modifier = path.back() == slot::kMod;
      if (modifier && is_town(filler)) continue;  // "the Geneva talks" are not Switzerland's
      const auto named = modifier ? entities::actors_of(clauses_.doc(), filler) : actors(filler, doer);
      for (const std::uint32_t actor : named) add_once(found, actor);
    }
    if (!found.empty() && !all) return found;
  }
  return found;
}

bool Roles::meets(std::uint32_t filler, const Filter& filter) const {
  const Document& doc = clauses_.doc();
  if (filter.any) return true;
  if (filter.infinitive && clauses_.is_infinitive(filler)) return true;
  if (!filter.lemmas.empty() || !filter.sets.empty()) {
    const auto is_listed = [&](std::string_view word) {
      return std::find(filter.lemmas.begin(), filter.lemmas.end(), word) != filter.lemmas.end() ||
             std::any_of(filter.sets.begin(), filter.sets.end(),
                         [&](std::uint16_t set) { return lexicon_.in_set(set, word); });
    };
    const bool known = any_base(doc, filler, [&](std::string_view base) {
      return is_listed(base) || clauses_.any_with_particle(filler, base, is_listed);
    });
    if (known) return true;
  }
  if (filter.place) {
    const auto [first, last] =
        entries_in(doc.places, doc.sentences[doc.tokens[filler].sentence].tokens);
    for (std::uint32_t i = first; i < last; ++i) {
      if (doc.places[i].tokens.contains(filler)) return true;
    }
  }
  if (filter.name) {
    const std::uint32_t mention = entities::mention_headed_by(doc, filler);
    if (mention != kNone && doc.mentions[mention].kind == MentionKind::Name) return true;
  }
  if (filter.actor || filter.armed || filter.state || filter.person || filter.civilian) {
    for (const std::uint32_t actor : actors(filler)) {
      if (filter.actor) return true;
      if (filter.armed && is_armed(doc.actors[actor])) return true;
      if (filter.state && is_state(doc.actors[actor])) return true;
      if (filter.civilian && is_civilian(doc.actors[actor])) return true;
      if (filter.person && is_unarmed_person(doc.actors[actor])) return true;
    }
  }
  return false;
}

bool Roles::holds(const Anchor& anchor,
                  const Condition& condition,
                  std::vector<std::uint32_t>* matched) const {
  bool hit = false;
  for (const std::uint32_t filler : fillers(anchor, condition.path)) {
    // Conjuncts count: "imposed a curfew and a blockade".
    for (std::uint32_t part : entities::conjuncts(clauses_.doc(), filler)) {
      // "700 kg of medicine" is medicine.
      for (int i = 0; i < 3 && condition.lexical() && !meets(part, condition.filter); ++i) {
        std::uint32_t of = kNone;
        if (lexicon_.builtin(Lexicon::Builtin::Quantity).contains(clauses_.token(part).lemma) ||
            clauses_.token(part).upos == Upos::Num || clauses_.token(part).upos == Upos::Sym) {
          for (const std::uint32_t child : clauses_.children(part)) {
            if (clauses_.token(child).deprel == Deprel::Nmod && clauses_.preposition(child) == "of")
              of = child;
          }
        }
        if (of == kNone) break;
        part = of;
      }
      if (!meets(part, condition.filter)) continue;
      hit = true;
      if (condition.lexical() && matched != nullptr) matched->push_back(part);
      break;
    }
    if (hit) break;
  }
  return hit != condition.filter.negated;
}

}  // namespace dragoman::events
