// From a token to the mention and the actors that it stands for.
//
// The later rooms hold a token of the tree (the subject of a cue, the object of a trigger) and ask
// who that is. Reads: tokens, heads, mentions, actors. All functions are pure; results are in text
// order without repetition unless stated otherwise.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dragoman/document.h"

namespace dragoman::entities {

// Index into doc.mentions of the mention that `token` heads (the widest of them), else of the
// innermost mention that contains it, else kNone. A title that heads its name ("Minister" of
// "Minister Lavrov") counts as the head of the name's mention though it stands outside its tokens.
std::uint32_t mention_at(const Document& doc, std::uint32_t token);

// The same, but only mentions that `token` heads: "Syria" in "the war in Syria" is not what "war"
// is.
std::uint32_t mention_headed_by(const Document& doc, std::uint32_t token);

// The actor of mention_at, or kNone.
std::uint32_t actor_at(const Document& doc, std::uint32_t token);

// The actor of kind Country with this alpha-3 code, or kNone. A country named only by a place
// ("arrived in Amman") has one too.
std::uint32_t country_actor(const Document& doc, std::string_view country);

// `token` and all tokens coordinated with it ("the government and the opposition"), in text order.
std::vector<std::uint32_t> conjuncts(const Document& doc, std::uint32_t token);

struct ActorsOfOptions {
  bool coordination = true;  // follow conj: "Russia and Turkey" -> both
  bool members = true;       // put the members of a group in its place, when they are known
};

// The actors that the noun phrase headed by `token` denotes: of its mention, else of its apposition
// or of the name it introduces; with its conjuncts. A coordinated pronoun or noun without an actor
// is passed over. Empty when the phrase names nobody known ("the meeting").
std::vector<std::uint32_t> actors_of(const Document& doc,
                                     std::uint32_t token,
                                     const ActorsOfOptions& options = {});

// `actors` with each group that has members replaced by its members, repetitions taken out, order
// kept.
std::vector<std::uint32_t> expand_groups(const Document& doc,
                                         const std::vector<std::uint32_t>& actors);

}  // namespace dragoman::entities
