#include "processes/find_processes.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "core/tsv.h"
#include "core/utf8.h"
#include "entities/lookup.h"
#include "language/dependency_tree.h"
#include "speech/lookup.h"

namespace dragoman::processes {

struct NounPhrase {
  std::vector<std::string> lemmas;
  ProcessKind kind = ProcessKind::Talks;
  bool sure = false;
};

struct Resources::Tables {
  std::map<std::string, std::vector<NounPhrase>> nouns;  // by head lemma; longest phrase first
  std::map<std::string, std::string> role_nouns, role_verbs;
};

namespace {

constexpr std::string_view kRoundNouns[] = {"round", "session", "cycle", "phase", "stage"};
constexpr std::string_view kRoundWords[] = {"next",     "new",     "latest",  "last",
                                            "previous", "final",   "further", "upcoming",
                                            "coming",   "current", "another"};

template <class List, class Value>
bool contains(const List& list, const Value& value) {
  return std::find(std::begin(list), std::end(list), value) != std::end(list);
}

// A noun phrase that names a process.
struct Found {
  const NounPhrase* entry = nullptr;
  std::uint32_t head = kNone;
  std::uint32_t phrase_begin = kNone;  // first token of the lexicon phrase
  std::uint32_t qualifier =
      kNone;  // place or people beside it: "Astana", "Syrian", "in Eastern Ukraine"
  std::vector<std::uint32_t> parties;  // heads of "between A and B", "with A"
};

class Finder {
 public:
  Finder(const Resources::Tables& tables, Document& doc) : tables_(tables), doc_(doc), tree_(doc) {}

  void run() {
    for (std::uint32_t i = 0; i < doc_.tokens.size(); ++i) add_mention(i);
    for (std::uint32_t i = 0; i < doc_.tokens.size(); ++i) {
      add_role_noun(i);
      add_role_verb(i);
      add_agenda(i);
    }
    add_event_parties();
  }

 private:
  const Token& tok(std::uint32_t i) const { return doc_.tokens[i]; }

  // ---- mentions ----

  void add_mention(std::uint32_t head) {
    Found found = match(head);
    if (found.entry == nullptr) return;
    qualify(found);
    const std::string key =
        found.qualifier == kNone ? std::string() : core::ascii_lower(doc_.form(found.qualifier));
    const bool evident =
        found.entry->sure || !key.empty() || !found.parties.empty() || is_brokered(found.head);
    const std::size_t at = process_for(found, key, evident);
    if (at == doc_.processes.size()) return;
    ProcessMention& process = doc_.processes[at];
    process.mentions.push_back(doc_.bytes({found.phrase_begin, found.head + 1}));
    process_of_token_[head] = at;
    for (const std::uint32_t party : found.parties) add_roles(process, party, "party");
    add_named_parties(process, found);
    add_relative_clause(process, found);
    add_round(process, found);
    add_topics(process, head);
  }

  Found match(std::uint32_t head) const {
    Found found;
    if (tok(head).upos != Upos::Noun && tok(head).upos != Upos::Propn) return found;
    const auto entries = tables_.nouns.find(core::ascii_lower(tok(head).lemma));
    if (entries == tables_.nouns.end()) return found;
    for (const NounPhrase& entry : entries->second) {
      const auto size = static_cast<std::uint32_t>(entry.lemmas.size());
      if (head + 1 < size) continue;
      bool same = true;
      for (std::uint32_t k = 0; k < size && same; ++k) {
        const std::uint32_t i = head + 1 - size + k;
        same = core::ascii_lower(tok(i).lemma) == entry.lemmas[k] ||
               core::ascii_lower(doc_.form(i)) == entry.lemmas[k];
      }
      if (!same) continue;
      found.entry = &entry;
      found.head = head;
      found.phrase_begin = head + 1 - size;
      while (found.phrase_begin > 0 && extends_phrase(found.phrase_begin - 1, head))
        --found.phrase_begin;
      return found;
    }
    return found;
  }

