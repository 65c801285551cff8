#include "entities/lookup.h"

#include <algorithm>
#include <utility>

namespace dragoman::entities {
namespace {

void append_once(std::vector<std::uint32_t>& list, std::uint32_t value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

bool is_nominal(const Token& token) {
  return token.upos == Upos::Noun || token.upos == Upos::Propn || token.upos == Upos::Pron ||
         token.upos == Upos::Num || token.upos == Upos::Adj || token.upos == Upos::X;
}

// The actor of the phrase headed by `token` alone, without its conjuncts.
std::uint32_t own_actor(const Document& doc, std::uint32_t token) {
  const std::uint32_t headed = mention_headed_by(doc, token);
  if (headed != kNone && doc.mentions[headed].actor != kNone) return doc.mentions[headed].actor;
  // A name cut oddly by the parser: any of its words stands for it.
  const std::uint32_t around = mention_at(doc, token);
  if (around != kNone && doc.mentions[around].kind == MentionKind::Name &&
      doc.mentions[around].actor != kNone) {
    return doc.mentions[around].actor;
  }
  // "the man, John Smith," and "minister Lavrov" parsed with the noun as head.
  const TokenSpan sentence = doc.sentences[doc.tokens[token].sentence].tokens;
  for (std::uint32_t i = token + 1; i < sentence.end; ++i) {
    const Token& child = doc.tokens[i];
    if (child.head != token) continue;
    if (child.deprel == Deprel::Appos || child.deprel == Deprel::Flat) {
      const std::uint32_t mention = mention_headed_by(doc, i);
      if (mention != kNone && doc.mentions[mention].actor != kNone)
        return doc.mentions[mention].actor;
    }
  }
  return kNone;
}

// Range of doc.mentions that begin in the sentence of `token`: mentions are in text order, and
// neither one nor its head leaves its sentence.
std::pair<std::uint32_t, std::uint32_t> mentions_of_sentence(const Document& doc,
                                                             std::uint32_t token) {
  const TokenSpan sentence = doc.sentences[doc.tokens[token].sentence].tokens;
  const auto before = [](const Mention& mention, std::uint32_t at) {
    return mention.tokens.begin < at;
  };
  const auto first =
      std::lower_bound(doc.mentions.begin(), doc.mentions.end(), sentence.begin, before);
  const auto last = std::lower_bound(first, doc.mentions.end(), sentence.end, before);
  return {static_cast<std::uint32_t>(first - doc.mentions.begin()),
          static_cast<std::uint32_t>(last - doc.mentions.begin())};
}

}  // namespace

std::uint32_t mention_headed_by(const Document& doc, std::uint32_t token) {
  std::uint32_t best = kNone;
  const auto [first, last] = mentions_of_sentence(doc, token);
  for (std::uint32_t i = first; i < last; ++i) {
    const Mention& mention = doc.mentions[i];
    if (mention.head != token) continue;
    if (best == kNone || mention.tokens.size() > doc.mentions[best].tokens.size()) best = i;
  }
  return best;
}

std::uint32_t mention_at(const Document& doc, std::uint32_t token) {
  std::uint32_t headed = kNone, inside = kNone;
  const auto [first, last] = mentions_of_sentence(doc, token);
  for (std::uint32_t i = first; i < last; ++i) {
    const Mention& mention = doc.mentions[i];
    if (mention.head == token &&
        (headed == kNone || mention.tokens.size() > doc.mentions[headed].tokens.size())) {
      headed = i;
    }
    if (mention.tokens.contains(token) &&
        (inside == kNone || mention.tokens.size() < doc.mentions[inside].tokens.size())) {
      inside = i;
    }
  }
  return headed != kNone ? headed : inside;
}

std::uint32_t actor_at(const Document& doc, std::uint32_t token) {
  const std::uint32_t mention = mention_at(doc, token);
  return mention == kNone ? kNone : doc.mentions[mention].actor;
}

std::uint32_t country_actor(const Document& doc, std::string_view country) {
  for (std::uint32_t i = 0; i < doc.actors.size(); ++i) {
    if (doc.actors[i].kind == ActorKind::Country && doc.actors[i].country == country) return i;
  }
  return kNone;
}

namespace {

// "leader A and President B" with the second name hung on the title as another apposition.
bool is_coordinated_apposition(const Document& doc, std::uint32_t token) {
  if (doc.tokens[token].deprel != Deprel::Appos) return false;
  const TokenSpan sentence = doc.sentences[doc.tokens[token].sentence].tokens;
  for (std::uint32_t i = token; i-- > sentence.begin && i > doc.tokens[token].head;) {
    if (doc.tokens[i].head == token && doc.tokens[i].deprel == Deprel::Cc) return true;
  }
  return false;
}

}  // namespace

std::vector<std::uint32_t> conjuncts(const Document& doc, std::uint32_t token) {
  std::vector<std::uint32_t> found{token};
  const TokenSpan sentence = doc.sentences[doc.tokens[token].sentence].tokens;
  for (std::size_t at = 0; at < found.size(); ++at) {  // conj may hang in a chain
    for (std::uint32_t i = found[at] + 1; i < sentence.end; ++i) {
      if (doc.tokens[i].head == found[at] && is_nominal(doc.tokens[i]) &&
          (doc.tokens[i].deprel == Deprel::Conj || is_coordinated_apposition(doc, i))) {
        append_once(found, i);
      }
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<std::uint32_t> expand_groups(const Document& doc,
                                         const std::vector<std::uint32_t>& actors) {
  std::vector<std::uint32_t> expanded;
  for (const std::uint32_t actor : actors) {
    if (doc.actors[actor].members.empty()) {
      append_once(expanded, actor);
    } else {
      for (const std::uint32_t member : doc.actors[actor].members) append_once(expanded, member);
    }
  }
  return expanded;
}

std::vector<std::uint32_t> actors_of(const Document& doc,
                                     std::uint32_t token,
                                     const ActorsOfOptions& options) {
  std::vector<std::uint32_t> found;
  if (options.coordination) {
    for (const std::uint32_t part : conjuncts(doc, token)) {
      const std::uint32_t actor = own_actor(doc, part);
      if (actor != kNone) append_once(found, actor);
    }
  } else if (const std::uint32_t actor = own_actor(doc, token); actor != kNone) {
    found.push_back(actor);
  }
  return options.members ? expand_groups(doc, found) : found;
}

}  // namespace dragoman::entities
