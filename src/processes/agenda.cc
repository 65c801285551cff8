// What is on the agenda of talks, and how far it has come: "the first of the points on the agenda",
// "agreed on the rights of victims", "two points remain: ...".
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/utf8.h"
#include "processes/clause_reader.h"
#include "processes/scene.h"
#include "speech/lookup.h"

namespace dragoman::processes {
namespace {

class Finder {
 public:
  explicit Finder(Scene& scene)
      : scene_(scene), doc_(scene.doc), tree_(scene.tree), reader_(scene) {}

  void run() {
    for (std::uint32_t i = 0; i < doc_.tokens.size(); ++i) {
      add_topics(i);
      add_agenda(i);
      add_point(i);
      add_agreement(i);
      add_agreed(i);
      add_discussed(i);
    }
    for (ProcessMention& process : doc_.processes) {
      std::stable_sort(process.items.begin(), process.items.end(),
                       [](const AgendaItem& a, const AgendaItem& b) { return a.span < b.span; });
    }
  }

 private:
  const Token& tok(std::uint32_t i) const { return doc_.tokens[i]; }
  bool is(AgendaCue cue, std::uint32_t i) const {
    const auto list = scene_.tables.agenda.find(cue);
    return list != scene_.tables.agenda.end() && list->second.contains(tok(i).lemma);
  }
  bool none(std::size_t process) const { return process == doc_.processes.size(); }

  // ---- keeping ----

  struct Telling {
    std::string status;
    std::uint32_t cue = kNone;
    int number = 0;
    std::string_view rule;
  };

  // Adds the noun phrase of `head`, and of each that is coordinated with it.
  void add_items(std::size_t at, std::uint32_t head, const Telling& telling) {
    std::vector<std::uint32_t> heads = {head};
    for (const std::uint32_t c : tree_.children(head)) {
      if (tok(c).deprel == Deprel::Conj) heads.push_back(c);
    }
    for (std::size_t k = 0; k < heads.size(); ++k) {
      if (!may_be_item(heads[k])) continue;
      TokenSpan span = tree_.subtree(heads[k]);
      if (k == 0) {
        for (std::size_t other = 1; other < heads.size(); ++other)
          span.end = std::min(span.end, tree_.subtree(heads[other]).begin);
      }
      span.end = std::min(span.end, end_of_item(heads[k]));
      add_item(at, span, telling);
    }
  }

  // Talks are no item of their own agenda; nor is "it".
  bool may_be_item(std::uint32_t head) const {
    const Upos upos = tok(head).upos;
    if (upos != Upos::Noun && upos != Upos::Propn && upos != Upos::Verb) return false;
    const std::size_t process = scene_.headed_by(head);
    return none(process) || doc_.processes[process].kind != ProcessKind::Talks;
  }

  // A relative clause or an apposition behind the noun is no part of the item.
  std::uint32_t end_of_item(std::uint32_t head) const {
    std::uint32_t end = tree_.subtree(head).end;
    for (const std::uint32_t c : tree_.children(head)) {
      const Deprel rel = tok(c).deprel;
      const bool apart =
          rel == Deprel::AclRelcl || rel == Deprel::Appos || rel == Deprel::Parataxis ||
          rel == Deprel::Advcl ||
          (rel == Deprel::Nmod && (tree_.case_of(c) == "after" || tree_.case_of(c) == "before"));
      if (c > head && apart) end = std::min(end, std::max(tree_.subtree(c).begin, head + 1));
    }
    return end;
  }

