// Many addresses at once: threads that fetch whatever host has a turn, so that a slow or shy host
// keeps nobody else waiting.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "fetch/fetcher.h"

namespace dragoman::fetch {

// add() and take() are for one thread. Of jobs for one host the first added comes first; what is
// done comes out as it gets done. Threads that are ahead of take() by `kWaiting` results wait.
class Queue {
 public:
  struct Done {
    std::uint64_t job;
    Result<Response> response;
  };
  static constexpr std::size_t kWaiting = 8;

  // `fetcher` must outlive it. Destruction waits for exchanges under way: make
  // FetchOptions::stopped true first if it shall be quick.
  Queue(Fetcher& fetcher, std::size_t threads);
  ~Queue();

  // `job` comes back with the result.
  void add(std::uint64_t job, Request request);
  // The next result; none when there is none within `timeout`.
  std::optional<Done> take(std::chrono::milliseconds timeout);
  // Added and not yet taken.
  std::size_t size() const;

 private:
  struct Job {
    std::uint64_t number;
    Request request;
  };
  void serve();
  bool work_one(std::unique_lock<std::mutex>& lock);
  std::optional<Job> next_job();

  Fetcher& fetcher_;
  mutable std::mutex mutex_;  // guards all below
  std::condition_variable changed_;
  std::map<std::string, std::deque<Job>> waiting_;  // by origin
  std::deque<Done> done_;
  std::size_t size_ = 0;
  bool ended_ = false;
  std::vector<std::jthread> threads_;  // last: they end before what they use
};

}  // namespace dragoman::fetch
