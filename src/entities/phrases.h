// Role phrases as they stand in the text, before anything is known of whom they describe. Internal.
#pragma once

#include <string_view>
#include <vector>

#include "entities/analysis.h"

namespace dragoman::entities {

struct Phrase {  // a role phrase found in the text
  TokenSpan words;
  knowledge::Role role;
  bool modifier = false;  // modifies the noun `governor` ("rebel" of "rebel commanders")
  std::uint32_t governor = kNone;
  bool does = false;  // modifies an act, and does it: "regime bombardment"
};

// All role phrases of the knowledge base's table, in text order, disjoint, none over a name.
std::vector<Phrase> find_phrases(const Analysis& work);

// Whether the noun at `i`, no role of the table, names actors together: "the two countries", "the
// group".
bool refers(const Analysis& work, std::uint32_t i);

// Whether the plural noun at `i` says which countries or sides act together without naming them:
// "Western countries", "the warring parties", "all sides"; not where it is a place ("in Western
// countries").
bool is_company(const Analysis& work, std::uint32_t i);

// Whether the noun at `i` and another before it name a few people: "mortar team", "operations
// group".
bool is_squad(const Analysis& work, std::uint32_t i);

// The measure noun that heads "hundreds of people", so that its subject is these people; else
// `head`.
std::uint32_t measured_head(const Analysis& work, std::uint32_t head);

// "three", "3", "both" -> 3, 3, 2; 0 when it is no number.
std::uint32_t number_word(std::string_view word);

}  // namespace dragoman::entities
