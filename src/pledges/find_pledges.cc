#include "pledges/find_pledges.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "entities/lookup.h"
#include "pledges/clauses.h"
#include "pledges/due.h"
#include "pledges/find_fates.h"
#include "pledges/tables.h"
#include "speech/lookup.h"

namespace dragoman::pledges {
namespace {

// A candidate before its conditions, due date and type are known.
struct Candidate {
  PledgeKind kind = PledgeKind::Commitment;
  std::uint32_t trigger = kNone;    // the word that opens it
  std::uint32_t predicate = kNone;  // head of what is pledged
  TokenSpan what;
  std::uint32_t by = kNone, to = kNone;
  std::uint32_t holder = kNone;  // head of the noun phrase that `by` comes from
  float confidence = 0;
  std::string rule;
};

class Finder {
 public:
  Finder(const Resources::Tables& tables, Document& doc)
      : tables_(tables), doc_(doc), in_(doc), tree_(in_.tree()) {}

  void run() {
    for (std::uint32_t i = 0; i < doc_.tokens.size(); ++i) {
      if (auto found = by_cue(i)) add(*found);
      if (auto found = by_will(i)) add(*found);
      if (auto found = by_schedule(i)) add(*found);
      if (auto found = by_duty(i)) add(*found);
    }
    std::stable_sort(doc_.pledges.begin(), doc_.pledges.end(),
                     [](const Pledge& a, const Pledge& b) {
                       return a.what.front().begin < b.what.front().begin;
                     });
  }

 private:
  const Token& tok(std::uint32_t i) const { return in_.tok(i); }

  // ---- the four openings ----

  std::optional<Candidate> by_cue(std::uint32_t i) const {
    const Token& token = tok(i);
    Upos pos = token.upos;
    if (pos == Upos::Aux) return std::nullopt;
    auto entry = tables_.cues.find({token.lemma, pos});
    // "prepared to", "committed to", "due to open": taggers waver between verb and adjective.
    if (entry == tables_.cues.end() && pos == Upos::Verb) {
      entry = tables_.cues.find({std::string(doc_.form(i)), Upos::Adj});
    }
    if (entry == tables_.cues.end() || tree_.is_negated(i)) return std::nullopt;
    // "rallied to urge him to run", "refused to promise": an act that is itself only meant.
    if (pos == Upos::Verb && in_.has_to(i) && (token.feats & feature::kInf)) return std::nullopt;
    for (const Complement complement : entry->second.complements) {
      if (auto found = with_complement(i, entry->second, complement)) return found;
    }
    return std::nullopt;
  }

