// An event as a row of event data: with its parties, its place and its words at hand.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/record.h"

#include "exports/countries.h"
#include "record/span_text.h"

namespace dragoman::exports {

// Refers to a record, which must outlive it.
struct CodedEvent {
  const Record& record;
  const record::SpanText& text;
  const Countries& countries;
  const RecordEvent& event;
  const RecordActor* actor = nullptr;      // of a dyad; none where the event has none
  const RecordActor* recipient = nullptr;  // the same
  const RecordPlace* place = nullptr;
  std::size_t pair = 0;  // number of the dyad within the event, from 0

  std::string day()
      const;  // first day of the event's date, else of the report's; ISO, may be empty
  // The same on every machine: of report, event and pair. Positive.
  std::int64_t number() const;
  std::string key() const;  // "1f2e3d4c5b6a7988-e2", with "-2" and so on behind for further pairs
  // All actors, or recipients, of the event.
  std::vector<const RecordActor*> parties(const std::vector<std::string>& ids) const;
  std::string evidence() const { return text.words(event.evidence); }
};

// Calls `each` with every event; if `dyads`, once for each pair of an actor and a recipient (event
// data that has one source and one target a row), one side of which is missing where the event has
// none.
void for_each_event(const Record& record,
                    const Countries& countries,
                    bool dyads,
                    const std::function<void(const CodedEvent&)>& each);

// ISO day to "20160323"; "" stays "".
std::string compact(const std::string& day);

}  // namespace dragoman::exports