  // "evacuation" of "evacuation deal": a common noun that says what kind it is.
  bool extends_phrase(std::uint32_t before, std::uint32_t head) const {
    return tok(before).head == head && tok(before).deprel == Deprel::Compound &&
           tok(before).upos == Upos::Noun;
  }

  // "violating the truce in Aleppo", the place hung on the verb: the words right behind the noun.
  std::uint32_t place_right_behind(std::uint32_t head) const {
    const std::uint32_t verb = tok(head).head;
    if (verb == kNone || tok(head).deprel != Deprel::Obj) return kNone;
    for (const std::uint32_t c : tree_.children(verb)) {
      if (tok(c).deprel != Deprel::Obl || tree_.case_of(c) != "in" || !is_name(c)) continue;
      if (tree_.subtree(c).begin == head + 1) return c;
    }
    return kNone;
  }

  // Place, people or parties beside the phrase.
  void qualify(Found& found) const {
    for (const std::uint32_t c : tree_.children(found.head)) {
      const Token& t = tok(c);
      const std::string_view marker = tree_.case_of(c);
      if (c < found.phrase_begin && (t.deprel == Deprel::Compound || t.deprel == Deprel::Amod ||
                                     t.deprel == Deprel::NmodPoss || t.deprel == Deprel::Nmod ||
                                     t.deprel == Deprel::NmodDesc)) {
        if (is_name(c) && found.qualifier == kNone) found.qualifier = c;
      } else if (t.deprel == Deprel::Nmod && c > found.head) {
        if (marker == "between" || marker == "with") {
          found.parties.push_back(c);
        } else if ((marker == "in" || marker == "for" || marker == "to") && is_name(c) &&
                   found.qualifier == kNone) {
          found.qualifier = c;
        }
      }
    }
    if (found.qualifier == kNone) found.qualifier = place_right_behind(found.head);
  }

  // "a deal brokered by Turkey", "the agreement was mediated by Norway": it takes a process to be
  // brokered.
  bool is_brokered(std::uint32_t head) const {
    const auto mediates = [this](std::uint32_t verb) {
      if (verb == kNone || tok(verb).upos != Upos::Verb) return false;
      const auto role = tables_.role_verbs.find(tok(verb).lemma);
      return role != tables_.role_verbs.end() &&
             (role->second == "mediator" || role->second == "guarantor");
    };
    const Deprel rel = tok(head).deprel;
    if ((rel == Deprel::Obj || rel == Deprel::NsubjPass) && mediates(tok(head).head)) return true;
    const std::uint32_t participle = tree_.child(head, {Deprel::Acl});
    return participle != kNone && mediates(participle);
  }

  // "Israeli-Palestinian talks", "the U.S.-Iraq accord": two or more peoples or countries before
  // the noun.
  void add_named_parties(ProcessMention& process, const Found& found) {
    std::vector<std::uint32_t> named;
    for (std::uint32_t i = tree_.subtree(found.head).begin; i < found.phrase_begin; ++i) {
      if (!tree_.is_below(i, found.head)) continue;
      const std::uint32_t mention = entities::mention_at(doc_, i);
      if (mention == kNone || doc_.mentions[mention].kind != MentionKind::Name) continue;
      const std::uint32_t actor = doc_.mentions[mention].actor;
      if (actor == kNone || doc_.actors[actor].kind != ActorKind::Country || contains(named, actor))
        continue;
      named.push_back(actor);
    }
    if (named.size() < 2) return;
    for (const std::uint32_t actor : named) add_role(process, actor, "party");
  }

  bool is_name(std::uint32_t token) const {
    if (tok(token).upos == Upos::Propn) return true;
    const std::uint32_t mention = entities::mention_at(doc_, token);
    if (mention == kNone || doc_.mentions[mention].kind != MentionKind::Name) return false;
    const NameType type = doc_.mentions[mention].type;
    return type == NameType::Location || type == NameType::Norp;
  }

