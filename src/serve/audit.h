// Who changed what: a file that only grows, one JSON object a line.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "serve/http.h"

namespace dragoman::serve {

// Thread-safe.
class AuditLog {
 public:
  AuditLog() = default;  // writes nothing
  // Appends to the file, which is made readable for its owner alone. Fails with NotWritable.
  static Result<AuditLog> open(const std::string& path);
  AuditLog(AuditLog&& other) noexcept;
  AuditLog& operator=(AuditLog&& other) noexcept;
  ~AuditLog();

  // time, request, caller, address, action, then `details`. In the file when this returns. Fails
  // with NotWritable; then the change must not be made.
  Result<void> write(const Request& request,
                     const std::string& action,
                     const nlohmann::ordered_json& details);
  // The last lines, newest last.
  std::vector<std::string> last(std::size_t lines) const;

 private:
  mutable std::mutex mutex_;
  std::string path_;
  int file_ = -1;
};

}  // namespace dragoman::serve
