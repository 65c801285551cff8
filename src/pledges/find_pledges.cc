#include "pledges/find_pledges.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "core/tsv.h"
#include "entities/lookup.h"
#include "language/dependency_tree.h"
#include "pledges/find_fates.h"
#include "speech/lookup.h"

namespace dragoman::pledges {

enum class Complement { Infinitive, That, Ask, For, Object, ToBe };

struct Cue {
  PledgeKind kind = PledgeKind::Commitment;
  std::vector<Complement> complements;  // in order of preference
  std::string rule;
};

struct Condition {
  std::vector<std::string> words;
  bool is_case = false;
};

struct Resources::Tables {
  std::map<std::pair<std::string, Upos>, Cue> cues;  // by lemma and Verb, Noun or Adj
  std::vector<Condition> conditions;                 // longest first
  FateWords fates;
};

namespace {

std::optional<Upos> parse_class(std::string_view text) {
  if (text == "verb") return Upos::Verb;
  if (text == "noun") return Upos::Noun;
  if (text == "adj") return Upos::Adj;
  return std::nullopt;
}

std::optional<Complement> parse_complement(std::string_view text) {
  static constexpr std::pair<std::string_view, Complement> kNames[] = {
      {"inf", Complement::Infinitive}, {"that", Complement::That},  {"ask", Complement::Ask},
      {"for", Complement::For},        {"obj", Complement::Object}, {"to-be", Complement::ToBe}};
  for (const auto& [name, value] : kNames) {
    if (name == text) return value;
  }
  return std::nullopt;
}

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
  Finder(const Resources::Tables& tables, Document& doc) : tables_(tables), doc_(doc), tree_(doc) {}

  void run() {
    for (std::uint32_t i = 0; i < doc_.tokens.size(); ++i) {
      if (auto found = by_cue(i)) add(*found);
      if (auto found = by_will(i)) add(*found);
      if (auto found = by_schedule(i)) add(*found);
    }
    std::stable_sort(doc_.pledges.begin(), doc_.pledges.end(),
                     [](const Pledge& a, const Pledge& b) {
                       return a.what.front().begin < b.what.front().begin;
                     });
  }

 private:
  const Token& tok(std::uint32_t i) const { return doc_.tokens[i]; }

  // ---- who ----

  // The actor of a noun phrase. In a quotation, "we" and "I" are its speaker.
  std::uint32_t who(std::uint32_t token) const {
    if (token == kNone) return kNone;
    if (tok(token).upos == Upos::Pron && (tok(token).feats & feature::kFirst)) {
      return speech::speaker_of_token(doc_, token);
    }
    const auto actors = entities::actors_of(doc_, token);
    return actors.empty() ? kNone : actors.front();
  }

  bool is_first_person(std::uint32_t token) const {
    return token != kNone && tok(token).upos == Upos::Pron && (tok(token).feats & feature::kFirst);
  }

  // All actors of a noun phrase, and of those that are coordinated with it.
  std::vector<std::uint32_t> everybody(std::uint32_t token) const {
    std::vector<std::uint32_t> out;
    if (token == kNone || is_first_person(token)) return out;
    const auto add = [&](std::uint32_t head) {
      for (const std::uint32_t actor : entities::actors_of(doc_, head)) {
        if (std::find(out.begin(), out.end(), actor) == out.end()) out.push_back(actor);
      }
    };
    add(token);
    for (const std::uint32_t c : tree_.children(token)) {
      if (tok(c).deprel == Deprel::Conj) add(c);
    }
    return out;
  }

  // ---- what ----

  // From `begin` to the end of the clause of `head`, without a closing mark or a reporting tail.
  TokenSpan clause_from(std::uint32_t begin, std::uint32_t head) const {
    TokenSpan span{begin, std::max(tree_.subtree(head).end, begin + 1)};
    // "..., he said": a parataxis inside the subtree is not part of what is pledged.
    for (const std::uint32_t c : tree_.children(head)) {
      if (tok(c).deprel == Deprel::Parataxis && c > head)
        span.end = std::min(span.end, tree_.subtree(c).begin);
    }
    while (span.size() > 1 && tok(span.end - 1).upos == Upos::Punct) --span.end;
    return span;
  }