  // The process this mention belongs to, a new one at the end, or size() when it is none.
  std::size_t process_for(const Found& found, const std::string& key, bool evident) {
    const ProcessKind kind = found.entry->kind;
    std::size_t latest = doc_.processes.size(), same_key = latest;
    for (std::size_t i = 0; i < doc_.processes.size(); ++i) {
      if (doc_.processes[i].kind != kind) continue;
      latest = i;
      if (!key.empty() && keys_[i] == key) same_key = i;
    }
    if (same_key != doc_.processes.size()) return same_key;
    if (latest != doc_.processes.size()) {
      // "the talks" after "the Astana talks"; and a name for what had none: "talks ... the Havana
      // talks".
      if (key.empty() && (found.parties.empty() || is_definite(found.head))) return latest;
      if (!key.empty() && keys_[latest].empty() && is_definite(found.head)) {
        keys_[latest] = key;
        doc_.processes[latest].name = name_of(found);
        return latest;
      }
    }
    if (!evident) return doc_.processes.size();
    ProcessMention process;
    process.kind = kind;
    process.name = name_of(found);
    process.span = doc_.bytes({found.phrase_begin, found.head + 1});
    process.rule = "noun/";
    for (const std::string& lemma : found.entry->lemmas) {
      process.rule += (process.rule.back() == '/' ? "" : "-") + lemma;
    }
    keys_.push_back(key);
    doc_.processes.push_back(std::move(process));
    return doc_.processes.size() - 1;
  }

  bool is_definite(std::uint32_t head) const {
    const std::uint32_t det = tree_.child(head, {Deprel::Det, Deprel::NmodPoss});
    return det != kNone && (tok(det).feats & (feature::kDef | feature::kDem | feature::kPoss));
  }

  // "Astana talks", "Syrian peace process", "ceasefire in Eastern Ukraine", "peace talks".
  std::string name_of(const Found& found) const {
    std::uint32_t begin = found.phrase_begin;
    if (found.qualifier != kNone && found.qualifier < begin) {
      begin = tree_.subtree(found.qualifier).begin;
      while (tok(begin).deprel == Deprel::Det || tok(begin).upos == Upos::Punct) ++begin;
    }
    std::string name(doc_.view(doc_.bytes({begin, found.head + 1})));
    if (found.qualifier != kNone && found.qualifier > found.head) {
      TokenSpan place{tree_.subtree(found.qualifier).begin, found.qualifier + 1};
      name += " " + std::string(doc_.view(doc_.bytes(place)));
    }
    return name;
  }

  // ---- roles ----

  void add_roles(ProcessMention& process, std::uint32_t noun, const std::string& role) {
    for (const std::uint32_t part : entities::conjuncts(doc_, noun)) {
      entities::ActorsOfOptions alone;
      alone.coordination = false;
      for (const std::uint32_t actor : entities::actors_of(doc_, part, alone)) {
        add_role(process, actor, own_role(part, actor, role));
      }
    }
  }

  // "the government, the opposition and the guarantor states": a role noun in the phrase wins over
  // the list's.
  std::string own_role(std::uint32_t noun, std::uint32_t actor, const std::string& role) const {
    const TokenSpan phrase = tree_.subtree(noun);
    for (std::uint32_t i = phrase.begin; i <= noun; ++i) {
      if (tok(i).head != noun && i != noun) continue;
      if (const auto found = tables_.role_nouns.find(tok(i).lemma);
          found != tables_.role_nouns.end()) {
        return found->second;
      }
    }
    for (const auto& [word, meaning] : tables_.role_nouns) {
      if (doc_.actors[actor].role == word) return meaning;
    }
    return role;
  }

  static void add_role(ProcessMention& process, std::uint32_t actor, const std::string& role) {
    for (ProcessRole& known : process.roles) {
      if (known.actor != actor) continue;
      if (known.role == "party") known.role = role;  // the more telling one stays
      return;
    }
    process.roles.push_back({actor, role});
  }

