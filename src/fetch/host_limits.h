// Turns at hosts: so many exchanges at once, and so long between the beginnings of two. Internal to
// fetch.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace dragoman::fetch {

// Thread-safe. Hosts are named as Url::origin() does.
class HostLimits {
 public:
  using Clock = std::chrono::steady_clock;

  HostLimits(std::chrono::milliseconds spacing, std::size_t at_once)
      : spacing_(spacing), at_once_(at_once == 0 ? 1 : at_once) {}

  // Waits for a turn; false when `stopped` said so first. Each true is followed by one end().
  bool begin(const std::string& host, const std::function<bool()>& stopped);
  void end(const std::string& host);

  // When a turn could begin; none while all of them are taken.
  std::optional<Clock::time_point> ready_at(const std::string& host) const;

  // A site may ask for more space than everybody gets.
  void set_spacing(const std::string& host, std::chrono::milliseconds spacing);
  // No exchange before `until` (Retry-After).
  void hold(const std::string& host, Clock::time_point until);
  // How long it is still to be left alone; zero or less: not at all.
  Clock::duration held_for(const std::string& host) const;

 private:
  struct Host {
    std::chrono::milliseconds spacing;
    Clock::time_point next = Clock::time_point::min(), held = Clock::time_point::min();
    std::size_t active = 0;
  };
  Host& host(const std::string& name);

  const std::chrono::milliseconds spacing_;
  const std::size_t at_once_;
  mutable std::mutex mutex_;  // guards hosts_
  std::condition_variable changed_;
  std::map<std::string, Host> hosts_;
};

}  // namespace dragoman::fetch
