// Bytes of a file as a stream: gzip is undone on the way, damage is told and passed over.
// Internal to intake.
//
//   ByteSource   gives blocks of bytes and tells at which byte of the file reading could begin
//   again ByteReader   a window on a source: lines, exact counts, a look ahead
//
// A gzip file is a row of members. Web archives have one member for each record, so that a broken
// one costs no more than its record: read() fails once, and goes on at the next member that can be
// inflated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

namespace dragoman::intake {

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // Writes up to `size` bytes to `to`; 0 at the end. An error is given once: a further call goes on
  // behind the damage, where that is possible, or gives 0. Never mixes bytes of two gzip members.
  virtual Result<std::size_t> read(char* to, std::size_t size) = 0;
  // Opening the file at this byte gives the bytes that the last read() began with (`lead` of 0), or
  // those from `lead` bytes before them.
  struct Restart {
    std::uint64_t file_offset = 0, lead = 0;
  };
  virtual Restart restart() const = 0;
  // Whether bytes of the stream are bytes of the file.
  virtual bool is_plain() const { return false; }
  // Where the part of the file begins that the last error is about.
  virtual std::uint64_t damaged_part() const { return 0; }
  // Bytes of the file used up, for progress.
  virtual std::uint64_t consumed() const = 0;
};

// What a stream may grow to: a small file that expands without end is a bomb, no corpus.
struct ExpansionLimit {
  std::uint64_t free_bytes = std::uint64_t{64} << 20;  // of output, whatever the ratio
  std::uint64_t ratio = 200;  // text reaches 30; deflate can reach 1,032, zstd far more

  bool allows(std::uint64_t in, std::uint64_t out) const {
    return out <= free_bytes || out / ratio <= in;
  }
};

// A file, a pipe or standard input ("-"), from byte `offset` on. Gzip is recognised by its bytes,
// whatever the name says. Fails with NotFound or NotReadable.
Result<std::unique_ptr<ByteSource>> open_file(const std::string& path, std::uint64_t offset = 0);

class ByteReader {
 public:
  ByteReader(std::string path, std::unique_ptr<ByteSource> source);

  // TooLong: more bytes than the limit; they are passed over up to the end of what was asked for.
  // Failed: see error(); the next call reads behind the damage.
  enum class State { Read, TooLong, End, Failed };

  // Appends the next line without its newline.
  State read_line(std::string& line, std::size_t limit);
  // Appends all that is left. TooLong reads no further.
  State read_all(std::string& bytes, std::size_t limit);
  // Appends exactly `size` bytes; over `limit` they are passed over. End: there were fewer.
  State read_exact(std::string& bytes, std::uint64_t size, std::size_t limit);
  // The next bytes without taking them: `size`, or fewer before an end or damage. At most 64 KB.
  std::string_view peek(std::size_t size);
  // One byte, or -1 at the end or at damage.
  int get();
  // Some of the next bytes, at most `size`: End, Failed or Read. Replaces `bytes`.
  State read_some(std::string& bytes, std::size_t size);
  // Puts bytes back in front; `place` is where the first of them can be found again.
  void unread(std::string_view bytes, const ByteSource::Restart& place);
  // Goes to the next newline and stands behind it. False at the end or at damage.
  bool skip_line();

  // The damage met last. pending() is true when it lies right behind the bytes taken so far, until
  // a read has returned Failed, or forget_error().
  const Error& error() const { return error_; }
  bool pending() const { return pending_ && at_ == buffer_.size(); }
  void forget_error() { pending_ = false; }

  // Where the next byte can be found again: open the file at `file_offset`, pass over `lead` bytes.
  ByteSource::Restart place() const;
  std::uint64_t consumed() const { return source_->consumed(); }
  std::uint64_t damaged_part() const { return source_->damaged_part(); }
  const std::string& path() const { return path_; }

 private:
  static constexpr std::size_t kBlock = 64 * 1024;
  struct Mark {
    std::uint64_t offset;  // in the stream, of the first byte of a block
    ByteSource::Restart restart;
  };

  // More bytes into the window; false at the end or at damage.
  bool fill();
  bool have() { return at_ < buffer_.size() || fill(); }
  State failure();

  std::string path_;
  std::unique_ptr<ByteSource> source_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::uint64_t base_ = 0;  // stream offset of buffer_[0]
  std::vector<Mark> marks_;
  bool ended_ = false, pending_ = false;
  Error error_;
};

}  // namespace dragoman::intake
