// Source: paths, folders and standard input, one item after the other.
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <deque>
#include <filesystem>
#include <map>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "core/resources.h"
#include "core/utf8.h"
#include "intake/html_charset.h"
#include "intake/read_input.h"
#include "intake/tables.h"

namespace dragoman::intake {
namespace {

namespace fs = std::filesystem;

// Bytes of a file or of standard input; gzip is undone on the way, whatever the name says (zlib
// passes plain bytes through).
class ByteStream {
 public:
  static Result<std::unique_ptr<ByteStream>> open(const std::string& path) {
    int descriptor = -1;
    if (path == "-") {
      descriptor = ::dup(STDIN_FILENO);
    } else {
      descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    }
    if (descriptor < 0) {
      const int reason = errno;
      return make_error(
          reason == ENOENT || reason == ENOTDIR ? ErrorCode::NotFound : ErrorCode::NotReadable,
          std::string("cannot open: ") + std::strerror(reason), path);
    }
    gzFile file = gzdopen(descriptor, "rb");
    if (file == nullptr) {
      ::close(descriptor);
      return make_error(ErrorCode::NotReadable, "cannot open", path);
    }
    gzbuffer(file, 128 * 1024);
    return std::unique_ptr<ByteStream>(new ByteStream(path, file));
  }
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;
  ~ByteStream() { gzclose(file_); }

  enum class Line { Read, TooLong, End, Failed };

  // Appends the next line, without its newline, to `line`. TooLong: over `limit`; the rest of the
  // line is passed over.
  Line read_line(std::string& line, std::size_t limit) {
    bool any = false, too_long = false;
    for (;;) {
      if (at_ == filled_ && !fill()) {
        if (failed_) return Line::Failed;
        if (too_long) return Line::TooLong;
        return any ? Line::Read : Line::End;
      }
      any = true;
      const char* begin = buffer_ + at_;
      const char* newline = static_cast<const char*>(std::memchr(begin, '\n', filled_ - at_));
      const std::size_t size =
          newline != nullptr ? static_cast<std::size_t>(newline - begin) : filled_ - at_;
      if (!too_long) {
        if (line.size() + size > limit) {
          too_long = true;
          line.resize(std::min<std::size_t>(line.size(), 64));
        } else {
          line.append(begin, size);
        }
      }
      at_ += size;
      if (newline != nullptr) {
        ++at_;
        return too_long ? Line::TooLong : Line::Read;
      }
    }
  }

  // Appends what is left to `bytes`. TooLong when that is over `limit`.
  Line read_all(std::string& bytes, std::size_t limit) {
    while (at_ != filled_ || fill()) {
      if (bytes.size() + (filled_ - at_) > limit) return Line::TooLong;
      bytes.append(buffer_ + at_, filled_ - at_);
      at_ = filled_;
    }
    return failed_ ? Line::Failed : Line::Read;
  }

  Error error() const { return error_; }
  std::uint64_t consumed() const {
    const z_off_t offset = gzoffset(file_);
    return offset < 0 ? 0 : static_cast<std::uint64_t>(offset);
  }

 private:
  ByteStream(std::string path, gzFile file) : path_(std::move(path)), file_(file) {}

  bool fill() {
    if (failed_ || ended_) return false;
    at_ = filled_ = 0;
    errno = 0;
    const int got = gzread(file_, buffer_, sizeof buffer_);
    int code = Z_OK;
    const char* message = gzerror(file_, &code);
    // A gzip file that was cut off ends with Z_BUF_ERROR and no bytes.
    if (got < 0 || (got == 0 && code != Z_OK && code != Z_STREAM_END)) {
      failed_ = true;
      if (code == Z_ERRNO) {
        error_ = make_error(ErrorCode::NotReadable,
                            std::string("cannot read: ") + std::strerror(errno), path_);
      } else {
        error_ = make_error(ErrorCode::BadFormat,
                            "broken gzip data at byte " + std::to_string(consumed()) + ": " +
                                (code == Z_BUF_ERROR ? "unexpected end of file" : message),
                            path_);
      }
      return false;
    }
    filled_ = static_cast<std::size_t>(got);
    total_ += filled_;
    ended_ = filled_ == 0;
    return filled_ > 0;
  }

