// How many outlets and independent origins stand behind each round, outcome, incident and delivery
// of a file. Reads the tables of the copies layer.
#pragma once

#include "dragoman/result.h"

#include "dossiers/dossier.h"
#include "store/store.h"

namespace dragoman::dossiers {

Result<void> count_origins(store::Store& store, Dossier& dossier);

}  // namespace dragoman::dossiers
