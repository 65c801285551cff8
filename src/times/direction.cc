#include "times/direction.h"

#include <algorithm>

namespace dragoman::times {
namespace {

// What the auxiliaries and the infinitive marker before a verb say.
struct Auxiliaries {
  bool any = false, will = false, would = false, modal = false, did = false, have = false,
       had = false, past_be = false, present_be = false, to = false;
};

Auxiliaries auxiliaries_of(const Document& doc, std::uint32_t verb) {
  Auxiliaries aux;
  const TokenSpan near = near_tokens(doc, verb);
  for (std::uint32_t t = near.begin; t < near.end; ++t) {
    const Token& tok = doc.tokens[t];
    if (tok.head != verb) continue;
    if (tok.deprel == Deprel::Mark && tok.upos == Upos::Part) aux.to = true;
    if (tok.deprel != Deprel::Aux && tok.deprel != Deprel::AuxPass && tok.deprel != Deprel::Cop)
      continue;
    aux.any = true;
    const std::string& lemma = tok.lemma;
    if (lemma == "will" || lemma == "shall" || lemma == "'ll") aux.will = true;
    if (lemma == "would") aux.would = true;
    if (lemma == "may" || lemma == "might" || lemma == "must" || lemma == "should" ||
        lemma == "can") {
      aux.modal = true;
    }
    if (lemma == "do" && (tok.feats & feature::kPast)) aux.did = true;
    if (lemma == "have") {
      aux.have = true;
      aux.had = aux.had || (tok.feats & feature::kPast);
    }
    if (lemma == "be" && (tok.feats & feature::kPast)) aux.past_be = true;
    if (lemma == "be" && (tok.feats & feature::kPres)) aux.present_be = true;
  }
  return aux;
}

bool looks_ahead(const Words& words, const Token& tok) {
  return words.is_planned(tok.lemma) || words.is_scheduled(tok.lemma);
}

// "for Friday", "until Friday": the prepositions of plans.
bool has_plan_preposition(const Document& doc, std::uint32_t token) {
  const TokenSpan near = near_tokens(doc, token);
  for (std::uint32_t t = near.begin; t < near.end; ++t) {
    const Token& tok = doc.tokens[t];
    if (tok.head != token || tok.deprel != Deprel::Case) continue;
    if (tok.lemma == "for" || tok.lemma == "until" || tok.lemma == "till" || tok.lemma == "to")
      return true;
  }
  return false;
}

// "payable Dec. 15", "due on Friday", "scheduled for May": the word right before, whatever the
// tree.
bool follows_schedule(const Words& words, const Document& doc, std::uint32_t first) {
  const std::uint32_t begin = doc.sentences[doc.tokens[first].sentence].tokens.begin;
  std::uint32_t before = first;
  if (before > begin && doc.tokens[before - 1].upos == Upos::Adp) --before;
  return before > begin && doc.tokens[before - 1].upos == Upos::Adj &&
         words.is_scheduled(doc.tokens[before - 1].lemma);
}

struct Judgement {
  Direction direction = Direction::Unknown;
  bool settled = false;  // false where what governs the verb has to be asked
};

// The verb form alone. `direct`: the time hangs on this very verb.
Judgement judge(const Words& words, const Document& doc, std::uint32_t verb, bool direct) {
  const Token& tok = doc.tokens[verb];
  const Auxiliaries aux = auxiliaries_of(doc, verb);
  if (aux.will || aux.would || aux.modal) {
    return {aux.have && !aux.will ? Direction::Past : Direction::Future, true};
  }
  const bool past_participle = (tok.feats & feature::kPart) && (tok.feats & feature::kPast);
  // "is expected on Friday", "scheduled for Friday", "was due on Friday": the plan's object lies
  // ahead.
  if (words.is_scheduled(tok.lemma) && (tok.upos == Upos::Adj || (past_participle && !aux.have))) {
    return {Direction::Future, true};
  }
  // "were to be escorted out on Thursday"; but "was to have begun on Wednesday" is over.
  if (aux.to && (aux.past_be || aux.present_be) && !aux.have) return {Direction::Future, true};
  // "planned a rally on Saturday", "expects a verdict on Friday": what it names lies ahead.
  if (direct && words.is_foreseen(tok.lemma) && !aux.have) return {Direction::Future, true};
  if (aux.have || aux.did || aux.past_be) return {Direction::Past, true};
  if (tok.feats & feature::kInf || aux.to) return {Direction::Future, false};
  // "is heard in May", "are meeting on Friday"; of a time further away the present tells nothing.
  const bool participle = (tok.feats & feature::kPart) || (tok.feats & feature::kGer);
  if (aux.present_be) return {direct ? Direction::Future : Direction::Unknown, true};
  if (tok.feats & feature::kPast) return {Direction::Past, true};
  if ((tok.feats & feature::kPres) && !participle) {
    if (words.is_saying(tok.lemma)) return {Direction::Past, true};
    return {direct ? Direction::Future : Direction::Unknown, true};
  }
  return {};
}

}  // namespace

TokenSpan near_tokens(const Document& doc, std::uint32_t token) {
  constexpr std::uint32_t kReach = 30;
  const TokenSpan sentence = doc.sentences[doc.tokens[token].sentence].tokens;
  return {std::max(sentence.begin, token - std::min(token, kReach)),
          std::min(sentence.end, token + kReach)};
}

std::uint32_t head_of(const Document& doc, TokenSpan tokens) {
  for (std::uint32_t t = tokens.begin; t < tokens.end; ++t) {
    const std::uint32_t head = doc.tokens[t].head;
    if (head == kNone || !tokens.contains(head)) return t;
  }
  return tokens.empty() ? kNone : tokens.begin;
}

Direction direction_of(const Words& words, const Document& doc, TokenSpan tokens) {
  const std::uint32_t token = head_of(doc, tokens);
  if (token == kNone || token >= doc.tokens.size()) return Direction::Unknown;
  if (follows_schedule(words, doc, tokens.begin)) return Direction::Future;
  // "will look for ways around Wednesday's ruling": the noun's day, not the verb's, unless it is
  // the subject.
  if (doc.tokens[token].deprel == Deprel::NmodPoss && doc.tokens[token].head != kNone) {
    const Deprel role = doc.tokens[doc.tokens[token].head].deprel;
    if (role != Deprel::Nsubj && role != Deprel::NsubjPass) return Direction::Unknown;
  }
  const bool plan_preposition = has_plan_preposition(doc, token);
  bool ahead = false;    // an infinitive was passed; its governor decides
  bool direct = true;    // nothing but the time itself was passed
  bool by_noun = false;  // a noun was passed: "a demonstration on Saturday"
  bool figure = false;   // so was a figure: "announced profits for the fourth quarter" is no plan
  std::uint32_t at = doc.tokens[token].head;
  for (int steps = 0; at != kNone && at < doc.tokens.size() && steps < 40; ++steps) {
    const Token& tok = doc.tokens[at];
    const bool verbal = tok.upos == Upos::Verb || tok.upos == Upos::Aux;
    const bool predicate = verbal || auxiliaries_of(doc, at).any;
    if (ahead && (predicate || tok.upos == Upos::Adj || tok.upos == Upos::Noun)) {
      // "had been scheduled to expire on Friday": whether it did is not told.
      if (words.is_scheduled(tok.lemma) && auxiliaries_of(doc, at).had) return Direction::Unknown;
      if (looks_ahead(words, tok) || tok.lemma == "be") return Direction::Future;
      const Judgement above = judge(words, doc, at, true);
      if (above.settled && above.direction != Direction::Past) return Direction::Future;
      if (above.settled) return words.is_achieved(tok.lemma) ? Direction::Past : Direction::Unknown;
    } else if (predicate || (tok.upos == Upos::Adj && words.is_scheduled(tok.lemma))) {
      if (words.is_scheduled(tok.lemma) && (by_noun || plan_preposition)) return Direction::Future;
      if (looks_ahead(words, tok) && plan_preposition && !figure) return Direction::Future;
      const Judgement here = judge(words, doc, at, direct);
      if (here.settled) return here.direction;
      ahead = here.direction == Direction::Future;
    } else if (tok.upos == Upos::Noun) {
      // A headline's "plans to meet on Friday" may be taken for a noun.
      if (tok.deprel == Deprel::Root && words.is_foreseen(tok.lemma)) return Direction::Future;
      by_noun = true;
      figure = figure || words.is_figure(tok.lemma);
    }
    direct = false;
    at = tok.head;
  }
  return ahead ? Direction::Future : Direction::Unknown;
}

}  // namespace dragoman::times
