// The threads that answer: each lane has its own, so that questions that read many rows do not hold
// up look-ups, and one thread writes.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "serve/router.h"
#include "serve/shared.h"

namespace dragoman::serve {

// Thread-safe.
class Workers {
 public:
  using Job = std::function<void(Desk&)>;

  explicit Workers(Shared& shared) : shared_(shared) {}
  ~Workers() { stop(); }

  // Opens a connection for each thread: for the writer too, unless the server is read-only.
  Result<void> start();
  // False when the lane is full, or there is none.
  bool submit(Lane lane, Job job);
  // Ends what is under way and drops what waits.
  void stop();

 private:
  struct Queue {
    std::mutex mutex;
    std::condition_variable_any ready;
    std::deque<Job> jobs;
    bool open = false;
  };
  Queue& queue_of(Lane lane);
  void work(std::stop_token stop, Queue& queue, store::Store store, bool writes);

  Shared& shared_;
  Queue quick_, slow_, writer_;
  std::vector<std::jthread> threads_;
};

}  // namespace dragoman::serve