  std::optional<Candidate> with_complement(std::uint32_t cue,
                                           const Cue& entry,
                                           Complement complement) const {
    Candidate found;
    found.kind = entry.kind;
    found.trigger = cue;
    found.rule = entry.rule;
    found.confidence = 0.7f;
    const bool passive = tree_.child(cue, {Deprel::NsubjPass, Deprel::AuxPass}) != kNone;
    found.holder = in_.holder(cue);
    found.by = in_.who(found.holder);
    switch (complement) {
      case Complement::Infinitive: {
        if (passive && tok(cue).upos == Upos::Verb && entry.kind == PledgeKind::Commitment &&
            tree_.child(cue, {Deprel::AuxPass}) != kNone && tok(cue).lemma != "prepare" &&
            tok(cue).lemma != "commit") {
          return std::nullopt;  // "was promised to leave" says nothing of who
        }
        found.predicate = in_.infinitive_of(cue);
        if (found.predicate == kNone || tree_.child(found.predicate, {Deprel::Nsubj}) != kNone)
          return std::nullopt;
        found.what = in_.clause_from(in_.first_of_infinitive(found.predicate), found.predicate);
        found.to = in_.recipient(cue, found.predicate);
        break;
      }
      case Complement::That: {
        found.predicate = tree_.child(cue, {Deprel::Ccomp});
        if (found.predicate == kNone || found.predicate < cue) return std::nullopt;
        TokenSpan clause = tree_.subtree(found.predicate);
        const std::uint32_t mark = tree_.child(found.predicate, Deprel::Mark, "that");
        if (mark != kNone) clause.begin = mark + 1;
        found.what = in_.clause_from(clause.begin, found.predicate);
        if (entry.kind == PledgeKind::Expectation) {
          found.to = in_.who(tree_.child(found.predicate, {Deprel::Nsubj, Deprel::NsubjPass}));
        } else {
          found.to = in_.recipient(cue, found.predicate);
        }
        break;
      }
      case Complement::Ask: {
        if (passive) return std::nullopt;
        found.predicate = in_.infinitive_of(cue);
        if (found.predicate == kNone) return std::nullopt;
        std::uint32_t asked = tree_.child(cue, {Deprel::Obj, Deprel::Iobj});
        if (asked == kNone || asked > found.predicate) {
          asked = tree_.child(found.predicate, {Deprel::Nsubj, Deprel::NsubjPass});
        }
        if (asked == kNone) {
          for (const std::uint32_t c : tree_.children(cue)) {  // "called on both sides to stop"
            if (tok(c).deprel == Deprel::Obl && c < found.predicate) asked = c;
          }
        }
        if (asked == kNone) return std::nullopt;  // "expects to win" is about oneself
        found.to = in_.who(asked);
        found.what = in_.clause_from(in_.first_of_infinitive(found.predicate), found.predicate);
        break;
      }
      case Complement::For: {
        for (const std::uint32_t c : tree_.children(cue)) {
          if (tok(c).deprel != Deprel::Obl && tok(c).deprel != Deprel::Nmod) continue;
          if (c < cue || (tree_.case_of(c) != "for" && tree_.case_of(c) != "to")) continue;
          found.predicate = c;
          const std::uint32_t marker = tree_.child(c, {Deprel::Case});
          found.what = in_.clause_from(marker + 1, c);
          found.to = in_.recipient(c, c);
          break;
        }
        if (found.predicate == kNone) return std::nullopt;
        break;
      }
      case Complement::On: {
        for (const std::uint32_t c : tree_.children(cue)) {
          if (tok(c).deprel != Deprel::Nmod || c < cue) continue;
          const std::string_view marker = tree_.case_of(c);
          // "its pledge on refugees", "a promise of aid"; "the pledge of the government" is whose
          if (marker != "on" && marker != "of" && marker != "about") continue;
          if (marker == "of" && in_.who(c) != kNone) continue;
          found.predicate = c;
          found.what = in_.clause_from(tree_.child(c, {Deprel::Case}) + 1, c);
          break;
        }
        if (found.predicate == kNone || found.by == kNone) return std::nullopt;
        found.to = in_.recipient(cue, cue);
        found.confidence = 0.5f;
        break;
      }
      case Complement::Object: {
        found.predicate = tree_.child(cue, {Deprel::Obj});
        if (passive || found.predicate == kNone || found.predicate < cue) return std::nullopt;
        if (found.by == kNone || entities::mention_headed_by(doc_, found.predicate) != kNone)
          return std::nullopt;
        found.what = in_.clause_from(tree_.subtree(found.predicate).begin, found.predicate);
        found.to = in_.recipient(cue, found.predicate);
        found.confidence = 0.5f;
        break;
      }
      case Complement::ToBe: {
        const bool adjective = tree_.child(cue, {Deprel::Cop}) != kNone;
        if (!passive && !adjective) return std::nullopt;
        found.predicate = in_.infinitive_of(cue);
        if (found.predicate == kNone) return std::nullopt;
        found.what = in_.clause_from(in_.first_of_infinitive(found.predicate), found.predicate);
        found.holder = tree_.child(cue, {Deprel::OblAgent});
        found.by = in_.who(found.holder);
        found.to = in_.who(tree_.subject(cue));
        break;
      }
    }
    return found;
  }

  // "We will maintain our forces", "said it would strike Iraq": on somebody's word, about the own
  // side.
  std::optional<Candidate> by_will(std::uint32_t i) const {
    if (tok(i).upos != Upos::Verb && tree_.child(i, {Deprel::Cop}) == kNone) return std::nullopt;
    std::uint32_t will = kNone;
    for (const std::uint32_t c : tree_.children(i)) {
      if (tok(c).deprel == Deprel::Aux &&
          (tok(c).lemma == "will" || tok(c).lemma == "shall" || tok(c).lemma == "would")) {
        will = c;
      }
    }
    std::uint32_t clause = i;  // whose subject promises
    if (will == kNone && tok(i).deprel == Deprel::Xcomp && tok(tok(i).head).lemma == "go" &&
        in_.has_to(i) && (tok(tok(i).head).feats & feature::kPart)) {
      will = clause = tok(i).head;  // "we are going to maintain"
    }
    if (will == kNone || tok(i).lemma == "like") return std::nullopt;  // "would like to" is a wish
    const std::uint32_t statement = speech::statement_of_token(doc_, i);
    if (statement == kNone) return std::nullopt;
    const std::uint32_t speaker = doc_.statements[statement].speaker;
    const std::uint32_t subject = tree_.subject(clause);
    if (subject == kNone || speaker == kNone) return std::nullopt;
    const bool conditional_would =
        tok(will).lemma == "would" && speech::quotation_of_token(doc_, i) != kNone;
    if (conditional_would) return std::nullopt;  // "we would strike" is no announcement
    const bool own = in_.is_first_person(subject);
    if (!own && !same_side(speaker, subject)) return std::nullopt;
    if (tok(i).upos != Upos::Verb && in_.infinitive_of(i) == kNone)
      return std::nullopt;  // "we will be there"
    if (!is_willed(i)) return std::nullopt;
    Candidate found;
    found.trigger = will;
    found.predicate = i;
    found.by = own ? speaker : in_.who(subject);
    found.holder = own ? kNone : subject;
    found.to = in_.recipient(i, i);
    found.what = in_.clause_from(clause == i ? std::min(i, will + 1) : in_.first_of_infinitive(i), i);
    found.confidence = own ? 0.7f : 0.6f;
    found.rule = own ? "will/first-person" : "will/own-side";
    return found;
  }

