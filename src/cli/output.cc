#include "cli/output.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace dragoman::cli {

Output::Output(std::FILE* file, std::string path, std::string part)
    : file_(file), path_(std::move(path)), part_(std::move(part)) {}

Output::Output(Output&& other) noexcept
    : file_(std::exchange(other.file_, nullptr)),
      path_(std::move(other.path_)),
      part_(std::move(other.part_)),
      closed_(other.closed_),
      failed_(other.failed_),
      reason_(std::move(other.reason_)) {}

Output::~Output() {
  if (file_ == nullptr || file_ == stdout) return;
  std::fclose(file_);
  if (!part_.empty()) std::remove(part_.c_str());
}

Output Output::standard() {
  return Output(stdout, "standard output", "");
}

Result<Output> Output::to(const std::string& path) {
  if (path == "-") return standard();
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  const bool direct = std::filesystem::exists(status) && !std::filesystem::is_regular_file(status);
  const std::string part = direct ? "" : path + ".part";
  std::FILE* file = std::fopen((direct ? path : part).c_str(), "wb");
  if (file == nullptr) return make_error(ErrorCode::NotWritable, std::strerror(errno), path);
  return Output(file, path, part);
}

void Output::note_failure() {
  (errno == EPIPE ? closed_ : failed_) = true;
  reason_ = std::strerror(errno);
}

void Output::write(std::string_view bytes) {
  if (failed()) return;
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size()) note_failure();
}

Result<void> Output::finish() {
  if (!failed() && std::fflush(file_) != 0) note_failure();
  if (!failed() && !part_.empty()) {
    const int closed = std::fclose(std::exchange(file_, nullptr));
    if (closed != 0 || std::rename(part_.c_str(), path_.c_str()) != 0) note_failure();
  }
  if (failed_) return make_error(ErrorCode::NotWritable, reason_, path_);
  return {};
}

}  // namespace dragoman::cli
