// The engine's own feature and splitter code as a small C library for the Python trainer (ctypes).
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "language/split.h"
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

// Words of a text as byte offsets; last[i] is 1 where a sentence ends. Room for `size` words. Returns how many.
std::int64_t dragoman_split(const char* bytes,
                            std::int64_t size,
                            std::uint32_t* begin,
                            std::uint32_t* end,
                            std::uint8_t* last) {
  const std::string_view text(bytes, static_cast<std::size_t>(size));
  std::vector<dragoman::language::Word> words;
  std::vector<dragoman::language::SentenceEnd> ends;
  dragoman::language::find_words(text, {0, static_cast<std::uint32_t>(size)}, words);
  dragoman::language::find_sentences(text, words, 0, ends);
  for (std::size_t i = 0; i < words.size(); ++i) {
    begin[i] = words[i].span.begin;
    end[i] = words[i].span.end;
    last[i] = 0;
  }
  for (const auto& e : ends) last[e.end - 1] = 1;
  return static_cast<std::int64_t>(words.size());
}

}  // extern "C"