  // What one does oneself: not "we will be attacked", "they would be unable to leave", "will face a
  // crisis".
  bool is_willed(std::uint32_t predicate) const {
    return tree_.child(predicate, {Deprel::NsubjPass, Deprel::AuxPass}) == kNone &&
           !tables_.not_willed.contains(tok(predicate).lemma);
  }

  // The subject is the speaker, or acts for the same government or body as the speaker.
  bool same_side(std::uint32_t speaker, std::uint32_t subject) const {
    const auto actors = entities::actors_of(doc_, subject);
    return std::any_of(actors.begin(), actors.end(), [&](std::uint32_t actor) {
      return actor == speaker || speaks_for(doc_.actors[speaker], doc_.actors[actor]);
    });
  }

  // An opposition leader does not speak for the government, nor a minister for all citizens.
  static bool speaks_for(const Actor& speaker, const Actor& actor) {
    if (actor.country.empty() || actor.country != speaker.country) return false;
    if (actor.kind == ActorKind::Person) return false;
    if (!actor.sector.empty() && actor.sector == speaker.sector) return true;
    const bool body = actor.sector.empty() && actor.kind == ActorKind::Organisation;
    return is_of_state(speaker) && (is_of_state(actor) || body);
  }
  static bool is_of_state(const Actor& actor) {
    return actor.sector == "GOV" || actor.sector == "MIL" || actor.sector == "COP" ||
           (actor.sector.empty() && actor.kind == ActorKind::Country);
  }

  // "were to be escorted out of the city on Thursday".
  std::optional<Candidate> by_schedule(std::uint32_t i) const {
    if (tok(i).lemma != "be" || i + 2 >= doc_.tokens.size() || tok(i + 1).lemma != "to")
      return std::nullopt;
    if (!(tok(i).feats & feature::kFin)) return std::nullopt;
    std::uint32_t verb = tok(i + 1).head;
    if (verb == kNone || verb <= i + 1 || tok(verb).upos != Upos::Verb) return std::nullopt;
    if (tok(i).deprel == Deprel::Cop && tok(i).head != verb && tok(i).head < i) return std::nullopt;
    // "The aim is to ...", "what he wants is to ...": a definition, not a schedule.
    std::uint32_t subject = tree_.child(verb, {Deprel::Nsubj, Deprel::NsubjPass});
    if (subject == kNone) subject = tree_.child(i, {Deprel::Nsubj, Deprel::NsubjPass});
    if (subject == kNone) subject = tree_.subject(i);
    if (subject == kNone) return std::nullopt;
    const bool passive = tree_.child(verb, {Deprel::AuxPass}) != kNone;
    if (!passive && entities::actors_of(doc_, subject).empty()) return std::nullopt;
    Candidate found;
    found.kind = PledgeKind::Expectation;
    found.trigger = i;
    found.predicate = verb;
    found.what = in_.clause_from(i + 2, verb);
    found.to = in_.who(subject);
    found.confidence = 0.5f;
    found.rule = "be-to";
    return found;
  }

