// ACLED's kinds of events for PLOVER's types and modes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

#include "exports/coded_event.h"

namespace dragoman::exports {

struct AcledKind {
  std::string disorder, event, sub;
};

// lexicons/exports/acled.tsv. Immutable once loaded.
class AcledKinds {
 public:
  // Fails with NotFound or BadFormat.
  static Result<AcledKinds> load(const std::string& lexicon_folder);

  // Empty for what ACLED does not code: other types, and what has not occurred.
  AcledKind of(const CodedEvent& coded) const;
  // The PLOVER type of a sub_event_type, by the first line that has it; none where no line has.
  std::optional<EventType> type_of(std::string_view sub) const;

 private:
  struct Row {
    EventType type;
    std::string mode;
    AcledKind kind, against_civilians;
  };
  std::vector<Row> rows_;
};

}  // namespace dragoman::exports