  // The part of `span` that the statement's words cover: "..., he said" is not pledged, whatever
  // the tree says.
  TokenSpan within(std::uint32_t statement, TokenSpan span) const {
    if (statement == kNone) return span;
    const TokenSpan content = doc_.statements[statement].content_tokens;
    if (!content.overlaps(span)) return span;
    TokenSpan part{std::max(span.begin, content.begin), std::min(span.end, content.end)};
    while (part.size() > 1 && tok(part.end - 1).upos == Upos::Punct) --part.end;
    return part;
  }

  // First word of an infinitive that belongs to it: its "to" stays outside.
  std::uint32_t first_of_infinitive(std::uint32_t head) const {
    std::uint32_t begin = head;
    for (const std::uint32_t c : tree_.children(head)) {
      if (c < head && (tok(c).deprel == Deprel::Aux || tok(c).deprel == Deprel::AuxPass ||
                       tok(c).deprel == Deprel::Cop || tok(c).deprel == Deprel::Advmod)) {
        begin = std::min(begin, c);
      }
    }
    return begin;
  }

  bool has_to(std::uint32_t verb) const { return tree_.child(verb, Deprel::Mark, "to") != kNone; }

  std::uint32_t infinitive_of(std::uint32_t cue) const {
    for (const std::uint32_t c : tree_.children(cue)) {
      const Deprel rel = tok(c).deprel;
      if ((rel == Deprel::Xcomp || rel == Deprel::Acl || rel == Deprel::Advcl ||
           rel == Deprel::Ccomp) &&
          c > cue && has_to(c)) {
        return c;
      }
    }
    return kNone;
  }

  // ---- the three openings ----

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
    if (pos == Upos::Verb && has_to(i) && (token.feats & feature::kInf)) return std::nullopt;
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
    found.holder = holder(cue);
    found.by = who(found.holder);
    switch (complement) {
      case Complement::Infinitive: {
        if (passive && tok(cue).upos == Upos::Verb && entry.kind == PledgeKind::Commitment &&
            tree_.child(cue, {Deprel::AuxPass}) != kNone && tok(cue).lemma != "prepare" &&
            tok(cue).lemma != "commit") {
          return std::nullopt;  // "was promised to leave" says nothing of who
        }
        found.predicate = infinitive_of(cue);
        if (found.predicate == kNone || tree_.child(found.predicate, {Deprel::Nsubj}) != kNone)
          return std::nullopt;
        found.what = clause_from(first_of_infinitive(found.predicate), found.predicate);
        found.to = recipient(cue, found.predicate);
        break;
      }
      case Complement::That: {
        found.predicate = tree_.child(cue, {Deprel::Ccomp});
        if (found.predicate == kNone || found.predicate < cue) return std::nullopt;
        TokenSpan clause = tree_.subtree(found.predicate);
        const std::uint32_t mark = tree_.child(found.predicate, Deprel::Mark, "that");
        if (mark != kNone) clause.begin = mark + 1;
        found.what = clause_from(clause.begin, found.predicate);
        if (entry.kind == PledgeKind::Expectation) {
          found.to = who(tree_.child(found.predicate, {Deprel::Nsubj, Deprel::NsubjPass}));
        } else {
          found.to = recipient(cue, found.predicate);
        }
        break;
      }
      case Complement::Ask: {
        if (passive) return std::nullopt;
        found.predicate = infinitive_of(cue);
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
        found.to = who(asked);
        found.what = clause_from(first_of_infinitive(found.predicate), found.predicate);
        break;
      }
      case Complement::For: {
        for (const std::uint32_t c : tree_.children(cue)) {
          if (tok(c).deprel != Deprel::Obl && tok(c).deprel != Deprel::Nmod) continue;
          if (c < cue || (tree_.case_of(c) != "for" && tree_.case_of(c) != "to")) continue;
          found.predicate = c;
          const std::uint32_t marker = tree_.child(c, {Deprel::Case});
          found.what = clause_from(marker + 1, c);
          found.to = recipient(c, c);
          break;
        }
        if (found.predicate == kNone) return std::nullopt;
        break;
      }
      case Complement::Object: {
        found.predicate = tree_.child(cue, {Deprel::Obj});
        if (passive || found.predicate == kNone || found.predicate < cue) return std::nullopt;
        if (found.by == kNone || entities::mention_headed_by(doc_, found.predicate) != kNone)
          return std::nullopt;
        found.what = clause_from(tree_.subtree(found.predicate).begin, found.predicate);
        found.to = recipient(cue, found.predicate);
        found.confidence = 0.5f;
        break;
      }
      case Complement::ToBe: {
        const bool adjective = tree_.child(cue, {Deprel::Cop}) != kNone;
        if (!passive && !adjective) return std::nullopt;
        found.predicate = infinitive_of(cue);
        if (found.predicate == kNone) return std::nullopt;
        found.what = clause_from(first_of_infinitive(found.predicate), found.predicate);
        found.holder = tree_.child(cue, {Deprel::OblAgent});
        found.by = who(found.holder);
        found.to = who(tree_.subject(cue));
        break;
      }
    }
    return found;
  }