  // What an agreement lays down, or a duty with a date: "Under the accord the FARC must hand over its
  // last weapon within 150 days", "the guerrillas must leave by Friday".
  std::optional<Candidate> by_duty(std::uint32_t i) const {
    if (tok(i).upos != Upos::Verb) return std::nullopt;
    const bool accord = is_under_accord(i);
    std::uint32_t modal = in_.aux(i, {"must", "shall"});
    if (modal == kNone && accord) modal = in_.aux(i, {"will", "would", "should"});
    if (modal == kNone || in_.aux(i, {"have"}) != kNone) return std::nullopt;
    const std::uint32_t subject = tree_.subject(i);
    const std::uint32_t actor = in_.who(subject);
    if (actor == kNone) return std::nullopt;
    Candidate found;
    found.trigger = modal;
    found.predicate = i;
    found.what = in_.clause_from(modal + 1, i);
    found.confidence = 0.6f;
    if (accord) {
      found.by = actor;
      found.holder = subject;
      found.rule = "duty/accord";
      return found;
    }
    if (due_of(in_, found.what).bound != "by") return std::nullopt;
    found.kind = PledgeKind::Expectation;
    found.to = actor;
    found.by = speech::speaker_of_token(doc_, i);
    found.rule = "duty/date";
    return found;
  }

  // "under the accord", "according to the agreement" on the verb.
  bool is_under_accord(std::uint32_t verb) const {
    for (const std::uint32_t c : tree_.children(verb)) {
      if (tok(c).deprel != Deprel::Obl) continue;
      const std::string_view marker = tree_.case_of(c);
      if (marker != "under" && marker != "accord") continue;
      const auto cue = tables_.cues.find({tok(c).lemma, Upos::Noun});
      if (cue != tables_.cues.end() && cue->second.is_accord) return true;
    }
    return false;
  }

  // ---- what hangs on it ----

  // Inside of what is pledged, else before it: "on Friday we will leave". What stands in the subject
  // ("the men who were due on Monday will stay") is no date of the pledge.
  std::string due(const Candidate& found) const {
    if (const Due inside = due_of(in_, found.what); !inside.value.empty()) return inside.value;
    for (const std::uint32_t c : tree_.children(found.predicate)) {
      const Deprel rel = tok(c).deprel;
      const bool adverbial = rel == Deprel::Obl || rel == Deprel::OblTmod ||
                             rel == Deprel::OblUnmarked || rel == Deprel::Advmod;
      if (!adverbial) continue;
      if (const Due beside = due_of(in_, tree_.subtree(c)); !beside.value.empty()) return beside.value;
    }
    return {};
  }

  std::string type_of(const Candidate& found) const {
    for (const Event& event : doc_.events) {
      if (event.trigger_token == found.predicate) return std::string(to_string(event.type));
    }
    return {};
  }

  bool matches(const Condition& condition, std::uint32_t at) const {
    if (at + condition.words.size() > doc_.tokens.size()) return false;
    for (std::size_t k = 0; k < condition.words.size(); ++k) {
      const std::uint32_t i = at + static_cast<std::uint32_t>(k);
      if (tok(i).lemma != condition.words[k] && doc_.form(i) != condition.words[k]) return false;
    }
    return true;
  }

  // Conditions anywhere in the sentence that hang on the pledge's predicate or on the word that
  // opens it.
  void add_conditions(const Candidate& found, std::uint32_t said_by) {
    const Sentence& sentence = doc_.sentences[tok(found.predicate).sentence];
    for (std::uint32_t at = sentence.tokens.begin; at < sentence.tokens.end; ++at) {
      for (const Condition& condition : tables_.conditions) {
        if (!matches(condition, at)) continue;
        const auto size = static_cast<std::uint32_t>(condition.words.size());
        const std::uint32_t head = head_of_condition(condition, at, size);
        if (head == kNone || is_date(head) || !hangs_on(head, found)) break;
        Pledge pledge;
        pledge.kind = PledgeKind::Condition;
        const TokenSpan what = in_.clause_from(at + size, head);
        pledge.what = {doc_.bytes(what)};
        pledge.trigger_token = at;
        pledge.by = in_.who(tree_.child(head, {Deprel::Nsubj, Deprel::NsubjPass}));
        pledge.to = found.by;
        pledge.said_by = said_by;
        pledge.confidence = 0.6f;
        pledge.rule = "condition/" + condition.words.front();
        for (std::size_t k = 1; k < condition.words.size(); ++k)
          pledge.rule += "-" + condition.words[k];
        if (seen_.insert({what.begin, what.end}).second) doc_.pledges.push_back(std::move(pledge));
        break;
      }
    }
  }

  // "until January 20" bounds a pledge in time and is no condition.
  bool is_date(std::uint32_t token) const {
    return std::any_of(doc_.times.begin(), doc_.times.end(), [token](const Timex& time) {
      return time.tokens.begin <= token && token < time.tokens.end;
    });
  }