  std::string path_;
  gzFile file_;
  char buffer_[64 * 1024];
  std::size_t at_ = 0, filled_ = 0;
  std::uint64_t total_ = 0;
  bool failed_ = false, ended_ = false;
  Error error_;
};

struct IndexEntry {
  std::string published, outlet, title;
};
using FolderIndex = std::map<std::string, IndexEntry>;  // by file name

std::string extension_of(const std::string& path, bool without_gz) {
  std::string name = core::ascii_lower(fs::path(path).filename().string());
  if (without_gz && name.ends_with(".gz")) name.resize(name.size() - 3);
  const std::size_t dot = name.rfind('.');
  return dot == std::string::npos ? std::string() : name.substr(dot);
}

bool is_jsonl_name(const std::string& path) {
  const std::string extension = extension_of(path, true);
  return extension == ".jsonl" || extension == ".ndjson" || extension == ".json";
}

bool is_html_name(const std::string& path) {
  const std::string extension = extension_of(path, true);
  return extension == ".html" || extension == ".htm" || extension == ".xhtml";
}

bool is_report_name(const std::string& path) {
  const std::string name = fs::path(path).filename().string();
  if (name.starts_with('.') || core::ascii_lower(name).starts_with("readme")) return false;
  const std::string extension = extension_of(path, true);
  return is_jsonl_name(path) || is_html_name(path) || extension == ".txt" || extension == ".text" ||
         extension == ".md";
}

// "file published outlet title note" in any order, named in the first line. Errors carry
// file:line:column.
Result<FolderIndex> read_index(const std::string& path) {
  Result<std::string> content = core::read_file(path);
  if (!content) return content.error();
  FolderIndex index;
  std::vector<std::string> names;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < content->size();) {
    std::size_t end = content->find('\n', begin);
    if (end == std::string::npos) end = content->size();
    std::string_view line = std::string_view(*content).substr(begin, end - begin);
    begin = end + 1;
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (number == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    if (line.empty() || (line.starts_with('#') && names.empty())) continue;
    std::vector<std::string> fields;
    for (;;) {
      const std::size_t tab = line.find('\t');
      fields.emplace_back(core::trim(line.substr(0, tab)));
      if (tab == std::string_view::npos) break;
      line.remove_prefix(tab + 1);
    }
    const auto where = [&](std::size_t column) {
      return path + ":" + std::to_string(number) + ":" + std::to_string(column);
    };
    if (names.empty()) {
      names = std::move(fields);
      for (std::string& name : names) name = core::ascii_lower(name);
      if (std::find(names.begin(), names.end(), "file") == names.end()) {
        return make_error(ErrorCode::BadFormat, "expected a column named 'file' in the first line",
                          where(1));
      }
      continue;
    }
    if (fields.size() > names.size()) {
      return make_error(ErrorCode::BadFormat,
                        "expected at most " + std::to_string(names.size()) + " columns, got " +
                            std::to_string(fields.size()),
                        where(1));
    }
    IndexEntry entry;
    std::string file;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (names[i] == "file")
        file = std::move(fields[i]);
      else if (names[i] == "published")
        entry.published = std::move(fields[i]);
      else if (names[i] == "outlet")
        entry.outlet = std::move(fields[i]);
      else if (names[i] == "title")
        entry.title = std::move(fields[i]);
    }
    if (file.empty()) return make_error(ErrorCode::BadFormat, "expected a file name", where(1));
    index.emplace(std::move(file), std::move(entry));
  }
  return index;
}

}  // namespace

struct Source::Impl {
  InputOptions options;
  struct Waiting {
    std::string path;
    std::optional<Error> error;  // of a path that cannot be read, given out in its turn
  };
  std::deque<Waiting> waiting;
  std::deque<Error> index_errors;              // given out behind the file that met them
  std::map<std::string, FolderIndex> indices;  // by folder; one folder at a time is held
  std::unique_ptr<ByteStream> lines;           // of the JSONL file that is open
  std::string lines_path;
  std::uint64_t line_number = 0;
  std::string first_line;  // of standard input, read ahead to tell its format
  bool has_first_line = false;
  std::uint64_t bytes_done = 0, bytes_known = 0;
  std::map<std::string, std::uint64_t> sizes;  // of files not yet read