  void add_item(std::size_t at, TokenSpan span, const Telling& telling) {
    while (span.size() > 1 && is_edge(span.begin)) ++span.begin;
    while (span.size() > 1 && is_tail(span.end - 1)) --span.end;
    if (span.empty() || is_empty_word(span)) return;
    const ByteSpan bytes = doc_.bytes(span);
    AgendaItem item;
    item.span = bytes;
    item.status = telling.status;
    item.number = telling.number;
    item.rule = "agenda/" + std::string(telling.rule);
    const ClauseReading clause = reader_.read(telling.cue);
    item.evidence = cover(clause.evidence, bytes);
    item.date = clause.date;
    item.said_by = speech::statement_of_token(doc_, telling.cue);
    for (AgendaItem& known : doc_.processes[at].items) {
      if (known.span != bytes) continue;
      if (known.number == 0) known.number = item.number;
      if (known.status == "listed" || known.status == "discussed") known.status = item.status;
      return;
    }
    doc_.processes[at].items.push_back(std::move(item));
  }

  // "it", "this", "a date": nothing that could stand on an agenda.
  bool is_empty_word(TokenSpan span) const {
    for (std::uint32_t i = span.begin; i < span.end; ++i) {
      const Upos upos = tok(i).upos;
      if ((upos == Upos::Noun || upos == Upos::Propn || upos == Upos::Verb) &&
          scene_.headed_by(i) == doc_.processes.size() && !is_container(i))
        return false;
      const std::size_t process = scene_.headed_by(i);
      if (!none(process) && doc_.processes[process].kind != ProcessKind::Talks) return false;
    }
    return true;
  }
  bool is_container(std::uint32_t i) const {
    return is(AgendaCue::Point, i) || tok(i).lemma == "agenda" || tok(i).lemma == "date" ||
           is_round_noun(tok(i).lemma);
  }

  void add_conjunct_spans(ProcessMention& process, std::uint32_t head) {
    std::vector<std::uint32_t> heads = {head};
    for (const std::uint32_t c : tree_.children(head)) {
      if (tok(c).deprel == Deprel::Conj) heads.push_back(c);
    }
    for (std::size_t k = 0; k < heads.size(); ++k) {
      TokenSpan span = tree_.subtree(heads[k]);
      if (k == 0) {
        for (std::size_t other = 1; other < heads.size(); ++other)
          span.end = std::min(span.end, tree_.subtree(heads[other]).begin);
      }
      while (span.size() > 1 && is_edge(span.begin)) ++span.begin;
      while (span.size() > 1 && is_tail(span.end - 1)) --span.end;
      const ByteSpan bytes = doc_.bytes(span);
      if (std::find(process.agenda.begin(), process.agenda.end(), bytes) == process.agenda.end())
        process.agenda.push_back(bytes);
    }
  }

  bool is_edge(std::uint32_t i) const {
    const Upos upos = tok(i).upos;
    return upos == Upos::Punct || upos == Upos::Cconj || upos == Upos::Adp ||
           tok(i).deprel == Deprel::Det;
  }
  bool is_tail(std::uint32_t i) const {
    return tok(i).upos == Upos::Punct || tok(i).upos == Upos::Cconj;
  }

  std::string status_of(std::uint32_t cue, const std::string& occurred) const {
    const Factuality factuality = reader_.read(cue).factuality;
    if (factuality == Factuality::Occurred || factuality == Factuality::Ongoing) return occurred;
    return factuality == Factuality::Negated || factuality == Factuality::Denied ? "open"
                                                                                 : "planned";
  }

  // ---- what the agenda holds ----

  // "talks on the ceasefire and the release of prisoners"
  void add_topics(std::uint32_t head) {
    const std::size_t at = scene_.headed_by(head);
    if (none(at)) return;
    for (const std::uint32_t c : tree_.children(head)) {
      if (tok(c).deprel != Deprel::Nmod) continue;
      const std::string_view marker = tree_.case_of(c);
      if ((marker != "on" && marker != "about" && marker != "over") || is_time(c)) continue;
      add_conjunct_spans(doc_.processes[at], c);
      if (doc_.processes[at].kind == ProcessKind::Talks && !is(AgendaCue::Agreement, head))
        add_items(at, c, {"discussed", head, 0, "talks-on"});
    }
  }

