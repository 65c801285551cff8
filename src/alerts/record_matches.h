// Matches into the tables, inside the caller's transaction. Internal to alerts.
#pragma once

#include <string>
#include <vector>

#include "alerts/matches.h"
#include "store/database.h"

namespace dragoman::alerts {

inline constexpr const char* kWasThere = "-";  // notification of what was there before the rule
inline constexpr const char* kUntold = "";

// Those that are known by one of their keys are known by all of them from now on; the others are
// kept with this notification.
Result<void> record_matches(store::Database& database,
                            const std::string& alert,
                            const std::vector<Match>& matches,
                            const char* notification);

}  // namespace dragoman::alerts
