// Hashes of runs of words.
#pragma once

#include <cstdint>
#include <vector>

#include "stories/sketch.h"

namespace dragoman::stories {

// hash[i] is that of the words i .. i + length - 1. Empty when there are fewer words.
std::vector<std::uint64_t> shingles(const std::vector<std::uint32_t>& words, std::size_t length);

}  // namespace dragoman::stories
