// What happens to a process, and its rounds: verbs and nouns of lexicons/processes/acts.tsv whose
// subject or object is a mention of it, a round of it, or those who negotiate.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/utf8.h"
#include "entities/lookup.h"
#include "processes/clause_reader.h"
#include "processes/scene.h"
#include "speech/lookup.h"

namespace dragoman::processes {
namespace {

// What an act is of: a mention of a process, a round, or those who negotiate.
struct Anchor {
  std::size_t process = 0;
  std::uint32_t token = kNone;
  std::uint32_t round = kNone;  // the round noun
  bool delegates = false;
};

constexpr std::uint32_t kReach = 6;  // tokens from a verb to the last word that belongs to it

class Finder {
 public:
  explicit Finder(Scene& scene)
      : scene_(scene), doc_(scene.doc), tree_(scene.tree), reader_(scene) {}

  void run() {
    for (std::uint32_t i = 0; i < doc_.tokens.size(); ++i) {
      const Token& token = tok(i);
      if (token.upos == Upos::Verb || token.upos == Upos::Aux) add_verb(i);
      if (token.upos == Upos::Noun) add_noun(i);
      add_round_of(i);
    }
    for (ProcessMention& process : doc_.processes) {
      std::stable_sort(process.acts.begin(), process.acts.end(),
                       [](const ProcessAct& a, const ProcessAct& b) { return a.cue < b.cue; });
    }
  }

 private:
  const Token& tok(std::uint32_t i) const { return doc_.tokens[i]; }

  // ---- what it is of ----

  std::optional<Anchor> anchor_at(std::uint32_t token) const {
    if (token == kNone) return std::nullopt;
    token = scene_.clauses.antecedent(token);
    const std::size_t own = scene_.headed_by(token);
    if (own != doc_.processes.size()) {
      const bool people = scene_.tables.sides.contains(tok(token).lemma);
      return Anchor{own, token, kNone, people};
    }
    if (is_round_noun(tok(token).lemma)) {
      if (const auto process = process_of_round(token))
        return Anchor{*process, token, token, false};
    }
    if (scene_.tables.sides.contains(tok(token).lemma) || is_both_sides(token)) {
      const std::size_t talks = scene_.latest(ProcessKind::Talks, token);
      if (talks != doc_.processes.size()) return Anchor{talks, token, kNone, true};
    }
    return std::nullopt;
  }

  bool is_both_sides(std::uint32_t token) const {
    const std::string& lemma = tok(token).lemma;
    return (lemma == "side" || lemma == "party") && (tok(token).feats & feature::kPlur) != 0;
  }

  // "the second round of talks"; a round of nothing else is one of the talks before it.
  std::optional<std::size_t> process_of_round(std::uint32_t round) const {
    for (const std::uint32_t c : tree_.children(round)) {
      if (tok(c).deprel != Deprel::Nmod) continue;
      const std::size_t own = scene_.headed_by(c);
      if (own != doc_.processes.size()) return own;
      if (tree_.case_of(c) == "of" && !is_any_talk(c)) return std::nullopt;
    }
    if (round_word(round) == kNone) return std::nullopt;
    const std::size_t talks = scene_.latest(ProcessKind::Talks, round);
    if (talks == doc_.processes.size()) return std::nullopt;
    return talks;
  }

  bool is_any_talk(std::uint32_t token) const {
    const std::string& lemma = tok(token).lemma;
    return lemma == "talk" || lemma == "talks" || lemma == "negotiation";
  }

  // The ordinal or "next" that says which round.
  std::uint32_t round_word(std::uint32_t round) const {
    for (const std::uint32_t c : tree_.children(round)) {
      const Token& t = tok(c);
      if (t.deprel != Deprel::Amod && t.deprel != Deprel::Det && t.deprel != Deprel::Nummod)
        continue;
      if (ordinal(t.lemma) != 0 || is_round_word(t.lemma)) return c;
    }
    return kNone;
  }

  // ---- verbs and nouns ----

  void add_verb(std::uint32_t verb) {
    const auto entries = scene_.tables.acts.find(tok(verb).lemma);
    if (entries == scene_.tables.acts.end()) return;
    auto subject = anchor_at(scene_.clauses.subject(verb));
    if (!subject) subject = anchor_at(subject_elsewhere(verb));
    const auto object = anchor_at(scene_.clauses.object(verb));
    for (const ActWords& entry : entries->second) {
      if (entry.slot == Slot::Noun || !stands(entry, verb)) continue;
      const std::optional<Anchor> anchor = filler(entry, verb, subject, object);
      if (!anchor || !entry.kinds.contains(doc_.processes[anchor->process].kind)) continue;
      add(*anchor, entry, verb);
      return;
    }
  }

  // "a second round is due to start", read as if the round hung on "due"; "announced a truce, to
  // take effect on Monday".
  std::uint32_t subject_elsewhere(std::uint32_t verb) const {
    for (const std::uint32_t c : tree_.children(verb)) {
      const std::uint32_t below = c < verb ? tree_.child(c, {Deprel::Nsubj}) : kNone;
      if (below != kNone) return below;
    }
    const bool infinitive = scene_.clauses.is_infinitive(verb) && tok(verb).head != kNone;
    return infinitive ? scene_.clauses.object(tok(verb).head) : kNone;
  }

