// Brings clusters of profiles and the happenings made of them in line with the profiles that came
// and went. happenings_layer.cc has the tables.
#pragma once

#include "dragoman/result.h"

#include "store/database.h"

namespace dragoman::stories {

Result<void> refresh_happenings(store::Database& database);

}  // namespace dragoman::stories
