// Source: paths, folders and standard input, one item after the other. What a file holds is read by
// its reader (readers.h).
#include <algorithm>
#include <deque>
#include <filesystem>

#include "core/hash.h"
#include "core/utf8.h"
#include "intake/folder_index.h"
#include "intake/read_input.h"
#include "intake/readers.h"

namespace dragoman::intake {
namespace {

namespace fs = std::filesystem;

// Size and first bytes: tells a file that was replaced, or written on, from the one that was read.
std::string fingerprint(const std::string& path, std::uint64_t size) {
  constexpr std::size_t kHead = 4096;
  Result<std::unique_ptr<ByteSource>> source = open_file(path);
  if (!source) return {};
  ByteReader bytes(path, std::move(source).value());
  const std::string head(bytes.peek(kHead));
  return core::sha256_hex(std::to_string(size) + "\n" + head).substr(0, 16);
}

}  // namespace

struct Source::Impl {
  explicit Impl(InputOptions given) : options(std::move(given)) {}

  InputOptions options;
  AddressReader read_address;
  struct Waiting {
    std::string path;            // or address
    std::optional<Error> error;  // of a path that cannot be read, given out in its turn
    std::uint64_t size = 0;
  };
  std::deque<Waiting> waiting;
  std::deque<Error> index_errors;              // given out behind the file that met them
  std::map<std::string, FolderIndex> indices;  // by folder; one folder at a time is held
  std::map<std::string, std::size_t> passed_over;
  ResumePoints resume;

  std::unique_ptr<ItemReader> reader;  // of the file that is open
  std::string path;                    // its path as it was named or found
  InputPlace place;                    // behind the last item
  std::uint64_t listed_size = 0;       // of the file of `place`, as it was found
  std::uint64_t file_size = 0;
  std::uint64_t bytes_done = 0, bytes_known = 0;
  std::size_t skipped = 0;