  // Head of the clause (mark) or noun (case) that the condition's words introduce.
  std::uint32_t head_of_condition(const Condition& condition,
                                  std::uint32_t at,
                                  std::uint32_t size) const {
    const std::uint32_t last = at + size - 1;
    if (condition.is_case) {  // the first noun phrase behind the words
      for (std::uint32_t i = last + 1;
           i < doc_.tokens.size() && tok(i).sentence == tok(at).sentence; ++i) {
        if (tok(i).upos == Upos::Noun || tok(i).upos == Upos::Propn || tok(i).upos == Upos::Pron) {
          std::uint32_t head = i;
          while (tok(head).head != kNone && tok(head).head > head &&
                 (tok(head).deprel == Deprel::Compound || tok(head).deprel == Deprel::NmodPoss)) {
            head = tok(head).head;
          }
          return head;
        }
        if (tok(i).upos == Upos::Verb && !(tok(i).feats & feature::kPart)) return i;
      }
      return kNone;
    }
    // "provided X could ...": the word itself may head an adverbial clause with the condition below
    // it.
    const Token& word = tok(at);
    if (word.deprel == Deprel::Advcl || word.deprel == Deprel::Acl) {
      const std::uint32_t below = tree_.child(at, {Deprel::Ccomp, Deprel::Xcomp, Deprel::Advcl});
      return below != kNone ? below : kNone;
    }
    for (std::uint32_t i = at; i <= last; ++i) {
      const Token& marker = tok(i);
      if ((marker.deprel == Deprel::Mark || marker.deprel == Deprel::Advmod ||
           marker.deprel == Deprel::Case) &&
          marker.head != kNone && marker.head > last) {
        return marker.head;
      }
    }
    return kNone;
  }

  bool hangs_on(std::uint32_t head, const Candidate& found) const {
    if (head == found.predicate) return false;
    if (tree_.is_below(head, found.predicate) || tree_.is_below(head, found.trigger)) return true;
    const std::uint32_t above =
        tok(head).head;  // the clause of "provided" hangs on the reporting verb's complement
    return above != kNone &&
           (above == tok(found.trigger).head ||
            (tok(above).head != kNone && above != head && tok(above).head == found.predicate));
  }

  void add(const Candidate& found) {
    if (found.what.empty() || !seen_.insert({found.what.begin, found.what.end}).second) return;
    if (!predicates_.insert(found.predicate).second) return;
    Pledge pledge;
    pledge.kind = found.kind;
    pledge.by = found.by;
    for (const std::uint32_t actor : in_.all_who(found.holder)) {
      if (actor != found.by) pledge.with.push_back(actor);
    }
    pledge.to = found.to == found.by ? kNone : found.to;
    pledge.said_by = speech::statement_of_token(doc_, found.predicate);
    pledge.what = {doc_.bytes(in_.within(pledge.said_by, found.what))};
    pledge.trigger_token = found.trigger;
    pledge.type = type_of(found);
    pledge.due = due(found);
    pledge.confidence = found.confidence;
    pledge.rule = found.rule;
    const std::uint32_t said_by = pledge.said_by;
    doc_.pledges.push_back(std::move(pledge));
    add_conditions(found, said_by);
  }

  const Resources::Tables& tables_;
  Document& doc_;
  const Clauses in_;
  const language::Tree& tree_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen_;  // spans that are pledged already
  std::set<std::uint32_t> predicates_;
};

}  // namespace

Resources::Resources(std::unique_ptr<const Tables> tables) : tables_(std::move(tables)) {}
Resources::~Resources() = default;

Result<std::shared_ptr<const Resources>> Resources::load(const std::string& lexicon_folder) {
  auto tables = std::make_unique<Tables>();
  if (auto done = load_tables(lexicon_folder + "/pledges", *tables); !done) return done.error();
  return std::shared_ptr<const Resources>(new Resources(std::move(tables)));
}

Result<void> find_pledges(const Resources& resources, Document& doc) {
  for (const Layer layer :
       {Layer::Trees, Layer::Times, Layer::Actors, Layer::Statements, Layer::Events}) {
    if (!doc.has(layer))
      return make_error(ErrorCode::MissingLayer,
                        "pledges need trees, times, actors, statements and events");
  }
  Finder(resources.tables(), doc).run();
  find_fates(resources.tables().fates, doc);
  doc.mark(Layer::Pledges);
  return {};
}

}  // namespace dragoman::pledges
