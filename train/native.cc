// The engine's own feature and splitter code as a small C library for the Python trainer (ctypes).
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "language/ends.h"
#include "language/split.h"
#include "language/word_features.h"

extern "C" {

// Forms are bytes[offset[i]..offset[i+1]). Writes word[i] and affix[i*8..]: 3 prefixes, 4 suffixes,
// shape.
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

// Words of a text as byte offsets; last[i] is 1 where a sentence ends. Room for `size` words.
// Returns how many.
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

// For the trainer of the splitter. Words of a text as above, and each gap's answer by rule (bit 0
// end, bit 1 sure).
std::int64_t dragoman_gaps(const char* bytes,
                           std::int64_t size,
                           std::uint32_t* begin,
                           std::uint32_t* end,
                           std::uint8_t* ruled) {
  const std::string_view text(bytes, static_cast<std::size_t>(size));
  std::vector<dragoman::language::Word> words;
  std::vector<std::uint8_t> gaps;
  dragoman::language::find_words(text, {0, static_cast<std::uint32_t>(size)}, words);
  dragoman::language::find_gaps(text, words, gaps);
  for (std::size_t i = 0; i < words.size(); ++i) {
    begin[i] = words[i].span.begin;
    end[i] = words[i].span.end;
    ruled[i] = gaps[i];
  }
  return static_cast<std::int64_t>(words.size());
}

// Features of every gap the rules leave open, given the true ends (gold[i] is 1 behind the last
// word of a sentence). Writes the gap's word to gap[] and kEndFeatures hashes to features[].
// Returns how many gaps.
std::int64_t dragoman_gap_features(const char* bytes,
                                   std::int64_t size,
                                   const std::uint8_t* gold,
                                   std::uint32_t* gap,
                                   std::uint32_t* features) {
  using namespace dragoman::language;
  const std::string_view text(bytes, static_cast<std::size_t>(size));
  std::vector<Word> words;
  std::vector<std::uint8_t> gaps;
  find_words(text, {0, static_cast<std::uint32_t>(size)}, words);
  find_gaps(text, words, gaps);
  std::int64_t count = 0;
  EndReader reader;
  std::array<std::uint32_t, kEndFeatures> row;
  for (std::size_t begin = 0, end; begin < words.size(); begin = end) {
    for (end = begin + 1; end < words.size() && words[end - 1].lines_after < 2; ++end) {
    }
    reader.open(text, words, begin, end, gaps);
    std::size_t start = begin;
    for (std::size_t i = begin; i + 1 < end; ++i) {
      if ((gaps[i] & 2) == 0) {
        reader.features(i, start, row);
        for (const std::uint32_t f : row) *features++ = f;
        gap[count++] = static_cast<std::uint32_t>(i);
      }
      if (gold[i] != 0) start = i + 1;
    }
  }
  return count;
}

}  // extern "C"
