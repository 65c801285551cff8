// Noun phrases that name a process, what stands beside them, and which of them are one.
#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/utf8.h"
#include "entities/lookup.h"
#include "processes/scene.h"

namespace dragoman::processes {
namespace {

// A noun phrase that names a process.
struct Found {
  const NounPhrase* entry = nullptr;
  std::uint32_t head = kNone;
  std::uint32_t phrase_begin = kNone;  // first token of the lexicon phrase
  std::vector<ProcessQualifier> qualifiers;
  std::uint32_t beside = kNone;        // token of the qualifier that goes into the name
  std::vector<std::uint32_t> parties;  // heads of "between A and B", "with A"
};

bool is_any(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Nouns for a meeting: "talks in Cuba" are held there, while a "peace process in Cuba" is of Cuba.
bool is_meeting(std::string_view lemma) {
  return is_any(lemma, {"talk", "talks", "negotiation", "negotiations", "consultation", "dialogue",
                        "conference", "summit", "negotiator", "delegation", "table"});
}

class Finder {
 public:
  explicit Finder(Scene& scene) : scene_(scene), doc_(scene.doc), tree_(scene.tree) {}

  void run() {
    for (std::uint32_t i = 0; i < doc_.tokens.size(); ++i) add_mention(i);
    for (std::size_t at = 0; at < doc_.processes.size(); ++at) add_idle(at);
  }

 private:
  const Token& tok(std::uint32_t i) const { return doc_.tokens[i]; }

  void add_mention(std::uint32_t head) {
    Found found = match(head);
    if (found.entry == nullptr || found.entry->need == Need::Never) return;
    qualify(found);
    const std::size_t at = process_for(found);
    if (at == doc_.processes.size()) return;
    ProcessMention& process = doc_.processes[at];
    if (!is_of_people(found)) {
      process.mentions.push_back(doc_.bytes({found.phrase_begin, head + 1}));
    }
    // Those who negotiate are there.
    if (is_of_people(found) || !is_only_wished_for(scene_, head)) there_.insert(at);
    for (ProcessQualifier& qualifier : found.qualifiers) add_qualifier(process, qualifier);
    scene_.of_token[head] = at;
    // "cessation of hostilities": what is told of it hangs on its first noun.
    if (tree_.is_below(head, found.phrase_begin)) scene_.of_token[found.phrase_begin] = at;
  }

  // All that the report says of it is a wish for one.
  void add_idle(std::size_t at) {
    ProcessMention& process = doc_.processes[at];
    if (process.mentions.empty() || there_.contains(at)) return;
    ProcessQualifier idle;
    idle.as = "idle";
    idle.span = process.mentions.front();
    process.qualifiers.push_back(std::move(idle));
  }

  static void add_qualifier(ProcessMention& process, const ProcessQualifier& added) {
    for (const ProcessQualifier& known : process.qualifiers) {
      const bool same_thing = added.actor != kNone ? known.actor == added.actor
                                                   : known.place == added.place &&
                                                         known.span.size() == added.span.size();
      if (known.as == added.as && same_thing) return;
    }
    process.qualifiers.push_back(added);
  }

  // Those who negotiate stand for the talks but do not name them.
  static bool is_of_people(const Found& found) {
    return found.entry->need == Need::People || found.entry->need == Need::Sent;
  }

  // ---- the phrase ----

  Found match(std::uint32_t head) const {
    Found found;
    if (tok(head).upos != Upos::Noun && tok(head).upos != Upos::Propn) return found;
    if (is_inside_name(head)) return found;
    const NounPhrase* entry = phrase_at(head);
    if (entry == nullptr || is_in_other_phrase(head) || is_manner(head)) return found;
    found.entry = entry;
    found.head = head;
    found.phrase_begin = head + 1 - static_cast<std::uint32_t>(entry->lemmas.size());
    while (found.phrase_begin > 0 && extends_phrase(found.phrase_begin - 1, head))
      --found.phrase_begin;
    return found;
  }

  // The lexicon's phrase that ends with this token, the longest first.
  const NounPhrase* phrase_at(std::uint32_t head) const {
    const auto entries = scene_.tables.nouns.find(core::ascii_lower(tok(head).lemma));
    if (entries == scene_.tables.nouns.end()) return nullptr;
    for (const NounPhrase& entry : entries->second) {
      if (stands_at(entry, head)) return &entry;
    }
    return nullptr;
  }

  // "ceasefire" of "ceasefire line" or "ceasefire deal": what the whole names is told by its head.
  bool is_in_other_phrase(std::uint32_t token) const {
    const std::uint32_t above = token + 1;
    if (above >= doc_.tokens.size() || tok(above).sentence != tok(token).sentence) return false;
    const NounPhrase* whole = phrase_at(above);
    return whole != nullptr && whole->lemmas.size() > 1 && whole->need != Need::People;
  }

  // "killed in the process", "after consultation with allies", "more dialogue": how something is
  // done, or a wish, and nothing that has rounds.
  bool is_manner(std::uint32_t head) const {
    if ((tok(head).feats & feature::kPlur) != 0) return false;
    const std::string lemma = core::ascii_lower(tok(head).lemma);
    const bool activity = is_any(lemma, {"consultation", "dialogue", "negotiation"});
    if (!activity && lemma != "process") return false;
    for (const std::uint32_t c : tree_.children(head)) {
      if (c > head) continue;
      const Deprel rel = tok(c).deprel;
      const bool says_which = rel == Deprel::Amod || rel == Deprel::Compound ||
                              rel == Deprel::NmodPoss || rel == Deprel::Nmod;
      if (says_which && !is_any(tok(c).lemma, {"more", "further", "any", "serious", "meaningful"}))
        return false;
      if (activity && rel == Deprel::Det) return false;
    }
    return activity || tree_.case_of(head) == "in";
  }

  // "High Negotiations Committee": a word of a name that goes on behind it.
  bool is_inside_name(std::uint32_t token) const {
    const std::uint32_t mention = entities::mention_at(doc_, token);
    if (mention == kNone || doc_.mentions[mention].kind != MentionKind::Name) return false;
    const TokenSpan name = doc_.mentions[mention].tokens;
    return name.contains(token) && token + 1 < name.end;
  }

  bool stands_at(const NounPhrase& entry, std::uint32_t head) const {
    const auto size = static_cast<std::uint32_t>(entry.lemmas.size());
    if (head + 1 < size) return false;
    for (std::uint32_t k = 0; k < size; ++k) {
      const std::uint32_t i = head + 1 - size + k;
      if (core::ascii_lower(tok(i).lemma) != entry.lemmas[k] &&
          core::ascii_lower(doc_.form(i)) != entry.lemmas[k])
        return false;
    }
    return true;
  }

  // "evacuation" of "evacuation deal": a common noun that says what kind it is; not "month" of
  // "two-month ceasefire".
  bool extends_phrase(std::uint32_t before, std::uint32_t head) const {
    if (before > 0 && (doc_.form(before - 1) == "-" || tok(before - 1).upos == Upos::Num))
      return false;
    return tok(before).head == head && tok(before).deprel == Deprel::Compound &&
           tok(before).upos == Upos::Noun;
  }

  // ---- what stands beside it ----

  void qualify(Found& found) const {
    const std::uint32_t first = tree_.subtree(found.head).begin;
    for (std::uint32_t i = first; i < found.phrase_begin; ++i) {
      if (is_modifier(i, found.head))
        add(found, i, tok(i).deprel == Deprel::NmodPoss ? "" : "format");
      add_side(found, i);
    }
    for (const std::uint32_t c : tree_.children(found.head)) {
      if (c < found.head || tok(c).deprel != Deprel::Nmod) continue;
      const std::string_view marker = tree_.case_of(c);
      if (marker == "between" || marker == "with") {
        found.parties.push_back(c);
        add_place_of_last_party(found, c);
      } else if (marker == "in" || marker == "at") {
        add(found, c, "venue");
      } else if (marker == "for" || marker == "to") {
        add(found, c, "scope");
      } else if (marker == "on" || marker == "about" || marker == "over") {
        add(found, c, "subject");
      }
    }
    // They are no part of its name.
    const std::uint32_t beside = found.beside;
    for (const std::uint32_t name : names_of_conflict(scene_, found.head))
      add(found, name, "subject");
    found.beside = beside;
    if (found.beside == kNone) {
      const std::uint32_t place = place_right_behind(found.head);
      if (place != kNone) add(found, place, "venue");
    }
    if (!has(found, {"format", "venue"})) {
      const std::uint32_t place = place_of_meeting(found);
      if (place != kNone) add(found, place, "venue");
    }
  }

  // "peace talks with the government in Havana": the place hangs on the last party.
  void add_place_of_last_party(Found& found, std::uint32_t party) const {
    for (const std::uint32_t c : tree_.children(party)) {
      if (tok(c).deprel == Deprel::Nmod && c > party && tree_.case_of(c) == "in")
        add(found, c, "venue");
    }
  }

  // A word of the noun phrase before the noun, at most two arcs away: "U.S.-Russia talks".
  bool is_modifier(std::uint32_t i, std::uint32_t head) const {
    const auto fits = [this](std::uint32_t token) {
      const Deprel rel = tok(token).deprel;
      return rel == Deprel::Compound || rel == Deprel::Amod || rel == Deprel::NmodPoss ||
             rel == Deprel::Nmod || rel == Deprel::NmodDesc || rel == Deprel::Conj;
    };
    if (!fits(i)) return false;
    const std::uint32_t above = tok(i).head;
    return above == head || (above != kNone && tok(above).head == head && fits(above));
  }

  void add_side(Found& found, std::uint32_t i) const {
    if (tok(i).head != found.head || tok(i).deprel != Deprel::Amod) return;
    const std::string& lemma = tok(i).lemma;
    if (!is_any(lemma,
                {"unilateral", "bilateral", "mutual", "joint", "local", "localised", "localized"}))
      return;
    ProcessQualifier side;
    side.as = lemma == "unilateral"        ? "unilateral"
              : lemma.starts_with("local") ? "local"
                                           : "bilateral";
    side.span = tok(i).span;
    found.qualifiers.push_back(side);
  }

  std::uint32_t place_at(std::uint32_t token) const {
    for (std::uint32_t p = 0; p < doc_.places.size(); ++p) {
      if (doc_.places[p].tokens.contains(token)) return p;
    }
    return kNone;
  }

  // A name of a place, known or not.
  bool is_location(std::uint32_t mention) const {
    return mention != kNone && doc_.mentions[mention].kind == MentionKind::Name &&
           doc_.mentions[mention].type == NameType::Location;
  }

  bool is_whole_country(std::uint32_t place) const {
    return place != kNone && doc_.places[place].precision == 3 && doc_.places[place].admin1.empty();
  }

  bool is_time(std::uint32_t token) const {
    return std::any_of(doc_.times.begin(), doc_.times.end(),
                       [token](const Timex& time) { return time.tokens.contains(token); });
  }

  // What the name at `token` says of the process. `as` is format (before the noun), venue, scope or
  // subject; none where it only owns ("Russia's agreement").
  void add(Found& found, std::uint32_t token, std::string as) const {
    const std::uint32_t mention = entities::mention_at(doc_, token);
    const bool named = mention != kNone && doc_.mentions[mention].kind == MentionKind::Name;
    if (named && doc_.mentions[mention].type == NameType::Person) return;
    if (!named && tok(token).upos != Upos::Propn) return;
    ProcessQualifier out;
    out.as = std::move(as);
    out.place = place_at(token);
    out.span = named ? doc_.mentions[mention].span : tok(token).span;
    std::uint32_t actor = named ? doc_.mentions[mention].actor : kNone;
    if (is_whole_country(out.place)) {
      const std::uint32_t country = entities::country_actor(doc_, doc_.places[out.place].country);
      if (country != kNone) actor = country;
    }
    if (is_time(token)) {
      if (out.as != "format") return;
      out.as = "date";
      out.place = kNone;
    } else if (actor != kNone && doc_.actors[actor].kind == ActorKind::Country) {
      name_country(found, out, actor);
    } else if (is_whole_country(out.place) && out.as == "format") {  // "Russian-led"
      out.country = doc_.places[out.place].country;
      out.as = "people";
    } else if (out.place != kNone) {
      out.country = doc_.places[out.place].country;
      if (is_of_place(found, out)) out.as = "scope";
    } else if (named && doc_.mentions[mention].type == NameType::Organisation) {
      out.as = "body";
      out.actor = actor;
    } else if (out.as.empty() || (out.as == "format" && !is_location(mention))) {
      return;  // "Russian-led", and words in capitals
    }
    if (out.as.empty()) out.as = "people";
    if (is_of_people(found) && out.as != "format" && out.as != "venue") return;
    for (const ProcessQualifier& known : found.qualifiers) {
      if (known.span.overlaps(out.span)) return;
    }
    if (found.beside == kNone && out.as != "date") found.beside = token;
    found.qualifiers.push_back(std::move(out));
  }

  static bool is_of_place(const Found& found, const ProcessQualifier& q) {
    return found.entry->kind != ProcessKind::Talks &&
           (q.as == "venue" || q.as == "format" || q.as.empty());
  }

  // "Colombian talks", "the peace process in Colombia" are of that country; "talks in Norway" only
  // held there.
  void name_country(const Found& found, ProcessQualifier& q, std::uint32_t actor) const {
    q.actor = actor;
    q.country = doc_.actors[actor].country;
    if (q.as == "subject") return;
    const bool held = q.as == "venue" && found.entry->kind == ProcessKind::Talks &&
                      is_meeting(core::ascii_lower(tok(found.head).lemma));
    if (!held) q.as = "people";
  }

  // "violating the truce in Aleppo", the place hung on the verb: the words right behind the noun.
  std::uint32_t place_right_behind(std::uint32_t head) const {
    const std::uint32_t verb = tok(head).head;
    if (verb == kNone || tok(head).deprel != Deprel::Obj) return kNone;
    for (const std::uint32_t c : tree_.children(verb)) {
      if (tok(c).deprel != Deprel::Obl || tree_.case_of(c) != "in") continue;
      if (tree_.subtree(c).begin == head + 1) return c;
    }
    return kNone;
  }

  // "to hold talks on Syria in Geneva", "the talks resumed in Geneva"
  std::uint32_t place_of_meeting(const Found& found) const {
    const std::uint32_t head = found.head, verb = tok(head).head;
    if (found.entry->kind != ProcessKind::Talks) return kNone;
    const Deprel rel = tok(head).deprel;
    const bool filled = rel == Deprel::Obj || rel == Deprel::Nsubj || rel == Deprel::NsubjPass;
    if (verb == kNone || !filled || !is_meeting(core::ascii_lower(tok(head).lemma))) return kNone;
    if (!tells(verb, {"begun", "held", "resumed"})) return kNone;
    for (const std::uint32_t c : tree_.children(verb)) {
      if (c < head || tok(c).deprel != Deprel::Obl) continue;
      if (is_any(tree_.case_of(c), {"in", "at"}) && place_at(c) != kNone) return c;
    }
    return kNone;
  }

  static bool has(const Found& found, std::initializer_list<std::string_view> as) {
    return std::any_of(found.qualifiers.begin(), found.qualifiers.end(),
                       [&](const ProcessQualifier& q) { return is_any(q.as, as); });
  }

  // ---- is it one? ----

  bool is_evident(const Found& found) const {
    if (found.entry->need == Need::Nothing) return true;
    if (found.entry->need == Need::Held) return is_held(found.head);
    if (is_of_people(found) && has(found, {"format", "venue"}) && is_abroad(found)) return true;
    if (is_of_people(found)) return found.entry->need == Need::Sent && has_sender(found.head);
    switch (found.entry->kind) {
      case ProcessKind::Mission:
        return has_helping_body(found);
      case ProcessKind::Aid:
        return has(found, {"scope", "venue"}) || has_helping_body(found);
      case ProcessKind::Ceasefire:
        return has(found, {"scope", "venue", "people"});
      case ProcessKind::Talks:
        return has(found, {"format", "venue", "people", "subject", "body"}) || names_party(found) ||
               is_brokered(found.head) || is_made_by_two(found.head) ||
               is_round_or_role(found.head) || is_stopped_or_resumed(found.head);
    }
    return false;
  }

  // "negotiators in Havana": not "a delegation in Havana" of who lives there.
  bool is_abroad(const Found& found) const {
    const bool plural = (tok(found.head).feats & feature::kPlur) != 0;
    return plural || is_definite(found.head);
  }

  // "would hold its fire for thirty days"
  bool is_held(std::uint32_t head) const {
    const std::uint32_t verb = tok(head).head;
    return verb != kNone && tok(head).deprel == Deprel::Obj &&
           is_any(tok(verb).lemma, {"hold", "cease"});
  }

  // "the FARC's negotiators", "negotiators for Colombia"
  bool has_sender(std::uint32_t head) const {
    for (const std::uint32_t c : tree_.children(head)) {
      const std::string_view marker = tree_.case_of(c);
      const bool behind = c > head && (marker == "of" || marker == "for" || marker == "from");
      if (c > head && !behind) continue;
      for (const std::uint32_t actor : entities::actors_of(doc_, c)) {
        const Actor& a = doc_.actors[actor];
        if (a.kind != ActorKind::Person && !a.country.empty() && a.sector != "JRN") return true;
      }
    }
    return false;
  }

  // "U.N. mission", "Red Crescent convoy"; not the convoy of a militia.
  bool has_helping_body(const Found& found) const {
    return std::any_of(found.qualifiers.begin(), found.qualifiers.end(),
                       [this](const ProcessQualifier& q) {
                         if (q.as != "body") return false;
                         if (q.actor == kNone) return false;
                         const Actor& actor = doc_.actors[q.actor];
                         return actor.kind != ActorKind::Group &&
                                is_any(actor.sector, {"", "IGO", "NGO", "MED", "GOV", "HLH"}) &&
                                actor.country.empty();
                       });
  }

  bool names_party(const Found& found) const {
    return std::any_of(found.parties.begin(), found.parties.end(), [this](std::uint32_t party) {
      return !entities::actors_of(doc_, party).empty();
    });
  }

  // "a deal brokered by Turkey", "the agreement was mediated by Norway": it takes a process to be
  // brokered.
  bool is_brokered(std::uint32_t head) const {
    const auto mediates = [this](std::uint32_t verb) {
      if (verb == kNone || tok(verb).upos != Upos::Verb) return false;
      const auto role = scene_.tables.role_verbs.find(tok(verb).lemma);
      return role != scene_.tables.role_verbs.end() &&
             (role->second == "mediator" || role->second == "guarantor");
    };
    const Deprel rel = tok(head).deprel;
    if ((rel == Deprel::Obj || rel == Deprel::NsubjPass) && mediates(tok(head).head)) return true;
    const std::uint32_t participle = tree_.child(head, {Deprel::Acl});
    return participle != kNone && mediates(participle);
  }

  // "The government and the FARC signed an agreement": two who are not one side.
  bool is_made_by_two(std::uint32_t head) const {
    const std::uint32_t verb = scene_.clauses.governing_verb(head);
    if (verb == kNone || scene_.clauses.object(verb) != head || !tells(verb, {"agreed", "signed"}))
      return false;
    const std::uint32_t subject = scene_.clauses.subject(verb);
    if (subject == kNone) return false;
    std::vector<std::string> codes;
    for (const std::uint32_t actor : entities::actors_of(doc_, subject)) {
      const std::string& code = doc_.actors[actor].code;
      if (!code.empty() && std::find(codes.begin(), codes.end(), code) == codes.end())
        codes.push_back(code);
    }
    return codes.size() > 1;
  }

  // "the next round of negotiations", "the guarantors of the talks"
  bool is_round_or_role(std::uint32_t head) const {
    const std::uint32_t above = tok(head).head;
    if (above == kNone || tok(head).deprel != Deprel::Nmod || tree_.case_of(head) != "of")
      return false;
    return is_round_noun(tok(above).lemma) || scene_.tables.role_nouns.contains(tok(above).lemma);
  }

  // "Talks were interrupted and resumed on Monday": only a process can be.
  bool is_stopped_or_resumed(std::uint32_t head) const {
    if ((tok(head).feats & feature::kPlur) == 0) return false;
    const std::uint32_t verb = scene_.clauses.governing_verb(head);
    return verb != kNone &&
           tells(verb, {"resumed", "suspended", "postponed", "collapsed", "stalled"});
  }

  // Whether the verb tells one of these acts of talks.
  bool tells(std::uint32_t verb, std::initializer_list<std::string_view> acts) const {
    const auto entries = scene_.tables.acts.find(tok(verb).lemma);
    if (entries == scene_.tables.acts.end()) return false;
    return std::any_of(entries->second.begin(), entries->second.end(), [&](const ActWords& entry) {
      return entry.words.size() == 1 && entry.slot != Slot::Noun &&
             entry.kinds.contains(ProcessKind::Talks) && is_any(entry.act, acts);
    });
  }

  bool is_definite(std::uint32_t head) const {
    const std::uint32_t det = tree_.child(head, {Deprel::Det, Deprel::NmodPoss});
    return det != kNone && (tok(det).feats & (feature::kDef | feature::kDem | feature::kPoss));
  }

  // ---- which one? ----

  // The process this mention belongs to, a new one at the end, or size() when it is none.
  std::size_t process_for(const Found& found) {
    const bool evident = is_evident(found);
    if ((is_of_people(found) || found.entry->need == Need::Held) && !evident)
      return doc_.processes.size();
    for (std::size_t i = doc_.processes.size(); i-- > 0;) {
      if (!agrees(doc_.processes[i], found)) continue;
      take_name(doc_.processes[i], found);
      return i;
    }
    if (!evident) return doc_.processes.size();
    ProcessMention process;
    process.kind = found.entry->kind;
    process.name = name_of(found);
    process.span = doc_.bytes({found.phrase_begin, found.head + 1});
    process.rule = "noun/";
    for (const std::string& lemma : found.entry->lemmas) {
      process.rule += (process.rule.back() == '/' ? "" : "-") + lemma;
    }
    if (is_of_people(found)) process.mentions.push_back(process.span);
    beside_.push_back(found.beside != kNone);
    doc_.processes.push_back(std::move(process));
    return doc_.processes.size() - 1;
  }

  // A name for what had none: "peace talks ... the Havana talks".
  void take_name(const ProcessMention& process, const Found& found) {
    const std::size_t at = static_cast<std::size_t>(&process - doc_.processes.data());
    if (beside_[at] || found.beside == kNone || is_of_people(found)) return;
    beside_[at] = true;
    doc_.processes[at].name = name_of(found);
  }

  bool agrees(const ProcessMention& process, const Found& found) const {
    if (process.kind != found.entry->kind) return false;
    for (const ProcessQualifier& a : process.qualifiers) {
      for (const ProcessQualifier& b : found.qualifiers) {
        if (contradict(a, b)) return false;
      }
    }
    return true;
  }

  static bool is_country(const Document& doc, const ProcessQualifier& q) {
    return q.actor != kNone && doc.actors[q.actor].kind == ActorKind::Country;
  }

  // Whether two qualifiers can not be of one process.
  bool contradict(const ProcessQualifier& a, const ProcessQualifier& b) const {
    if (a.as == b.as) {
      if (is_any(a.as, {"unilateral", "bilateral", "date", "subject", "local"})) return false;
      if (a.as == "people") return false;  // "Syrian talks", "the Russian-American deal"
      if (a.as == "venue" && (is_country(doc_, a) || is_country(doc_, b)))
        return false;  // talks move from one country to another
      return !covers(a, b);
    }
    if (is_any(a.as, {"unilateral", "bilateral"}) && is_any(b.as, {"unilateral", "bilateral"}))
      return true;
    const auto pair = [&](std::string_view x, std::string_view y) {
      return (a.as == x && b.as == y) || (a.as == y && b.as == x);
    };
    if (pair("format", "venue")) return !covers(a, b);
    if (pair("people", "scope"))
      return !a.country.empty() && !b.country.empty() && a.country != b.country;
    return false;
  }

  // The same words or place, or one is the country of the other.
  bool covers(const ProcessQualifier& a, const ProcessQualifier& b) const {
    if (core::ascii_lower(doc_.view(a.span)) == core::ascii_lower(doc_.view(b.span))) return true;
    if (a.actor != kNone && a.actor == b.actor) return true;
    if (a.place != kNone && b.place != kNone && doc_.places[a.place].geonames != 0 &&
        doc_.places[a.place].geonames == doc_.places[b.place].geonames)
      return true;
    return (is_country(doc_, a) || is_country(doc_, b)) && !a.country.empty() &&
           a.country == b.country;
  }

  // "Astana talks", "Syrian peace process", "ceasefire in Eastern Ukraine", "peace talks". Words in
  // capitals are those of a headline.
  std::string name_of(const Found& found) const {
    const bool people = is_of_people(found);
    std::string name =
        people ? "talks" : std::string(doc_.view(doc_.bytes({found.phrase_begin, found.head + 1})));
    if (found.entry->need == Need::Held) name = "ceasefire";
    if (is_shouted(name)) name = core::ascii_lower(name);
    if (found.beside == kNone) return name;
    const std::uint32_t mention = entities::mention_at(doc_, found.beside);
    if (found.beside < found.phrase_begin) {
      std::uint32_t begin = mention == kNone ? found.beside : doc_.mentions[mention].tokens.begin;
      begin = std::min(begin, found.beside);
      if (people) return std::string(doc_.view(doc_.bytes({begin, found.beside + 1}))) + " talks";
      return std::string(doc_.view(doc_.bytes({begin, found.phrase_begin}))) + " " + name;
    }
    TokenSpan words{tree_.subtree(found.beside).begin, found.beside + 1};
    if (mention != kNone) words.end = std::max(words.end, doc_.mentions[mention].tokens.end);
    return name + " " + std::string(doc_.view(doc_.bytes(words)));
  }

  static bool is_shouted(const std::string& name) {
    return std::none_of(name.begin(), name.end(), core::is_ascii_lower);
  }

  Scene& scene_;
  Document& doc_;
  const language::Tree& tree_;
  std::set<std::size_t> there_;  // of doc_.processes: one mention at least is no mere wish
  std::vector<bool> beside_;     // of doc_.processes: it has a name with a qualifier
};

}  // namespace

void find_mentions(Scene& scene) {
  Finder(scene).run();
}

}  // namespace dragoman::processes
