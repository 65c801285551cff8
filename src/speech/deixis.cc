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

// Whether a verb is an act of speech by itself ("condemn", "welcome") and reports nothing that is
// said ("say", "report"): it takes an object and no clause or quotation.
bool is_act(const CueLexicon& cues, const Document& doc, std::uint32_t verb) {
  const auto& entries = cues.with_head(cues.lemma_of(doc.form(verb), doc.tokens[verb].lemma, true));
  bool act = false;
  for (const std::uint32_t i : entries) {
    const CueEntry& entry = cues.entry(i);
    if (entry.kind != CueKind::Verb || entry.words.size() > 1) continue;
    if (entry.takes(Frame::That) || entry.takes(Frame::Quote)) return false;
    act = act || entry.takes(Frame::Obj);
  }
  return act;
}

// Who gives out the text: the government or international body whose own act its first sentence is
// ("The United States strongly condemns the attack"), in a text that quotes nobody.
std::uint32_t issuer_of(const CueLexicon& cues, const Document& doc) {
  if (doc.sentences.empty() ||
      std::any_of(doc.statements.begin(), doc.statements.end(),
                  [](const Statement& statement) { return !statement.quoted.empty(); })) {
    return kNone;
  }
  const TokenSpan first = doc.sentences.front().tokens;
  std::uint32_t verb = first.begin;
  while (verb < first.end && doc.tokens[verb].deprel != Deprel::Root) ++verb;
  if (verb == first.end || (doc.tokens[verb].feats & feature::kPres) == 0 ||
      !is_act(cues, doc, verb)) {
    return kNone;
  }
  for (std::uint32_t i = first.begin; i < first.end; ++i) {
    if (doc.tokens[i].head != verb || doc.tokens[i].deprel != Deprel::Nsubj) continue;
    const std::uint32_t actor = entities::actor_at(doc, i);
    if (actor == kNone) continue;
    const Actor& body = doc.actors[actor];
    const bool official =
        body.kind == ActorKind::Country || body.sector == "GOV" || body.code.starts_with("IGO");
    if (official && body.kind != ActorKind::Person) return actor;
  }
  return kNone;
}

struct Answer {
  std::uint32_t actor = kNone;
  const char* rule = "";
};

Answer answer_in_quotation(const Document& doc, std::uint32_t token, const Statement& statement) {
  if (is_pronoun_of(doc, token, feature::kSecond)) {
    // To a medium or a stranger "you" is often just anybody: "told Sky News: if you go there ...".
    if (statement.addressee == kNone) return {};
    const std::string& sector = doc.actors[statement.addressee].sector;
    if (sector.empty() || sector == "JRN") return {};
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