  // "consultations ... which involve the government and the opposition"
  void add_relative_clause(ProcessMention& process, const Found& found) {
    const Sentence& sentence = doc_.sentences[tok(found.head).sentence];
    for (std::uint32_t i = found.head; i < sentence.tokens.end; ++i) {
      const std::string& lemma = tok(i).lemma;
      if (lemma != "involve" && lemma != "include" && lemma != "gather" && lemma != "bring" &&
          lemma != "unite")
        continue;
      if (tok(i).upos != Upos::Verb) continue;
      // A relative clause may stand behind the verb: "the next round will be held, which involves
      // ..."
      const bool of_process = tree_.is_below(i, found.head) || tree_.subject(i) == found.head ||
                              tok(i).deprel == Deprel::AclRelcl ||
                              tok(i).deprel == Deprel::AdvclRelcl;
      const std::uint32_t object = tree_.child(i, {Deprel::Obj});
      if (of_process && object != kNone) add_roles(process, object, "party");
    }
  }

  // The process mentioned in the noun's phrase, else in its sentence, else the latest before it.
  std::size_t process_near(std::uint32_t token, bool only_sentence) const {
    const TokenSpan phrase = tree_.subtree(token);
    std::size_t found = doc_.processes.size();
    for (const auto& [head, process] : process_of_token_) {
      if (phrase.contains(head)) return process;
      if (tok(head).sentence == tok(token).sentence) found = process;
    }
    if (found != doc_.processes.size() || only_sentence) return found;
    for (const auto& [head, process] : process_of_token_) {
      if (head < token && doc_.processes[process].kind == ProcessKind::Talks) found = process;
    }
    return found;
  }

  void add_role_noun(std::uint32_t i) {
    if (tok(i).upos != Upos::Noun) return;
    const auto role = tables_.role_nouns.find(tok(i).lemma);
    if (role == tables_.role_nouns.end() || role->second == "party") return;
    const std::size_t at = process_near(i, true);
    if (at == doc_.processes.size()) return;
    ProcessMention& process = doc_.processes[at];
    std::uint32_t noun = i;  // "guarantor states": the noun it modifies is who
    if (tok(i).deprel == Deprel::Compound || tok(i).deprel == Deprel::Amod) noun = tok(i).head;
    std::vector<std::uint32_t> who = entities::actors_of(doc_, noun);
    // "the guarantors of the process - Russia, Turkey and Iran": names in apposition or set off by
    // dashes
    for (const std::uint32_t c : tree_.children(noun)) {
      const Deprel rel = tok(c).deprel;
      if (rel == Deprel::Appos || rel == Deprel::Parataxis || rel == Deprel::Dep ||
          rel == Deprel::List) {
        for (const std::uint32_t actor : entities::actors_of(doc_, c)) who.push_back(actor);
      }
    }
    // "Cuba and Norway, the guarantors of the talks": the noun itself is the apposition, or is read
    // as a third name
    const Deprel rel = tok(noun).deprel;
    // ("the government, as well as the guarantor states" is a list).
    const bool listed = tree_.child(noun, {Deprel::Cc}) != kNone;
    if (tok(noun).head != kNone && (rel == Deprel::Appos || (rel == Deprel::Conj && !listed)) &&
        tok(noun).head < noun) {
      for (const std::uint32_t actor : entities::actors_of(doc_, tok(noun).head))
        who.push_back(actor);
    }
    // Names say more than "the guarantors" does.
    const bool named = std::any_of(who.begin(), who.end(),
                                   [this](std::uint32_t a) { return !doc_.actors[a].kb.empty(); });
    for (const std::uint32_t actor : who) {
      if (!named || !doc_.actors[actor].kb.empty()) add_role(process, actor, role->second);
    }
  }

