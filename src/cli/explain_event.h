// The part of `dragoman explain` that is about events: reads the report of a record again and tells
// how an event came about, by its pattern, the tree and the fillers.
#pragma once

#include <cstdint>
#include <string>

#include "dragoman/record.h"

#include "cli/rows.h"
#include "cli/terminal.h"
#include "events/trace.h"
#include "pipeline/read_report.h"

namespace dragoman::cli {

class EventExplainer {
 public:
  // Both must outlive it. Fails as Reader::read_document does.
  static Result<EventExplainer> read(const pipeline::Resources& resources, const Record& record);

  // Lines for people, each ended; or one JSON object, null when the event is not found again with
  // the patterns at hand.
  std::string in_words(const std::string& event_id, const Screen& screen) const;
  Json in_json(const std::string& event_id) const;

 private:
  EventExplainer(const pipeline::Resources& resources, const Record& record)
      : resources_(&resources), record_(&record) {}
  std::uint32_t index_of(const std::string& event_id) const;

  const pipeline::Resources* resources_;
  const Record* record_;
  Document doc_;
  Record again_;  // of doc_
};

}  // namespace dragoman::cli
