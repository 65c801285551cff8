// What other data sets say of a process.
//
// Method: a claim goes with a process when it lies in its days (a month before and after what
// reports tell), is of a type that such processes are made of, and is about its conflict: talks by
// both sides being countries of the process, or by an actor that goes by the name of one who takes
// part; the others by the country of the place, and by the town where the process is of one.
#pragma once

#include "dragoman/result.h"

#include "dossiers/dossier.h"
#include "store/store.h"

namespace dragoman::claims {

// Fills Dossier::claims, by day. Nothing else of the file is changed by them.
Result<void> add_claims(store::Store& store, dossiers::Dossier& dossier);

}  // namespace dragoman::claims
