#include "events/code_events.h"

#include <algorithm>
#include <cstdlib>

#include "core/utf8.h"
#include "entities/lookup.h"
#include "events/act.h"
#include "events/compose.h"
#include "events/indirect.h"
#include "events/setting.h"
#include "events/trust.h"
#include "speech/lookup.h"
#include "times/calendar.h"
#include "times/days.h"

namespace dragoman::events {
namespace {

bool is_pair_class(std::string_view name) {  // YIELD stands for CONCEDE and RETREAT
  return name == "YIELD" || parse_event_type(name).has_value();
}

bool is_material(EventType type) {
  switch (type) {
    case EventType::Cooperate:
    case EventType::Aid:
    case EventType::Retreat:
    case EventType::Protest:
    case EventType::Sanction:
    case EventType::Mobilize:
    case EventType::Coerce:
    case EventType::Assault:
      return true;
    default:
      return false;
  }
}

bool overlap(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](std::uint32_t x) { return std::find(b.begin(), b.end(), x) != b.end(); });
}

// Sport, markets and the stage borrow the words of war; a sentence that talks of them is not coded.
// `total` becomes the number of such words in the report.
std::vector<bool> vetoed_sentences(const Document& doc, const Lexicon& lexicon, std::size_t& total) {
  std::vector<bool> veto(doc.sentences.size(), false);
  const WordSet& words = lexicon.builtin(Lexicon::Builtin::Veto);
  total = 0;
  std::string buffer;
  std::vector<int> counts(doc.sentences.size(), 0);
  for (const Token& token : doc.tokens) {
    if (!words.contains(lower_lemma(token, buffer))) continue;
    ++counts[token.sentence];
    ++total;
  }
  const bool whole_report = total >= 6 && total * 4 >= doc.sentences.size() * 3;
  for (std::size_t i = 0; i < counts.size(); ++i) veto[i] = counts[i] >= 2 || whole_report;
  return veto;
}

class Coder {
 public:
  // `features`, if given, receives those of every event.
  Coder(const Resources& resources, Document& doc, std::vector<std::vector<Feature>>* features)
      : lexicon_(resources.lexicon()),
        doc_(doc),
        clauses_(doc),
        roles_(clauses_, lexicon_),
        setting_(clauses_),
        details_(clauses_, roles_, resources.detail_words()),
        trust_(resources.trust_weights()),
        features_(features) {}

  void run() {
    read_report();
    acts_ = find_acts(clauses_, lexicon_, roles_);
    compose(clauses_, lexicon_, roles_, acts_);
    for (Act& act : acts_) mend_title(act);
    const std::vector<bool> veto = vetoed_sentences(doc_, lexicon_, facts_.vetoed);
    std::erase_if(acts_, [&](const Act& act) {
      return act.absorbed || act.entry->ignore || details_.is_third_part(act) ||
             (!act.entry->type && !act.composed) ||
             veto[clauses_.token(act.anchor.token).sentence];
    });
    std::stable_sort(acts_.begin(), acts_.end(), [](const Act& a, const Act& b) {
      return a.trigger.front() < b.trigger.front();
    });
    drop_purposes();
    merge();
    find_indirect_recipients(clauses_, lexicon_, roles_, acts_);
    for (const Act& act : acts_) {
      if (is_event(act)) emit(act);
    }
  }