  void add_role_verb(std::uint32_t i) {
    if (tok(i).upos != Upos::Verb) return;
    const auto role = tables_.role_verbs.find(tok(i).lemma);
    if (role == tables_.role_verbs.end() || tree_.is_negated(i)) return;
    const std::uint32_t passive = tree_.child(i, {Deprel::NsubjPass});
    std::uint32_t object = passive != kNone ? passive : tree_.child(i, {Deprel::Obj});
    std::uint32_t agent = passive != kNone ? tree_.child(i, {Deprel::OblAgent}) : tree_.subject(i);
    if (object == kNone && tok(i).deprel == Deprel::Acl) {  // "a truce brokered by Turkey"
      object = tok(i).head;
      agent = tree_.child(i, {Deprel::OblAgent});
      if (agent == kNone) {
        for (const std::uint32_t c : tree_.children(i)) {
          if (tok(c).deprel == Deprel::Obl && tree_.case_of(c) == "by") agent = c;
        }
      }
    }
    if (object == kNone || agent == kNone) return;
    const auto process = process_of_token_.find(object);
    if (process == process_of_token_.end() || is_denied(i)) return;
    add_roles(doc_.processes[process->second], agent, role->second);
  }

  // "denied violating the truce": whoever is said not to have done it has no part by it.
  bool is_denied(std::uint32_t token) const {
    const std::uint32_t statement = speech::statement_of_token(doc_, token);
    return statement != kNone && doc_.statements[statement].stance == Stance::Denial &&
           !doc_.statements[statement].negated;
  }

  // Who met in an event that the process's own words trigger.
  void add_event_parties() {
    for (const Event& event : doc_.events) {
      const auto process = process_of_token_.find(event.trigger_token);
      if (process == process_of_token_.end()) continue;
      ProcessMention& into = doc_.processes[process->second];
      if (into.kind != ProcessKind::Talks && into.kind != ProcessKind::Ceasefire) continue;
      for (const auto* side : {&event.actors, &event.recipients}) {
        for (const std::uint32_t actor : *side) {
          if (doc_.actors[actor].sector != "JRN")
            add_role(into, actor, "party");  // who tells of it is not in it
        }
      }
      if (into.when.empty()) into.when = event.date;
    }
  }

  // ---- rounds and agenda ----

  void add_round(ProcessMention& process, const Found& found) {
    std::uint32_t noun = found.head;
    const std::uint32_t above = tok(found.head).head;
    if (above != kNone && contains(kRoundNouns, tok(above).lemma)) noun = above;
    for (const std::uint32_t c : tree_.children(noun)) {
      const Token& t = tok(c);
      if (t.deprel != Deprel::Amod && t.deprel != Deprel::Det) continue;
      const bool ordinal = t.upos == Upos::Adj && noun != found.head && is_ordinal(t.lemma);
      if (ordinal || contains(kRoundWords, t.lemma)) {
        if (process.round.empty() || t.lemma == "next")
          process.round = core::ascii_lower(doc_.form(c));
      }
    }
    if (process.when.empty() && !process.round.empty()) process.when = time_of(noun);
  }

  static bool is_ordinal(std::string_view lemma) {
    static constexpr std::string_view kOrdinals[] = {"first", "second", "third",    "fourth",
                                                     "fifth", "sixth",  "seventh",  "eighth",
                                                     "ninth", "tenth",  "eleventh", "twelfth"};
    if (contains(kOrdinals, lemma)) return true;
    return !lemma.empty() && core::is_ascii_digit(lemma[0]) &&
           (lemma.ends_with("th") || lemma.ends_with("st") || lemma.ends_with("nd") ||
            lemma.ends_with("rd"));
  }

  // The time that hangs on the clause of `noun`.
  std::string time_of(std::uint32_t noun) const {
    std::uint32_t verb = noun;
    while (verb != kNone && tok(verb).upos != Upos::Verb) verb = tok(verb).head;
    const TokenSpan clause = verb == kNone ? tree_.subtree(noun) : tree_.subtree(verb);
    for (const Timex& time : doc_.times) {
      if (clause.contains(time.tokens) &&
          (time.type == TimexType::Date || time.type == TimexType::Time)) {
        return time.value;
      }
    }
    return {};
  }

  // "talks on the ceasefire and the release of prisoners"
  void add_topics(ProcessMention& process, std::uint32_t head) {
    for (const std::uint32_t c : tree_.children(head)) {
      if (tok(c).deprel != Deprel::Nmod) continue;
      const std::string_view marker = tree_.case_of(c);
      if (marker == "on" || marker == "about" || marker == "over") add_conjunct_spans(process, c);
    }
  }