  std::optional<Anchor> filler(const ActWords& entry,
                               std::uint32_t verb,
                               const std::optional<Anchor>& subject,
                               const std::optional<Anchor>& object) const {
    const bool by_process = subject && !subject->delegates;
    const bool of_process = object && !object->delegates;
    switch (entry.slot) {
      case Slot::Subject:
        return by_process ? subject : std::nullopt;
      case Slot::Object:
        return of_process ? object : std::nullopt;
      case Slot::Either:
        // "the deal ended the war": the war ended, not the deal.
        if (!of_process && tree_.child(verb, {Deprel::Obj}) != kNone) return std::nullopt;
        return of_process ? object : by_process ? subject : std::nullopt;
      case Slot::Delegates:
        return subject && subject->delegates ? subject : std::nullopt;
      case Slot::Toward:
        for (const std::uint32_t c : tree_.children(verb)) {
          if (tok(c).deprel != Deprel::Obl && tok(c).deprel != Deprel::Advcl) continue;
          if (const auto anchor = anchor_at(c); anchor && !anchor->delegates) return anchor;
        }
        return std::nullopt;
      case Slot::Noun:
        break;
    }
    return std::nullopt;
  }

  // Whether the words behind the verb's own follow it, in order, within reach.
  bool stands(const ActWords& entry, std::uint32_t verb) const {
    const TokenSpan sentence = doc_.sentences[tok(verb).sentence].tokens;
    const std::uint32_t end = std::min(sentence.end, verb + kReach + 1);
    std::uint32_t at = verb + 1;
    for (std::size_t k = 1; k < entry.words.size(); ++k) {
      while (at < end && core::ascii_lower(tok(at).lemma) != entry.words[k]) ++at;
      if (at == end) return false;
      ++at;
    }
    return true;
  }

  // "the end of the ceasefire", "a violation of the truce", "the signing of the accord"
  void add_noun(std::uint32_t noun) {
    const auto entries = scene_.tables.acts.find(tok(noun).lemma);
    if (entries == scene_.tables.acts.end()) return;
    for (const std::uint32_t c : tree_.children(noun)) {
      const Deprel rel = tok(c).deprel;
      if (rel != Deprel::Nmod && rel != Deprel::Compound && rel != Deprel::NmodPoss) continue;
      const auto anchor = anchor_at(c);
      if (!anchor || anchor->delegates) continue;
      for (const ActWords& entry : entries->second) {
        if (entry.slot != Slot::Noun || !entry.kinds.contains(doc_.processes[anchor->process].kind))
          continue;
        add(*anchor, entry, noun);
        return;
      }
    }
  }

  // ---- the act ----

  void add(const Anchor& anchor, const ActWords& entry, std::uint32_t cue) {
    const ClauseReading clause = reader_.read(cue);
    ProcessAct act;
    act.act = entry.act;
    act.factuality = clause.factuality;
    act.cue = tok(cue).span;
    act.evidence = clause.evidence;
    if (tok(anchor.token).sentence == tok(cue).sentence)  // "the framework, signed on Aug. 26"
      act.evidence = cover(act.evidence, tok(anchor.token).span);
    act.date = clause.date;
    act.until = clause.until;
    act.due = clause.due;
    act.lasts = clause.lasts.empty() ? length_of(anchor.token) : clause.lasts;
    act.place = clause.place != kNone ? clause.place : place_at(scene_.clauses.object(cue));
    act.said_by = speech::statement_of_token(doc_, cue);
    act.rule = "act/" + entry.words.front();
    for (std::size_t k = 1; k < entry.words.size(); ++k) act.rule += "-" + entry.words[k];
    add_people(anchor, entry, cue, clause, act);
    add_round(anchor, act);
    if (doc_.processes[anchor.process].kind == ProcessKind::Aid) act.amount = amount_near(cue);
    doc_.processes[anchor.process].acts.push_back(std::move(act));
  }

  // "a 48-hour truce", "a three-day pause"
  std::string length_of(std::uint32_t noun) const {
    const TokenSpan before{tree_.subtree(noun).begin, noun};
    for (const Timex& time : doc_.times)
      if (time.type == TimexType::Duration && before.contains(time.tokens)) return time.value;
    return "";
  }

  // "the convoy entered Madaya"
  std::uint32_t place_at(std::uint32_t token) const {
    for (std::uint32_t p = 0; p < doc_.places.size(); ++p) {
      if (doc_.places[p].tokens.contains(token)) return p;
    }
    return kNone;
  }