  std::optional<Result<RawItem>> next();
  void walk(const std::string& input);
  void walk_folder(const std::string& folder, int depth, std::size_t& found);
  std::optional<Result<RawItem>> open_file(const std::string& path);
  std::optional<Result<RawItem>> next_line();
  Result<RawItem> whole(ByteStream& stream, const std::string& path, std::string bytes);
  Error too_large(const std::string& where) const {
    return make_error(ErrorCode::TooLarge,
                      "over the limit of " + std::to_string(options.max_bytes) + " bytes", where);
  }
  void add_file(std::string path) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(path, error);
    if (!error) {
      bytes_known += size;
      sizes[path] = size;
    }
    waiting.push_back({std::move(path), std::nullopt});
  }
  void add_error(ErrorCode code, std::string message, std::string where) {
    waiting.push_back({where, make_error(code, std::move(message), where)});
  }
  void done_with(const std::string& path) {
    const auto size = sizes.find(path);
    if (size == sizes.end()) return;
    bytes_done += size->second;
    sizes.erase(size);
  }
};

// Names in byte order, folders in their place among the files: the same order on every machine.
void Source::Impl::walk_folder(const std::string& folder, int depth, std::size_t& found) {
  constexpr int kDeepest = 32;
  std::error_code error;
  std::vector<fs::directory_entry> entries;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    entries.push_back(*it);
  if (error) {
    ++found;
    add_error(ErrorCode::NotReadable, "cannot list the folder: " + error.message(), folder);
    return;
  }
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
    return a.path().filename().string() < b.path().filename().string();
  });
  for (const fs::directory_entry& entry : entries) {
    const std::string path = entry.path().string();
    std::error_code ignored;
    if (entry.is_directory(ignored)) {
      // A link to a folder is not followed: it may lead back.
      if (entry.path().filename().string().starts_with('.') || entry.is_symlink(ignored) ||
          depth >= kDeepest)
        continue;
      walk_folder(path, depth + 1, found);
    } else if (is_report_name(path)) {
      ++found;
      // A pipe would be waited for without end; who means it names it, as in `read <(command)`.
      if (entry.is_regular_file(ignored) || !entry.exists(ignored))
        add_file(path);
      else
        add_error(ErrorCode::NotReadable, "not a regular file", path);
    }
  }
}

void Source::Impl::walk(const std::string& input) {
  if (input == "-") {
    waiting.push_back({input, std::nullopt});
    return;
  }
  std::error_code error;
  const fs::file_status status = fs::status(input, error);
  if (status.type() == fs::file_type::not_found) {
    add_error(ErrorCode::NotFound, "no such file or folder", input);
  } else if (status.type() == fs::file_type::none || status.type() == fs::file_type::unknown) {
    add_error(ErrorCode::NotReadable, "cannot be read: " + error.message(), input);
  } else if (fs::is_directory(status)) {
    std::string folder = input;
    while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
    std::size_t found = 0;
    walk_folder(folder, 0, found);
    if (found == 0) {
      add_error(ErrorCode::EmptyInput,
                "no report in this folder (*.txt *.text *.md *.html *.htm *.xhtml *.jsonl *.ndjson "
                "*.json, also .gz)",
                input);
    }
  } else {
    add_file(input);
  }
}

Result<RawItem> Source::Impl::whole(ByteStream& stream,
                                    const std::string& path,
                                    std::string bytes) {
  // Only the bytes of standard input tell what it is; a page may be longer than a text.
  const bool may_be_page =
      options.format != InputFormat::Text &&
      (path == "-" || is_html_name(path) || options.format == InputFormat::Html);
  const ByteStream::Line state = stream.read_all(
      bytes, may_be_page ? options.max_bytes * InputOptions::kPageFactor : options.max_bytes);
  if (state == ByteStream::Line::Failed) return stream.error();
  if (state == ByteStream::Line::TooLong) return too_large(path);
  RawItem item;
  const bool is_page =
      may_be_page && (path != "-" || options.format == InputFormat::Html || looks_like_html(bytes));
  item.kind = is_page ? RawItem::Kind::Html : RawItem::Kind::Text;
  item.uri = path;
  item.bytes = std::move(bytes);
  if (path == "-") return item;
  const fs::path as_path(path);
  const std::string folder =
      as_path.has_parent_path() ? as_path.parent_path().string() : std::string(".");
  auto index = indices.find(folder);
  if (index == indices.end()) {
    indices.clear();
    const std::string index_path = (fs::path(folder) / "index.tsv").string();
    std::error_code ignored;
    FolderIndex entries;
    if (fs::is_regular_file(index_path, ignored)) {
      Result<FolderIndex> read = read_index(index_path);
      // The reports are readable without it: it is reported once, and the folder goes on without
      // metadata.
      if (read)
        entries = std::move(read).value();
      else
        index_errors.push_back(read.error());
    }
    index = indices.emplace(folder, std::move(entries)).first;
  }
  const auto entry = index->second.find(as_path.filename().string());
  if (entry != index->second.end()) {
    item.published = entry->second.published;
    item.outlet = entry->second.outlet;
    item.title = entry->second.title;
  }
  return item;
}

