// What the three kinds of lines.h share.
#pragma once

#include <string>

#include "dragoman/record.h"

#include "corrections/correction.h"
#include "corrections/lines.h"

namespace dragoman::corrections {

Line none(LineKind kind, std::string why);

Line lexicon_line(const Record& corrected, const Correction& c, const SentenceAt& sentence_at);
Line knowledge_line(const Record& machine, const Record& corrected, const Correction& c);
Line golden_line(const Record& corrected, const Correction& c, const SentenceAt& sentence_at);

// One sentence of a record, to be read by itself.
class Alone {
 public:
  Alone(const Record& record, CodePointSpan sentence) : record_(record), sentence_(sentence) {}

  bool holds(CodePointSpan span) const {
    return sentence_.begin <= span.begin && span.end <= sentence_.end;
  }
  bool holds(const CodePointSpans& spans) const;
  bool touches(const CodePointSpans& spans) const;
  std::string text() const;  // in one line
  // Whether the sentence itself names or describes the actor, not just "he".
  bool names(const std::string& actor) const;
  // The first of these actors that it does not; empty for none.
  std::string unnamed(const std::vector<std::string>& actors) const;

 private:
  const Record& record_;
  CodePointSpan sentence_;
};

}  // namespace dragoman::corrections
