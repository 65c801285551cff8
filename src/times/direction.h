// Which way in time a word looks, judged by the verb that governs it: "met on Friday", "will meet
// on Friday".
#pragma once

#include <cstdint>

#include "dragoman/document.h"

#include "times/words.h"

namespace dragoman::times {

enum class Direction { Unknown, Past, Future };

// The token of an expression whose head stands outside of it.
std::uint32_t head_of(const Document& doc, TokenSpan tokens);

// Climbs the tree from the expression to the first verb that tells. Infinitives ask what governs
// them: "plans to meet on Friday" looks ahead, "was forced to leave on Friday" back. Unknown
// without trees and verbs. Time bounded by a constant.
Direction direction_of(const Words& words, const Document& doc, TokenSpan tokens);

// The tokens near `token`, of the same sentence, in which its function words are looked for;
// bounded, so that a sentence without end costs no more than others.
TokenSpan near_tokens(const Document& doc, std::uint32_t token);

}  // namespace dragoman::times