  // An agenda is of the talks named in its own phrase, else of the latest talks before it.
  std::size_t process_for_agenda(std::uint32_t agenda) const {
    const TokenSpan phrase = tree_.subtree(agenda);
    for (const auto& [head, process] : scene_.of_token) {
      if (doc_.processes[process].kind == ProcessKind::Talks && phrase.contains(head))
        return process;
    }
    return scene_.latest(ProcessKind::Talks, agenda);
  }

  // "X will top the agenda", "on the agenda are X and Y", "the agenda includes X", "an agenda of X
  // and Y"
  void add_agenda(std::uint32_t i) {
    if (tok(i).lemma != "agenda") return;
    const std::size_t at = process_for_agenda(i);
    if (none(at)) return;
    for (const std::uint32_t c : tree_.children(i)) {
      if (tok(c).deprel == Deprel::Nmod && c > i && tree_.case_of(c) == "of" &&
          none(scene_.headed_by(c)))
        add_items(at, c, {"listed", i, 0, "agenda-of"});
    }
    const std::uint32_t verb = tok(i).head;
    if (verb == kNone || tok(verb).upos == Upos::Noun) return;
    if (tok(i).deprel == Deprel::Obj || tok(i).deprel == Deprel::Obl) {
      const std::uint32_t subject = tree_.child(verb, {Deprel::Nsubj, Deprel::NsubjPass});
      if (tree_.child(verb, {Deprel::Csubj, Deprel::CsubjPass}) != kNone) {
        add_listed_spans(at, verb);
      } else if (subject != kNone && tok(verb).lemma != "list") {
        add_conjunct_spans(doc_.processes[at], subject);
        add_items(at, subject, {"planned", i, 0, "on-agenda"});
      }
    } else if (tok(i).deprel == Deprel::Nsubj) {
      const std::uint32_t object = tree_.child(verb, {Deprel::Obj});
      if (object == kNone) return;
      add_conjunct_spans(doc_.processes[at], object);
      add_items(at, object, {"listed", i, 0, "agenda-holds"});
    }
  }

  // "Matters of trade, ensuring access and lifting visas will top the agenda": a list with clauses
  // in it, which trees rarely get whole. Its parts stand between commas and the last "and", from
  // the clause's first word on.
  void add_listed_spans(std::size_t at, std::uint32_t verb) {
    std::uint32_t end = verb;
    for (const std::uint32_t c : tree_.children(verb)) {
      if (tok(c).deprel == Deprel::Aux || tok(c).deprel == Deprel::Cop) end = std::min(end, c);
    }
    std::uint32_t begin = doc_.sentences[tok(verb).sentence].tokens.begin;
    for (std::uint32_t i = begin; i < end; ++i) {
      if (tok(i).deprel == Deprel::Mark && tok(i).lemma == "that") begin = i + 1;
    }
    for (const TokenSpan& part : parts_of({begin, end}, true)) {
      doc_.processes[at].agenda.push_back(doc_.bytes(part));
      add_item(at, part, {"planned", verb, 0, "on-agenda"});
    }
  }

  // The parts of a list between commas and an "and"; before a verb only when `clauses`.
  std::vector<TokenSpan> parts_of(TokenSpan list, bool clauses) const {
    std::vector<TokenSpan> out;
    std::uint32_t begin = list.begin;
    for (std::uint32_t i = list.begin; i <= list.end; ++i) {
      const bool joins = i < list.end && tok(i).upos == Upos::Cconj && i + 1 < list.end &&
                         (clauses ? tok(i + 1).upos == Upos::Verb : doc_.form(i - 1) == ",");
      if (i != list.end && doc_.form(i) != "," && !joins) continue;
      TokenSpan part{begin, i};
      while (!part.empty() && is_edge(part.begin)) ++part.begin;
      if (!part.empty()) out.push_back(part);
      begin = i + 1;
    }
    return out;
  }

  // ---- points of the agenda ----