 private:
  // "8 persons killed 58 others injured in rocket attacks": a title, or a text that lost its commas;
  // counted civilians suffer, whatever the parser makes of them.
  void mend_title(Act& act) const {
    if (act.anchor.pos != TriggerPos::Verb || !details_.is_harm(act)) return;
    const std::uint32_t verb = act.anchor.token;
    if (clauses_.is_passive(verb) || !doc_.form(verb).ends_with("ed") ||
        clauses_.child(verb, Deprel::Aux) != kNone)
      return;
    const std::uint32_t subject = clauses_.child(verb, Deprel::Nsubj);
    const std::uint32_t object = clauses_.child(verb, Deprel::Obj);
    // "85 troops killed in an advance": nobody is killed by them.
    const bool no_object = object == kNone && act.recipients.empty() && subject != kNone;
    if (!no_object &&
        (subject == kNone || clauses_.child(subject, Deprel::Nummod) == kNone))
      return;
    if (object != kNone && clauses_.child(object, Deprel::Nummod) == kNone &&
        doc_.tokens[object].upos != Upos::Num)
      return;
    const auto is_civilian = [this](std::uint32_t a) {
      const Actor& actor = doc_.actors[a];
      return actor.kind == ActorKind::Group && (actor.sector == "CVL" || actor.code.empty());
    };
    if (!no_object && !std::all_of(act.actors.begin(), act.actors.end(), is_civilian)) return;
    std::vector<std::uint32_t> harmed = std::move(act.actors);
    act.actors.clear();
    act.actors_expressed = act.actors_named = false;
    act.recipients_expressed = true;
    for (const std::uint32_t other : act.recipients) add_once(harmed, other);
    act.recipients = std::move(harmed);
  }

  // "opened fire to disperse the crowd": the purpose is no event beside the act that serves it.
  void drop_purposes() {
    std::vector<bool> drop(acts_.size(), false);
    for (std::size_t i = 0; i < acts_.size(); ++i) {
      drop[i] = acts_[i].purpose && acts_[i].factuality == Factuality::Possible;
    }
    remove_marked(drop);
  }

