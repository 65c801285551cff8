// Reports by the filters of queries.h, without their records.
#pragma once

#include <functional>

#include "dragoman/result.h"

#include "store/queries.h"

namespace dragoman::store {

// By date of publication and id: the reports whose records find_records() gives.
Result<void> find_reports(Store& store,
                          const Filter& filter,
                          const std::function<bool(const ReportRow&)>& each);

}  // namespace dragoman::store
