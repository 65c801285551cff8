// What has come into a store, in the order in which it came: for those who watch it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "store/pages.h"

namespace dragoman::store {

// Differs whenever somebody, this connection excepted, has committed something since the last call
// on the same connection. Cheap enough to be asked twice a second.
Result<std::string> state_of(Store& store);

// The number of the report that came last; 0 for an empty store.
Result<std::int64_t> last_number(Store& store);

// Reports with a higher number, in order, at most `limit`.
Result<void> reports_after(Store& store,
                           std::int64_t number,
                           std::size_t limit,
                           const std::function<void(std::int64_t number, const ReportHead&)>& each);

}  // namespace dragoman::store
