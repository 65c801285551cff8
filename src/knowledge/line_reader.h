// Lines of a text file that may be compressed (gzip, bzip2; by content, not by name) and larger
// than memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "dragoman/result.h"

namespace dragoman::knowledge {

// Memory: one line, and a buffer. Not thread-safe.
class LineReader {
 public:
  static constexpr std::size_t kMostLineBytes = 256u << 20;

  // Fails with NotFound, NotReadable, EmptyInput, NotText (a NUL byte near the beginning) or
  // BadFormat (damaged from the first byte on).
  static Result<LineReader> open(const std::string& path);
  LineReader(LineReader&&) noexcept;
  ~LineReader();

  // The next line without its end ("\n" or "\r\n") and without a byte order mark. False at the end,
  // and where the file is damaged; see damage().
  bool next(std::string& line);
  std::size_t line_number() const { return line_; }  // of the line that next() gave, from 1
  // Had that line an end? The last line of a file that was cut short has none.
  bool is_whole() const { return whole_; }
  // Why next() stopped before the end: a compressed file cut short, a line of more than
  // kMostLineBytes.
  const std::optional<Error>& damage() const { return damage_; }

 private:
  class Bytes;
  class PlainOrGzip;
  class Bzip2;
  LineReader(std::string path, std::unique_ptr<Bytes> bytes);
  bool fill();

  std::string path_;
  std::unique_ptr<Bytes> bytes_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::size_t line_ = 0;
  bool whole_ = false;
  std::optional<Error> damage_;
};

}  // namespace dragoman::knowledge
