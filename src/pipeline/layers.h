// All layers that a store keeps beside its records, in the order in which they are refreshed: a
// layer may read the tables of those before it.
#pragma once

#include "store/layer.h"

namespace dragoman::pipeline {

store::Layers all_layers();

}  // namespace dragoman::pipeline
