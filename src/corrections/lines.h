// A correction as something that lasts: a line of a lexicon, a row for the knowledge base, a test.
//
// Only where it follows: that two names are one person is a fact for the knowledge base; that a
// sentence tells no event is an example for the patterns; which of two towns is meant in one report
// is neither, and the answer says why.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "dragoman/record.h"

#include "corrections/correction.h"

namespace dragoman::corrections {

enum class LineKind { Lexicon, Knowledge, Golden };
std::string_view to_string(LineKind kind);
std::optional<LineKind> parse_line_kind(std::string_view text);

struct Line {
  LineKind kind = LineKind::Lexicon;
  std::string file;  // where it belongs
  std::string text;  // ready for that file; empty where none follows
  std::string why_not;
};
Json to_json(const Line& line);

// The sentence around a span.
using SentenceAt = std::function<CodePointSpan(CodePointSpan)>;

// `machine`: the machine's record; `corrected`: with the corrections that stand, this one among
// them.
Line as_line(LineKind kind,
             const Record& machine,
             const Record& corrected,
             const Correction& correction,
             const SentenceAt& sentence_at);

}  // namespace dragoman::corrections
