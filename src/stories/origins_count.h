// How many independent origins reports have.
#pragma once

#include <string>
#include <vector>

#include "dragoman/result.h"

#include "store/store.h"

namespace dragoman::stories {

Result<int> count_origins(store::Store& store, const std::vector<std::string>& reports);

}  // namespace dragoman::stories
