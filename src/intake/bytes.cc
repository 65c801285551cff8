#include "intake/bytes.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "intake/gzip.h"

namespace dragoman::intake {
namespace {

Error cannot_read(const std::string& path) {
  return make_error(ErrorCode::NotReadable, std::string("cannot read: ") + std::strerror(errno),
                    path);
}

// A file or pipe as it is. What was read to look at the format is given out first.
class PlainFile : public ByteSource {
 public:
  PlainFile(std::shared_ptr<const FileHandle> file, std::string head, std::uint64_t offset)
      : file_(std::move(file)), head_(std::move(head)), next_(offset) {}

  Result<std::size_t> read(char* to, std::size_t size) override {
    last_ = next_;
    std::size_t got = std::min(size, head_.size());
    if (got > 0) {
      std::memcpy(to, head_.data(), got);
      head_.erase(0, got);
    } else if (!failed_) {
      const Result<std::size_t> fresh = file_->read(to, size);
      if (!fresh) {
        failed_ = true;
        return fresh;
      }
      got = *fresh;
    }
    next_ += got;
    return got;
  }
  Restart restart() const override { return {last_, 0}; }
  bool is_plain() const override { return true; }
  std::uint64_t consumed() const override { return next_; }

 private:
  std::shared_ptr<const FileHandle> file_;
  std::string head_;
  std::uint64_t next_, last_ = 0;
  bool failed_ = false;
};

}  // namespace

FileHandle::~FileHandle() {
  ::close(descriptor_);
}

Result<std::size_t> FileHandle::read(char* to, std::size_t size) const {
  for (;;) {
    const ssize_t got = ::read(descriptor_, to, size);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) return cannot_read(path_);
  }
}

Result<std::size_t> FileHandle::read_at(std::uint64_t offset, char* to, std::size_t size) const {
  for (;;) {
    const ssize_t got = ::pread(descriptor_, to, size, static_cast<off_t>(offset));
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) return cannot_read(path_);
  }
}

Result<std::unique_ptr<ByteSource>> open_file(const std::string& path, std::uint64_t offset) {
  const int descriptor =
      path == "-" ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    const int reason = errno;
    return make_error(
        reason == ENOENT || reason == ENOTDIR ? ErrorCode::NotFound : ErrorCode::NotReadable,
        std::string("cannot open: ") + std::strerror(reason), path);
  }
  auto file = std::make_shared<const FileHandle>(path, descriptor);
  struct stat status {};
  const bool regular = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
  if (offset > 0 && (!regular || ::lseek(descriptor, static_cast<off_t>(offset), SEEK_SET) < 0)) {
    return make_error(ErrorCode::NotReadable, "cannot be read from the middle", path);
  }
  std::string head(2, '\0');
  std::size_t got = 0;
  while (got < head.size()) {
    const Result<std::size_t> more = file->read(head.data() + got, head.size() - got);
    if (!more) return more.error();
    if (*more == 0) break;
    got += *more;
  }
  head.resize(got);
  if (head == "\x1f\x8b") {
    const std::optional<std::uint64_t> size =
        regular ? std::optional<std::uint64_t>(static_cast<std::uint64_t>(status.st_size))
                : std::nullopt;
    return std::unique_ptr<ByteSource>(
        std::make_unique<GzipFile>(std::move(file), std::move(head), offset, size));
  }
  return std::unique_ptr<ByteSource>(
      std::make_unique<PlainFile>(std::move(file), std::move(head), offset));
}

ByteReader::ByteReader(std::string path, std::unique_ptr<ByteSource> source)
    : path_(std::move(path)), source_(std::move(source)) {}

bool ByteReader::fill() {
  if (ended_ || pending_) return false;
  if (at_ > 0) {
    buffer_.erase(0, at_);
    base_ += at_;
    at_ = 0;
  }
  const std::size_t size = buffer_.size();
  buffer_.resize(size + kBlock);
  const Result<std::size_t> got = source_->read(buffer_.data() + size, kBlock);
  buffer_.resize(size + (got ? *got : 0));
  if (!got) {
    error_ = got.error();
    pending_ = true;
    return false;
  }
  if (*got == 0) {
    ended_ = true;
    return false;
  }
  const std::uint64_t offset = base_ + size;
  while (marks_.size() > 1 && marks_[1].offset <= base_) marks_.erase(marks_.begin());
  marks_.push_back({offset, source_->restart()});
  return true;
}