  void remove_marked(const std::vector<bool>& marked) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < acts_.size(); ++i) {
      if (marked[i]) continue;
      if (kept != i) acts_[kept] = std::move(acts_[i]);
      ++kept;
    }
    acts_.resize(kept);
  }

  // Whether `inner` tells more about the happening of `outer`: "killed ... in an attack", "opened
  // fire, killing ...", "the bombings killed ...", "carried out an attack that killed ...".
  bool same_happening(const Act& a, const Act& b) const {
    if (a.type != b.type || a.factuality != b.factuality) return false;
    if (!is_material(a.type) && (!is_event(a) || !is_event(b))) return false;
    const std::uint32_t x = a.anchor.token, y = b.anchor.token;
    if (clauses_.token(x).sentence != clauses_.token(y).sentence) return false;
    for (const auto& [low, high] : {std::pair{x, y}, std::pair{y, x}}) {
      std::uint32_t at = low;
      bool far = false;
      for (int i = 0; i < 4 && at != high && at != kNone; ++i) {
        const Token& t = clauses_.token(at);
        switch (t.deprel) {
          case Deprel::Ccomp:
          case Deprel::Parataxis:
          case Deprel::Root:
            far = true;
            break;
          case Deprel::Conj:
            // "shelled X and bombed Y" are two, "killed five and wounded ten" one.
            if (details_.is_harm(a) && details_.is_harm(b) && clauses_.child(at, Deprel::Nsubj) == kNone &&
                clauses_.child(at, Deprel::NsubjPass) == kNone) {
              break;
            }
            if (a.mode != b.mode && !a.mode.empty() && !b.mode.empty()) far = true;
            if (a.recipients_expressed && b.recipients_expressed &&
                !overlap(a.recipients, b.recipients))
              far = true;
            break;
          case Deprel::AclRelcl:
            if (t.head != high)
              far = true;  // "an attack that killed"; not "rebels, who had seized X, attacked Y"
            if (is_verbal(clauses_.token(high))) far = true;
            break;
          default:
            break;
        }
        if (far) break;
        at = t.head;
      }
      if (!far && at == high) {
        const bool compatible = a.actors.empty() || b.actors.empty() ||
                                overlap(a.actors, b.actors) || overlap(a.actors, b.recipients);
        return compatible;
      }
    }
    return false;
  }

  void merge() {
    std::vector<bool> joined(acts_.size(), false);
    for (std::size_t i = 0; i < acts_.size(); ++i) {
      if (joined[i]) continue;
      for (std::size_t j = i + 1; j < acts_.size(); ++j) {
        // In order of their triggers, so the next sentence ends the search.
        if (clauses_.token(acts_[j].trigger.front()).sentence !=
            clauses_.token(acts_[i].trigger.front()).sentence)
          break;
        if (joined[j] || !same_happening(acts_[i], acts_[j])) continue;
        Act& keep = acts_[i];
        Act& gone = acts_[j];
        // The verb tells more than the noun; the more exact mode wins.
        if (keep.anchor.pos == TriggerPos::Noun && gone.anchor.pos == TriggerPos::Verb &&
            keep.anchor.light == kNone) {
          std::swap(keep, gone);
        }
        if (keep.mode.empty() && !gone.mode.empty()) {
          keep.mode = gone.mode;
          keep.cameo = gone.cameo;
        }
        if (keep.actors.empty()) {
          keep.actors = gone.actors;  // but not who suffers: "were killed fighting Hezbollah"
          std::erase_if(keep.actors, [&](std::uint32_t x) {
            return std::find(keep.recipients.begin(), keep.recipients.end(), x) !=
                   keep.recipients.end();
          });
        }
        std::erase_if(keep.recipients, [&](std::uint32_t x) {
          return std::find(keep.actors.begin(), keep.actors.end(), x) != keep.actors.end();
        });
        if (keep.recipients.empty() || (details_.is_harm(keep) && details_.is_harm(gone))) {
          for (const std::uint32_t x : gone.recipients) {
            if (std::find(keep.actors.begin(), keep.actors.end(), x) == keep.actors.end())
              add_once(keep.recipients, x);
          }
        }
        keep.trigger.insert(keep.trigger.end(), gone.trigger.begin(), gone.trigger.end());
        std::sort(keep.trigger.begin(), keep.trigger.end());
        keep.trigger.erase(std::unique(keep.trigger.begin(), keep.trigger.end()),
                           keep.trigger.end());
        joined[j] = true;
      }
    }
    remove_marked(joined);
  }

  bool is_event(const Act& act) const {
    const bool known = !act.actors.empty() || !act.recipients.empty();
    const bool verbal = !is_material(act.type);
    if (act.entry->needs_recipient && act.recipients.empty()) return false;
    if (is_business(act) || is_private(act)) return false;
    // "guarantees that nobody will be attacked": what did not happen to nobody knows whom by whom.
    if (act.factuality == Factuality::Negated && act.actors.empty() && !act.fixed) return false;
    // "Ethopia agreed to ...": a name that nobody could resolve is still somebody.
    if (act.actors_named && act.anchor.pos == TriggerPos::Verb) return true;
    // "the cleric accused of": a description, by nobody in particular.
    if (verbal && act.actors.empty() && !act.actors_named &&
        clauses_.token(act.realis).deprel == Deprel::Acl)
      return false;
    if (verbal && act.actors.empty() && act.anchor.pos == TriggerPos::Noun &&
        act.anchor.light == kNone)
      return false;
    // A meeting takes more than one person.
    if (act.type == EventType::Consult && act.entry->mutual && act.actors.size() == 1 &&
        doc_.actors[act.actors.front()].kind == ActorKind::Person && !act.composed) {
      return false;
    }
    if (act.entry->weak && act.anchor.pos == TriggerPos::Noun && act.anchor.light == kNone &&
        !act.composed) {
      return !act.actors.empty() || (act.recipients_expressed && !act.recipients.empty());
    }
    if (act.anchor.pos == TriggerPos::Noun && act.anchor.light == kNone && !known &&
        is_background(act))
      return false;
    if (known) {
      return is_material(act.type) || !act.actors.empty() ||
             ((act.type == EventType::Accuse || act.type == EventType::Reject) &&
              clauses_.is_passive(act.realis));
    }
    // Deeds without known parties still happened; words without a speaker are nobody's.
    return (act.type == EventType::Assault || act.type == EventType::Coerce ||
            act.type == EventType::Protest) &&
           (breaks_out(act) || (act.recipients_expressed && !act.entry->weak)) &&
           (act.factuality == Factuality::Occurred || act.factuality == Factuality::Ongoing);
  }

  // "Protests erupted in Jakarta": dissent and fighting are told of without those who take part.
  static bool breaks_out(const Act& act) {
    return (act.type == EventType::Protest || act.type == EventType::Assault) &&
           act.anchor.light != kNone && act.anchor.light_is_subject;
  }

  // Somebody of public life: a country, a body, an office, an armed or political group.
  bool is_public(std::uint32_t index) const {
    static constexpr std::array<std::string_view, 8> kPrivate = {"CVL", "BUS", "MED", "EDU",
                                                                 "LAB", "AGR", "CRM", "ELI"};
    const Actor& actor = doc_.actors[index];
    if (actor.kind == ActorKind::Country || actor.code.starts_with("IGO")) return true;
    if (actor.role == "prisoner" || actor.role == "hostage" || actor.role == "detainee" ||
        actor.role == "refugee")
      return true;
    if (actor.kb.starts_with("person/")) return true;  // who is in the base holds or held an office
    if (actor.kb.starts_with("people/") || actor.rule.starts_with("text: a people")) return true;
    if (actor.code.empty() || actor.code.starts_with("MNC")) return false;
    if (actor.kind == ActorKind::Person && actor.sector.empty()) return false;
    return std::find(kPrivate.begin(), kPrivate.end(), actor.sector.substr(0, 3)) ==
           kPrivate.end();
  }

  // Armed parties, or many countries and their offices, make a report one of public affairs.
  void read_report() {
    std::string_view first;
    for (const Actor& actor : doc_.actors) {
      facts_.armed += actor.sector == "MIL" || actor.sector == "REB" || actor.sector == "PRM" ||
                      actor.sector == "UAF" || actor.code.starts_with("IMG");
      if (actor.code.starts_with("IGO")) ++facts_.abroad;
      if (actor.country.empty() || actor.country == first) continue;
      if (first.empty())
        first = actor.country;
      else
        ++facts_.abroad;
    }
    facts_.public_affairs = facts_.armed >= 2 || (facts_.armed == 1 && facts_.abroad > 0) ||
                            facts_.abroad >= 3;
  }

  bool crosses_a_border(const Act& act) const {
    for (const std::uint32_t a : act.actors) {
      for (const std::uint32_t b : act.recipients) {
        const std::string &from = doc_.actors[a].country, &to = doc_.actors[b].country;
        if (!from.empty() && !to.empty() && from != to) return true;
      }
    }
    return false;
  }

  // Between people without any part in public life: a crime, an accident, a family. Violence counts
  // all the same where the means or the report are those of a conflict.
  bool is_private(const Act& act) const {
    for (const auto* list : {&act.actors, &act.recipients}) {
      if (std::any_of(list->begin(), list->end(), [this](std::uint32_t a) { return is_public(a); }))
        return false;
    }
    // A truce and the end of a protest are public whoever makes them.
    if (act.mode == "ceasefire" || act.cameo.starts_with("082") || crosses_a_border(act))
      return false;
    switch (act.type) {
      case EventType::Protest:
      case EventType::Mobilize:
        return false;
      case EventType::Assault:
        return act.mode != "aerial" && act.mode != "heavy-weapons" && act.mode != "explosives" &&
               act.mode != "suicide-attack" && act.mode != "unconventional" && !facts_.public_affairs;
      case EventType::Coerce:
      case EventType::Sanction:
      case EventType::Aid:
      case EventType::Retreat:
      case EventType::Cooperate:
        return !facts_.public_affairs;
      default:
        return !act.actors_named || !act.actors.empty();
    }
  }

  // Companies and people without an office, in a sentence that speaks of shares.
  bool is_business(const Act& act) const {
    for (const auto* list : {&act.actors, &act.recipients}) {
      for (const std::uint32_t a : *list) {
        const Actor& actor = doc_.actors[a];
        if (!actor.code.empty() && actor.sector != "BUS" && !actor.code.starts_with("MNC"))
          return false;
      }
    }
    const WordSet& words = lexicon_.builtin(Lexicon::Builtin::Business);
    const TokenSpan sentence = doc_.sentences[clauses_.token(act.anchor.token).sentence].tokens;
    std::string buffer;
    for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
      if (words.contains(lower_lemma(doc_.tokens[i], buffer))) return true;
    }
    return false;
  }

  // "after the bombings", "following the invasions of ...": when something else happened.
  bool is_background(const Act& act) const {
    std::uint32_t at = act.anchor.token;
    for (int i = 0; i < 3 && at != kNone; ++i) {
      const std::string_view p = clauses_.preposition(at);
      if (p == "after" || p == "following" || p == "follow" || p == "since" || p == "during" ||
          p == "before" || p == "amid" || p == "despite" || p == "ahead" || p == "because" ||
          p == "over" || p == "for") {
        return true;
      }
      if (!is_nominal(clauses_.token(at))) return false;
      at = clauses_.token(at).head;
    }
    return false;
  }

  // Country actor for the place where an act happens; a new one when nobody else in the report is
  // it. The one case in which this room adds an actor: that "Sudan" of "a curfew in Sudan" is who
  // suffers the curfew is known only once the curfew is.
  std::uint32_t actor_of_place(std::uint32_t place) {
    const std::string& country = doc_.places[place].country;
    if (country.empty()) return kNone;
    for (std::uint32_t i = 0; i < doc_.actors.size(); ++i) {
      if (doc_.actors[i].kind == ActorKind::Country && doc_.actors[i].country == country) return i;
    }
    Actor actor;
    // A town is its people; only the country itself is the country.
    actor.kind = doc_.places[place].precision >= 3 ? ActorKind::Country : ActorKind::Group;
    actor.name = doc_.places[place].name;
    actor.code = actor.country = country;
    actor.rule = "place where an act is suffered";
    for (std::uint32_t i = 0; i < doc_.mentions.size(); ++i) {
      if (doc_.mentions[i].actor == kNone &&
          doc_.mentions[i].tokens.overlaps(doc_.places[place].tokens)) {
        actor.mentions.push_back(i);
        doc_.mentions[i].actor = static_cast<std::uint32_t>(doc_.actors.size());
        break;
      }
    }
    doc_.actors.push_back(std::move(actor));
    return static_cast<std::uint32_t>(doc_.actors.size() - 1);
  }

  // "rejected allegations that its troops had attacked": an act below a word for a claim, which
  // is the object of a denial.
  bool is_denied_claim(std::uint32_t token) const {
    const WordSet& claimed = lexicon_.builtin(Lexicon::Builtin::Claimed);
    std::string buffer;
    for (std::uint32_t i = clauses_.token(token).head; i != kNone; i = clauses_.token(i).head) {
      if (!claimed.contains(lower_lemma(clauses_.token(i), buffer))) continue;
      const Deprel relation = clauses_.token(i).deprel;
      if (relation == Deprel::Obj || relation == Deprel::NsubjPass)
        return is_denial(clauses_.token(i).head);
    }
    return false;
  }

  bool is_denial(std::uint32_t cue) const {
    return std::any_of(doc_.statements.begin(), doc_.statements.end(),
                       [cue](const Statement& statement) {
                         return statement.cue_token == cue && statement.stance == Stance::Denial &&
                                !statement.negated;
                       });
  }

  void emit(const Act& act) {
    Event event;
    event.type = act.type;
    event.mode = act.mode;
    event.actors = act.actors;
    event.recipients = act.recipients;
    std::sort(event.actors.begin(), event.actors.end());
    std::sort(event.recipients.begin(), event.recipients.end());
    for (const std::uint32_t token : act.trigger) {
      if (!event.trigger.empty() && event.trigger.back().end == token)
        ++event.trigger.back().end;
      else
        event.trigger.push_back({token, token + 1});
    }
    event.trigger_token = act.anchor.token;
    const TokenSpan clause = setting_.clause_of(act);
    event.evidence = doc_.bytes(clause);
    event.factuality = act.factuality;
    for (const std::uint32_t token : act.cues)
      event.factuality_cues.push_back(doc_.tokens[token].span);
    event.said_by = speech::statement_of_token(doc_, act.anchor.token);
    if (event.said_by != kNone && event.factuality == Factuality::Occurred &&
        is_denied_claim(act.anchor.token)) {
      event.factuality = Factuality::Denied;
      event.factuality_cues = doc_.statements[event.said_by].cue;
    }
    event.timex = setting_.timex_of(act, clause);
    if (event.timex != kNone) event.date = doc_.times[event.timex].value;
    event.place = setting_.place_of(act, clause);
    std::uint32_t suffered_at =
        act.at_place || act.type == EventType::Assault ? event.place : kNone;
    if (suffered_at == kNone && act.type == EventType::Assault)
      suffered_at = setting_.place_near(act, clause);
    if (act.place_filler != kNone) {  // "called on Ankara to ..."
      const TokenSpan sentence = doc_.sentences[clauses_.token(act.place_filler).sentence].tokens;
      const auto [first, last] = entries_in(doc_.places, sentence);
      for (std::uint32_t i = first; i < last; ++i) {
        if (doc_.places[i].tokens.contains(act.place_filler)) suffered_at = i;
      }
    }
    if (event.recipients.empty() && suffered_at != kNone && !act.entry->mutual) {
      const std::uint32_t suffers = actor_of_place(suffered_at);
      const bool by_filler = act.place_filler != kNone && !act.at_place;
      if (suffers != kNone && !(by_filler && is_own_country(event, suffers)) &&
          std::find(event.actors.begin(), event.actors.end(), suffers) == event.actors.end()) {
        event.recipients.push_back(suffers);
      }
    }
    if (event.factuality == Factuality::Occurred && is_historical(event)) {
      event.factuality = Factuality::Historical;
      event.factuality_cues = {doc_.times[event.timex].span};
    }
    if (event.type == EventType::Retreat && event.mode == "withdraw") drop_own_country(event);
    if (event.recipients.empty() && act.at_place && suffered_at == kNone) take_own_country(event);
    event.act = act.inner;
    details_.fill(act, event);
    event.cameo = act.cameo;
    event.score = lexicon_.score(act.cameo);
    event.contexts = contexts(act, clause);
    event.rule = act.entry->name;
    set_confidence(act, event);
    doc_.events.push_back(std::move(event));
  }

  // Words are addressed to others: "threatened to send Turkish forces" is no threat to Turkey.
  bool is_own_country(const Event& event, std::uint32_t country) const {
    return !is_material(event.type) && event.type != EventType::Concede &&
           std::any_of(event.actors.begin(), event.actors.end(), [&](std::uint32_t actor) {
             return doc_.actors[actor].country == doc_.actors[country].country;
           });
  }

  // Nobody withdraws from the own country: "Bosnian Serbs withdrew from the Bosnian town".
  void drop_own_country(Event& event) const {
    std::erase_if(event.recipients, [&](std::uint32_t recipient) {
      return std::any_of(event.actors.begin(), event.actors.end(), [&](std::uint32_t actor) {
        return !doc_.actors[actor].country.empty() &&
               doc_.actors[actor].country == doc_.actors[recipient].country &&
               doc_.actors[recipient].kind == ActorKind::Country;
      });
    });
  }

  // "The government imposed martial law", "the president promised reforms": what a government does
  // to whoever lives under it is done to its own country, when no other is said.
  void take_own_country(Event& event) const {
    if (event.type != EventType::Concede && event.type != EventType::Coerce &&
        event.type != EventType::Threaten)
      return;
    if (event.actors.size() != 1) return;
    const Actor& actor = doc_.actors[event.actors.front()];
    if (actor.country.empty() || actor.sector != "GOV") return;
    const std::uint32_t own = entities::country_actor(doc_, actor.country);
    if (own != kNone && own != event.actors.front()) event.recipients.push_back(own);
  }

  // Its date ends more than a year before the report was published.
  bool is_historical(const Event& event) const {
    if (event.timex == kNone) return false;
    const auto happened = times::days_of(event.date);
    const auto published = times::days_of(doc_.report.published);
    if (!happened || !published) return false;
    const auto last = times::parse_date(happened->last);
    return last && times::iso_day(times::plus_days(*last, 365)) < published->first;
  }

  std::vector<std::string> contexts(const Act& act, TokenSpan clause) const {
    std::vector<std::string> found = act.entry->contexts;
    std::string buffer;
    for (std::uint32_t i = clause.begin; i < clause.end; ++i) {
      if (const auto* more = lexicon_.contexts(lower_lemma(doc_.tokens[i], buffer))) {
        found.insert(found.end(), more->begin(), more->end());
      }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

  // No event is left out for a low confidence: on sentences of another kind than those that the
  // weights were learnt from they are too often mistaken (docs/rooms/events.md).
  void set_confidence(const Act& act, Event& event) {
    event.confidence = found_share(act);
    if (trust_.empty() && features_ == nullptr) return;
    std::vector<Feature> features = trust_features(clauses_, lexicon_, act, event, facts_);
    const std::vector<double> probabilities = trust_.probabilities(features);
    for (std::size_t c = 0; c < probabilities.size(); ++c) {
      if (trust_.classes()[c] == "right")
        event.confidence = static_cast<float>(probabilities[c]);
    }
    if (features_ != nullptr) features_->push_back(std::move(features));
  }

  // Without weights: an ordering by how much of the pattern was found.
  float found_share(const Act& act) const {
    float value = act.anchor.pos == TriggerPos::Noun && act.anchor.light == kNone ? 0.5f : 0.7f;
    if (!act.actors.empty()) value += 0.1f;
    if (!act.recipients.empty() || act.entry->mutual) value += 0.1f;
    if (act.entry->specificity >= 4) value += 0.05f;
    return value;
  }

  const Lexicon& lexicon_;
  Document& doc_;
  Clauses clauses_;
  Roles roles_;
  Setting setting_;
  Details details_;
  std::vector<Act> acts_;
  const FeatureWeights& trust_;
  std::vector<std::vector<Feature>>* features_;
  ReportFacts facts_;
};

}  // namespace

