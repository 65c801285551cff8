#include "events/details.h"

#include <algorithm>
#include <charconv>

#include "core/tsv.h"
#include "core/utf8.h"
#include "entities/lookup.h"

namespace dragoman::events {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(DetailClass::Count_)> kClasses = {
    "dead", "injured", "arrested", "mediator", "host", "guarantor", "venue", "instrument"};

bool is_violent(EventType type) {
  return type == EventType::Assault || type == EventType::Coerce;
}

// "1,200" -> 1200; none for "1.5", "2/3", "20-year-old".
std::optional<std::uint32_t> parse_digits(std::string_view form) {
  std::string digits;
  for (const char c : form) {
    if (c == ',') continue;
    if (!core::is_ascii_digit(c)) return std::nullopt;
    digits += c;
  }
  std::uint32_t value = 0;
  if (digits.empty() || digits.size() > 9) return std::nullopt;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace

Result<DetailWords> DetailWords::load(const std::string& path) {
  auto file = core::read_tsv(path, 2, 4);
  if (!file) return file.error();
  DetailWords out;
  for (const core::TsvRow& row : file->rows) {
    const std::string& kind = row.fields[0];
    if (kind == "count") {
      const auto value = row.fields.size() < 3 ? std::nullopt : parse_digits(row.fields[2]);
      if (!value) return file->error(row, std::min<std::size_t>(2, row.fields.size() - 1),
                                     "expected a number");
      out.numbers_[row.fields[1]] = *value;
      continue;
    }
    if (kind == "bound") {
      if (row.fields.size() < 3 ||
          (row.fields[2] != "min" && row.fields[2] != "max" && row.fields[2] != "about")) {
        return file->error(row, std::min<std::size_t>(2, row.fields.size() - 1),
                           "expected min, max or about");
      }
      out.bounds_[row.fields[1]] = row.fields[2];
      continue;
    }
    const auto found = std::find(kClasses.begin(), kClasses.end(), kind);
    if (found == kClasses.end())
      return file->error(row, 0, "no class of details is called '" + kind + "'");
    out.words_[static_cast<std::size_t>(found - kClasses.begin())].insert(row.fields[1]);
  }
  return out;
}

const std::uint32_t* DetailWords::number(std::string_view word) const {
  const auto found = numbers_.find(word);
  return found == numbers_.end() ? nullptr : &found->second;
}

const std::string* DetailWords::bound(std::string_view word) const {
  const auto found = bounds_.find(word);
  return found == bounds_.end() ? nullptr : &found->second;
}

bool Details::is(DetailClass kind, std::uint32_t token) const {
  std::string buffer;
  const std::string_view lemma = lower_lemma(clauses_.token(token), buffer);
  if (words_.has(kind, lemma)) return true;
  const std::uint32_t particle = clauses_.child(token, Deprel::CompoundPrt);
  return particle != kNone &&
         words_.has(kind, std::string(lemma) + "_" + clauses_.token(particle).lemma);
}

// What a word before a number makes of it; "up" only of "up to", not of "rounded up 40".
const std::string* Details::bound_at(std::uint32_t token) const {
  std::string buffer;
  const std::string_view lemma = lower_lemma(clauses_.token(token), buffer);
  if (lemma == "up" && (token + 1 >= clauses_.doc().tokens.size() ||
                        clauses_.token(token + 1).lemma != "to"))
    return nullptr;
  return words_.bound(lemma);
}

bool Details::is_third_part(const Act& act) const {
  const std::uint32_t at = act.anchor.token;
  const Token& t = clauses_.token(at);
  if (!is_verbal(t) || t.head == kNone || !is_nominal(clauses_.token(t.head))) return false;
  if (t.deprel != Deprel::Acl && t.deprel != Deprel::Conj && t.deprel != Deprel::Amod) return false;
  return is(DetailClass::Mediator, at) || is(DetailClass::Host, at) ||
         is(DetailClass::Guarantor, at);
}

bool Details::is_harm(const Act& act) const {
  return std::any_of(act.trigger.begin(), act.trigger.end(), [this](std::uint32_t token) {
    return is(DetailClass::Dead, token) || is(DetailClass::Injured, token);
  });
}

// The noun phrase without what follows a comma and without relative clauses: from its first
// determiner, number or adjective to its last linked name or "of" phrase.
TokenSpan Details::phrase(std::uint32_t head) const {
  TokenSpan span{head, head + 1};
  std::vector<std::uint32_t> open{head};
  for (std::size_t i = 0; i < open.size() && i < 64; ++i) {
    for (const std::uint32_t child : clauses_.children(open[i])) {
      const Deprel d = clauses_.token(child).deprel;
      const bool before = child < open[i] && d != Deprel::Case && d != Deprel::Mark &&
                          d != Deprel::Cc && d != Deprel::Punct && !is_clausal(d);
      const bool after = d == Deprel::Flat || d == Deprel::Fixed || d == Deprel::Compound ||
                         (d == Deprel::Nmod && clauses_.preposition(child) == "of");
      if (!(before || after) || (open[i] != head && child < head)) continue;
      if (is_verbal(clauses_.token(open[i]))) continue;
      span = cover(span, TokenSpan{child, child + 1});
      open.push_back(child);
    }
  }
  return span;
}

std::optional<Details::Number> Details::numeral(std::uint32_t token) const {
  const Token& t = clauses_.token(token);
  const std::string form = core::ascii_lower(clauses_.doc().form(token));
  std::string buffer;
  Number out;
  out.tokens = {token, token + 1};
  if (const auto digits = parse_digits(form)) {
    out.value = *digits;
  } else if (const std::uint32_t* word = words_.number(lower_lemma(t, buffer))) {
    out.value = *word;
    if (form != lower_lemma(t, buffer) || (form.ends_with('s') && *word >= 12)) {
      out.value = *word * 2;  // "dozens", "hundreds": two of them at the least
      out.bound = "min";
    }
  } else {
    return std::nullopt;
  }
  // "two hundred", "23 million", "thirty-five" in pieces.
  std::uint32_t smaller = 0, factor = 1;
  for (const std::uint32_t child : clauses_.children(token)) {
    const Token& c = clauses_.token(child);
    if (c.deprel == Deprel::Compound || c.deprel == Deprel::Nummod || c.deprel == Deprel::Flat) {
      std::string lemma;
      const auto digits = parse_digits(clauses_.doc().form(child));
      const std::uint32_t* word = words_.number(lower_lemma(c, lemma));
      if (!digits && word == nullptr) continue;
      const std::uint32_t value = digits ? *digits : *word;
      if (value == 0) continue;
      if (child < token && value < out.value)
        factor *= value;
      else
        smaller += value;
      out.tokens = cover(out.tokens, TokenSpan{child, child + 1});
    }
    if (c.deprel == Deprel::Advmod || c.deprel == Deprel::Case || c.deprel == Deprel::Amod ||
        c.deprel == Deprel::Obl || c.deprel == Deprel::Nmod || c.deprel == Deprel::Det) {
      if (const std::string* bound = bound_at(child); bound != nullptr && child < token) {
        out.bound = *bound;
        out.tokens = cover(out.tokens, TokenSpan{child, child + 1});
      }
    }
  }
  if (factor > 1 && out.value > 100000000 / factor) return std::nullopt;
  out.value = out.value * factor + smaller;
  // "at least nine", "more than 20": the words right before, wherever the parser hung them.
  const std::uint32_t first = clauses_.doc().sentences[t.sentence].tokens.begin;
  if (out.bound.empty() && out.tokens.begin > first) {
    const std::uint32_t left = out.tokens.begin - 1;
    if (const std::string* bound = bound_at(left)) {
      const bool compared = clauses_.token(left).lemma == "than";
      out.bound = *bound;
      if (compared && left > first) {
        const std::string_view more = clauses_.token(left - 1).lemma;
        if (more == "few" || more == "fewer" || more == "less" || more == "little")
          out.bound = "max";
      }
      out.tokens.begin = left;
      if (compared && left > first) out.tokens.begin = left - 1;
    }
  }
  if (out.tokens.begin > first && clauses_.token(out.tokens.begin - 1).lemma == "at" &&
      !out.bound.empty()) {
    --out.tokens.begin;
  }
  return out;
}

// How many a noun phrase speaks of: its number, the number it is, or one for "a soldier".
std::optional<Details::Number> Details::number_at(std::uint32_t head) const {
  std::optional<Number> one;
  for (const std::uint32_t child : clauses_.children(head)) {
    const Token& c = clauses_.token(child);
    if (child > head) break;
    if (c.deprel == Deprel::Nummod || c.upos == Upos::Num) return numeral(child);
    if (c.deprel == Deprel::Det && (c.lemma == "a" || c.lemma == "an" || c.lemma == "another"))
      one = Number{1, "", {child, head + 1}};
  }
  const Token& t = clauses_.token(head);
  if (t.upos == Upos::Num) return numeral(head);
  std::string buffer;
  if (t.upos == Upos::Noun && words_.number(lower_lemma(t, buffer)) != nullptr)
    return numeral(head);
  if (t.upos == Upos::Propn && clauses_.child(head, Deprel::Conj) == kNone) {
    const std::uint32_t mention = entities::mention_headed_by(clauses_.doc(), head);
    if (mention != kNone && clauses_.doc().mentions[mention].type == NameType::Person)
      return Number{1, "", {head, head + 1}};
  }
  if (one && (t.feats & feature::kPlur) == 0) return one;
  return std::nullopt;
}

// The sum over coordinated phrases; none when one of them is not counted.
std::optional<EventCount> Details::count(const std::vector<std::uint32_t>& heads) const {
  EventCount out;
  TokenSpan covered{};
  for (const std::uint32_t head : heads) {
    const auto number = number_at(head);
    if (!number) return std::nullopt;
    if (number->value == 0) return std::nullopt;
    out.count += number->value;
    if (!number->bound.empty()) out.bound = number->bound;
    const TokenSpan here = cover(number->tokens, TokenSpan{head, head + 1});
    covered = covered.empty() ? here : cover(covered, here);
  }
  if (covered.empty()) return std::nullopt;
  out.span = clauses_.doc().bytes(covered);
  return out;
}

// Whom the word of a trigger harms: its object, the subject of "die", the "of" of a noun.
std::vector<std::uint32_t> Details::victims_of(const Act& act, std::uint32_t trigger) const {
  const Token& t = clauses_.token(trigger);
  std::uint32_t victim = kNone;
  if (is_verbal(t)) {
    victim = clauses_.object(trigger);
    if (victim != kNone && is(DetailClass::Dead, victim)) victim = kNone;  // "claimed the lives"
    if (victim == kNone && (t.lemma == "die" || t.lemma == "perish"))
      victim = clauses_.subject(trigger);
  } else if (t.upos == Upos::Adj && t.head != kNone) {  // "left nine people dead"
    victim = clauses_.object(t.head);
    if (victim == kNone) victim = clauses_.surface_subject(t.head);
  } else {
    for (const std::uint32_t child : clauses_.children(trigger)) {
      if (clauses_.token(child).deprel == Deprel::Nmod && clauses_.preposition(child) == "of")
        victim = child;
    }
    if (victim == kNone) victim = clauses_.child(trigger, Deprel::NmodPoss);
  }
  if (victim == kNone || victim == act.anchor.token) return {};
  if (clauses_.token(victim).upos == Upos::Pron) return {};
  std::vector<std::uint32_t> out;
  for (const std::uint32_t part : entities::conjuncts(clauses_.doc(), victim)) {
    if (is_nominal(clauses_.token(part)) || clauses_.token(part).upos == Upos::Num)
      out.push_back(part);
  }
  return out;
}

// Phrases in the first recipient slot that name somebody.
std::vector<std::uint32_t> Details::recipients_of(const Act& act) const {
  for (const auto& path : act.entry->recipient) {
    const auto fillers = roles_.fillers(act.anchor, path);
    if (fillers.empty() || path.back() == slot::kMod) continue;
    std::vector<std::uint32_t> out;
    for (const std::uint32_t filler : fillers) {
      for (const std::uint32_t part : entities::conjuncts(clauses_.doc(), filler)) {
        const bool noun = is_nominal(clauses_.token(part)) ||
                          clauses_.token(part).upos == Upos::Num;
        if (noun && !entities::actors_of(clauses_.doc(), part).empty()) add_once(out, part);
      }
    }
    if (!out.empty()) return out;
  }
  return {};
}

void Details::add_third(Event& event, ThirdPart part, std::uint32_t filler) const {
  for (const std::uint32_t actor : roles_.actors(filler)) {
    const std::pair entry{part, actor};
    if (std::find(event.third.begin(), event.third.end(), entry) == event.third.end())
      event.third.push_back(entry);
  }
}

void Details::third_parties(const Act& act, Event& event) const {
  static constexpr std::array<std::pair<DetailClass, ThirdPart>, 3> kParts = {
      std::pair{DetailClass::Mediator, ThirdPart::Mediator},
      std::pair{DetailClass::Host, ThirdPart::Host},
      std::pair{DetailClass::Guarantor, ThirdPart::Guarantor}};
  const auto part_of = [&](std::uint32_t token) -> std::optional<ThirdPart> {
    for (const auto& [kind, part] : kParts) {
      if (is(kind, token)) return part;
    }
    return std::nullopt;
  };
  std::vector<std::uint32_t> nouns;
  for (const std::uint32_t token : act.trigger) {
    if (is_nominal(clauses_.token(token))) nouns.push_back(token);
    if (is_verbal(clauses_.token(token))) {
      const std::uint32_t object = clauses_.object(token);
      if (object != kNone) add_once(nouns, object);
    }
  }
  for (const std::uint32_t noun : nouns) {
    for (const std::uint32_t child : clauses_.children(noun)) {
      const Token& c = clauses_.token(child);
      const auto part = part_of(child);
      if (!part) continue;
      if (is_verbal(c) || c.upos == Upos::Adj) {  // "talks hosted by Norway", "US-brokered talks"
        for (const std::uint32_t agent : clauses_.children(child)) {
          const Token& a = clauses_.token(agent);
          const bool by = (a.deprel == Deprel::Obl || a.deprel == Deprel::OblAgent) &&
                          clauses_.preposition(agent) == "by";
          const bool joined = agent < child && child < noun && is_nominal(a);
          if (by || joined) add_third(event, *part, agent);
        }
      }
    }
    // "Norway hosted the talks".
    const std::uint32_t verb = clauses_.governing_verb(noun);
    if (verb == kNone) continue;
    if (const auto part = part_of(verb); part && is_verbal(clauses_.token(verb))) {
      const Deprel d = clauses_.token(noun).deprel;
      const std::uint32_t subject = clauses_.subject(verb);
      if ((d == Deprel::Obj || d == Deprel::NsubjPass) && subject != kNone)
        add_third(event, *part, subject);
    }
  }
  // "under the mediation of Oman", "with Turkish mediation", "under UN auspices".
  for (const std::uint32_t head : {act.anchor.token, act.realis}) {
    for (const std::uint32_t child : clauses_.children(head)) {
      const Token& c = clauses_.token(child);
      if ((c.deprel != Deprel::Obl && c.deprel != Deprel::Nmod) || !is_nominal(c)) continue;
      const auto part = part_of(child);
      if (!part) continue;
      for (const std::uint32_t owner : clauses_.children(child)) {
        const Deprel d = clauses_.token(owner).deprel;
        if (d == Deprel::NmodPoss || d == Deprel::Amod || d == Deprel::Compound ||
            (d == Deprel::Nmod && clauses_.preposition(owner) == "of")) {
          add_third(event, *part, owner);
        }
      }
    }
  }
}

void Details::instrument(const Act& act, Event& event) const {
  const auto add = [&](std::uint32_t head) {
    const ByteSpan span = clauses_.doc().bytes(phrase(head));
    if (std::find(event.instrument.begin(), event.instrument.end(), span) ==
        event.instrument.end())
      event.instrument.push_back(span);
  };
  for (const std::uint32_t token : act.trigger) {
    const Token& t = clauses_.token(token);
    if (is_nominal(t) && event.type == EventType::Assault && is(DetailClass::Instrument, token))
      add(token);
    for (const std::uint32_t child : clauses_.children(token)) {
      const Token& c = clauses_.token(child);
      if (!is(DetailClass::Instrument, child) || !is_nominal(c)) continue;
      const std::string_view preposition = clauses_.preposition(child);
      const bool by_means = c.deprel == Deprel::Obl || c.deprel == Deprel::OblAgent ||
                            c.deprel == Deprel::Nmod;
      // "fired rockets", but not "seized guns": what is taken is no means.
      const bool moved = c.deprel == Deprel::Nsubj ||
                         (c.deprel == Deprel::Obj && event.type == EventType::Assault);
      if (c.deprel == Deprel::Compound || c.deprel == Deprel::Amod || (is_verbal(t) && moved) ||
          (by_means && (preposition == "with" || preposition == "by" || preposition == "using" ||
                        preposition == "from" || preposition == "in"))) {
        add(child);
      }
    }
  }
  std::sort(event.instrument.begin(), event.instrument.end());
}

void Details::venue(const Act& act, Event& event) const {
  std::vector<std::uint32_t> heads{act.realis};
  add_once(heads, act.anchor.token);
  for (const std::uint32_t child : clauses_.children(act.anchor.token)) {
    if (clauses_.token(child).deprel == Deprel::Acl) heads.push_back(child);  // "hosted by X at"
  }
  for (const std::uint32_t head : heads) {
    for (const std::uint32_t child : clauses_.children(head)) {
      const Token& c = clauses_.token(child);
      if ((c.deprel != Deprel::Obl && c.deprel != Deprel::Nmod) || !is_nominal(c)) continue;
      const std::string_view preposition = clauses_.preposition(child);
      if (preposition != "at" && preposition != "in" && preposition != "outside" &&
          preposition != "inside" && preposition != "near")
        continue;
      if (!is(DetailClass::Venue, child)) continue;
      const ByteSpan span = clauses_.doc().bytes(phrase(child));
      if (std::find(event.venue.begin(), event.venue.end(), span) == event.venue.end())
        event.venue.push_back(span);
    }
  }
}

std::string Details::why_no_actor(const Act& act) const {
  if (act.actors_expressed) return "the words name nobody known";
  if (act.anchor.pos == TriggerPos::Verb && clauses_.is_passive(act.anchor.token))
    return "passive without an agent";
  if (act.anchor.pos == TriggerPos::Noun) return "a noun without a doer";
  return "no subject";
}

void Details::fill(const Act& act, Event& event) const {
  const Document& doc = clauses_.doc();
  if (is_violent(event.type)) {
    const std::array<std::pair<DetailClass, std::optional<EventCount>*>, 3> kinds = {
        std::pair{DetailClass::Dead, &event.dead}, std::pair{DetailClass::Injured, &event.injured},
        std::pair{DetailClass::Arrested, &event.arrested}};
    std::vector<std::uint32_t> harmed;
    for (const std::uint32_t token : act.trigger) {
      for (const auto& [kind, into] : kinds) {
        if (!is(kind, token)) continue;
        const auto victims = victims_of(act, token);
        for (const std::uint32_t victim : victims) add_once(harmed, victim);
        if (!*into && event.factuality != Factuality::Negated) *into = count(victims);
      }
    }
    if (harmed.empty()) harmed = recipients_of(act);
    std::sort(harmed.begin(), harmed.end());
    for (const std::uint32_t victim : harmed) event.victims.push_back(doc.bytes(phrase(victim)));
    instrument(act, event);
  }
  if (event.type == EventType::Protest) {
    for (const auto& path : act.entry->actor) {
      const auto fillers = roles_.fillers(act.anchor, path);
      if (fillers.empty()) continue;
      if (path.back() != slot::kMod) event.size = count(fillers);
      break;
    }
    venue(act, event);
  }
  if (event.type == EventType::Mobilize && act.anchor.pos == TriggerPos::Verb) {
    const std::uint32_t object = clauses_.object(act.anchor.token);
    if (object != kNone && number_at(object) && number_at(object)->value > 1)
      event.size = count({object});
  }
  if (event.type == EventType::Consult || event.type == EventType::Support ||
      event.type == EventType::Agree || event.type == EventType::Retreat ||
      event.type == EventType::Cooperate) {
    third_parties(act, event);
    venue(act, event);
  }
  if (event.actors.empty()) event.no_actor = why_no_actor(act);
  if (event.recipients.empty() && !act.entry->mutual) {
    event.no_recipient =
        act.recipients_expressed ? "the words name nobody known" : "no words for it at the trigger";
  }
}

}  // namespace dragoman::events