  void add_conjunct_spans(ProcessMention& process, std::uint32_t head) {
    std::vector<std::uint32_t> heads = {head};
    for (const std::uint32_t c : tree_.children(head)) {
      if (tok(c).deprel == Deprel::Conj) heads.push_back(c);
    }
    for (std::size_t k = 0; k < heads.size(); ++k) {
      TokenSpan span = tree_.subtree(heads[k]);
      if (k == 0) {
        for (std::size_t other = 1; other < heads.size(); ++other) {
          span.end = std::min(span.end, tree_.subtree(heads[other]).begin);
        }
      }
      while (span.size() > 1 && is_edge(span.begin)) ++span.begin;
      while (span.size() > 1 &&
             (tok(span.end - 1).upos == Upos::Punct || tok(span.end - 1).upos == Upos::Cconj))
        --span.end;
      const ByteSpan bytes = doc_.bytes(span);
      if (std::find(process.agenda.begin(), process.agenda.end(), bytes) == process.agenda.end()) {
        process.agenda.push_back(bytes);
      }
    }
  }

  bool is_edge(std::uint32_t i) const {
    const Upos upos = tok(i).upos;
    return upos == Upos::Punct || upos == Upos::Cconj || upos == Upos::Adp ||
           tok(i).deprel == Deprel::Det;
  }

  // "X will top the agenda", "on the agenda are X and Y", "the agenda includes X", "the talks will
  // focus on X"
  void add_agenda(std::uint32_t i) {
    if (tok(i).lemma == "agenda") {
      const std::size_t at = process_for_agenda(i);
      if (at == doc_.processes.size()) return;
      const std::uint32_t verb = tok(i).head;
      if (verb == kNone) return;
      if (tok(i).deprel == Deprel::Obj || tok(i).deprel == Deprel::Obl) {
        const std::uint32_t subject = tree_.child(verb, {Deprel::Nsubj, Deprel::NsubjPass});
        if (tree_.child(verb, {Deprel::Csubj, Deprel::CsubjPass}) != kNone) {
          add_listed_spans(doc_.processes[at], verb);
        } else if (subject != kNone) {
          add_conjunct_spans(doc_.processes[at], subject);
        }
      } else if (tok(i).deprel == Deprel::Nsubj) {
        const std::uint32_t object = tree_.child(verb, {Deprel::Obj});
        if (object != kNone) add_conjunct_spans(doc_.processes[at], object);
      }
      return;
    }
    const std::string& lemma = tok(i).lemma;
    if (tok(i).upos != Upos::Verb ||
        (lemma != "focus" && lemma != "discuss" && lemma != "address" && lemma != "cover" &&
         lemma != "deal" && lemma != "center" && lemma != "concentrate")) {
      return;
    }
    const auto process = process_of_token_.find(tree_.subject(i));
    if (process == process_of_token_.end()) return;
    for (const std::uint32_t c : tree_.children(i)) {
      const std::string_view marker = tree_.case_of(c);
      if (tok(c).deprel == Deprel::Obj ||
          (tok(c).deprel == Deprel::Obl && (marker == "on" || marker == "with"))) {
        add_conjunct_spans(doc_.processes[process->second], c);
      }
    }
  }

  // "Matters of trade, ensuring access and lifting visas will top the agenda": a list with clauses
  // in it, which trees rarely get whole. Its parts stand between commas and the last "and", from
  // the clause's first word on.
  void add_listed_spans(ProcessMention& process, std::uint32_t verb) {
    std::uint32_t end = verb;
    for (const std::uint32_t c : tree_.children(verb)) {
      if (tok(c).deprel == Deprel::Aux || tok(c).deprel == Deprel::Cop) end = std::min(end, c);
    }
    std::uint32_t begin = doc_.sentences[tok(verb).sentence].tokens.begin;
    for (std::uint32_t i = begin; i < end; ++i) {
      if (tok(i).deprel == Deprel::Mark && tok(i).lemma == "that") begin = i + 1;
    }
    for (std::uint32_t i = begin; i <= end; ++i) {
      const bool cut = i == end || doc_.form(i) == "," ||
                       (tok(i).upos == Upos::Cconj && i + 1 < end && tok(i + 1).upos == Upos::Verb);
      if (!cut) continue;
      TokenSpan part{begin, i};
      while (!part.empty() && is_edge(part.begin)) ++part.begin;
      if (!part.empty()) process.agenda.push_back(doc_.bytes(part));
      begin = i + 1;
    }
  }

