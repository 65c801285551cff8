// Archives through libarchive: zip and tar, and single streams of bzip2, xz and zstd.
//
// Members are streamed one after the other, each to the reader for its name; nothing is written to
// disk, so that a member's path can do no harm, but one that leads out of the archive is listed and
// left alone: whoever made it meant no report. A member that cannot be read costs only itself where
// the format allows that.
#include <algorithm>
#include <clocale>

#include <archive.h>
#include <archive_entry.h>

#include "core/utf8.h"
#include "intake/readers.h"
#include "intake/text.h"

namespace dragoman::intake {
namespace {

using State = ByteReader::State;

struct FreeArchive {
  void operator()(archive* handle) const { archive_read_free(handle); }
};

// An archive that is read from a file on disk (zip's list of members can then be used), or from a
// stream.
class OpenArchive {
 public:
  explicit OpenArchive(std::unique_ptr<ByteReader> bytes) : bytes_(std::move(bytes)) {
    handle_.reset(archive_read_new());
    archive_read_support_filter_all(handle_.get());
  }

  Result<void> open(const std::string& on_disk) {
    int code = ARCHIVE_OK;
    if (!on_disk.empty()) {
      code = archive_read_open_filename(handle_.get(), on_disk.c_str(), 64 * 1024);
    } else {
      code = archive_read_open(handle_.get(), this, nullptr, &OpenArchive::more, nullptr);
    }
    if (code != ARCHIVE_OK) return failure("cannot be opened");
    return {};
  }

  archive* handle() const { return handle_.get(); }
  const std::string& path() const { return bytes_->path(); }
  std::uint64_t consumed() const {
    const auto used = archive_filter_bytes(handle_.get(), -1);
    return used > 0 ? static_cast<std::uint64_t>(used) : 0;
  }
  Error failure(const std::string& what) const {
    if (stream_error_) return *stream_error_;
    const char* reason = archive_error_string(handle_.get());
    return make_error(ErrorCode::BadFormat,
                      what + " at byte " + std::to_string(consumed()) + ": " +
                          normalise(reason != nullptr ? reason : "damaged"),
                      path());
  }

  // Data of the member that is open. The first error ends it.
  Result<std::size_t> read(char* to, std::size_t size) {
    const la_ssize_t got = archive_read_data(handle_.get(), to, size);
    if (got < 0) return failure("broken data");
    out_ += static_cast<std::uint64_t>(got);
    if (!ExpansionLimit().allows(consumed(), out_)) {
      bomb_ = true;
      return make_error(ErrorCode::TooLarge,
                        "expands more than " + std::to_string(ExpansionLimit().ratio) +
                            "-fold; not read any further",
                        path());
    }
    return static_cast<std::size_t>(got);
  }
  bool is_bomb() const { return bomb_; }

 private:
  static la_ssize_t more(archive*, void* self, const void** buffer) {
    auto* me = static_cast<OpenArchive*>(self);
    const State state = me->bytes_->read_some(me->block_, 64 * 1024);
    if (state == State::Failed) {
      me->stream_error_ = me->bytes_->error();
      return -1;
    }
    *buffer = me->block_.data();
    return static_cast<la_ssize_t>(me->block_.size());
  }

  std::unique_ptr<ByteReader> bytes_;
  std::string block_;
  std::optional<Error> stream_error_;
  std::uint64_t out_ = 0;
  bool bomb_ = false;
  std::unique_ptr<archive, FreeArchive> handle_;  // the first to go: it reads through the others
};

class MemberSource : public ByteSource {
 public:
  explicit MemberSource(std::shared_ptr<OpenArchive> archive) : archive_(std::move(archive)) {}

  Result<std::size_t> read(char* to, std::size_t size) override {
    if (failed_) return std::size_t{0};
    Result<std::size_t> got = archive_->read(to, size);
    failed_ = !got;
    start_ = next_;
    if (got) next_ += *got;
    return got;
  }
  Restart restart() const override { return {0, start_}; }
  std::uint64_t consumed() const override { return archive_->consumed(); }

 private:
  std::shared_ptr<OpenArchive> archive_;
  std::uint64_t next_ = 0, start_ = 0;
  bool failed_ = false;
};

bool leads_out(std::string_view path) {
  if (path.starts_with('/') || path.starts_with('\\') || (path.size() > 1 && path[1] == ':'))
    return true;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find_first_of("/\\", at), path.size());
    if (path.substr(at, end - at) == "..") return true;
    at = end + 1;
  }
  return false;
}

class ArchiveReader : public ItemReader {
 public:
  ArchiveReader(const ReaderContext& context,
                std::unique_ptr<ByteReader> bytes,
                std::string on_disk,
                int depth)
      : context_(context),
        on_disk_(std::move(on_disk)),
        depth_(depth),
        archive_(std::make_shared<OpenArchive>(std::move(bytes))) {
    archive_read_support_format_zip(archive_->handle());
    archive_read_support_format_tar(archive_->handle());
    archive_read_support_format_gnutar(archive_->handle());
    archive_read_support_format_empty(archive_->handle());
  }

