// What handlers see of the server that they work for.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

#include "serve/audit.h"
#include "serve/fetching.h"
#include "serve/metrics.h"
#include "serve/options.h"
#include "serve/reading.h"

namespace dragoman::serve {

struct Shared {
  explicit Shared(ServeOptions chosen)
      : options(std::move(chosen)), reading(options.load_engine), fetching(options, stopping) {}

  const ServeOptions options;
  Reading reading;
  Fetching fetching;
  AuditLog audit;
  // Grows with every change of the store that the server knows of. Whoever reads it before the
  // store gets a state at least as new.
  std::atomic<std::uint64_t> generation{1};
  std::atomic<bool> stopping{false};
  std::atomic<bool> store_answers{true};   // as of the last look
  // Whether what follows from many reports (store::Layers) is there to be asked.
  std::atomic<bool> derived{false};
  std::function<void()> look_for_changes;  // from any thread: now, not when it is next due
  std::function<void()> refresh;           // from any thread: bring what is derived up to date
  Metrics metrics;                         // of the thread that reads from the network
};

// Fails with NotWritable (503) while what is derived is not there.
Result<void> derived_is_there(const Shared& shared);

}  // namespace dragoman::serve