  // "rural development, the first of the points on the agenda"; "three points of the agenda are
  // still open: victims, ..."; "two points remain: ..."
  void add_point(std::uint32_t i) {
    if (tok(i).upos != Upos::Noun || !is(AgendaCue::Point, i)) return;
    const bool of_agenda = has_agenda(i);
    std::uint32_t top = i;
    int number = number_at(i);
    if (tok(i).deprel == Deprel::Nmod && tree_.case_of(i) == "of" && tok(i).head != kNone) {
      const int outer = ordinal(tok(tok(i).head).lemma);
      if (outer != 0) number = outer, top = tok(i).head;
    }
    const std::size_t at = scene_.latest(ProcessKind::Talks, i);
    if (none(at)) return;
    if (of_agenda && tok(top).deprel == Deprel::Appos && tok(top).head < top) {
      add_items(at, tok(top).head, {"discussed", i, number, "point"});
    }
    add_open_points(at, i, of_agenda);
  }

  bool has_agenda(std::uint32_t point) const {
    return std::any_of(tree_.children(point).begin(), tree_.children(point).end(),
                       [this](std::uint32_t c) { return tok(c).lemma == "agenda"; });
  }

  int number_at(std::uint32_t noun) const {
    for (const std::uint32_t c : tree_.children(noun)) {
      if (tok(c).deprel == Deprel::Amod || tok(c).deprel == Deprel::Det) {
        if (const int number = ordinal(tok(c).lemma)) return number;
      }
    }
    return 0;
  }

  // What stands behind the colon.
  void add_open_points(std::size_t at, std::uint32_t point, bool of_agenda) {
    const std::uint32_t verb = tok(point).head;
    if (verb == kNone || tok(point).deprel != Deprel::Nsubj || !is(AgendaCue::Open, verb)) return;
    if (!of_agenda && (tok(point).feats & feature::kPlur) == 0) return;
    const TokenSpan sentence = doc_.sentences[tok(point).sentence].tokens;
    for (std::uint32_t i = point; i < sentence.end; ++i) {
      if (doc_.form(i) != ":") continue;
      for (const TokenSpan& part : parts_of({i + 1, sentence.end}, false)) {
        if (doc_.form(part.begin) == "with") continue;  // "..., with the ceasefire"
        add_item(at, part, {"open", verb, 0, "open-points"});
      }
      return;
    }
  }

  // ---- what was agreed, what is talked of ----

  // The number of the point that the sentence says was closed.
  int closed_point(std::uint32_t token) const {
    int number = 0;
    const TokenSpan sentence = doc_.sentences[tok(token).sentence].tokens;
    for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
      if (!is(AgendaCue::Point, i) || tok(i).upos != Upos::Noun || !has_agenda(i)) continue;
      if (tok(i).deprel == Deprel::Appos ||
          (tok(i).head != kNone && tok(tok(i).head).deprel == Deprel::Appos))
        continue;
      number = number_at(i);
      if (number == 0 && tok(i).head != kNone) number = ordinal(tok(tok(i).head).lemma);
    }
    return number;
  }

  // "full agreement on rural development", "signed an agreement on the rights of victims"
  void add_agreement(std::uint32_t i) {
    if (tok(i).upos != Upos::Noun || !is(AgendaCue::Agreement, i)) return;
    const std::size_t own = scene_.headed_by(i);
    const std::size_t at = none(own) ? scene_.latest(ProcessKind::Talks, i) : own;
    if (none(at) || doc_.processes[at].kind != ProcessKind::Talks) return;
    for (const std::uint32_t c : tree_.children(i)) {
      if (c < i || tok(c).deprel != Deprel::Nmod || tree_.case_of(c) != "on") continue;
      const std::uint32_t verb = tok(i).head;
      const bool governed = verb != kNone && tok(verb).upos == Upos::Verb;
      add_items(at, c,
                {governed ? status_of(verb, "agreed") : "agreed", governed ? verb : i,
                 closed_point(i), "agreement-on"});
    }
  }

