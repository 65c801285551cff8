#include "knowledge/line_reader.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

#include <bzlib.h>
#include <zlib.h>

namespace dragoman::knowledge {

namespace {
constexpr std::size_t kBufferBytes = 1u << 18;
constexpr std::size_t kLookedAt = 4096;  // for NUL bytes
}  // namespace

// Uncompressed bytes in turn.
class LineReader::Bytes {
 public:
  virtual ~Bytes() = default;
  // So many bytes were read; 0 at the end; nullopt: damaged or cut short.
  virtual std::optional<std::size_t> read(char* to, std::size_t most) = 0;
};

class LineReader::PlainOrGzip : public Bytes {
 public:
  explicit PlainOrGzip(gzFile file) : file_(file) { gzbuffer(file_, kBufferBytes); }
  PlainOrGzip(const PlainOrGzip&) = delete;
  PlainOrGzip& operator=(const PlainOrGzip&) = delete;
  ~PlainOrGzip() override { gzclose(file_); }

  std::optional<std::size_t> read(char* to, std::size_t most) override {
    const int got = gzread(file_, to, static_cast<unsigned>(most));
    int code = Z_OK;
    gzerror(file_, &code);
    // zlib tells of a file that was cut short only after its last byte.
    if (got < 0 || (got == 0 && code != Z_OK && code != Z_STREAM_END)) return std::nullopt;
    return static_cast<std::size_t>(got);
  }

 private:
  gzFile file_;
};

// Wikidata's dumps are many bzip2 streams one after the other.
class LineReader::Bzip2 : public Bytes {
 public:
  explicit Bzip2(std::FILE* file) : file_(file) {}
  Bzip2(const Bzip2&) = delete;
  Bzip2& operator=(const Bzip2&) = delete;
  ~Bzip2() override {
    close();
    std::fclose(file_);
  }

  std::optional<std::size_t> read(char* to, std::size_t most) override {
    while (!finished_) {
      if (!stream_ && !open()) return std::nullopt;
      int code = BZ_OK;
      const int got = BZ2_bzRead(&code, stream_, to, static_cast<int>(most));
      if (code != BZ_OK && code != BZ_STREAM_END) return std::nullopt;
      finished_ = code == BZ_STREAM_END && !next_stream();
      if (got > 0) return static_cast<std::size_t>(got);
    }
    return 0;
  }

 private:
  bool open() {
    int code = BZ_OK;
    stream_ = BZ2_bzReadOpen(&code, file_, 0, 0, unused_, unused_count_);
    return code == BZ_OK;
  }
  void close() {
    int code = BZ_OK;
    if (stream_) BZ2_bzReadClose(&code, std::exchange(stream_, nullptr));
  }
  // Keeps what was read behind the end of a stream. False: nothing follows.
  bool next_stream() {
    int code = BZ_OK;
    void* unused = nullptr;
    BZ2_bzReadGetUnused(&code, stream_, &unused, &unused_count_);
    if (code != BZ_OK) return false;
    std::memcpy(unused_, unused, static_cast<std::size_t>(unused_count_));
    close();
    if (unused_count_ > 0) return true;
    const int c = std::fgetc(file_);
    if (c == EOF) return false;
    std::ungetc(c, file_);
    return true;
  }

  std::FILE* file_;
  BZFILE* stream_ = nullptr;
  bool finished_ = false;
  char unused_[BZ_MAX_UNUSED];
  int unused_count_ = 0;
};

LineReader::LineReader(std::string path, std::unique_ptr<Bytes> bytes)
    : path_(std::move(path)), bytes_(std::move(bytes)) {}
LineReader::LineReader(LineReader&&) noexcept = default;
LineReader::~LineReader() = default;

Result<LineReader> LineReader::open(const std::string& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error))
    return make_error(ErrorCode::NotReadable, "a folder, expected a file", path);
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (!file) {
    return make_error(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::NotReadable,
                      std::strerror(errno), path);
  }
  char magic[3] = {};
  const std::size_t got = std::fread(magic, 1, sizeof magic, file);
  std::unique_ptr<Bytes> bytes;
  if (got == 3 && std::memcmp(magic, "BZh", 3) == 0) {
    std::rewind(file);
    bytes = std::make_unique<Bzip2>(file);
  } else {
    std::fclose(file);
    gzFile stream = gzopen(path.c_str(), "rb");
    if (!stream) return make_error(ErrorCode::NotReadable, "cannot be opened", path);
    bytes = std::make_unique<PlainOrGzip>(stream);
  }
  LineReader reader(path, std::move(bytes));
  if (!reader.fill()) {
    if (reader.damage_) return *reader.damage_;
    return make_error(ErrorCode::EmptyInput, "the file is empty", path);
  }
  const std::size_t zero = reader.buffer_.substr(0, kLookedAt).find('\0');
  if (zero != std::string::npos) {
    return make_error(ErrorCode::NotText,
                      "a NUL byte at " + std::to_string(zero) + ": this is no text", path);
  }
  if (reader.buffer_.starts_with("\xEF\xBB\xBF")) reader.at_ = 3;
  return reader;
}

// Appends to buffer_; false at the end.
bool LineReader::fill() {
  if (damage_) return false;
  buffer_.erase(0, std::exchange(at_, 0));
  if (buffer_.size() > kMostLineBytes) {
    damage_ = make_error(ErrorCode::TooLarge,
                         "a line of more than " + std::to_string(kMostLineBytes >> 20) + " MB",
                         path_ + ":" + std::to_string(line_ + 1));
    return false;
  }
  const std::size_t before = buffer_.size();
  buffer_.resize(before + kBufferBytes);
  const auto got = bytes_->read(buffer_.data() + before, kBufferBytes);
  buffer_.resize(before + got.value_or(0));
  if (!got) {
    damage_ = make_error(ErrorCode::BadFormat, "the compressed file is damaged or cut short",
                         path_ + ":" + std::to_string(line_ + 1));
  }
  return got.value_or(0) > 0;
}

bool LineReader::next(std::string& line) {
  std::size_t end = 0, searched = at_;
  while ((end = buffer_.find('\n', searched)) == std::string::npos) {
    const std::size_t pending = buffer_.size() - at_;
    if (!fill()) break;
    searched = pending;
  }
  if (end == std::string::npos && at_ >= buffer_.size()) return false;
  whole_ = end != std::string::npos;
  line.assign(buffer_, at_, (whole_ ? end : buffer_.size()) - at_);
  at_ = whole_ ? end + 1 : buffer_.size();
  if (!line.empty() && line.back() == '\r') line.pop_back();
  ++line_;
  return true;
}

}  // namespace dragoman::knowledge
