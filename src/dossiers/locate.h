// Where the places of a file are: looked up in the reports that name them, for a map. Internal to the
// room.
#pragma once

#include "dragoman/result.h"

#include "dossiers/dossier.h"
#include "store/database.h"

namespace dragoman::dossiers {

// Fills in the points of places, rounds, incidents and deliveries.
Result<void> locate(store::Database& database, Dossier& dossier);

}  // namespace dragoman::dossiers
