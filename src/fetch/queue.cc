#include "fetch/queue.h"

#include <algorithm>
#include <system_error>

#include "fetch/url.h"

namespace dragoman::fetch {

namespace {
constexpr std::chrono::milliseconds kGlance{50};  // how often a waiting job's host is asked again
}

Queue::Queue(Fetcher& fetcher, std::size_t threads) : fetcher_(fetcher) {
  try {
    while (threads_.size() < std::max<std::size_t>(threads, 1))
      threads_.emplace_back([this] { serve(); });
  } catch (const std::system_error&) {
    // fewer are enough; with none, take() does the work
  }
}

Queue::~Queue() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    waiting_.clear();
  }
  changed_.notify_all();
}

void Queue::add(std::uint64_t job, Request request) {
  {
    const auto url = parse_url(request.url);  // what is no address fails in its turn
    const std::lock_guard lock(mutex_);
    waiting_[url ? url->origin() : std::string()].push_back({job, std::move(request)});
    ++size_;
  }
  changed_.notify_all();
}

std::optional<Queue::Done> Queue::take(std::chrono::milliseconds timeout) {
  std::unique_lock lock(mutex_);
  if (threads_.empty()) work_one(lock);
  changed_.wait_for(lock, timeout, [&] { return !done_.empty(); });
  if (done_.empty()) return std::nullopt;
  Done out = std::move(done_.front());
  done_.pop_front();
  --size_;
  lock.unlock();
  changed_.notify_all();
  return out;
}

std::size_t Queue::size() const {
  const std::lock_guard lock(mutex_);
  return size_;
}

// The first job of a host that has a turn. The mutex is held.
std::optional<Queue::Job> Queue::next_job() {
  if (done_.size() >= kWaiting) return std::nullopt;
  const auto now = std::chrono::steady_clock::now();
  for (auto host = waiting_.begin(); host != waiting_.end(); ++host) {
    const auto ready = fetcher_.ready_at(host->first);
    if (!ready || *ready > now) continue;
    Job out = std::move(host->second.front());
    host->second.pop_front();
    if (host->second.empty()) waiting_.erase(host);
    return out;
  }
  return std::nullopt;
}

// Fetches the next job, without holding the mutex; false when no host has a turn.
bool Queue::work_one(std::unique_lock<std::mutex>& lock) {
  std::optional<Job> job = next_job();
  if (!job) return false;
  lock.unlock();
  Result<Response> response = fetcher_.get(job->request);
  lock.lock();
  done_.push_back({job->number, std::move(response)});
  changed_.notify_all();
  return true;
}

void Queue::serve() {
  std::unique_lock lock(mutex_);
  while (!ended_) {
    if (work_one(lock)) continue;
    if (waiting_.empty())
      changed_.wait(lock);
    else
      changed_.wait_for(lock, kGlance);
  }
}

}  // namespace dragoman::fetch
