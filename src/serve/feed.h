// What is new in the store, as server-sent events for any number of streams.
//
// A thread of its own looks at the store twice a second; what it finds becomes one event for all
// streams, its text made once. The id of an event is the report's number in the store, so that a
// client that was away (Last-Event-ID) is given what it missed from the last thousand; one that was
// away for longer is told to begin anew ("reset").
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "alerts/alerts.h"
#include "serve/refresh_clock.h"
#include "serve/shared.h"
#include "store/pages.h"
#include "store/store.h"

namespace dragoman::serve {

// One event, as it goes over the wire (a chunk of HTTP/1.1).
struct Frame {
  std::int64_t number = 0;  // 0: of no report
  std::shared_ptr<const std::string> text;
};

// Somebody who listens.
class Listener {
 public:
  virtual ~Listener() = default;
  virtual void send(const Frame& frame) = 0;
};

// The text of events; `chunk` puts it into the form of the wire.
std::string chunk(const std::string& text);
std::string report_event(std::int64_t number, const store::ReportHead& head);
std::string notification_event(const alerts::Notification& notification);
std::string store_event(std::uint64_t generation);
std::string reset_event(std::int64_t last);

// All but the looking belongs to one thread, that of `post`.
class Feed {
 public:
  static constexpr std::size_t kKept = 1000;
  static constexpr std::size_t kAtOnce = 200;

  // `post` runs a function on that thread.
  Feed(Shared& shared, std::function<void(std::function<void()>)> post)
      : shared_(shared), post_(std::move(post)) {}
  ~Feed() { stop(); }

  Result<void> start();
  void stop();
  void look_now();  // any thread

  // `last`: the id of the last event that the client has seen.
  void add(Listener& listener, std::optional<std::int64_t> last);
  void remove(Listener& listener);
  void heartbeat();
  std::size_t listeners() const { return listeners_.size(); }

 private:
  // Numbers of the report and the notification that were told last.
  struct Last {
    std::int64_t report = 0, notification = 0;
  };
  void look(std::stop_token stop, store::Store store, std::string state, Last last);
  void look_at_derived(store::Store& store);
  void take(std::vector<Frame> frames);
  void tell_notifications(store::Store& store, std::int64_t& last);
  void send_to_all(const Frame& frame);

  Shared& shared_;
  std::function<void(std::function<void()>)> post_;
  std::deque<Frame> kept_;
  std::set<Listener*> listeners_;
  RefreshClock refresh_;  // of the thread that looks

  std::mutex mutex_;
  std::condition_variable_any due_;
  bool asked_ = false;
  std::jthread thread_;
};

}  // namespace dragoman::serve