  std::optional<Result<RawItem>> next();
  std::optional<Result<RawItem>> next_of_file();
  void walk(const std::string& input);
  void walk_folder(const std::string& folder, int depth, std::size_t& found);
  std::optional<Error> open_next_file();
  const InputPlace* resume_point(const Waiting& input);
  void pass_over_items(std::uint64_t items);
  void add_metadata(RawItem& item);
  void close_file() {
    reader.reset();
    bytes_done += file_size;
    file_size = 0;
  }
  void add_file(std::string path) {
    std::error_code error;
    std::uintmax_t size = fs::file_size(path, error);
    if (error) size = 0;
    bytes_known += size;
    waiting.push_back({std::move(path), std::nullopt, size});
  }
  void add_error(ErrorCode code, std::string message, std::string where) {
    waiting.push_back({where, make_error(code, std::move(message), where)});
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
  if (input == "-" || is_address(input)) {
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
      add_error(ErrorCode::EmptyInput, "no report in this folder (" + readable_names() + ")",
                input);
    }
  } else {
    add_file(input);
  }
}

// Metadata of a text or page from the index.tsv beside it.
void Source::Impl::add_metadata(RawItem& item) {
  const fs::path file(path);
  const std::string folder =
      file.has_parent_path() ? file.parent_path().string() : std::string(".");
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
  const auto entry = index->second.find(file.filename().string());
  if (entry == index->second.end()) return;
  item.published = entry->second.published;
  item.outlet = entry->second.outlet;
  item.title = entry->second.title;
}

// Where reading of an input ended before, if it is still the same file.
const InputPlace* Source::Impl::resume_point(const Waiting& input) {
  place = {};
  if (input.path == "-") return nullptr;
  std::error_code error;
  place.file = fs::absolute(input.path, error).lexically_normal().string();
  const auto found = resume.find(place.file);
  if (found == resume.end() || found->second.fingerprint != fingerprint(input.path, input.size))
    return nullptr;
  return &found->second;
}

std::optional<Error> Source::Impl::open_next_file() {
  const Waiting input = std::move(waiting.front());
  waiting.pop_front();
  if (input.error) {
    place = {};
    return input.error;
  }
  path = input.path;
  file_size = listed_size = input.size;
  const InputPlace* before = resume_point(input);
  const bool midway = before != nullptr && before->offset + before->lead > 0;
  Result<std::unique_ptr<ByteSource>> source = open_file(input.path, midway ? before->offset : 0);
  if (!source) {
    close_file();
    return source.error();
  }
  auto bytes = std::make_unique<ByteReader>(input.path, std::move(source).value());
  if (midway) {
    std::string ignored;
    static_cast<void>(bytes->read_exact(ignored, before->lead, 0));
  }
  reader = open_reader({options, passed_over, midway ? before->lines : 0}, std::move(bytes),
                       input.path == "-" ? std::string() : input.path, 0);
  if (before == nullptr) return std::nullopt;
  if (midway) {
    place.items = before->items;
  } else {
    pass_over_items(before->items);
  }
  skipped += before->items;
  return std::nullopt;
}

void Source::Impl::pass_over_items(std::uint64_t items) {
  while (place.items < items && reader->next()) ++place.items;
}

std::optional<Result<RawItem>> Source::Impl::next_of_file() {
  std::optional<Result<RawItem>> item = reader->next();
  if (!item) {
    close_file();
    return std::nullopt;
  }
  ++place.items;
  if (const auto restart = reader->place()) {
    place.offset = restart->file_offset;
    place.lead = restart->lead;
    place.lines = reader->lines();
  }
  if (*item && (*item)->uri == path && path != "-") add_metadata(**item);
  return item;
}

std::optional<Result<RawItem>> Source::Impl::next() {
  for (;;) {
    if (!index_errors.empty()) {
      Error error = std::move(index_errors.front());
      index_errors.pop_front();
      return Result<RawItem>(std::move(error));
    }
    if (reader) {
      if (auto item = next_of_file()) return item;
    } else if (!waiting.empty() && is_address(waiting.front().path)) {
      place = {};
      const std::string address = std::move(waiting.front().path);
      waiting.pop_front();
      return read_address(address);
    } else if (!waiting.empty()) {
      if (auto error = open_next_file()) return Result<RawItem>(std::move(*error));
    } else {
      return std::nullopt;
    }
  }
}

bool is_address(std::string_view input) {
  const std::string begin = core::ascii_lower(input.substr(0, 8));
  return begin.starts_with("http://") || begin.starts_with("https://");
}

Source::Source(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Source::Source(Source&&) noexcept = default;
Source& Source::operator=(Source&&) noexcept = default;
Source::~Source() = default;

Result<Source> Source::open(std::vector<std::string> paths,
                            InputOptions options,
                            ResumePoints resume,
                            AddressReader read_address) {
  if (paths.empty()) return make_error(ErrorCode::BadArgument, "no input named");
  if (std::count(paths.begin(), paths.end(), "-") > 1) {
    return make_error(ErrorCode::BadArgument, "standard input ('-') is named more than once");
  }
  auto impl = std::make_unique<Impl>(std::move(options));
  impl->resume = std::move(resume);
  impl->read_address = read_address ? std::move(read_address) : [](const std::string& address) {
    return make_error(ErrorCode::BadArgument, "addresses are not fetched here", address);
  };
  for (const std::string& path : paths) impl->walk(path);
  return Source(std::move(impl));
}

std::optional<Result<RawItem>> Source::next() {
  return impl_->next();
}

std::uint64_t Source::bytes_read() const {
  const std::uint64_t inside = impl_->reader ? impl_->reader->consumed() : 0;
  return impl_->bytes_done + std::min(inside, impl_->file_size);
}

std::uint64_t Source::bytes_total() const {
  return impl_->bytes_known;
}

const InputPlace& Source::place() const {
  InputPlace& place = impl_->place;
  if (!place.file.empty() && place.fingerprint.empty())  // not before somebody asks
    place.fingerprint = fingerprint(impl_->path, impl_->listed_size);
  return place;
}

const std::map<std::string, std::size_t>& Source::passed_over() const {
  return impl_->passed_over;
}

std::size_t Source::skipped() const {
  return impl_->skipped;
}

}  // namespace dragoman::intake
