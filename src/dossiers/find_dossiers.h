// Finds the files of processes in a store: the list of them, one by its name, and what they are
// made of.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "dragoman/result.h"

#include "dossiers/dossier.h"
#include "store/store.h"

namespace dragoman::dossiers {

// One row of the list.
struct DossierRow {
  std::string id, name, kind, country, state;
  std::vector<std::string> names, parties;
  std::string changed;              // the day that the state line tells of
  std::string first_day, last_day;  // of its reports
  int reports = 0, outlets = 0;
  EvidenceList evidence;  // of the state line
};

struct DossierFilter {
  std::string kind, country, party, name;  // party, name: words, as of a name
  std::string since;                       // reported on this day or later
  std::size_t limit = 0;                   // 0 for all
};

// Calls `row` for each, the one with most reports first, until it gives false.
Result<void> list_dossiers(store::Store& store,
                           const DossierFilter& filter,
                           const std::function<bool(const DossierRow&)>& row);

// The file with this id, the beginning of one, or a name. A name is compared without case and
// accents: with the file's own, then with those that reports use. Fails with NotFound, which names
// near ones, and with BadArgument when several match. `as_of`: what was known on that day; empty
// for all.
Result<Dossier> find_dossier(store::Store& store, const std::string& key, const std::string& as_of);

// The ids of the reports that a file is made of, by id.
Result<std::vector<std::string>> reports_of(store::Store& store, const std::string& dossier);

// ---- for the layer ----

Result<Told> load_told(store::Database& database,
                       const std::string& report,
                       const std::string& process);
// What is told of a process by reports up to a day; empty: by all.
Result<std::vector<Told>> load_members(store::Database& database,
                                       const std::string& dossier,
                                       const std::string& as_of);
// The conflict that most of its mentions are on.
Result<std::string> country_of(store::Database& database, const std::string& dossier);

}  // namespace dragoman::dossiers
