// Any bytes as text: words cover all but white space, in order; sentences cover all words.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "language/split.h"
#include "language/tiny_model.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::vector<language::Word> words;
  std::vector<language::SentenceEnd> ends;
  language::find_words(language::testing::english(), text, {0, static_cast<std::uint32_t>(size)},
                       words);
  language::find_sentences(language::testing::english(), text, words, 0, ends);
  std::uint32_t at = 0;
  for (const language::Word& w : words) {
    if (w.span.begin < at || w.span.end <= w.span.begin || w.span.end > size) std::abort();
    at = w.span.end;
  }
  std::uint32_t last = 0;
  for (const language::SentenceEnd& e : ends) {
    if (e.end <= last || e.end - last > language::kLongestSentence) std::abort();
    last = e.end;
  }
  if (last != words.size()) std::abort();
  return 0;
}
