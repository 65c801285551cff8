// Who has which part in a process: parties, guarantors, mediators, hosts ...
#include <algorithm>
#include <string>
#include <vector>

#include "entities/lookup.h"
#include "processes/scene.h"
#include "speech/lookup.h"

namespace dragoman::processes {
namespace {

using Tokens = std::vector<std::uint32_t>;

class Finder {
 public:
  explicit Finder(Scene& scene) : scene_(scene), doc_(scene.doc), tree_(scene.tree) {}

  void run() {
    for (const auto& [head, at] : scene_.of_token) {
      ProcessMention& process = doc_.processes[at];
      add_named_sides(process, head);
      add_parties_of_phrase(process, head);
      add_relative_clause(process, head);
    }
    for (std::uint32_t i = 0; i < doc_.tokens.size(); ++i) {
      add_side(i);
      add_role_noun(i);
      add_role_verb(i);
    }
    add_negotiators();
    add_event_parts();
  }

 private:
  const Token& tok(std::uint32_t i) const { return doc_.tokens[i]; }
  bool none(std::size_t process) const { return process == doc_.processes.size(); }

  // ---- keeping ----

  // The words from `token` to `cue`.
  ByteSpan words(std::uint32_t token, std::uint32_t cue) const {
    return doc_.bytes(cover(TokenSpan{token, token + 1}, TokenSpan{cue, cue + 1}));
  }

  static bool is_plain(std::string_view role) { return role == "party" || role == "donor"; }

  static void add_role(ProcessMention& process,
                       std::uint32_t actor,
                       const std::string& role,
                       ByteSpan evidence) {
    for (ProcessRole& known : process.roles) {
      if (known.actor != actor) continue;
      if (is_plain(known.role) && !is_plain(role)) known = {actor, role, evidence};
      return;  // the more telling one stays
    }
    process.roles.push_back({actor, role, evidence});
  }

  void add_roles(ProcessMention& process,
                 std::uint32_t noun,
                 const std::string& role,
                 std::uint32_t cue) {
    entities::ActorsOfOptions alone;
    alone.coordination = false;
    for (const std::uint32_t part : entities::conjuncts(doc_, noun)) {
      for (const std::uint32_t actor : entities::actors_of(doc_, part, alone))
        add_role(process, actor, own_role(part, actor, role), words(part, cue));
    }
  }

  // "the government, the opposition and the guarantor states": a role noun in the phrase wins over
  // the list's.
  std::string own_role(std::uint32_t noun, std::uint32_t actor, const std::string& role) const {
    const TokenSpan phrase = tree_.subtree(noun);
    for (std::uint32_t i = phrase.begin; i <= noun; ++i) {
      if (tok(i).head != noun && i != noun) continue;
      if (const auto found = scene_.tables.role_nouns.find(tok(i).lemma);
          found != scene_.tables.role_nouns.end())
        return found->second;
    }
    const auto found = scene_.tables.role_nouns.find(doc_.actors[actor].role);
    return found == scene_.tables.role_nouns.end() ? role : found->second;
  }

  // ---- the noun phrase of the process ----

  void add_parties_of_phrase(ProcessMention& process, std::uint32_t head) {
    for (const std::uint32_t c : tree_.children(head)) {
      const std::string_view marker = tree_.case_of(c);
      if (c > head && tok(c).deprel == Deprel::Nmod && (marker == "between" || marker == "with"))
        add_roles(process, c, "party", head);
    }
    // "suspended peace talks with the FARC", the party hung on the verb: right behind the noun.
    const std::uint32_t verb = tok(head).head;
    if (verb == kNone || tok(head).deprel != Deprel::Obj) return;
    for (const std::uint32_t c : tree_.children(verb)) {
      if (tok(c).deprel == Deprel::Obl && tree_.case_of(c) == "with" &&
          tree_.subtree(c).begin == head + 1)
        add_roles(process, c, "party", head);
    }
  }

