// Brings the tables of happenings in line with the events that came and went since the last refresh.
#pragma once

#include "dragoman/result.h"

#include "store/database.h"
#include "stories/happening_nodes.h"

namespace dragoman::stories {

// Some of them; true when those were all.
Result<bool> refresh_some_happenings(store::Database& database, ProfileCache& cache);

}  // namespace dragoman::stories