  // An agenda is of the talks named in its own phrase, else of the latest named talks before it.
  std::size_t process_for_agenda(std::uint32_t agenda) const {
    std::size_t found = doc_.processes.size();
    const TokenSpan phrase = tree_.subtree(agenda);
    for (const auto& [head, process] : process_of_token_) {
      if (doc_.processes[process].kind != ProcessKind::Talks) continue;
      if (phrase.contains(head)) return process;
      if (head < agenda) found = process;
    }
    return found;
  }

  const Resources::Tables& tables_;
  Document& doc_;
  language::Tree tree_;
  std::vector<std::string> keys_;  // of doc_.processes: place or people, lower case
  std::map<std::uint32_t, std::size_t> process_of_token_;  // head of a mention -> its process
};

Result<void> load_nouns(const std::string& path, Resources::Tables& tables) {
  auto file = core::read_tsv(path, 3, 3);
  if (!file) return file.error();
  for (const core::TsvRow& row : file->rows) {
    const auto kind = parse_process_kind(row.fields[1]);
    if (!kind)
      return file->error(
          row, 1, "expected talks, ceasefire, aid or mission, found '" + row.fields[1] + "'");
    if (row.fields[2] != "sure" && row.fields[2] != "named") {
      return file->error(row, 2, "expected sure or named, found '" + row.fields[2] + "'");
    }
    NounPhrase entry{core::split_list(row.fields[0], ' '), *kind, row.fields[2] == "sure"};
    if (entry.lemmas.empty()) return file->error(row, 0, "expected a noun");
    tables.nouns[entry.lemmas.back()].push_back(std::move(entry));
  }
  for (auto& [head, entries] : tables.nouns) {
    std::stable_sort(entries.begin(), entries.end(), [](const NounPhrase& a, const NounPhrase& b) {
      return a.lemmas.size() > b.lemmas.size();
    });
  }
  return {};
}

Result<void> load_roles(const std::string& path, Resources::Tables& tables) {
  auto file = core::read_tsv(path, 3, 3);
  if (!file) return file.error();
  for (const core::TsvRow& row : file->rows) {
    if (row.fields[1] == "noun") {
      tables.role_nouns[row.fields[0]] = row.fields[2];
    } else if (row.fields[1] == "verb") {
      tables.role_verbs[row.fields[0]] = row.fields[2];
    } else {
      return file->error(row, 1, "expected noun or verb, found '" + row.fields[1] + "'");
    }
  }
  return {};
}

}  // namespace

Resources::Resources(std::unique_ptr<const Tables> tables) : tables_(std::move(tables)) {}
Resources::~Resources() = default;

Result<std::shared_ptr<const Resources>> Resources::load(const std::string& lexicon_folder) {
  auto tables = std::make_unique<Tables>();
  if (auto done = load_nouns(lexicon_folder + "/processes/nouns.tsv", *tables); !done)
    return done.error();
  if (auto done = load_roles(lexicon_folder + "/processes/roles.tsv", *tables); !done)
    return done.error();
  return std::shared_ptr<const Resources>(new Resources(std::move(tables)));
}

Result<void> find_processes(const Resources& resources, Document& doc) {
  for (const Layer layer : {Layer::Trees, Layer::Times, Layer::Actors, Layer::Events}) {
    if (!doc.has(layer))
      return make_error(ErrorCode::MissingLayer, "processes need trees, times, actors and events");
  }
  Finder(resources.tables(), doc).run();
  doc.mark(Layer::Processes);
  return {};
}

}  // namespace dragoman::processes
