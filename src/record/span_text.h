// The words under the spans of a record, and its actors by id: what every reader of records needs.
#pragma once

#include <string>
#include <string_view>

#include "dragoman/record.h"

#include "core/utf8.h"

namespace dragoman::record {

// Reads spans of one record, which must outlive it and stay unchanged. Thread-safe.
// Spans that reach behind the text (a damaged record) are cut off, not an error.
class SpanText {
 public:
  explicit SpanText(const Record& record);

  std::string_view view(CodePointSpan span) const;
  std::string words(
      const CodePointSpans& spans) const;  // in order, joined by a blank; line ends become blanks
  std::string words(CodePointSpan span) const;

 private:
  const Record& record_;
  core::CodePointIndex index_;
};

// The actor, place or statement with this id; nullptr when there is none.
const RecordActor* find_actor(const Record& record, std::string_view id);
const RecordPlace* find_place(const Record& record, std::string_view id);
const RecordStatement* find_statement(const Record& record, std::string_view id);

// The words that an entry stands for: the evidence of an event, the content of a statement, what is
// pledged, what tells of a pledge's fate. Empty when the record has no such entry.
CodePointSpans spans_of_entry(const Record& record, std::string_view id);

}  // namespace dragoman::record
