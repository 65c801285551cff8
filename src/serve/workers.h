// The threads that answer: each lane has its own, so that questions that read many rows do not hold
// up look-ups, and one thread writes.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
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

  // Opens a connection for each thread: for the writer too, unless the server is read-only. What is
  // derived from the reports is brought up to date by the writer before anything else.
  Result<void> start();
  // Has that done again behind what waits to be written. Nothing happens on a read-only server.
  void refresh_soon();
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
  // Answers what comes, up to a time if one is given.
  void work(std::stop_token stop,
            Queue& queue,
            Desk& desk,
            std::optional<std::chrono::steady_clock::time_point> until = {});
  void write(std::stop_token stop);
  static void refresh(Desk& desk);

  Shared& shared_;
  Queue quick_, slow_, writer_, fetch_;
  std::vector<std::jthread> threads_;
};

}  // namespace dragoman::serve
