// From the outbox to those who are to be told.
//
// At least once: a message is taken for sent when the receiver said so (a status of 2xx; SMTP's 250)
// and that is written down; a kill between the two sends it again, with the same id. What was
// written down is never sent again. Who cannot be reached is tried again, later each time, for about
// two days. Several programs may deliver from one store: whoever takes a message holds it for a
// while.
#pragma once

#include <cstddef>
#include <functional>

#include "dragoman/result.h"

#include "alerts/settings.h"
#include "store/store.h"

namespace dragoman::alerts {

struct DeliveryCounts {
  std::size_t sent = 0, failed = 0;  // failed: this time; it is tried again unless given up
};

// Delivers what is due now. `stopped` ends it between two messages.
Result<DeliveryCounts> deliver_due(store::Store& store,
                                   const Settings& settings,
                                   const std::function<bool()>& stopped = {});

}  // namespace dragoman::alerts
