#include "serve/workers.h"

#include <utility>

#include "serve/ingest.h"

namespace dragoman::serve {

Result<void> Workers::start() {
  using Access = store::Store::Access;
  const ServeOptions& options = shared_.options;
  const auto add = [&](Queue& queue, Access access) -> Result<void> {
    auto store = store::Store::open(options.store, access, {.layers = options.layers});
    if (!store) return store.error();
    if (access == Access::Write) {
      if (auto done = store->refresh(); !done) return done;
    }
    queue.open = true;
    threads_.emplace_back(
        [this, &queue, access, opened = std::move(*store)](std::stop_token stop) mutable {
          work(stop, queue, std::move(opened), access == Access::Write);
        });
    return {};
  };
  // The writer first: it makes the store, or brings it up to date, for the others.
  if (!options.read_only) {
    if (auto done = add(writer_, Access::Write); !done) return done;
  }
  for (unsigned i = 0; i < options.quick_workers; ++i) {
    if (auto done = add(quick_, Access::Read); !done) return done;
  }
  for (unsigned i = 0; i < options.slow_workers; ++i) {
    if (auto done = add(slow_, Access::Read); !done) return done;
  }
  return {};
}

Workers::Queue& Workers::queue_of(Lane lane) {
  if (lane == Lane::Writer) return writer_;
  return lane == Lane::Slow ? slow_ : quick_;
}

bool Workers::submit(Lane lane, Job job) {
  Queue& queue = queue_of(lane);
  {
    const std::lock_guard lock(queue.mutex);
    if (!queue.open || queue.jobs.size() >= shared_.options.limits.waiting) return false;
    queue.jobs.push_back(std::move(job));
  }
  queue.ready.notify_one();
  return true;
}

void Workers::work(std::stop_token stop, Queue& queue, store::Store store, bool writes) {
  std::unique_ptr<Ingest> ingest = writes ? std::make_unique<Ingest>(shared_) : nullptr;
  Desk desk{shared_, &store, ingest.get()};
  while (true) {
    Job job;
    {
      std::unique_lock lock(queue.mutex);
      if (!queue.ready.wait(lock, stop, [&queue] { return !queue.jobs.empty(); })) return;
      if (stop.stop_requested()) return;
      job = std::move(queue.jobs.front());
      queue.jobs.pop_front();
    }
    job(desk);
  }
}

void Workers::stop() {
  for (std::jthread& thread : threads_) thread.request_stop();
  threads_.clear();
}

}  // namespace dragoman::serve