  // "Israeli-Palestinian talks", "the U.S.-Iraq accord": two or more peoples or countries before
  // the noun.
  void add_named_sides(ProcessMention& process, std::uint32_t head) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> named;  // actor, token
    for (std::uint32_t i = tree_.subtree(head).begin; i < head; ++i) {
      if (!tree_.is_below(i, head)) continue;
      const std::uint32_t mention = entities::mention_at(doc_, i);
      if (mention == kNone || doc_.mentions[mention].kind != MentionKind::Name) continue;
      const std::uint32_t actor = doc_.mentions[mention].actor;
      if (actor == kNone || doc_.actors[actor].kind != ActorKind::Country) continue;
      const bool known = std::any_of(named.begin(), named.end(),
                                     [actor](const auto& n) { return n.first == actor; });
      if (!known) named.emplace_back(actor, i);
    }
    if (named.size() < 2) return;
    for (const auto& [actor, token] : named) add_role(process, actor, "party", words(token, head));
  }

  // "consultations ... which involve the government and the opposition"
  void add_relative_clause(ProcessMention& process, std::uint32_t head) {
    const Sentence& sentence = doc_.sentences[tok(head).sentence];
    for (std::uint32_t i = head; i < sentence.tokens.end; ++i) {
      const std::string& lemma = tok(i).lemma;
      if (lemma != "involve" && lemma != "include" && lemma != "gather" && lemma != "bring" &&
          lemma != "unite")
        continue;
      if (tok(i).upos != Upos::Verb) continue;
      // A relative clause may stand behind the verb: "the next round will be held, which involves
      // ..."
      const bool of_process = tree_.is_below(i, head) || tree_.subject(i) == head ||
                              tok(i).deprel == Deprel::AclRelcl ||
                              tok(i).deprel == Deprel::AdvclRelcl;
      const std::uint32_t object = tree_.child(i, {Deprel::Obj});
      if (of_process && object != kNone) add_roles(process, object, "party", i);
    }
  }

  // ---- who negotiates ----

  // "the FARC's negotiators", "negotiators for Colombia", "government and FARC negotiators":
  // whoever sends them is a party of the talks that the report is on.
  void add_side(std::uint32_t i) {
    if (tok(i).upos != Upos::Noun || !scene_.tables.sides.contains(tok(i).lemma)) return;
    const std::size_t at = scene_.latest(ProcessKind::Talks, i);
    if (none(at)) return;
    for (std::uint32_t token : senders_of(i)) {
      for (const std::uint32_t actor : entities::actors_of(doc_, token)) {
        if (may_negotiate(actor)) add_role(doc_.processes[at], actor, "party", words(token, i));
      }
    }
  }

  // "chief rebel negotiator Ivan Marquez": people whose role is one of those who negotiate.
  void add_negotiators() {
    for (std::uint32_t a = 0; a < doc_.actors.size(); ++a) {
      const Actor& actor = doc_.actors[a];
      if (actor.kind != ActorKind::Person || actor.mentions.empty() || !negotiates(actor.role))
        continue;
      const Mention& mention = doc_.mentions[actor.mentions.front()];
      const std::size_t at = scene_.latest(ProcessKind::Talks, mention.tokens.begin);
      if (!none(at)) add_role(doc_.processes[at], a, "negotiator", mention.span);
    }
  }

  bool negotiates(std::string_view role) const {
    return std::any_of(
        scene_.tables.sides.begin(), scene_.tables.sides.end(),
        [role](const std::string& side) { return role.find(side) != std::string_view::npos; });
  }

  Tokens senders_of(std::uint32_t noun) const {
    Tokens out;
    for (const std::uint32_t c : tree_.children(noun)) {
      const Deprel rel = tok(c).deprel;
      const std::string_view marker = tree_.case_of(c);
      const bool before = c < noun && (rel == Deprel::Compound || rel == Deprel::Amod ||
                                       rel == Deprel::NmodPoss || rel == Deprel::Nmod);
      const bool behind = c > noun && rel == Deprel::Nmod &&
                          (marker == "of" || marker == "for" || marker == "from");
      if (before || behind) out.push_back(c);
    }
    return out;
  }

  bool may_negotiate(std::uint32_t actor) const {
    const Actor& a = doc_.actors[actor];
    return a.kind != ActorKind::Person && a.sector != "JRN" && a.sector != "IGO" &&
           a.sector != "NGO";
  }

  // ---- role nouns ----