ByteReader::State ByteReader::failure() {
  pending_ = false;
  return State::Failed;
}

ByteReader::State ByteReader::read_line(std::string& line, std::size_t limit) {
  bool any = false, too_long = false;
  while (have()) {
    any = true;
    const char* begin = buffer_.data() + at_;
    const auto* newline = static_cast<const char*>(std::memchr(begin, '\n', buffer_.size() - at_));
    const std::size_t size =
        newline != nullptr ? static_cast<std::size_t>(newline - begin) : buffer_.size() - at_;
    if (!too_long && line.size() + size > limit) {
      too_long = true;
      line.resize(std::min<std::size_t>(line.size(), 64));
    }
    if (!too_long) line.append(begin, size);
    at_ += size + (newline != nullptr);
    if (newline != nullptr) return too_long ? State::TooLong : State::Read;
  }
  if (pending_) return failure();
  if (too_long) return State::TooLong;
  return any ? State::Read : State::End;
}

ByteReader::State ByteReader::read_all(std::string& bytes, std::size_t limit) {
  while (have()) {
    if (bytes.size() + (buffer_.size() - at_) > limit) return State::TooLong;
    bytes.append(buffer_, at_);
    at_ = buffer_.size();
  }
  return pending_ ? failure() : State::Read;
}

ByteReader::State ByteReader::read_exact(std::string& bytes,
                                         std::uint64_t size,
                                         std::size_t limit) {
  const bool keep = size <= limit;
  while (size > 0 && have()) {
    const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(size, buffer_.size() - at_));
    if (keep) bytes.append(buffer_, at_, part);
    at_ += part;
    size -= part;
  }
  if (size > 0) return pending_ ? failure() : State::End;
  return keep ? State::Read : State::TooLong;
}

std::string_view ByteReader::peek(std::size_t size) {
  while (buffer_.size() - at_ < size && fill()) {
  }
  return std::string_view(buffer_).substr(at_, size);
}

int ByteReader::get() {
  return have() ? static_cast<unsigned char>(buffer_[at_++]) : -1;
}

ByteReader::State ByteReader::read_some(std::string& bytes, std::size_t size) {
  bytes.clear();
  if (!have()) return pending_ ? failure() : State::End;
  bytes.assign(buffer_, at_, size);
  at_ += bytes.size();
  return State::Read;
}

void ByteReader::unread(std::string_view bytes, const ByteSource::Restart& place) {
  const ByteSource::Restart behind = this->place();
  buffer_.replace(0, at_, bytes);
  // Offsets count from here anew; those of blocks that lie in the window move along.
  const std::uint64_t old = base_ + at_;
  std::vector<Mark> marks{{0, place}, {bytes.size(), behind}};
  for (const Mark& mark : marks_) {
    if (mark.offset > old) marks.push_back({mark.offset - old + bytes.size(), mark.restart});
  }
  marks_ = std::move(marks);
  at_ = 0;
  base_ = 0;
}

bool ByteReader::skip_line() {
  while (have()) {
    const std::size_t newline = buffer_.find('\n', at_);
    at_ = newline == std::string::npos ? buffer_.size() : newline + 1;
    if (newline != std::string::npos) return true;
  }
  return false;
}

ByteSource::Restart ByteReader::place() const {
  const std::uint64_t offset = base_ + at_;
  ByteSource::Restart found;
  for (const Mark& mark : marks_) {
    if (mark.offset > offset) break;
    found = mark.restart;
    found.lead += offset - mark.offset;
  }
  if (source_->is_plain()) return {found.file_offset + found.lead, 0};
  return found;
}

}  // namespace dragoman::intake
