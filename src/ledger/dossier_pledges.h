// The pledges of a process' file, as the ledger has them.
#pragma once

#include <string>

#include "dragoman/result.h"

#include "dossiers/dossier.h"
#include "store/store.h"

namespace dragoman::ledger {

// Gives each pledge of the file its entry, the status on `today` (an ISO day) and the words for it;
// pledges of one entry become one, with all who tell of it. What the ledger calls vague keeps no
// status.
Result<void> add_ledger(store::Store& store, dossiers::Dossier& dossier, const std::string& today);

}  // namespace dragoman::ledger