  // The process mentioned in the noun's phrase, else in its sentence, else for roles that only
  // talks have, the talks that the report is on.
  std::size_t process_near(std::uint32_t token) const {
    const TokenSpan phrase = tree_.subtree(token);
    std::size_t found = doc_.processes.size();
    for (const auto& [head, process] : scene_.of_token) {
      if (phrase.contains(head)) return process;
      if (tok(head).sentence == tok(token).sentence) found = process;
    }
    if (none(found) && (tok(token).lemma == "guarantor" || tok(token).lemma == "accompanying"))
      found = scene_.latest(ProcessKind::Talks, token);
    return found;
  }

  void add_role_noun(std::uint32_t i) {
    const auto role = scene_.tables.role_nouns.find(tok(i).lemma);
    if (role == scene_.tables.role_nouns.end() || role->second == "party") return;
    if (tok(i).upos != Upos::Noun && tok(i).deprel != Deprel::Amod) return;
    std::uint32_t noun = i;  // "guarantor states": the noun it modifies is who
    if (tok(i).deprel == Deprel::Compound || tok(i).deprel == Deprel::Amod) noun = tok(i).head;
    const std::size_t at = process_near(i);
    if (none(at) || noun == kNone) return;
    ProcessMention& process = doc_.processes[at];
    Tokens bearers = bearers_of(noun);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> who;  // actor, token
    entities::ActorsOfOptions alone;
    alone.coordination = false;
    for (const std::uint32_t token : bearers) {
      for (const std::uint32_t actor : entities::actors_of(doc_, token, alone))
        who.emplace_back(actor, token);
    }
    // Names say more than "the guarantors" does.
    const bool named = std::any_of(
        who.begin(), who.end(), [this](const auto& w) { return !doc_.actors[w.first].kb.empty(); });
    for (const auto& [actor, token] : who) {
      if (!named || !doc_.actors[actor].kb.empty())
        add_role(process, actor, role->second, words(token, i));
    }
  }

  // The tokens that name who is called by the role noun.
  Tokens bearers_of(std::uint32_t noun) const {
    Tokens out{noun};
    add_names_below(noun, out);
    // "Cuba and Norway will act as guarantors"
    const std::uint32_t verb = tok(noun).head;
    if (verb != kNone && tok(noun).deprel == Deprel::Obl && tree_.case_of(noun) == "as") {
      const std::uint32_t subject = tree_.subject(verb);
      const std::uint32_t object = tree_.child(verb, {Deprel::Obj});
      const std::uint32_t bearer = object != kNone ? object : subject;
      if (bearer != kNone) add_conjuncts(bearer, out);
    }
    // "Norway, one of the two guarantors"; "Cuba and Norway, the guarantors of the talks": the noun
    // itself is the apposition, or is read as a third name ("the government, as well as the
    // guarantor states" is a list).
    std::uint32_t top = noun;
    if (verb != kNone && tok(noun).deprel == Deprel::Nmod && tok(verb).lemma == "one") top = verb;
    const Deprel rel = tok(top).deprel;
    const bool listed = tree_.child(top, {Deprel::Cc}) != kNone;
    if (tok(top).head != kNone && tok(top).head < top &&
        (rel == Deprel::Appos || (rel == Deprel::Conj && !listed)))
      add_conjuncts_before(top, out);
    // "the Norwegian guarantors"
    for (const std::uint32_t c : tree_.children(noun)) {
      if (tok(c).deprel == Deprel::Amod && c < noun && tok(c).lemma != "accompanying")
        out.push_back(c);
    }
    return out;
  }

  void add_conjuncts(std::uint32_t token, Tokens& out) const {
    for (const std::uint32_t part : entities::conjuncts(doc_, token)) out.push_back(part);
  }

  // Who stands in apposition to `noun`, as far as before it: not those behind in "Cuba and Norway,
  // the guarantors, and Venezuela and Chile".
  void add_conjuncts_before(std::uint32_t noun, Tokens& out) const {
    for (const std::uint32_t part : entities::conjuncts(doc_, tok(noun).head)) {
      if (part < noun) out.push_back(part);
    }
  }

