#include "pipeline/layers.h"

#include "dossiers/dossiers_layer.h"
#include "ledger/ledger.h"
#include "stories/copies.h"
#include "stories/happenings.h"
#include "stories/story_clusters.h"

namespace dragoman::pipeline {

store::Layers all_layers(const std::string& processes) {
  return {stories::make_copies_layer(), stories::make_happenings_layer(),
          stories::make_stories_layer(), std::make_shared<dossiers::DossiersLayer>(processes),
          ledger::make_ledger_layer()};
}

}  // namespace dragoman::pipeline
