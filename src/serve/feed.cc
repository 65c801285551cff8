#include "serve/feed.h"

#include <charconv>
#include <chrono>
#include <cstdio>

#include "serve/row_json.h"
#include "store/changes.h"

namespace dragoman::serve {
namespace {

constexpr std::chrono::milliseconds kBetweenLooks{500};

std::string event(const char* name, const Json& data, const std::string& id) {
  return (id.empty() ? "" : "id: " + id + "\n") + "event: " + name + "\ndata: " + dump(data) +
         "\n\n";
}

Frame frame_of(std::int64_t number, const std::string& text) {
  return {number, std::make_shared<const std::string>(chunk(text))};
}

}  // namespace

std::string chunk(const std::string& text) {
  char size[17] = {};
  std::to_chars(size, size + 16, text.size(), 16);
  return std::string(size) + "\r\n" + text + "\r\n";
}

std::string report_event(std::int64_t number, const store::ReportHead& head) {
  return event("report", to_json(head), std::to_string(number));
}
// Without addresses: whoever may read may listen.
std::string notification_event(const alerts::Notification& notification) {
  Json data = alerts::to_json(notification);
  data.erase("deliveries");
  return event("notification", data, "");
}
std::string store_event(std::uint64_t generation) {
  return event("store", {{"generation", generation}}, "");
}
std::string reset_event(std::int64_t last) {
  return event("reset", Json::object(), std::to_string(last));
}

Result<void> Feed::start() {
  auto store = store::Store::open(shared_.options.store, store::Store::Access::Read);
  if (!store) return store.error();
  auto state = store::state_of(*store);
  if (!state) return state.error();
  auto last = store::last_number(*store);
  if (!last) return last.error();
  auto told = alerts::last_notification(*store);
  if (!told) return told.error();
  look_at_derived(*store);
  const std::int64_t from = std::max<std::int64_t>(0, *last - std::int64_t(kKept));
  auto done = store::reports_after(*store, from, kKept,
                                   [this](std::int64_t number, const store::ReportHead& head) {
                                     kept_.push_back(frame_of(number, report_event(number, head)));
                                   });
  if (!done) return done;
  thread_ = std::jthread([this, opened = std::move(*store), state = *state,
                          last = Last{*last, *told}](std::stop_token stop) mutable {
    look(stop, std::move(opened), std::move(state), last);
  });
  return {};
}

void Feed::stop() {
  thread_.request_stop();
  due_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Feed::look_now() {
  {
    const std::lock_guard lock(mutex_);
    asked_ = true;
  }
  due_.notify_one();
}

void Feed::tell_notifications(store::Store& store, std::int64_t& last) {
  std::vector<Frame> frames;
  const auto done = alerts::page_notifications(
      store, {.after = last}, {.limit = kAtOnce},
      [&](const alerts::Notification& n, const store::Place&) {
        if (n.number > last) frames.push_back(frame_of(0, notification_event(n)));
      });
  const auto newest = alerts::last_notification(store);
  if (!done || !newest) return;
  last = *newest;
  for (Frame& frame : frames) post_([this, moved = std::move(frame)] { send_to_all(moved); });
}

void Feed::look(std::stop_token stop, store::Store store, std::string state, Last last) {
  while (!stop.stop_requested()) {
    {
      std::unique_lock lock(mutex_);
      due_.wait_for(lock, stop, kBetweenLooks, [this] { return asked_; });
      asked_ = false;
    }
    const auto now = store::state_of(store);
    shared_.store_answers = now.ok();
    look_at_derived(store);
    if (refresh_.is_due(RefreshClock::Clock::now())) shared_.refresh();
    if (!now || *now == state) continue;
    state = *now;
    refresh_.changed(RefreshClock::Clock::now());
    const std::uint64_t generation = ++shared_.generation;
    while (!stop.stop_requested()) {
      std::vector<Frame> frames;
      const auto done = store::reports_after(
          store, last.report, kAtOnce, [&](std::int64_t number, const store::ReportHead& head) {
            frames.push_back(frame_of(number, report_event(number, head)));
            last.report = number;
          });
      if (!done || frames.empty()) break;
      const bool more = frames.size() == kAtOnce;
      post_([this, moved = std::move(frames)]() mutable { take(std::move(moved)); });
      if (!more) break;
    }
    tell_notifications(store, last.notification);
    post_([this, generation] { send_to_all(frame_of(0, store_event(generation))); });
  }
}

void Feed::look_at_derived(store::Store& store) {
  if (shared_.derived) return;
  const auto there = store.has(shared_.options.layers);
  if (!there || !*there) return;
  shared_.derived = true;
  ++shared_.generation;
}

void Feed::take(std::vector<Frame> frames) {
  for (Frame& frame : frames) {
    send_to_all(frame);
    kept_.push_back(std::move(frame));
    if (kept_.size() > kKept) kept_.pop_front();
  }
}

void Feed::add(Listener& listener, std::optional<std::int64_t> last) {
  listeners_.insert(&listener);
  const std::int64_t newest = kept_.empty() ? 0 : kept_.back().number;
  if (last && *last < newest) {
    if (*last + 1 < kept_.front().number) {
      listener.send(frame_of(0, reset_event(newest)));
      return;
    }
    for (const Frame& frame : kept_) {
      if (frame.number > *last) listener.send(frame);
    }
  }
}

void Feed::remove(Listener& listener) {
  listeners_.erase(&listener);
}

void Feed::heartbeat() {
  static const Frame kBeat = frame_of(0, ": still here\n\n");
  send_to_all(kBeat);
}

void Feed::send_to_all(const Frame& frame) {
  // A copy: a listener that does not keep up leaves while we go through them.
  const std::vector<Listener*> all(listeners_.begin(), listeners_.end());
  for (Listener* listener : all) listener->send(frame);
  shared_.metrics.changes_sent += static_cast<std::int64_t>(all.size());
}

}  // namespace dragoman::serve
