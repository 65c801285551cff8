// The way of one report: every stage, in order. This is the only place that knows the order.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/document.h"
#include "dragoman/engine.h"
#include "dragoman/result.h"

#include "entities/resolve_actors.h"
#include "events/code_events.h"
#include "intake/anatomy.h"
#include "knowledge/overlay.h"
#include "language/annotate.h"
#include "places/resolve_places.h"
#include "pledges/find_pledges.h"
#include "processes/find_processes.h"
#include "speech/attribute.h"
#include "speech/deixis.h"
#include "speech/source_types.h"
#include "speech/topics.h"
#include "times/resolve_times.h"

namespace dragoman::pipeline {

// All that the stages read besides the report. Immutable once loaded; one serves all threads.
struct Resources {
  std::shared_ptr<const intake::Resources> intake;
  std::shared_ptr<const language::Model> language;
  std::shared_ptr<const language::Lexicon> lexicon;  // of the model's language
  std::shared_ptr<const times::Resources> times;
  std::shared_ptr<const entities::Resources> entities;
  std::shared_ptr<const places::Resources> places;
  std::shared_ptr<const speech::Resources> speech;
  std::shared_ptr<const events::Resources> events;
  std::shared_ptr<const pledges::Resources> pledges;
  std::shared_ptr<const processes::Resources> processes;
  Versions versions;
  std::vector<Error> left_out;  // of overlays that were read leniently
};

// Loads everything from a resource folder (see core/resources.h), overlays of the knowledge base,
// and the chosen event patterns. Fails with NotFound, BadModel, BadKnowledge or BadFormat, naming
// the file.
Result<Resources> load_resources(const std::string& folder,
                                 const knowledge::OverlayOptions& overlays,
                                 const events::LexiconChoice& patterns = {"ours"});

// The same with other event patterns; all else is shared.
Result<Resources> with_patterns(const Resources& resources,
                                const std::string& folder,
                                const events::LexiconChoice& patterns);

// Whether the model and the lexicons know this language (BCP 47). A report in another one is kept
// as text, without layers: whatever was read out of it would be wrong.
bool can_read(std::string_view language);

// Report -> Document with all layers; none where its language cannot be read. A pure function;
// `work` only keeps memory between calls. A violated invariant fails this report as Internal;
// `work` is then fresh again.
Result<Document> read_report(const Resources& resources, language::Workspace& work, Report report);

// One report under two choices of patterns (with_patterns); what comes before the events is done
// once.
struct TwoReadings {
  Document before, after;
};
Result<TwoReadings> read_report_twice(const Resources& before,
                                      const Resources& after,
                                      language::Workspace& work,
                                      Report report);

// The report that a record was made of, to read it again. Its anatomy is found anew from the text
// and the metadata in the record.
Report restore_report(const Resources& resources, const Record& record);

}  // namespace dragoman::pipeline

namespace dragoman {

struct Engine::Impl {
  pipeline::Resources resources;
};

}  // namespace dragoman
