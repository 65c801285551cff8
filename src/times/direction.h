// Which way in time a word looks, judged by the verb that governs it: "met on Friday", "will meet
// on Friday".
#pragma once

#include <cstdint>

#include "dragoman/document.h"

#include "times/words.h"

namespace dragoman::times {

enum class Direction { Unknown, Past, Future };

// Climbs the tree from `token` to the first verb that tells. Infinitives ask what governs them:
// "plans to meet on Friday" looks ahead, "was forced to leave on Friday" back. Unknown without
// trees and verbs.
Direction direction_of(const Words& words, const Document& doc, std::uint32_t token);

}  // namespace dragoman::times
