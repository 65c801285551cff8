// Claims of other data sets in the store, beside the records: put, listed, forgotten.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "dragoman/result.h"

#include "claims/claim.h"
#include "store/store.h"

namespace dragoman::claims {

struct PutCounts {
  std::size_t added = 0, replaced = 0;
};
// In one transaction. A row that is there already is replaced.
Result<PutCounts> put_claims(store::Store& store, const std::vector<Claim>& claims);

// Takes all claims of a data set away; gives how many there were.
Result<std::size_t> forget_claims(store::Store& store, const std::string& dataset);

// Empty fields filter nothing.
struct ClaimFilter {
  std::string dataset{}, since{}, until{};  // days
  std::string country{};                    // of the place or of either side
  std::optional<EventType> type{};
};
// By day, data set and row, until `each` gives false.
Result<void> find_claims(store::Store& store,
                         const ClaimFilter& filter,
                         const std::function<bool(const Claim&)>& each);

}  // namespace dragoman::claims
