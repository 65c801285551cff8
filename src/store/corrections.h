// What users said of entries, beside the records: kept, applied, withdrawn, listed.
//
// Rows and layers are made of the corrected record (corrections/apply.h), `reports.record` stays
// the machine's. A record that nobody corrected costs nothing here: one that is new cannot have been
// corrected, and of one that is replaced one look-up tells.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corrections/correction.h"
#include "store/pages.h"
#include "store/queries.h"
#include "store/store.h"

namespace dragoman::store {

using corrections::Correction;

struct CorrectedRecord {
  Record record;
  std::vector<Correction> corrections;  // all of the report, in the order in which they were made
};

// The machine's record with its corrections; none where it has none.
Result<std::optional<CorrectedRecord>> apply_stored(Database& database, const Record& machine);
// The same, by a key as Store::record takes it. A record without corrections is the machine's.
Result<CorrectedRecord> corrected_record(Store& store, std::string_view key);
// As one line of JSON, with the key "corrections" where there are any; `id` whole. Fails with
// NotFound.
Result<std::string> corrected_json(Store& store, const std::string& id);
// find_records() of queries.h with corrected records.
Result<void> find_corrected_records(Store& store,
                                    const Filter& filter,
                                    const std::function<bool(const std::string& json)>& each);
// The ids of reports with such a number that have corrections; of all by default.
Result<std::set<std::string>> corrected_reports(Database& database,
                                                std::int64_t after = 0,
                                                std::int64_t upto = INT64_MAX);
// Writes down what came of each. Within the caller's transaction.
Result<void> note_states(Database& database, const std::vector<Correction>& corrections);

// Empty fields filter nothing.
struct CorrectionFilter {
  std::string report{}, author{}, field{};
  std::optional<corrections::EntryLayer> layer{};
  std::optional<corrections::Verdict> verdict{};
  std::optional<corrections::State> state{};
};
// Latest first; the place is that of Page::after.
Result<void> page_corrections(Store& store,
                              const CorrectionFilter& filter,
                              const Page& page,
                              const EachOnPage<Correction>& each);
// By its id, or the first 4 digits or more. Fails with NotFound, BadArgument when several match.
Result<Correction> find_correction(Store& store, const std::string& id);

struct AddedCorrections {
  std::vector<Correction> added;        // as they stand now
  std::size_t known = 0;                // were there already
  std::size_t left_out = 0;             // their report is not in the store
  std::vector<std::string> reports{};   // whose rows were made anew
};
// Keeps them, in one transaction with the rows of their reports. `act` is "made" or "imported". One
// that is known and comes withdrawn is withdrawn here, too. Store::refresh() is the caller's.
Result<AddedCorrections> add_corrections(Store& store,
                                         const std::vector<Correction>& corrections,
                                         std::string_view act);
// Takes one back; what it changed is as the machine has it. Fails with NotFound; BadArgument if it
// was withdrawn before.
Result<Correction> withdraw_correction(Store& store,
                                       const std::string& id,
                                       const std::string& author,
                                       const std::string& reason,
                                       const std::string& time);

struct CorrectionAct {
  std::string correction, report, act, author, made, reason;
};
// What was done, oldest first: with one correction, or all where `id` is empty.
Result<std::vector<CorrectionAct>> correction_log(Store& store, const std::string& id);

}  // namespace dragoman::store
