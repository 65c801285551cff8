#include "speech/deixis.h"

#include <algorithm>
#include <utility>

#include "entities/lookup.h"
#include "speech/cues.h"
#include "speech/lookup.h"

namespace dragoman::speech {
namespace {

bool is_pronoun_of(const Document& doc, std::uint32_t token, FeatureBits person) {
  return token != kNone && doc.tokens[token].upos == Upos::Pron &&
         (doc.tokens[token].feats & person) != 0;
}

// Who is meant by "we" when `speaker` says it.
std::uint32_t side_of(const Document& doc, std::uint32_t speaker) {
  const Actor& actor = doc.actors[speaker];
  return actor.speaks_for != kNone ? actor.speaks_for : speaker;
}

// The child of `head` in one of two relations, or kNone.
std::uint32_t child_of(const Document& doc, std::uint32_t head, Deprel one, Deprel other) {
  const TokenSpan sentence = doc.sentences[doc.tokens[head].sentence].tokens;
  for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
    if (doc.tokens[i].head != head) continue;
    if (doc.tokens[i].deprel == one || doc.tokens[i].deprel == other) return i;
  }
  return kNone;
}

// The body or country that the sentence says to do something by these words: "The United States
// strongly condemns the attack". None when it only reports what is said ("says that").
std::uint32_t performer(const CueLexicon& cues, const Document& doc, const Sentence& sentence) {
  std::uint32_t verb = sentence.tokens.begin;
  while (verb < sentence.tokens.end && doc.tokens[verb].deprel != Deprel::Root) ++verb;
  if (verb == sentence.tokens.end || (doc.tokens[verb].feats & feature::kPres) == 0) return kNone;
  if (cues.with_head(cues.lemma_of(doc.form(verb), doc.tokens[verb].lemma, true)).empty() ||
      child_of(doc, verb, Deprel::Ccomp, Deprel::Parataxis) != kNone ||
      quotation_of_token(doc, verb) != kNone) {
    return kNone;
  }
  const std::uint32_t subject = child_of(doc, verb, Deprel::Nsubj, Deprel::Nsubj);
  const std::uint32_t actor = subject == kNone ? kNone : entities::actor_at(doc, subject);
  if (actor == kNone) return kNone;
  const bool body =
      doc.actors[actor].kind != ActorKind::Person && doc.actors[actor].sector != "JRN";
  return body ? actor : kNone;
}

// Who gives out the text, when its first paragraph opens with an act of theirs.
std::uint32_t issuer_of(const CueLexicon& cues, const Document& doc) {
  for (std::size_t i = 0; i < doc.sentences.size(); ++i) {
    if (i > 0 && doc.sentences[i].starts_paragraph) break;
    if (const std::uint32_t actor = performer(cues, doc, doc.sentences[i]); actor != kNone) {
      return actor;
    }
  }
  return kNone;
}

struct Answer {
  std::uint32_t actor = kNone;
  const char* rule = "";
};

Answer answer_in_quotation(const Document& doc, std::uint32_t token, const Statement& statement) {
  if (is_pronoun_of(doc, token, feature::kSecond)) {
    return {statement.addressee, "pronoun: addressee"};
  }
  if (statement.speaker == kNone) return {};
  if ((doc.tokens[token].feats & feature::kPlur) == 0) {
    return {statement.speaker, "pronoun: speaker"};
  }
  const std::uint32_t side = side_of(doc, statement.speaker);
  return {side, side == statement.speaker ? "pronoun: speaker" : "pronoun: speaker's side"};
}

Answer answer_for(const Document& doc, std::uint32_t token, std::uint32_t issuer) {
  const std::uint32_t quotation = quotation_of_token(doc, token);
  if (quotation != kNone) return answer_in_quotation(doc, token, doc.statements[quotation]);
  const bool we =
      is_pronoun_of(doc, token, feature::kFirst) && (doc.tokens[token].feats & feature::kPlur) != 0;
  return we ? Answer{issuer, "pronoun: issuer"} : Answer{};
}

// "We condemn the attack" outside of quotation marks: whoever "we" turned out to be says it.
void fill_speaker(const Document& doc,
                  std::uint32_t token,
                  std::uint32_t actor,
                  Statement& statement) {
  if (statement.speaker != kNone || statement.source_token != token) return;
  statement.speaker = actor;
  if (!statement.chain.empty() && statement.chain.back().actor == kNone &&
      statement.chain.back().span == doc.tokens[token].span) {
    statement.chain.back().actor = actor;
  }
}

}  // namespace

Result<void> resolve_deixis(const Resources& resources, Document& doc) {
  if (!doc.has(Layer::Mentions) || !doc.has(Layer::Statements)) {
    return make_error(ErrorCode::MissingLayer, "\"I\" and \"we\" need mentions and statements");
  }
  const std::uint32_t issuer = issuer_of(resources.cues(), doc);
  for (std::uint32_t i = 0; i < doc.mentions.size(); ++i) {
    Mention& mention = doc.mentions[i];
    if (mention.actor != kNone ||
        !is_pronoun_of(doc, mention.head, feature::kFirst | feature::kSecond)) {
      continue;
    }
    const Answer answer = answer_for(doc, mention.head, issuer);
    if (answer.actor == kNone) continue;
    mention.actor = answer.actor;
    mention.rule = answer.rule;
    std::vector<std::uint32_t>& all = doc.actors[answer.actor].mentions;
    all.insert(std::upper_bound(all.begin(), all.end(), i), i);
    for (Statement& statement : doc.statements) {
      fill_speaker(doc, mention.head, answer.actor, statement);
    }
  }
  return {};
}

}  // namespace dragoman::speech
