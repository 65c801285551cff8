#include "serve/workers.h"

#include <chrono>
#include <cstdio>
#include <utility>

#include "serve/ingest.h"

namespace dragoman::serve {
namespace {

constexpr std::chrono::seconds kBetweenTries{10};
constexpr unsigned kFetchers = 2;

void complain(const Error& error) {
  std::fprintf(stderr, "dragoman: what follows from many reports is not up to date: %s\n",
               error.describe().c_str());
}

}  // namespace

Result<void> Workers::start() {
  using Access = store::Store::Access;
  const ServeOptions& options = shared_.options;
  // The writer first: it makes the store, or its schema, for the others.
  if (!options.read_only) {
    auto made = store::Store::open(options.store, Access::Write);
    if (!made) return made.error();
    writer_.open = true;
    threads_.emplace_back([this](std::stop_token stop) { write(stop); });
    fetch_.open = true;
    for (unsigned i = 0; i < kFetchers; ++i) {
      threads_.emplace_back([this](std::stop_token stop) {
        Desk desk{shared_};
        work(stop, fetch_, desk);
      });
    }
  }
  const auto add = [&](Queue& queue, unsigned count) -> Result<void> {
    for (unsigned i = 0; i < count; ++i) {
      auto store = store::Store::open(options.store, Access::Read);
      if (!store) return store.error();
      queue.open = true;
      threads_.emplace_back([this, &queue, opened = std::move(*store)](std::stop_token stop) mutable {
        Desk desk{shared_, &opened};
        work(stop, queue, desk);
      });
    }
    return {};
  };
  if (auto done = add(quick_, options.quick_workers); !done) return done;
  return add(slow_, options.slow_workers);
}

// Makes what is derived, which may take long after an update of the program, while the others
// answer; what is posted waits. A store that cannot be written is tried again.
void Workers::write(std::stop_token stop) {
  while (!stop.stop_requested()) {
    auto store = store::Store::open(
        shared_.options.store, store::Store::Access::Write,
        {.layers = shared_.options.layers, .stopped = [stop] { return stop.stop_requested(); }});
    if (!store) {
      if (!stop.stop_requested()) complain(store.error());
      Desk none{shared_};
      work(stop, writer_, none, std::chrono::steady_clock::now() + kBetweenTries);
      continue;
    }
    Ingest ingest(shared_);
    Desk desk{shared_, &*store, &ingest};
    refresh(desk);
    work(stop, writer_, desk);
  }
}

void Workers::refresh(Desk& desk) {
  if (desk.store == nullptr) return;
  if (auto done = desk.store->refresh(); !done) {
    complain(done.error());
    return;
  }
  ++desk.shared.generation;
  desk.shared.look_for_changes();
}

void Workers::refresh_soon() {
  (void)submit(Lane::Writer, [](Desk& desk) { refresh(desk); });
}

Workers::Queue& Workers::queue_of(Lane lane) {
  if (lane == Lane::Writer) return writer_;
  if (lane == Lane::Fetch) return fetch_;
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

void Workers::work(std::stop_token stop,
                   Queue& queue,
                   Desk& desk,
                   std::optional<std::chrono::steady_clock::time_point> until) {
  const auto is_there = [&queue] { return !queue.jobs.empty(); };
  while (true) {
    Job job;
    {
      std::unique_lock lock(queue.mutex);
      const bool found = until ? queue.ready.wait_until(lock, stop, *until, is_there)
                               : queue.ready.wait(lock, stop, is_there);
      if (!found || stop.stop_requested()) return;
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