  // "agreed on the political participation of the guerrillas", "agreed on how to tackle drugs"
  void add_agreed(std::uint32_t i) {
    if (tok(i).upos != Upos::Verb || !is(AgendaCue::Agree, i)) return;
    const std::size_t at = scene_.latest(ProcessKind::Talks, i);
    if (none(at)) return;
    const std::string status = status_of(i, "agreed");
    for (const std::uint32_t c : tree_.children(i)) {
      if (c < i) continue;
      const Deprel rel = tok(c).deprel;
      const bool clause = rel == Deprel::Advcl || rel == Deprel::Ccomp;
      if (rel == Deprel::Obl && tree_.case_of(c) == "on" && !is_time(c)) {
        add_items(at, c, {status, i, closed_point(i), "agree-on"});
      } else if (clause && opens_with_on(tree_.subtree(c).begin)) {
        add_item(at, without_afterthought(c), {status, i, closed_point(i), "agree-on"});
      }
    }
  }

  bool is_time(std::uint32_t token) const {
    return std::any_of(doc_.times.begin(), doc_.times.end(),
                       [token](const Timex& time) { return time.tokens.contains(token); });
  }

  bool opens_with_on(std::uint32_t first) const {
    return doc_.form(first) == "on" || (first > 0 && doc_.form(first - 1) == "on");
  }

  // "how to tackle illicit drugs once a peace accord is signed": up to the clause that hangs on it.
  TokenSpan without_afterthought(std::uint32_t head) const {
    TokenSpan span = tree_.subtree(head);
    for (const std::uint32_t c : tree_.children(head)) {
      if (c > head && tok(c).deprel == Deprel::Advcl)
        span.end = std::min(span.end, tree_.subtree(c).begin);
    }
    for (std::uint32_t i = head; i < span.end; ++i) {
      if (doc_.form(i) == ",") span.end = i;
    }
    return span;
  }

  // "The delegations will turn to illicit drugs", "the round deals with land", "to begin discussing
  // land"
  void add_discussed(std::uint32_t i) {
    if (tok(i).upos != Upos::Verb) return;
    const bool turns = is(AgendaCue::Turn, i);
    if (!turns && !is(AgendaCue::Discuss, i)) return;
    const std::uint32_t subject = tree_.subject(i);
    const std::size_t at = talked_by(subject);
    if (none(at)) return;
    const bool itself = !none(scene_.headed_by(subject));
    for (const std::uint32_t c : tree_.children(i)) {
      const std::string_view marker = tree_.case_of(c);
      const bool object = !turns && tok(c).deprel == Deprel::Obj;
      const bool behind = turns && tok(c).deprel == Deprel::Obl &&
                          (marker == "on" || marker == "with" || marker == "to");
      if (!object && !behind) continue;
      if (itself) add_conjunct_spans(doc_.processes[at], c);
      add_items(at, c, {status_of(i, "discussed"), i, 0, turns ? "turn-to" : "discuss"});
    }
  }

  // The talks that a subject stands for: their own name, a round, those who negotiate.
  std::size_t talked_by(std::uint32_t subject) const {
    if (subject == kNone) return doc_.processes.size();
    const std::size_t own = scene_.headed_by(subject);
    if (!none(own))
      return doc_.processes[own].kind == ProcessKind::Talks ? own : doc_.processes.size();
    const std::string& lemma = tok(subject).lemma;
    const bool sides =
        (lemma == "side" || lemma == "party") && (tok(subject).feats & feature::kPlur) != 0;
    if (!is_round_noun(lemma) && !scene_.tables.sides.contains(lemma) && !sides)
      return doc_.processes.size();
    return scene_.latest(ProcessKind::Talks, subject);
  }

  Scene& scene_;
  Document& doc_;
  const language::Tree& tree_;
  ClauseReader reader_;
};

}  // namespace

void find_agenda(Scene& scene) {
  Finder(scene).run();
}

}  // namespace dragoman::processes
