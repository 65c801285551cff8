// From a token to the statement that it stands in, and to whoever says it.
//
// The later rooms hold a trigger or a pronoun and ask on whose word it stands. Reads: tokens,
// statements. Pure functions; linear in the number of statements.
#pragma once

#include <cstdint>

#include "dragoman/document.h"

namespace dragoman::speech {

// Index of the innermost statement whose content holds `token` (the one with the shortest content,
// the later one on a tie), or kNone. A token between two content spans ("We will," he *said*,
// "stay.") is in neither.
std::uint32_t statement_of_token(const Document& doc, std::uint32_t token);

// The actor who says statement_of_token, or kNone. When that one's speaker is unknown, nobody else
// is named: the outer speaker did not use these words.
std::uint32_t speaker_of_token(const Document& doc, std::uint32_t token);

// The statement in whose quotation marks `token` stands (Statement::quoted, innermost), or kNone.
// "I", "we", "here" and "now" in such words belong to its speaker.
std::uint32_t quotation_of_token(const Document& doc, std::uint32_t token);

// True when statement `inner` is `outer` or stands inside of it, by the chain of parents.
bool is_inside(const Document& doc, std::uint32_t inner, std::uint32_t outer);

}  // namespace dragoman::speech
