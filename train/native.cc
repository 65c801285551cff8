// The engine's own feature code as a small C library for the Python trainer (loaded with ctypes).
#include <cstdint>
#include <string>
#include <string_view>

#include "language/word_features.h"

extern "C" {

// Forms are bytes[offset[i]..offset[i+1]). Writes word[i] and affix[i*8..]: 3 prefixes, 4 suffixes, shape.
void dragoman_features(const char* bytes,
                       const std::int64_t* offset,
                       std::int64_t forms,
                       std::uint64_t* word,
                       std::uint32_t* affix) {
  std::string scratch;
  for (std::int64_t i = 0; i < forms; ++i) {
    const auto f = dragoman::language::word_features(
        std::string_view(bytes + offset[i], static_cast<std::size_t>(offset[i + 1] - offset[i])),
        scratch);
    word[i] = f.word;
    std::uint32_t* row = affix + 8 * i;
    for (const std::uint32_t h : f.prefix) *row++ = h;
    for (const std::uint32_t h : f.suffix) *row++ = h;
    *row = f.shape;
  }
}

}  // extern "C"