  // Whose readiness, promise or demand it is: the subject of a verb or adjective; of a noun its
  // possessor, or the subject of the verb it is the object of ("made a promise", "expressed
  // readiness").
  std::uint32_t holder(std::uint32_t cue) const {
    if (tok(cue).upos == Upos::Noun) {
      const std::uint32_t possessor = tree_.child(cue, {Deprel::NmodPoss});
      if (possessor != kNone) return possessor;
      for (const std::uint32_t c : tree_.children(cue)) {
        if (tok(c).deprel == Deprel::Nmod && (tree_.case_of(c) == "of" || tree_.case_of(c) == "by"))
          return c;
      }
      const std::uint32_t head = tok(cue).head;
      return head != kNone && (tok(cue).deprel == Deprel::Obj || tok(cue).deprel == Deprel::Obl)
                 ? tree_.subject(head)
                 : kNone;
    }
    const std::uint32_t own = tree_.child(cue, {Deprel::Nsubj, Deprel::NsubjPass});
    return own != kNone ? own : tree_.subject(cue);
  }

  // To whom: "promised Turkey", "cooperate with Washington". Only an actor counts; the object of
  // what is pledged
  // ("withdraw our troops") is not who it is pledged to.
  std::uint32_t recipient(std::uint32_t cue, std::uint32_t predicate) const {
    for (const std::uint32_t verb : {cue, predicate}) {
      for (const std::uint32_t c : tree_.children(verb)) {
        const Deprel rel = tok(c).deprel;
        const std::string_view marker = tree_.case_of(c);
        const bool object =
            rel == Deprel::Iobj || (rel == Deprel::Obj && verb == cue && cue != predicate);
        const bool oblique =
            (rel == Deprel::Obl || rel == Deprel::Nmod) && (marker == "with" || marker == "to");
        if ((object || oblique) && entities::mention_headed_by(doc_, c) != kNone) {
          if (const std::uint32_t actor = who(c); actor != kNone) return actor;
        }
      }
    }
    return kNone;
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
        has_to(i) && (tok(tok(i).head).feats & feature::kPart)) {
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
    const bool own = is_first_person(subject);
    if (!own && !same_side(speaker, subject)) return std::nullopt;
    if (tok(i).upos != Upos::Verb && infinitive_of(i) == kNone)
      return std::nullopt;  // "we will be there"
    Candidate found;
    found.trigger = will;
    found.predicate = i;
    found.by = own ? speaker : who(subject);
    found.holder = own ? kNone : subject;
    found.to = recipient(i, i);
    found.what = clause_from(clause == i ? std::min(i, will + 1) : first_of_infinitive(i), i);
    found.confidence = own ? 0.7f : 0.6f;
    found.rule = own ? "will/first-person" : "will/own-side";
    return found;
  }

  // The subject is the speaker, or acts for the same government as the speaker.
  bool same_side(std::uint32_t speaker, std::uint32_t subject) const {
    const auto actors = entities::actors_of(doc_, subject);
    for (const std::uint32_t actor : actors) {
      if (actor == speaker) return true;
      const Actor& a = doc_.actors[actor];
      const Actor& s = doc_.actors[speaker];
      const bool official =
          a.kind != ActorKind::Person &&
          (a.sector.empty() || a.sector == "GOV" || a.sector == "MIL" || a.sector == s.sector);
      if (!a.country.empty() && a.country == s.country && official) return true;
    }
    return false;
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
    found.what = clause_from(i + 2, verb);
    found.to = who(subject);
    found.confidence = 0.5f;
    found.rule = "be-to";
    return found;
  }

  // ---- what hangs on it ----

