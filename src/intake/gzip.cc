#include "intake/gzip.h"

#include <utility>

namespace dragoman::intake {
namespace {

constexpr std::size_t kBlock = 128 * 1024;
constexpr int kGzipOnly = 15 + 16;  // zlib: largest window, gzip header and trailer

constexpr std::size_t kHeader = 10;

// A gzip header as programs write them (RFC 1952): magic, deflate, no reserved flag, a known
// compression level and system. Chance finds one in some terabytes of data.
bool is_header(std::string_view bytes) {
  if (bytes.size() < kHeader || !bytes.starts_with("\x1f\x8b\x08")) return false;
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  return (at(3) & 0xE0u) == 0 && (at(8) == 0 || at(8) == 2 || at(8) == 4) &&
         (at(9) <= 13 || at(9) == 255);
}

Bytef* as_bytes(const char* bytes) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(bytes));
}

}  // namespace

GzipFile::GzipFile(std::shared_ptr<const FileHandle> file,
                   std::string head,
                   std::uint64_t offset,
                   std::optional<std::uint64_t> size)
    : file_(std::move(file)), size_(size), input_(std::move(head)), input_offset_(offset) {
  inflateInit2(&stream_, kGzipOnly);
}

GzipFile::~GzipFile() {
  inflateEnd(&stream_);
}

bool GzipFile::fill() {
  if (unreadable_) return false;
  input_.erase(0, input_at_);
  input_offset_ += input_at_;
  input_at_ = 0;
  const std::size_t kept = input_.size();
  input_.resize(kept + kBlock);
  char* const to = input_.data() + kept;
  const Result<std::size_t> got =
      size_ ? file_->read_at(input_offset_ + kept, to, kBlock) : file_->read(to, kBlock);
  input_.resize(kept + (got ? *got : 0));
  if (!got) unreadable_ = got.error();
  return got && *got > 0;
}

void GzipFile::go_to(std::uint64_t offset) {
  if (offset >= input_offset_ && offset <= input_offset_ + input_.size()) {
    input_at_ = static_cast<std::size_t>(offset - input_offset_);
    return;
  }
  input_.clear();
  input_at_ = 0;
  input_offset_ = offset;
}

Error GzipFile::broken(const std::string& why) {
  at_ = At::Broken;
  return make_error(ErrorCode::BadFormat,
                    "broken gzip data at byte " + std::to_string(offset()) +
                        ", in the part from byte " + std::to_string(member_) + " on: " + why,
                    file_->path());
}

Result<bool> GzipFile::begin_member() {
  while (ahead() < kHeader && fill()) {
  }
  if (unreadable_) return *unreadable_;
  // Some tools pad a file with zeros.
  while (ahead() > 0 && input_[input_at_] == '\0') {
    ++input_at_;
    if (ahead() < kHeader) fill();
  }
  if (ahead() == 0) {
    at_ = At::End;
    return false;
  }
  member_ = offset();
  written_ = 0;
  if (!is_header(std::string_view(input_).substr(input_at_)))
    return broken(ahead() < kHeader ? "unexpected end of file" : "no gzip header");
  inflateReset(&stream_);
  at_ = At::Inside;
  return true;
}

void GzipFile::seek_member() {
  if (size_) go_to(member_ + 1);
  for (;;) {
    while (ahead() < kHeader && fill()) {
    }
    if (ahead() < kHeader) {
      at_ = At::End;
      return;
    }
    if (is_header(std::string_view(input_).substr(input_at_))) {
      at_ = At::MemberStart;
      return;
    }
    const std::size_t found = input_.find('\x1f', input_at_ + 1);
    input_at_ = found == std::string::npos ? input_.size() : found;
  }
}

Result<std::size_t> GzipFile::read(char* to, std::size_t size) {
  if (late_) return *std::exchange(late_, std::nullopt);
  if (at_ == At::Broken) seek_member();
  for (;;) {
    if (at_ == At::MemberStart) {
      const Result<bool> begun = begin_member();
      if (!begun) {
        if (unreadable_) at_ = At::End;
        return begun.error();
      }
    }
    if (at_ == At::End) return std::size_t{0};
    if (ahead() == 0 && !fill()) {
      if (unreadable_) {
        at_ = At::End;
        return *unreadable_;
      }
      return broken("unexpected end of file");
    }
    stream_.next_in = as_bytes(input_.data() + input_at_);
    stream_.avail_in = static_cast<uInt>(ahead());
    stream_.next_out = as_bytes(to);
    stream_.avail_out = static_cast<uInt>(size);
    const std::size_t before = ahead();
    const int code = inflate(&stream_, Z_NO_FLUSH);
    input_at_ = input_.size() - stream_.avail_in;
    const std::size_t got = size - stream_.avail_out;
    in_ += before - stream_.avail_in;
    out_ += got;
    if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) {
      Error error = broken(stream_.msg != nullptr ? stream_.msg : "not deflate");
      if (got == 0) return error;
      late_ = std::move(error);
    }
    if (!ExpansionLimit().allows(in_, out_)) {
      at_ = At::End;
      return make_error(ErrorCode::TooLarge,
                        "expands more than " + std::to_string(ExpansionLimit().ratio) +
                            "-fold; not read behind byte " + std::to_string(offset()),
                        file_->path());
    }
    last_member_ = member_;
    last_lead_ = written_;
    written_ += got;
    if (code == Z_STREAM_END) at_ = At::MemberStart;
    if (got > 0) return got;
  }
}

}  // namespace dragoman::intake
