// CoNLL-U from strangers: an Error or documents whose spans lie in their text; what is written is
// read again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "language/conllu.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman;
  auto docs = language::read_conllu({reinterpret_cast<const char*>(data), size});
  if (!docs.ok()) return 0;
  for (Document& doc : *docs) {
    std::uint32_t at = 0;
    for (const Token& t : doc.tokens) {
      if (t.span.begin < at || t.span.end <= t.span.begin || t.span.end > doc.report.text.size())
        std::abort();
      at = t.span.end;
    }
    for (const Sentence& s :
         doc.sentences) {  // heads are written by the parser; any tree does here
      for (std::uint32_t i = s.tokens.begin + 1; i < s.tokens.end; ++i)
        doc.tokens[i].head = s.tokens.begin;
    }
    (void)language::write_conllu(doc);
  }
  return 0;
}
