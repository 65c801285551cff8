// Copies: which reports of a store are copies of which.
//
// The layer keeps for each report its sketch and fingerprints (sketch.h), compares it with those
// that share fingerprints with it, and notes the pairs of which one is a copy (overlap.h), and for
// each copy the report, or the few, that it was taken from (copy_direction.h). A copy of a copy
// has the first as its source where that holds as much of it.
//
// A fingerprint that very many reports have (an outlet's standing text) must not make each of them
// be compared with all: a report is compared with the kNeighbours published before and after it
// among those with the fingerprint. A wire with more copies than that is held together by its
// neighbours in time. What is kept follows from the set of reports, never from their arrival.
//
// Open the store with cli::open_refreshed, or call Store::refresh() before.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "dragoman/result.h"

#include "store/layer.h"
#include "store/store.h"
#include "stories/copy_direction.h"

namespace dragoman::stories {

inline constexpr int kNeighbours = 8;

std::shared_ptr<store::Layer> make_copies_layer();

// That a report was taken, whole or in part, from another.
struct CopyLink {
  std::string report, source;  // ids
  double share = 0;            // of the report's words that stand in the source
  double source_share = 0;     // of the source's words that stand in the report
  DirectionReason reason = DirectionReason::Order;
};

// The sources of a report; the one that holds most of it first. A report put together of several
// wires has more than one. Empty for what is no copy.
Result<std::vector<CopyLink>> sources_of(store::Store& store, const std::string& report);
// What was taken from it directly; by report.
Result<std::vector<CopyLink>> copies_of(store::Store& store, const std::string& report);

// Where following first sources from a report ends: at one that has none, or, where the relation
// goes in a circle, at the one of the circle that was published first (then by id).
Result<std::string> origin_of(store::Store& store, const std::string& report);

// All that hangs together with a report by copying, up to `most` reports: the links, by report and
// rank of the source. `reports` are in breadth-first order from the report's origin.
struct CopyFamily {
  std::string origin;
  std::vector<std::string> reports;
  std::vector<CopyLink> links;
  bool complete = true;
};
Result<CopyFamily> copy_family(store::Store& store,
                               const std::string& report,
                               std::size_t most = 1000);

}  // namespace dragoman::stories
