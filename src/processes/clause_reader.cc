#include "processes/clause_reader.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/utf8.h"

namespace dragoman::processes {
namespace {

constexpr int kMaxClimb = 6;

template <std::size_t N>
bool is_any(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 4> kUntil = {"until", "till", "through", "to"};
constexpr std::array<std::string_view, 3> kDue = {"by", "before", "within"};
constexpr std::array<std::string_view, 7> kIf = {"if",   "unless", "once",  "provided",
                                                 "when", "until",  "before"};

events::Act act_at(std::uint32_t token) {
  events::Act act;
  act.anchor.token = token;
  act.realis = token;
  act.trigger = {token};
  return act;
}

}  // namespace

const Mood* ClauseReader::mood_of(std::uint32_t token) const {
  const auto& moods = scene_.tables.moods;
  auto found = moods.find(tok(token).lemma);
  if (found == moods.end()) found = moods.find(core::ascii_lower(doc_.form(token)));
  return found == moods.end() ? nullptr : &found->second;
}

// "did not resume"; "Neither side announced a ceasefire", "no agreement was reached".
bool ClauseReader::is_negated(std::uint32_t verb) const {
  if (tree_.is_negated(verb)) return true;
  for (const std::uint32_t argument : tree_.children(verb)) {
    const Deprel rel = tok(argument).deprel;
    if (rel != Deprel::Nsubj && rel != Deprel::NsubjPass && rel != Deprel::Obj) continue;
    for (const std::uint32_t c : tree_.children(argument)) {
      if (tok(c).deprel == Deprel::Det && (tok(c).lemma == "no" || tok(c).lemma == "neither"))
        return true;
    }
  }
  return false;
}

void ClauseReader::read_own_words(std::uint32_t verb, ClauseReading& out) const {
  bool is = false, to = false;
  for (const std::uint32_t c : tree_.children(verb)) {
    const Token& t = tok(c);
    if (t.deprel == Deprel::Aux || t.deprel == Deprel::Cop || t.deprel == Deprel::AuxPass) {
      if (const Mood* mood = mood_of(c)) apply(*mood, c, out);
      is |= t.lemma == "be";
    } else if (t.deprel == Deprel::Mark) {
      to |= t.lemma == "to";
      if (is_any(t.lemma, kIf)) out.factuality = Factuality::Conditional;
    } else if (t.lemma == "due" && c < verb) {
      out.factuality = Factuality::Planned;
    }
  }
  if (is && to && out.factuality == Factuality::Occurred) out.factuality = Factuality::Planned;
  if (is_negated(verb)) out.factuality = Factuality::Negated;
}

// What a governing word makes of an act below it. Returns whether it settles the matter.
bool ClauseReader::apply(Mood mood, std::uint32_t governor, ClauseReading& out) const {
  const bool negated = is_negated(governor);
  switch (mood) {
    case Mood::Planned:
      out.factuality = negated ? Factuality::Negated : Factuality::Planned;
      return true;
    case Mood::Possible:
      out.factuality = Factuality::Possible;
      return true;
    case Mood::Requested:
      out.factuality = Factuality::Requested;
      return true;
    case Mood::Failed:
      out.factuality = negated ? Factuality::Occurred : Factuality::Negated;
      return true;
    case Mood::Denied:
      if (!negated) out.factuality = Factuality::Denied;
      out.denier = scene_.clauses.subject(governor);
      return true;
    case Mood::Accused:
      if (tok(governor).upos == Upos::Noun) {  // "rejected accusations by the ministry that ..."
        for (const std::uint32_t c : tree_.children(governor)) {
          if (tok(c).deprel == Deprel::Nmod && tree_.case_of(c) == "by") out.accuser = c;
        }
        return false;
      }
      out.accuser = scene_.clauses.subject(governor);
      out.accused = scene_.clauses.object(governor);
      return true;
  }
  return false;
}

// Up from the act: "is *expected* to begin", "*failed* to sign", "*accused* the army of breaking",
// "a *demand* for".
void ClauseReader::read_governors(std::uint32_t cue, ClauseReading& out) const {
  std::uint32_t at = cue;
  for (int i = 0; i < kMaxClimb && tok(at).head != kNone; ++i) {
    const Deprel rel = tok(at).deprel;
    const std::uint32_t up = tok(at).head;
    const bool noun = tok(at).upos == Upos::Noun;
    if (rel == Deprel::Conj) {
      const bool own_subject = tree_.child(at, {Deprel::Nsubj, Deprel::NsubjPass}) != kNone;
      if (own_subject) return;
      if (tok(up).upos == Upos::Verb && tree_.child(at, {Deprel::Aux}) == kNone)
        read_own_words(up, out);
    } else if (rel == Deprel::Ccomp &&
               tree_.child(at, {Deprel::Nsubj, Deprel::NsubjPass}) != kNone) {
      // "said that the talks would resume" tells nothing; "denied that the army broke the truce"
      // does.
      const Mood* mood = mood_of(up);
      if (mood != nullptr && *mood != Mood::Planned) apply(*mood, up, out);
      return;
    } else if (rel == Deprel::Xcomp || rel == Deprel::Ccomp || rel == Deprel::Advcl ||
               rel == Deprel::Acl || rel == Deprel::Csubj ||
               (rel == Deprel::Obl && tree_.case_of(at) == "for") ||
               (noun && (rel == Deprel::Obj || rel == Deprel::Nsubj || rel == Deprel::NsubjPass ||
                         rel == Deprel::Nmod))) {
      const Mood* mood = mood_of(up);
      if (mood != nullptr && apply(*mood, up, out)) return;
      if (rel == Deprel::Xcomp || noun) read_own_words(up, out);
      if ((rel == Deprel::Advcl || rel == Deprel::Acl) && scene_.clauses.is_infinitive(at) &&
          out.factuality == Factuality::Occurred)
        out.factuality = Factuality::Possible;
    } else {
      return;
    }
    at = up;
  }
}

void ClauseReader::read_times(std::uint32_t cue, TokenSpan clause, ClauseReading& out) const {
  const TokenSpan sentence = doc_.sentences[tok(cue).sentence].tokens;
  const std::uint32_t nearest = setting_.timex_of(act_at(cue), clause);
  for (std::uint32_t i = 0; i < doc_.times.size(); ++i) {
    const Timex& time = doc_.times[i];
    if (time.tokens.empty() || !sentence.contains(time.tokens) || time.value.empty()) continue;
    if (i != nearest && !clause.contains(time.tokens)) continue;
    const std::string before = time.tokens.begin == sentence.begin
                                   ? std::string()
                                   : core::ascii_lower(doc_.form(time.tokens.begin - 1));
    const bool duration = time.type == TimexType::Duration;
    if (!duration && !core::is_ascii_digit(time.value[0])) continue;
    if (is_any(before, kUntil)) {
      if (out.until.empty()) out.until = time.value;
    } else if (is_any(before, kDue) || before == "than") {
      if (out.due.empty()) out.due = time.value;
    } else if (duration) {
      if (before == "for" && out.lasts.empty()) out.lasts = time.value;
    } else if (i == nearest || out.date.empty()) {
      if (time.type != TimexType::Set) out.date = time.value;
    }
  }
}

ClauseReading ClauseReader::read(std::uint32_t cue) const {
  ClauseReading out;
  const events::Act act = act_at(cue);
  const TokenSpan clause = setting_.clause_of(act);
  out.evidence = doc_.bytes(clause);
  if (tok(cue).upos == Upos::Noun) {
    const Deprel rel = tok(cue).deprel;
    const std::uint32_t verb = tok(cue).head;
    if (verb != kNone && (rel == Deprel::Obj || rel == Deprel::NsubjPass) && is_negated(verb))
      out.factuality = Factuality::Negated;
  } else {
    read_own_words(cue, out);
  }
  if (out.factuality != Factuality::Negated) read_governors(cue, out);
  read_times(cue, clause, out);
  out.place = setting_.place_of(act, clause);
  // What has its day after the report's is to come: "the second round ends on Friday".
  const std::string& published = doc_.report.published;
  if (out.factuality == Factuality::Occurred && published.size() >= 10 && out.date.size() == 10 &&
      out.date > published.substr(0, 10))
    out.factuality = Factuality::Planned;
  return out;
}

std::string ClauseReader::date_around(std::uint32_t noun) const {
  std::uint32_t verb = noun;
  while (verb != kNone && tok(verb).upos != Upos::Verb) verb = tok(verb).head;
  const TokenSpan clause = verb == kNone ? tree_.subtree(noun) : tree_.subtree(verb);
  for (const Timex& time : doc_.times) {
    if (clause.contains(time.tokens) &&
        (time.type == TimexType::Date || time.type == TimexType::Time))
      return time.value;
  }
  return {};
}

}  // namespace dragoman::processes
