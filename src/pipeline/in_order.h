// Work on a stream of items with many threads; results come out in the order of the items.
//
//   next() --(one thread)--> [bounded queue] --(N workers)--> [window of results] --> emit() in
//   order
//
// next() and emit() run on the calling thread and on a feeder thread respectively as said below,
// never two at once; work() runs on every worker. At most `window` items are between next() and
// emit(), so that memory stays bounded when one item is slow or emit() is slower than the workers;
// items that are large wait for one another, as soon as together they are over `window_bytes`.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace dragoman::pipeline {

struct InOrderOptions {
  std::size_t threads = 1;
  std::size_t window = 0;  // 0: 16 per thread
  std::size_t window_bytes = std::size_t{64}
                             << 20;  // of items not yet worked on, as size_of() says
};

// Calls next() on a feeder thread until it gives none or `stop` is requested, make_worker() once on
// each worker thread (what it returns does Item -> Output there), and emit(Output) on the calling
// thread. Returns when every item that was taken has been emitted. None of the callables may throw.
// Where the system refuses threads, fewer do; with none, everything runs on the calling thread.
template <class Item, class Output>
void in_order(const InOrderOptions& options,
              std::stop_token stop,
              const std::function<std::optional<Item>()>& next,
              const std::function<std::function<Output(Item)>()>& make_worker,
              const std::function<void(Output)>& emit,
              const std::function<std::size_t(const Item&)>& size_of = {}) {
  const std::size_t threads = options.threads == 0 ? 1 : options.threads;
  const std::size_t window = options.window == 0 ? 16 * threads : options.window;

  std::mutex mutex;  // guards all below
  std::condition_variable changed;
  std::vector<std::pair<std::size_t, Item>> waiting;  // in order; taken from the front
  std::map<std::size_t, Output> done;
  std::size_t taken = 0, emitted = 0, held_bytes = 0;
  bool ended = false;

  const auto feed = [&] {
    while (!stop.stop_requested()) {
      {
        std::unique_lock lock(mutex);
        changed.wait(
            lock, [&] { return taken - emitted < window && held_bytes <= options.window_bytes; });
      }
      std::optional<Item> item = next();
      if (!item) break;
      const std::lock_guard lock(mutex);
      if (size_of) held_bytes += size_of(*item);
      waiting.emplace_back(taken++, std::move(*item));
      changed.notify_all();
    }
    const std::lock_guard lock(mutex);
    ended = true;
    changed.notify_all();
  };
  const auto serve = [&] {
    const std::function<Output(Item)> work = make_worker();
    std::unique_lock lock(mutex);
    while (true) {
      changed.wait(lock, [&] { return ended || !waiting.empty(); });
      if (waiting.empty()) return;
      std::pair<std::size_t, Item> job = std::move(waiting.front());
      waiting.erase(waiting.begin());
      const std::size_t size = size_of ? size_of(job.second) : 0;
      lock.unlock();
      Output output = work(std::move(job.second));
      lock.lock();
      held_bytes -= size;
      done.emplace(job.first, std::move(output));
      changed.notify_all();
    }
  };

  // The workers first: they wait, and can still be sent home when there is no feeder.
  std::vector<std::jthread> workers;
  std::jthread feeder;
  try {
    while (workers.size() < threads) workers.emplace_back(serve);
  } catch (const std::system_error&) {
    // too many; those that run are enough
  }
  try {
    if (!workers.empty()) feeder = std::jthread(feed);
  } catch (const std::system_error&) {
    // below
  }
  if (!feeder.joinable()) {
    {
      const std::lock_guard lock(mutex);
      ended = true;
      changed.notify_all();
    }
    const std::function<Output(Item)> work = make_worker();
    while (!stop.stop_requested()) {
      std::optional<Item> item = next();
      if (!item) return;
      emit(work(std::move(*item)));
    }
    return;
  }

  std::unique_lock lock(mutex);
  while (true) {
    changed.wait(lock, [&] { return done.contains(emitted) || (ended && emitted == taken); });
    const auto found = done.find(emitted);
    if (found == done.end()) return;  // ended, nothing under way; the threads join on destruction
    Output output = std::move(found->second);
    done.erase(found);
    lock.unlock();
    emit(std::move(output));
    lock.lock();
    ++emitted;
    changed.notify_all();
  }
}

}  // namespace dragoman::pipeline