  void add_people(const Anchor& anchor,
                  const ActWords& entry,
                  std::uint32_t cue,
                  const ClauseReading& clause,
                  ProcessAct& act) const {
    const std::uint32_t doer = doer_of(anchor, cue);
    if (doer != kNone) act.by = entities::actors_of(doc_, doer);
    if (entry.act == "violated" || act.factuality == Factuality::Denied) {
      if (clause.accused != kNone) {  // "accused the FARC of breaking the truce"
        std::vector<std::uint32_t> accused = actors_or_owners(clause.accused);
        if (!accused.empty()) act.by = std::move(accused);
      }
      if (clause.accuser != kNone) act.accusers = entities::actors_of(doc_, clause.accuser);
      if (clause.denier != kNone) act.deniers = entities::actors_of(doc_, clause.denier);
      add_speaker(act);
    }
  }

  // "the FARC's Miller Perdomo column": whose it is, when it is nobody known.
  std::vector<std::uint32_t> actors_or_owners(std::uint32_t noun) const {
    std::vector<std::uint32_t> out = entities::actors_of(doc_, noun);
    for (const std::uint32_t c : tree_.children(noun)) {
      if (!out.empty() || c > noun) break;
      if (tok(c).deprel == Deprel::NmodPoss || tok(c).deprel == Deprel::Compound)
        out = entities::actors_of(doc_, c);
    }
    return out;
  }

  // Who says that it was broken accuses, unless the statement denies it.
  void add_speaker(ProcessAct& act) const {
    if (act.said_by == kNone || doc_.statements[act.said_by].speaker == kNone) return;
    const Statement& statement = doc_.statements[act.said_by];
    const bool denies = statement.stance == Stance::Denial && !statement.negated;
    auto& list = denies || act.factuality == Factuality::Denied ? act.deniers : act.accusers;
    const bool itself = std::find(act.by.begin(), act.by.end(), statement.speaker) != act.by.end();
    if (list.empty() && (denies || !itself)) list.push_back(statement.speaker);
  }

  std::uint32_t doer_of(const Anchor& anchor, std::uint32_t cue) const {
    if (tok(cue).upos == Upos::Noun) {
      for (const std::uint32_t c : tree_.children(cue)) {
        if (c != anchor.token && (tok(c).deprel == Deprel::NmodPoss ||
                                  (tok(c).deprel == Deprel::Nmod && tree_.case_of(c) == "by")))
          return c;
      }
      return kNone;
    }
    const std::uint32_t subject = scene_.clauses.subject(cue);
    if (subject == kNone) return kNone;
    const std::uint32_t doer = scene_.clauses.antecedent(subject);
    return doer == anchor.token ? kNone : doer;
  }

  void add_round(const Anchor& anchor, ProcessAct& act) const {
    const std::uint32_t noun = anchor.round != kNone ? anchor.round : round_above(anchor.token);
    if (noun == kNone) return;
    const std::uint32_t word = round_word(noun);
    act.round = word == kNone ? tok(noun).lemma : core::ascii_lower(doc_.form(word));
    if (word != kNone) act.number = ordinal(tok(word).lemma);
  }

  std::uint32_t round_above(std::uint32_t token) const {
    const std::uint32_t above = tok(token).head;
    return above != kNone && is_round_noun(tok(above).lemma) ? above : kNone;
  }

  // "48 trucks", "food for 40,000 people": the number nearest to the act in its sentence.
  ByteSpan amount_near(std::uint32_t cue) const {
    const TokenSpan sentence = doc_.sentences[tok(cue).sentence].tokens;
    std::uint32_t best = kNone;
    for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
      if (tok(i).deprel != Deprel::Nummod || tok(i).head == kNone || tok(i).head < i) continue;
      if (std::any_of(doc_.times.begin(), doc_.times.end(),
                      [i](const Timex& t) { return t.tokens.contains(i); }))
        continue;
      const auto far = [cue](std::uint32_t at) { return at > cue ? at - cue : cue - at; };
      if (best == kNone || far(i) < far(best)) best = i;
    }
    return best == kNone ? ByteSpan{} : doc_.bytes({best, tok(best).head + 1});
  }

  // ---- the round of the process as a whole ----

  // The ordinal or "next" on the mention or on "round of" it, and the date of its clause.
  void add_round_of(std::uint32_t head) {
    const std::size_t at = scene_.headed_by(head);
    if (at == doc_.processes.size()) return;
    ProcessMention& process = doc_.processes[at];
    const std::uint32_t above = round_above(head);
    const std::uint32_t noun = above != kNone ? above : head;
    for (const std::uint32_t c : tree_.children(noun)) {
      const Token& t = tok(c);
      if (t.deprel != Deprel::Amod && t.deprel != Deprel::Det) continue;
      const bool counts = t.upos == Upos::Adj && noun != head && ordinal(t.lemma) != 0;
      if ((counts || is_round_word(t.lemma)) && (process.round.empty() || t.lemma == "next"))
        process.round = core::ascii_lower(doc_.form(c));
    }
    if (process.when.empty() && !process.round.empty()) process.when = reader_.date_around(noun);
  }

  Scene& scene_;
  Document& doc_;
  const language::Tree& tree_;
  ClauseReader reader_;
};

}  // namespace

void find_acts(Scene& scene) {
  Finder(scene).run();
}

}  // namespace dragoman::processes
