// The engine's own feature and splitter code as a small C library for the Python trainer (ctypes).
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "language/ends.h"
#include "language/lexicon.h"
#include "language/split.h"
#include "language/word_features.h"

namespace {

std::shared_ptr<const dragoman::language::Lexicon> lexicon;  // the trainer has one language

}  // namespace

extern "C" {

// Reads the word lists, which all functions that split need first. Null, or what is wrong.
const char* dragoman_open(const char* lexicon_path) {
  static std::string message;
  auto loaded = dragoman::language::Lexicon::load(lexicon_path);
  if (!loaded) {
    message = loaded.error().describe();
    return message.c_str();
  }
  lexicon = *loaded;
  return nullptr;
}

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

// Keys of the table of lemmas; forms as above, upos and xpos joined by a tab at
// tags[tag[i]..tag[i+1]).
void dragoman_lemma_keys(const char* bytes,
                         const std::int64_t* offset,
                         const char* tags,
                         const std::int64_t* tag,
                         std::int64_t forms,
                         std::uint8_t exact,
                         std::uint32_t* key) {
  std::string scratch;
  for (std::int64_t i = 0; i < forms; ++i) {
    const std::string_view both(tags + tag[i], static_cast<std::size_t>(tag[i + 1] - tag[i]));
    const std::size_t cut = both.find('\t');
    key[i] = dragoman::language::lemma_key(
        std::string_view(bytes + offset[i], static_cast<std::size_t>(offset[i + 1] - offset[i])),
        exact != 0, both.substr(0, cut), both.substr(cut + 1), scratch);
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
  dragoman::language::find_words(*lexicon, text, {0, static_cast<std::uint32_t>(size)}, words);
  dragoman::language::find_sentences(*lexicon, text, words, 0, ends);
  for (std::size_t i = 0; i < words.size(); ++i) {
    begin[i] = words[i].span.begin;
    end[i] = words[i].span.end;
    last[i] = 0;
  }
  for (const auto& e : ends) last[e.end - 1] = 1;
  return static_cast<std::int64_t>(words.size());
}

// The same with the learnt scorer of sentence ends: rows[count][width], bias, output, gate (may be
// null) as in the model file. Bit 1 of last[i]: word i is a later part of its token.
std::int64_t dragoman_split_scored(const char* bytes,
                                   std::int64_t size,
                                   const std::int8_t* rows,
                                   std::int64_t count,
                                   const std::int32_t* bias,
                                   const std::int32_t* output,
                                   std::int64_t width,
                                   std::int64_t features,
                                   const std::uint8_t* gate,
                                   std::uint32_t* begin,
                                   std::uint32_t* end,
                                   std::uint8_t* last) {
  const std::string_view text(bytes, static_cast<std::size_t>(size));
  std::vector<dragoman::language::Word> words;
  std::vector<dragoman::language::SentenceEnd> ends;
  const dragoman::language::EndScorer scorer{
      rows,   static_cast<std::size_t>(count), bias,
      output, static_cast<std::size_t>(width), static_cast<std::size_t>(features),
      gate};
  dragoman::language::find_words(*lexicon, text, {0, static_cast<std::uint32_t>(size)}, words);
  dragoman::language::find_sentences(*lexicon, text, words, 0, ends, &scorer);
  for (std::size_t i = 0; i < words.size(); ++i) {
    begin[i] = words[i].span.begin;
    end[i] = words[i].span.end;
    last[i] = static_cast<std::uint8_t>(words[i].continues_word ? 2 : 0);
  }
  for (const auto& e : ends) last[e.end - 1] |= 1;
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
  dragoman::language::find_words(*lexicon, text, {0, static_cast<std::uint32_t>(size)}, words);
  dragoman::language::find_gaps(*lexicon, text, words, gaps);
  for (std::size_t i = 0; i < words.size(); ++i) {
    begin[i] = words[i].span.begin;
    end[i] = words[i].span.end;
    ruled[i] = gaps[i];
  }
  return static_cast<std::int64_t>(words.size());
}

// Features of every gap the rules leave open, given the true ends (gold[i] is 1 behind the last
// word of a sentence). Writes the gap's word to gap[], its kind to kind[] (bit 31: an end by rule)
// and kEndFeatures hashes to features[]. Returns how many gaps.
std::int64_t dragoman_gap_features(const char* bytes,
                                   std::int64_t size,
                                   const std::uint8_t* gold,
                                   std::uint32_t* gap,
                                   std::uint32_t* kind,
                                   std::uint32_t* features) {
  using namespace dragoman::language;
  const std::string_view text(bytes, static_cast<std::size_t>(size));
  std::vector<Word> words;
  std::vector<std::uint8_t> gaps;
  find_words(*lexicon, text, {0, static_cast<std::uint32_t>(size)}, words);
  find_gaps(*lexicon, text, words, gaps);
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
        kind[count] = reader.kind(i) | ((gaps[i] & 1) != 0 ? 1u << 31 : 0u);
        gap[count++] = static_cast<std::uint32_t>(i);
      }
      if (gold[i] != 0) start = i + 1;
    }
  }
  return count;
}

}  // extern "C"
