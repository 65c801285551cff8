// Rows of another data set -> claims.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "dragoman/result.h"

#include "claims/claim.h"
#include "claims/profiles.h"
#include "intake/read_input.h"

namespace dragoman::claims {

// One row. Fails with MissingField when a column that the profile needs is not there or empty, and
// with BadFormat for a day that is none; `where` is file:line.
Result<Claim> claim_of(const Resources& resources,
                       const std::string& profile,
                       const intake::RawItem& row);

// Each row of tables (comma- or tab-separated, compressed or in archives), or why it is none, until
// `each` gives false. Fails with BadArgument for an unknown profile.
Result<void> read_claims(const Resources& resources,
                         const std::string& profile,
                         const std::vector<std::string>& paths,
                         const std::function<bool(const Result<Claim>&)>& each);

}  // namespace dragoman::claims
