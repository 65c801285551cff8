#include "fetch/host_limits.h"

#include <algorithm>

namespace dragoman::fetch {

namespace {
constexpr std::chrono::milliseconds kGlance{50};  // how often a waiting thread looks for a stop
}

HostLimits::Host& HostLimits::host(const std::string& name) {
  return hosts_.try_emplace(name, Host{spacing_}).first->second;
}

bool HostLimits::begin(const std::string& name, const std::function<bool()>& stopped) {
  std::unique_lock lock(mutex_);
  Host& at = host(name);
  while (true) {
    if (stopped && stopped()) return false;
    const auto now = Clock::now();
    if (at.active < at_once_ && now >= at.next) {
      ++at.active;
      at.next = now + at.spacing;
      return true;
    }
    const auto glance = now + kGlance;
    changed_.wait_until(lock, at.active < at_once_ ? std::min(at.next, glance) : glance);
  }
}

void HostLimits::end(const std::string& name) {
  const std::lock_guard lock(mutex_);
  --host(name).active;
  changed_.notify_all();
}

std::optional<HostLimits::Clock::time_point> HostLimits::ready_at(const std::string& name) const {
  const std::lock_guard lock(mutex_);
  const auto found = hosts_.find(name);
  if (found == hosts_.end()) return Clock::time_point::min();
  if (found->second.active >= at_once_) return std::nullopt;
  return found->second.next;
}

void HostLimits::set_spacing(const std::string& name, std::chrono::milliseconds spacing) {
  const std::lock_guard lock(mutex_);
  Host& at = host(name);
  if (at.spacing == spacing) return;
  if (at.next != Clock::time_point::min()) at.next += spacing - at.spacing;
  at.spacing = spacing;
}

void HostLimits::hold(const std::string& name, Clock::time_point until) {
  const std::lock_guard lock(mutex_);
  Host& at = host(name);
  at.held = std::max(at.held, until);
}

HostLimits::Clock::duration HostLimits::held_for(const std::string& name) const {
  const std::lock_guard lock(mutex_);
  const auto found = hosts_.find(name);
  if (found == hosts_.end() || found->second.held == Clock::time_point::min())
    return Clock::duration::zero();
  return found->second.held - Clock::now();
}

}  // namespace dragoman::fetch
