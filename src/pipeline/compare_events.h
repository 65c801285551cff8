// What changes in the events and statements of a report when it is read anew: with other patterns,
// another model, another knowledge base.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "dragoman/document.h"
#include "dragoman/record.h"

#include "events/lexicon.h"
#include "events/trace.h"

namespace dragoman::pipeline {

// An event, or a statement, as people compare it: fields by the names of docs/formats/record.md, actors by their
// names and places by theirs, because ids may differ between two readings.
struct EventView {
  CodePointSpans trigger;  // of a statement its content
  std::string text;        // the clause that shows it
  std::vector<std::pair<std::string, std::string>> fields;
  std::string rule;
  std::string where;  // file:line of the pattern

  const std::string& field(std::string_view name) const;
};

struct EventChange {
  enum class Kind { Added, Removed, Changed };
  struct Field {
    std::string name, before, after;
  };
  Kind kind = Kind::Changed;
  EventView before, after;    // of an added event the first is empty, of a removed one the second
  std::vector<Field> fields;  // that differ; of a changed event only
  std::string why;            // one sentence
};
std::string_view to_string(EventChange::Kind kind);

// A record, and the patterns that coded it.
struct CodedRecord {
  const Record& record;
  const events::Lexicon& patterns;
  // What the patterns match in a span, event or not; asked only of events that the other has.
  std::function<std::vector<events::EventTrace::Other>(CodePointSpan)> matches = {};
};

// In order of the triggers. Events of the two records belong together when their triggers share
// words; those of the same type first. Both records must be of the same text.
std::vector<EventChange> compare_events(const CodedRecord& before, const CodedRecord& after);

// The same for statements, which belong together when their contents share words; nobody asks why.
std::vector<EventChange> compare_statements(const Record& before, const Record& after);

}  // namespace dragoman::pipeline
