// The store of a command that asks about many reports at once.
#pragma once

#include <string>

#include "dragoman/result.h"

#include "store/store.h"

namespace dragoman::cli {

// Opens the store and brings its layers up to date. One that cannot be written is read as it
// stands; fails with NotWritable if its layers were never made.
// `processes`: the user's file of processes; empty for the one beside the store.
Result<store::Store> open_refreshed(const std::string& path, const std::string& processes = "");

}  // namespace dragoman::cli
