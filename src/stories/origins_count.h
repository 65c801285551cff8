// How many independent origins stand behind events that tell of one happening.
#pragma once

#include <string>
#include <vector>

#include "dragoman/result.h"

#include "store/store.h"
#include "stories/happenings.h"

namespace dragoman::stories {

Result<int> count_origins(store::Store& store, const std::vector<EventKey>& events);

}  // namespace dragoman::stories