Result<std::shared_ptr<const Resources>> Resources::parse(
    const std::vector<std::pair<std::string, std::string>>& files) {
  auto lexicon = Lexicon::parse(files);
  if (!lexicon) return lexicon.error();
  return std::shared_ptr<const Resources>(new Resources(std::move(*lexicon)));
}

Result<std::shared_ptr<const Resources>> Resources::load(const std::string& lexicon_folder,
                                                         const LexiconChoice& patterns) {
  const std::string folder = lexicon_folder + "/events/";
  auto lexicon = Lexicon::load(lexicon_folder + "/events", patterns);
  if (!lexicon) return lexicon.error();
  std::shared_ptr<Resources> out(new Resources(std::move(*lexicon)));
  auto details = DetailWords::load(folder + "details.tsv");
  if (!details) return details.error();
  out->detail_words_ = std::move(*details);
  auto trust = FeatureWeights::load(folder + "trust_weights.tsv", is_trust_class);
  if (!trust && trust.error().code != ErrorCode::NotFound) return trust.error();
  if (trust) out->trust_weights_ = std::move(*trust);
  out->pair_path_ = folder + "pair_weights.tsv";
  return std::shared_ptr<const Resources>(std::move(out));
}

Result<const FeatureWeights*> Resources::pair_weights() const {
  std::call_once(pair_once_, [this] {
    if (pair_path_.empty()) return;
    auto loaded = FeatureWeights::load(pair_path_, is_pair_class);
    if (loaded)
      pair_weights_ = std::move(*loaded);
    else if (loaded.error().code != ErrorCode::NotFound)
      pair_error_ = loaded.error();
  });
  if (pair_error_) return *pair_error_;
  return &pair_weights_;
}

Result<void> code_events(const Resources& resources, Document& doc) {
  if (!doc.has(Layer::Trees)) return make_error(ErrorCode::MissingLayer, "events need trees");
  Coder(resources, doc, nullptr).run();
  doc.mark(Layer::Events);
  return {};
}

Result<std::vector<std::vector<Feature>>> code_with_features(const Resources& resources,
                                                             Document& doc) {
  if (!doc.has(Layer::Trees)) return make_error(ErrorCode::MissingLayer, "events need trees");
  doc.events.clear();
  std::vector<std::vector<Feature>> features;
  Coder(resources, doc, &features).run();
  doc.mark(Layer::Events);
  return features;
}

}  // namespace dragoman::events
