// Where results go: standard output, or a file that appears whole or not at all.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "dragoman/result.h"

namespace dragoman::cli {

// Not thread-safe. Keeps the first failure; what is written after it is dropped.
class Output {
 public:
  static Output standard();
  // Written beside `path` and renamed at the end; a device or pipe is written directly. "-" is
  // standard output. Fails with NotWritable.
  static Result<Output> to(const std::string& path);
  Output(Output&& other) noexcept;
  Output& operator=(Output&&) = delete;
  ~Output();  // without finish() the file does not appear

  void write(std::string_view bytes);
  // The reader went away (`dragoman ... | head`), which is no error: whoever writes may stop.
  bool closed() const { return closed_; }
  bool failed() const { return failed_ || closed_; }
  // Flushes, and renames a file to its name. Fails with NotWritable.
  Result<void> finish();

 private:
  Output(std::FILE* file, std::string path, std::string part);
  void note_failure();

  std::FILE* file_;
  std::string path_;  // for messages
  std::string part_;  // name until it is whole; empty when written directly
  bool closed_ = false, failed_ = false;
  std::string reason_;
};

}  // namespace dragoman::cli
