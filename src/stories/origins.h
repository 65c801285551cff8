// Origins: how many independent reports stand behind a number of reports.
//
// "17 outlets report it" may be one wire copy. Reports are one origin when
//   copy     one is a copy of the other, or both are copies of a third
//   agency   both are credited to the same agency, or one is the agency's own
//   told     both quote the same speaker's words to the same medium ("the spokesman told TASS")
//   outlet   one outlet published both, neither being a copy or an agency's
// What is grouped is one happening's reports: two reports that credit one agency are one origin for
// the same happening only, so callers pass reports (or entries) that tell of one thing.
//
// Reads the tables of the copies layer (copies.h); open the store with cli::open_refreshed, or call
// Store::refresh() before.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

#include "store/store.h"

namespace dragoman::stories {

enum class OriginReason { Copy, Agency, Told, Outlet };
std::string_view to_string(OriginReason reason);

// Why `report` belongs to its group: what it has in common with `other`.
struct OriginLink {
  std::string report, other;  // ids; of Copy, `other` may be a report outside the group
  OriginReason reason = OriginReason::Copy;
  std::string name;     // of the agency, medium or outlet
  std::string speaker;  // Told: who was quoted
  double share = 0;     // Copy: of the report's words that stand in `other`
};

struct OriginGroup {
  std::vector<std::string> reports;  // ids; the origin, or what is nearest to it, first
  std::vector<OriginLink> why;       // one less than reports, or more
};

struct Origins {
  int reports = 0, outlets = 0, origins = 0;
  std::vector<OriginGroup> groups;  // by publication of their first, then id
};

// "copy of 1f2e3d4c5b6a7988 at 0.97", "credited to Reuters", "both quote Ana Reyes told to TASS",
// "both by Plaza Gazette".
std::string describe(const OriginLink& link);

// Reports that the store does not have, and repetitions, are left out.
Result<Origins> origins_of(store::Store& store, const std::vector<std::string>& reports);

// A statement ("s3") or event ("e2") of a report.
struct EntryKey {
  std::string report, entry;
};

// The origins of one event or statement that several reports tell: also by who told it to whom.
Result<Origins> origins_of_entries(store::Store& store, const std::vector<EntryKey>& entries);

}  // namespace dragoman::stories