  MaybeItem next() override {
    if (!opened_) {
      opened_ = true;
      if (const Result<void> done = archive_->open(on_disk_); !done) {
        done_ = true;
        return Result<RawItem>(done.error());
      }
    }
    while (!done_) {
      if (member_) {
        if (MaybeItem item = member_->next()) return item;
        member_.reset();
        if (archive_->is_bomb()) {
          done_ = true;
          return std::nullopt;
        }
      }
      if (MaybeItem item = open_member()) return item;
    }
    return std::nullopt;
  }
  std::uint64_t consumed() const override { return archive_->consumed(); }

 private:
  // An error of this member or of the archive; else none, and member_ is open, or the end reached.
  MaybeItem open_member() {
    archive_entry* entry = nullptr;
    const int code = archive_read_next_header(archive_->handle(), &entry);
    if (code == ARCHIVE_EOF) return end();
    if (code < ARCHIVE_WARN) {
      done_ = code == ARCHIVE_FATAL;
      ++found_;
      return Result<RawItem>(archive_->failure("broken archive"));
    }
    if (archive_entry_filetype(entry) != AE_IFREG) return std::nullopt;
    const char* raw = archive_entry_pathname(entry);
    const std::string name = normalise(raw != nullptr ? raw : "?");
    const std::string path = archive_->path() + "!" + name;
    if (leads_out(name)) return refuse(ErrorCode::BadFormat, "a path that leads out", path);
    if (!is_report_name(name)) {
      ++context_.passed_over["archive member of another kind"];
      return std::nullopt;
    }
    if (archive_entry_is_encrypted(entry) != 0)
      return refuse(ErrorCode::NotReadable, "encrypted", path);
    ++found_;
    member_ = open_reader(
        context_, std::make_unique<ByteReader>(path, std::make_unique<MemberSource>(archive_)), "",
        depth_ + 1);
    return std::nullopt;
  }

  MaybeItem refuse(ErrorCode code, std::string why, std::string where) {
    ++found_;
    return Result<RawItem>(make_error(code, std::move(why), std::move(where)));
  }

  MaybeItem end() {
    done_ = true;
    if (found_ > 0) return std::nullopt;
    return Result<RawItem>(make_error(ErrorCode::EmptyInput,
                                      "no report in this archive (" + readable_names() + ")",
                                      archive_->path()));
  }

  ReaderContext context_;
  std::string on_disk_;
  int depth_;
  std::shared_ptr<OpenArchive> archive_;
  std::unique_ptr<ItemReader> member_;
  std::size_t found_ = 0;
  bool opened_ = false, done_ = false;
};

// "a.jsonl.zst" -> "a.jsonl"
std::string without_extension(const std::string& path) {
  const std::size_t dot = path.rfind('.');
  return dot == std::string::npos || path.find('/', dot) != std::string::npos ? path
                                                                              : path.substr(0, dot);
}

class CompressedReader : public ItemReader {
 public:
  CompressedReader(const ReaderContext& context, std::unique_ptr<ByteReader> bytes, int depth)
      : context_(context),
        depth_(depth),
        archive_(std::make_shared<OpenArchive>(std::move(bytes))) {
    archive_read_support_format_raw(archive_->handle());
    archive_read_support_format_empty(archive_->handle());
  }

  MaybeItem next() override {
    if (!opened_) {
      opened_ = true;
      archive_entry* entry = nullptr;
      if (const Result<void> done = archive_->open(""); !done) return Result<RawItem>(done.error());
      const int code = archive_read_next_header(archive_->handle(), &entry);
      if (code == ARCHIVE_EOF) {
        return Result<RawItem>(
            make_error(ErrorCode::EmptyInput, "the input is empty", archive_->path()));
      }
      if (code < ARCHIVE_WARN) return Result<RawItem>(archive_->failure("broken data"));
      inner_ = open_reader(context_,
                           std::make_unique<ByteReader>(without_extension(archive_->path()),
                                                        std::make_unique<MemberSource>(archive_)),
                           "", depth_ + 1);
    }
    return inner_ ? inner_->next() : std::nullopt;
  }
  std::uint64_t consumed() const override { return archive_->consumed(); }

 private:
  ReaderContext context_;
  int depth_;
  std::shared_ptr<OpenArchive> archive_;
  std::unique_ptr<ItemReader> inner_;
  bool opened_ = false;
};

}  // namespace

std::unique_ptr<ItemReader> read_archive(const ReaderContext& context,
                                         std::unique_ptr<ByteReader> bytes,
                                         const std::string& on_disk,
                                         int depth) {
  return std::make_unique<ArchiveReader>(context, std::move(bytes), on_disk, depth);
}

std::unique_ptr<ItemReader> read_compressed(const ReaderContext& context,
                                            std::unique_ptr<ByteReader> bytes,
                                            int depth) {
  return std::make_unique<CompressedReader>(context, std::move(bytes), depth);
}

}  // namespace dragoman::intake
