#include "serve/bell.h"

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>

#include "alerts/alerts.h"
#include "alerts/deliver.h"
#include "core/utc.h"
#include "store/changes.h"

namespace dragoman::serve {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kBetweenLooks{1}, kRest{2}, kLongestWait{60};

bool sleep(const std::stop_token& stop, std::chrono::seconds time) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, time, [] { return false; });
  return !stop.stop_requested();
}

}  // namespace

void Bell::start() {
  if (shared_.options.read_only) return;
  thread_ = std::jthread([this](std::stop_token stop) { work(stop); });
}

void Bell::stop() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
}

void Bell::ask(store::Store& store) {
  const auto told = alerts::ask_all(store, core::utc(core::now()).substr(0, 10));
  const std::string failure = told ? "" : told.error().describe();
  if (!failure.empty() && failure != told_)
    std::fprintf(stderr, "dragoman: alerts could not be asked: %s\n", failure.c_str());
  told_ = failure;
  if (told && *told > 0) shared_.look_for_changes();
}

void Bell::deliver(const std::stop_token& stop, store::Store& store) {
  const auto counts =
      alerts::deliver_due(store, shared_.options.alerts, [&stop] { return stop.stop_requested(); });
  if (counts && counts->sent + counts->failed > 0) shared_.look_for_changes();
}

void Bell::work(std::stop_token stop) {
  while (sleep(stop, kBetweenLooks)) {
    if (!shared_.derived) continue;
    auto store = store::Store::open(
        shared_.options.store, store::Store::Access::Write,
        {.layers = shared_.options.layers, .stopped = [stop] { return stop.stop_requested(); }});
    if (store) return watch(stop, std::move(*store));
  }
}

void Bell::watch(const std::stop_token& stop, store::Store store) {
  std::string state, day;
  auto changed = Clock::now() - kLongestWait, began = changed;
  bool waits = true;
  while (sleep(stop, kBetweenLooks)) {
    const auto now = store::state_of(store);
    if (!now) continue;  // the feed tells that the store does not answer
    if (*now != state) {
      state = *now;
      changed = Clock::now();
      if (!waits) began = changed;
      waits = true;
    }
    const std::string today = core::utc(core::now()).substr(0, 10);
    const bool rested = Clock::now() - changed >= kRest || Clock::now() - began >= kLongestWait;
    if ((waits && rested) || today != day) {
      waits = false;
      day = today;
      ask(store);
    }
    deliver(stop, store);
  }
}

}  // namespace dragoman::serve
