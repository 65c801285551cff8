// Layers of a store, brought up to date by a command that reads.
#pragma once

#include "dragoman/result.h"

#include "cli/progress.h"
#include "store/store.h"

namespace dragoman::cli {

inline constexpr std::size_t kRefreshEach = 2'000;  // reports that are read in between

// How a command that reads opens its store: a signal ends what may take long.
store::StoreOptions writing_options();

// Refreshes the layers, and says on a terminal what is under way. A signal ends it early, within a
// step, and is no failure: what is left is done by the next program that writes the store.
// `all`: see store::RefreshOptions.
Result<void> refresh_layers(store::Store& store, Progress& progress, bool all);

}  // namespace dragoman::cli
