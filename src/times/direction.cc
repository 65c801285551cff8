#include "times/direction.h"

namespace dragoman::times {
namespace {

// What the auxiliaries and the infinitive marker before a verb say.
struct Auxiliaries {
  bool any = false, will = false, would = false, modal = false, did = false, have = false, past_be = false,
       present_be = false, to = false, going = false;
};

Auxiliaries auxiliaries_of(const Document& doc, std::uint32_t verb) {
  Auxiliaries aux;
  const Sentence& sentence = doc.sentences[doc.tokens[verb].sentence];
  for (std::uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
    const Token& tok = doc.tokens[t];
    if (tok.head != verb) continue;
    if (tok.deprel == Deprel::Mark && tok.upos == Upos::Part) aux.to = true;
    if (tok.deprel != Deprel::Aux && tok.deprel != Deprel::AuxPass && tok.deprel != Deprel::Cop) continue;
    aux.any = true;
    const std::string& lemma = tok.lemma;
    if (lemma == "will" || lemma == "shall" || lemma == "'ll") aux.will = true;
    if (lemma == "would") aux.would = true;
    if (lemma == "may" || lemma == "might" || lemma == "must" || lemma == "should" || lemma == "can") {
      aux.modal = true;
    }
    if (lemma == "do" && (tok.feats & feature::kPast)) aux.did = true;
    if (lemma == "have") aux.have = true;
    if (lemma == "be" && (tok.feats & feature::kPast)) aux.past_be = true;
    if (lemma == "be" && (tok.feats & feature::kPres)) aux.present_be = true;
  }
  return aux;
}

// The verb form alone. `settled` is false where what governs the verb has to be asked.
Direction direction_of_verb(const Words& words, const Document& doc, std::uint32_t verb, bool& settled) {
  const Token& tok = doc.tokens[verb];
  const Auxiliaries aux = auxiliaries_of(doc, verb);
  settled = true;
  if (aux.will || aux.would || aux.modal) return aux.have && !aux.will ? Direction::Past : Direction::Future;
  const bool participle = (tok.feats & feature::kPart) || (tok.feats & feature::kGer);
  const bool planned = words.is_planned(tok.lemma);
  // "is expected on Friday", "scheduled for Friday", "was due on Friday": the plan's object lies ahead.
  if (planned && (tok.upos == Upos::Adj || (participle && (tok.feats & feature::kPast) && !aux.have))) {
    if (tok.lemma != "ask" && tok.lemma != "call" && tok.lemma != "announce" && tok.lemma != "order" &&
        tok.lemma != "decide" && tok.lemma != "agree" && tok.lemma != "promise" && tok.lemma != "demand" &&
        tok.lemma != "propose") {
      return Direction::Future;
    }
  }
  if (aux.have || aux.did || aux.past_be) return Direction::Past;
  if (tok.feats & feature::kInf || aux.to) {
    settled = false;
    return Direction::Future;
  }
  if ((tok.feats & feature::kPast)) return Direction::Past;
  if (tok.feats & feature::kPres && !participle) {
    return words.is_saying(tok.lemma) ? Direction::Past : Direction::Future;
  }
  if (aux.present_be) return tok.upos == Upos::Verb || tok.upos == Upos::Noun ? Direction::Future : Direction::Unknown;
  settled = false;
  return Direction::Unknown;
}

}  // namespace

Direction direction_of(const Words& words, const Document& doc, std::uint32_t token) {
  if (token == kNone || token >= doc.tokens.size()) return Direction::Unknown;
  std::uint32_t at = token;
  Direction waiting = Direction::Unknown;  // of an infinitive whose governor is being asked
  for (int steps = 0; at != kNone && at < doc.tokens.size() && steps < 40; ++steps) {
    const Token& tok = doc.tokens[at];
    const bool verbal = tok.upos == Upos::Verb || tok.upos == Upos::Aux;
    const bool predicate = verbal || auxiliaries_of(doc, at).any;
    if (waiting == Direction::Future && (verbal || tok.upos == Upos::Adj || tok.upos == Upos::Noun)) {
      if (words.is_planned(tok.lemma)) return Direction::Future;
      bool settled = false;
      const Direction above = direction_of_verb(words, doc, at, settled);
      if (settled && above != Direction::Past) return Direction::Future;
      if (settled && words.is_achieved(tok.lemma)) return Direction::Past;
      if (settled) return Direction::Unknown;
    } else if (at != token && (predicate || (tok.upos == Upos::Adj && words.is_planned(tok.lemma)))) {
      bool settled = false;
      const Direction direction = direction_of_verb(words, doc, at, settled);
      if (settled) return direction;
      waiting = direction;
    }
    at = tok.head;
  }
  return waiting;
}

}  // namespace dragoman::times
