// What the copies layer does for one report beyond writing its sketch: who its neighbours are,
// which of them make pairs with it, and what it was taken from.
#pragma once

#include <string>

#include "dragoman/result.h"

#include "stories/kept_queries.h"

namespace dragoman::stories {

// Has the report, which is new, compared by the next refresh.
void note_added(KeptQueries& queries, const std::string& report, const std::string& published);

// Takes a report out of all tables of the layer; those that it leaves behind are noted as dirty.
// Nothing for one that was never put.
void forget_report(KeptQueries& queries, const std::string& report);

// Works off some of the dirty reports; true when those were all. The cost of each depends on how many
// copies it has, and on kNeighbours, not on how many reports are stored.
Result<bool> refresh_some_copies(store::Database& database);

}  // namespace dragoman::stories