std::optional<Result<RawItem>> Source::Impl::open_file(const std::string& path) {
  Result<std::unique_ptr<ByteStream>> stream = ByteStream::open(path);
  if (!stream) return Result<RawItem>(stream.error());
  bool jsonl = options.format == InputFormat::Jsonl;
  std::string ahead;
  if (options.format == InputFormat::Auto) {
    if (path == "-") {
      // JSON Lines begin with an object that closes on the same line; a text does not.
      const ByteStream::Line state =
          (*stream)->read_line(ahead, options.max_bytes * InputOptions::kPageFactor);
      if (state == ByteStream::Line::Failed) return Result<RawItem>((*stream)->error());
      if (state == ByteStream::Line::TooLong) return Result<RawItem>(too_large(path));
      std::string_view line = core::trim(ahead);
      if (line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
      jsonl = line.starts_with('{') && line.ends_with('}');
      if (jsonl) {
        first_line = std::move(ahead);
        has_first_line = true;
      } else if (state == ByteStream::Line::Read) {
        ahead += '\n';
      }
    } else {
      jsonl = is_jsonl_name(path);
    }
  }
  if (!jsonl) {
    Result<RawItem> item = whole(**stream, path, std::move(ahead));
    done_with(path);
    return item;
  }
  lines = std::move(stream).value();
  lines_path = path;
  line_number = 0;
  return next_line();
}

std::optional<Result<RawItem>> Source::Impl::next_line() {
  for (;;) {
    std::string line;
    ByteStream::Line state = ByteStream::Line::Read;
    if (has_first_line) {
      line = std::move(first_line);
      has_first_line = false;
    } else {
      state = lines->read_line(line, options.max_bytes);
    }
    if (state == ByteStream::Line::End || state == ByteStream::Line::Failed) {
      std::optional<Result<RawItem>> last;
      if (state == ByteStream::Line::Failed) {
        last = Result<RawItem>(lines->error());
      } else if (line_number == 0) {
        last = Result<RawItem>(make_error(ErrorCode::EmptyInput, "the input is empty", lines_path));
      }
      lines.reset();
      done_with(lines_path);
      return last;
    }
    ++line_number;
    const std::string uri = lines_path + ":" + std::to_string(line_number);
    if (state == ByteStream::Line::TooLong) return Result<RawItem>(too_large(uri));
    if (line_number == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    if (core::trim(line).empty()) continue;
    RawItem item;
    item.kind = RawItem::Kind::JsonLine;
    item.uri = uri;
    item.line = line_number;
    item.bytes = std::move(line);
    return Result<RawItem>(std::move(item));
  }
}

std::optional<Result<RawItem>> Source::Impl::next() {
  for (;;) {
    if (!index_errors.empty()) {
      Error error = std::move(index_errors.front());
      index_errors.pop_front();
      return Result<RawItem>(std::move(error));
    }
    std::optional<Result<RawItem>> item;
    if (lines) {
      item = next_line();
    } else if (!waiting.empty()) {
      const Waiting input = std::move(waiting.front());
      waiting.pop_front();
      if (input.error) return Result<RawItem>(*input.error);
      item = open_file(input.path);
      if (!lines) done_with(input.path);
    } else {
      return std::nullopt;
    }
    if (item) return item;
  }
}

Source::Source(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Source::Source(Source&&) noexcept = default;
Source& Source::operator=(Source&&) noexcept = default;
Source::~Source() = default;

Result<Source> Source::open(std::vector<std::string> paths, InputOptions options) {
  if (paths.empty()) return make_error(ErrorCode::BadArgument, "no input named");
  if (std::count(paths.begin(), paths.end(), "-") > 1) {
    return make_error(ErrorCode::BadArgument, "standard input ('-') is named more than once");
  }
  auto impl = std::make_unique<Impl>();
  impl->options = std::move(options);
  for (const std::string& path : paths) impl->walk(path);
  return Source(std::move(impl));
}

std::optional<Result<RawItem>> Source::next() {
  return impl_->next();
}

std::uint64_t Source::bytes_read() const {
  std::uint64_t bytes = impl_->bytes_done;
  if (impl_->lines) bytes += impl_->lines->consumed();
  return bytes;
}

std::uint64_t Source::bytes_total() const {
  return impl_->bytes_known;
}

}  // namespace dragoman::intake
