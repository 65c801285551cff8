// Cuts text into sentences and syntactic words, in the manner of the English Web Treebank
// (UD 2.16).
//
// Method: hand-written rules over characters (words) and over the words found (sentences); where
// those are not sure, a trained scorer (ends.h) answers, if there is one. A newspaper's quotations
// stay with their cue: `"We will," he said.` is one sentence. The
// words that rules ask for are the lexicon's (lexicon.h); docs/rooms/language.md says which rules
// follow English spelling. Conventions worth knowing:
//   do|n't  can|not  Iraq|'s  (parts of one multiword token)   al|-|Ani  20|-|year  but anti-war,
//   e-mail
//   $|5|m   10:30|pm   9/11   U.S.   Mr.   and|/|or   ...   ?!   AT&T   j.doe@example.org
// Reads: report.text, title_span, furniture. Writes: nothing itself; annotate.h fills the layers.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dragoman/span.h"

namespace dragoman::language {

struct EndScorer;  // ends.h
class Lexicon;     // lexicon.h

// Longest sentence made from raw text; a run without a full stop is cut here, preferably at a
// comma.
inline constexpr std::size_t kLongestSentence = 160;

struct Word {
  ByteSpan span;
  bool space_after = true;      // white space or the end of the text follows
  bool continues_word = false;  // later part of a multiword token
  std::uint8_t lines_after =
      0;  // 0 none, 1 one line break in the white space behind, 2 a blank line
};

// Appends the words of text[region) to `words`. `region` must lie on code points. Linear.
// Spans are ascending, disjoint, not empty, and cover every byte that is not white space.
void find_words(const Lexicon& lexicon,
                std::string_view text,
                ByteSpan region,
                std::vector<Word>& words);

struct SentenceEnd {
  std::uint32_t end = 0;  // one past the last word
  bool ends_paragraph = false;
};

// Appends the sentences of words[first..) to `ends`; those words must be one region's. The last
// always ends a paragraph. `scorer` null or empty: by rule alone. Linear.
void find_sentences(const Lexicon& lexicon,
                    std::string_view text,
                    const std::vector<Word>& words,
                    std::size_t first,
                    std::vector<SentenceEnd>& ends,
                    const EndScorer* scorer = nullptr);

// What the rules say of each word's right-hand gap, for the trainer: bit 0 a sentence ends, bit 1
// they are sure.
void find_gaps(const Lexicon& lexicon,
               std::string_view text,
               const std::vector<Word>& words,
               std::vector<std::uint8_t>& gaps);

}  // namespace dragoman::language
