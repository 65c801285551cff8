// All layers that a store keeps beside its records, in the order in which they are refreshed: a
// layer may read the tables of those before it.
#pragma once

#include <string>

#include "store/layer.h"

namespace dragoman::pipeline {

// `processes`: the user's file of processes; empty for processes.toml beside the store.
store::Layers all_layers(const std::string& processes = "");

}  // namespace dragoman::pipeline