  // "the guarantors of the process - Russia, Turkey and Iran": names in apposition or set off by
  // dashes; not those of another noun in the list ("two guarantors, Cuba and Norway, and two
  // accompanying countries, Venezuela and Chile").
  void add_names_below(std::uint32_t noun, Tokens& out) const {
    for (const std::uint32_t c : tree_.children(noun)) {
      const Deprel rel = tok(c).deprel;
      const bool set_off = rel == Deprel::Appos || rel == Deprel::Parataxis || rel == Deprel::Dep ||
                           rel == Deprel::List || rel == Deprel::Conj;
      if (!set_off || tok(c).upos != Upos::Propn) continue;
      out.push_back(c);
      add_names_below(c, out);
    }
  }

  // ---- role verbs ----

  void add_role_verb(std::uint32_t i) {
    if (tok(i).upos != Upos::Verb) return;
    const auto role = scene_.tables.role_verbs.find(tok(i).lemma);
    if (role == scene_.tables.role_verbs.end() || tree_.is_negated(i)) return;
    const std::uint32_t passive = tree_.child(i, {Deprel::NsubjPass});
    std::uint32_t object = passive != kNone ? passive : tree_.child(i, {Deprel::Obj});
    std::uint32_t agent = passive != kNone ? tree_.child(i, {Deprel::OblAgent}) : tree_.subject(i);
    if (object == kNone && tok(i).deprel == Deprel::Acl) {  // "a truce brokered by Turkey"
      object = tok(i).head;
      agent = agent_of(i);
    }
    if (const std::uint32_t accused = accused_of(i); accused != kNone) agent = accused;
    if (object == kNone || agent == kNone) return;
    const std::size_t at = scene_.headed_by(object);
    if (none(at) || is_denied(i)) return;
    add_roles(doc_.processes[at], agent, role->second, i);
  }

  // "accused the FARC of breaking the truce": who is said to do it.
  std::uint32_t accused_of(std::uint32_t verb) const {
    const std::uint32_t above = tok(verb).head;
    if (above == kNone || tok(above).upos != Upos::Verb) return kNone;
    const auto mood = scene_.tables.moods.find(tok(above).lemma);
    const bool accuses = mood != scene_.tables.moods.end() && mood->second == Mood::Accused;
    return accuses ? scene_.clauses.object(above) : kNone;
  }

  std::uint32_t agent_of(std::uint32_t participle) const {
    std::uint32_t agent = tree_.child(participle, {Deprel::OblAgent});
    for (const std::uint32_t c : tree_.children(participle)) {
      if (agent == kNone && tok(c).deprel == Deprel::Obl && tree_.case_of(c) == "by") agent = c;
    }
    return agent;
  }

  // "denied violating the truce": whoever is said not to have done it has no part by it.
  bool is_denied(std::uint32_t token) const {
    const std::uint32_t statement = speech::statement_of_token(doc_, token);
    return statement != kNone && doc_.statements[statement].stance == Stance::Denial &&
           !doc_.statements[statement].negated;
  }

  // ---- events ----

  // Who met in an event that the process's own words trigger; who mediates, hosts or guarantees
  // one.
  void add_event_parts() {
    for (const Event& event : doc_.events) {
      const std::size_t at = scene_.headed_by(event.trigger_token);
      if (none(at)) continue;
      ProcessMention& into = doc_.processes[at];
      if (into.kind != ProcessKind::Talks && into.kind != ProcessKind::Ceasefire) continue;
      for (const auto* side : {&event.actors, &event.recipients}) {
        for (const std::uint32_t actor : *side) {
          if (doc_.actors[actor].sector != "JRN")  // who tells of it is not in it
            add_role(into, actor, "party", event.evidence);
        }
      }
      for (const auto& [part, actor] : event.third) {
        add_role(into, actor,
                 part == ThirdPart::Mediator ? "mediator"
                 : part == ThirdPart::Host   ? "host"
                                             : "guarantor",
                 event.evidence);
      }
      if (into.when.empty()) into.when = event.date;
    }
  }

  Scene& scene_;
  Document& doc_;
  const language::Tree& tree_;
};

}  // namespace

void find_roles(Scene& scene) {
  Finder(scene).run();
}

}  // namespace dragoman::processes