  // The day by which, or until which, it is to be done; else when it is to be done or begins.
  std::string due(const Candidate& found) const {
    const TokenSpan clause = cover(tree_.subtree(found.predicate), found.what);
    std::string out;
    for (const Timex& time : doc_.times) {
      if (!clause.contains(time.tokens)) continue;
      if (time.type != TimexType::Date && time.type != TimexType::Time) continue;
      if (time.value.empty() || time.value[0] < '0' || time.value[0] > '9') continue;
      const std::string date = time.value.substr(0, time.value.find('T'));
      const std::string& published = doc_.report.published;
      const std::size_t common = std::min(date.size(), published.size());
      if (!published.empty() && date.compare(0, common, published, 0, common) < 0) continue;
      const std::string& before =
          time.tokens.begin > 0 ? tok(time.tokens.begin - 1).lemma : tok(0).lemma;
      if (before == "by" || before == "until" || before == "till" || before == "before" ||
          before == "to" || before == "than") {
        return date;
      }
      if (out.empty()) out = date;
    }
    return out;
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
        if (head == kNone || !hangs_on(head, found)) break;
        Pledge pledge;
        pledge.kind = PledgeKind::Condition;
        const TokenSpan what = clause_from(at + size, head);
        pledge.what = {doc_.bytes(what)};
        pledge.trigger_token = at;
        pledge.by = who(tree_.child(head, {Deprel::Nsubj, Deprel::NsubjPass}));
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
    for (const std::uint32_t actor : everybody(found.holder)) {
      if (actor != found.by) pledge.with.push_back(actor);
    }
    pledge.to = found.to == found.by ? kNone : found.to;
    pledge.said_by = speech::statement_of_token(doc_, found.predicate);
    pledge.what = {doc_.bytes(within(pledge.said_by, found.what))};
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
  language::Tree tree_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen_;  // spans that are pledged already
  std::set<std::uint32_t> predicates_;
};

Result<void> load_cues(const std::string& path, Resources::Tables& tables) {
  auto file = core::read_tsv(path, 4, 4);
  if (!file) return file.error();
  for (const core::TsvRow& row : file->rows) {
    const auto pos = parse_class(row.fields[1]);
    if (!pos)
      return file->error(row, 1, "expected verb, noun or adj, found '" + row.fields[1] + "'");
    const auto kind = parse_pledge_kind(row.fields[2]);
    if (!kind)
      return file->error(row, 2,
                         "expected commitment or expectation, found '" + row.fields[2] + "'");
    Cue cue;
    cue.kind = *kind;
    cue.rule = "cue/" + row.fields[0];
    for (const std::string& name : core::split_list(row.fields[3])) {
      const auto complement = parse_complement(name);
      if (!complement) return file->error(row, 3, "unknown complement '" + name + "'");
      cue.complements.push_back(*complement);
    }
    tables.cues[{row.fields[0], *pos}] = std::move(cue);
  }
  return {};
}

Result<void> load_conditions(const std::string& path, Resources::Tables& tables) {
  auto file = core::read_tsv(path, 2, 2);
  if (!file) return file.error();
  for (const core::TsvRow& row : file->rows) {
    if (row.fields[1] != "mark" && row.fields[1] != "case") {
      return file->error(row, 1, "expected mark or case, found '" + row.fields[1] + "'");
    }
    tables.conditions.push_back({core::split_list(row.fields[0], ' '), row.fields[1] == "case"});
  }
  std::stable_sort(
      tables.conditions.begin(), tables.conditions.end(),
      [](const Condition& a, const Condition& b) { return a.words.size() > b.words.size(); });
  return {};
}

}  // namespace

Resources::Resources(std::unique_ptr<const Tables> tables) : tables_(std::move(tables)) {}
Resources::~Resources() = default;

Result<std::shared_ptr<const Resources>> Resources::load(const std::string& lexicon_folder) {
  auto tables = std::make_unique<Tables>();
  if (auto done = load_cues(lexicon_folder + "/pledges/cues.tsv", *tables); !done)
    return done.error();
  if (auto done = load_conditions(lexicon_folder + "/pledges/conditions.tsv", *tables); !done)
    return done.error();
  auto fates = load_fate_words(lexicon_folder + "/pledges/fates.tsv");
  if (!fates) return fates.error();
  tables->fates = std::move(*fates);
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
