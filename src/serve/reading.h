// The engine, for those few requests that need it: loaded at the first, one for all threads.
#pragma once

#include <functional>
#include <memory>
#include <mutex>

#include "dragoman/engine.h"

namespace dragoman::serve {

// Thread-safe.
class Reading {
 public:
  using Load = std::function<Result<std::shared_ptr<const Engine>>()>;
  explicit Reading(Load load) : load_(std::move(load)) {}

  // Waits while another thread loads it. Fails with Internal: clients can do nothing about it.
  Result<std::shared_ptr<const Engine>> engine();

 private:
  Load load_;
  std::mutex mutex_;
  std::shared_ptr<const Engine> engine_;
};

}  // namespace dragoman::serve
