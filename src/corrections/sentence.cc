#include "corrections/sentence.h"

#include "core/utf8.h"
#include "language/split.h"

namespace dragoman::corrections {

CodePointSpan sentence_around(const language::Lexicon& lexicon,
                              const Record& record,
                              CodePointSpan span) {
  const core::CodePointIndex index(record.text);
  const std::uint32_t at = index.byte_of(std::min(span.begin, index.size()));
  std::vector<language::Word> words;
  const auto size = static_cast<std::uint32_t>(record.text.size());
  language::find_words(lexicon, record.text, {0, size}, words);
  std::vector<language::SentenceEnd> ends;
  language::find_sentences(lexicon, record.text, words, 0, ends);
  std::uint32_t first = 0;
  for (const language::SentenceEnd& end : ends) {
    const ByteSpan bytes{words[first].span.begin, words[end.end - 1].span.end};
    if (at < bytes.end) return {index.at(bytes.begin), index.at(bytes.end)};
    first = end.end;
  }
  return span;
}

}  // namespace dragoman::corrections
