#include "serve/audit.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <deque>
#include <fstream>

#include <fcntl.h>
#include <fmt/chrono.h>
#include <unistd.h>

namespace dragoman::serve {

Result<AuditLog> AuditLog::open(const std::string& path) {
  AuditLog out;
  out.path_ = path;
  out.file_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (out.file_ < 0)
    return make_error(ErrorCode::NotWritable,
                      std::string("the audit log cannot be written: ") + std::strerror(errno),
                      path);
  return out;
}

AuditLog::AuditLog(AuditLog&& other) noexcept
    : path_(std::move(other.path_)), file_(std::exchange(other.file_, -1)) {}

AuditLog& AuditLog::operator=(AuditLog&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(file_, other.file_);
  return *this;
}

AuditLog::~AuditLog() {
  if (file_ >= 0) ::close(file_);
}

Result<void> AuditLog::write(const Request& request,
                             const std::string& action,
                             const nlohmann::ordered_json& details) {
  if (file_ < 0) return {};
  nlohmann::ordered_json line = {
      {"time", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)))},
      {"request", request.id},
      {"caller", request.caller.name},
      {"address", request.address},
      {"action", action}};
  line.update(details);
  const std::string text =
      line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
  const std::lock_guard lock(mutex_);
  // One write: with O_APPEND two programs do not mix their lines.
  if (::write(file_, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
    return make_error(ErrorCode::NotWritable, "the audit log cannot be written", path_);
  return {};
}

std::vector<std::string> AuditLog::last(std::size_t lines) const {
  const std::lock_guard lock(mutex_);
  std::deque<std::string> kept;
  std::ifstream file(path_);
  for (std::string line; std::getline(file, line);) {
    kept.push_back(std::move(line));
    if (kept.size() > lines) kept.pop_front();
  }
  return {kept.begin(), kept.end()};
}

}  // namespace dragoman::serve
