// One record into the tables, inside the caller's transaction.
#pragma once

#include "dragoman/record.h"
#include "dragoman/result.h"

#include "store/layer.h"

namespace dragoman::store {

enum class Written { Added, Replaced, Unchanged };

// The rule of store.h decides whether the record stands. Leaves no trace of a record that it
// replaces, and tells the layers. `learned` is the time of arrival, should it be new.
Result<Written> write_record(Database& database,
                             const Record& record,
                             const Layers& layers,
                             const std::string& learned);

}  // namespace dragoman::store
