// Any bytes as a file of any container: web archive, table, mbox, JSON, archive, text. The first byte says as what it is read; what
// comes out is sound reports and errors that name the file, and the reader comes to an end.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

#include <sys/mman.h>
#include <unistd.h>

#include "intake/read_input.h"
#include "intake_checks.h"

namespace {

using dragoman::intake::InputFormat;

constexpr InputFormat kFormats[] = {InputFormat::Auto, InputFormat::Warc, InputFormat::Csv,  InputFormat::Tsv,
                                    InputFormat::Mbox, InputFormat::Json, InputFormat::Jsonl, InputFormat::Mail};

// A file in memory, because containers are opened by their names.
class MemoryFile {
 public:
  MemoryFile(const std::uint8_t* data, std::size_t size) : fd_(memfd_create("fuzz", 0)) {
    dragoman::fuzz::check(fd_ >= 0 && write(fd_, data, size) == static_cast<ssize_t>(size));
  }
  ~MemoryFile() { close(fd_); }
  std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }

 private:
  int fd_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman;
  static const auto resources = intake::Resources::load(DRAGOMAN_SOURCE_DIR "/lexicons");
  fuzz::check(resources.ok());
  if (size == 0) return 0;
  const MemoryFile file(data + 1, size - 1);
  intake::InputOptions options;
  options.format = kFormats[data[0] % std::size(kFormats)];
  options.max_bytes = 1 << 16;
  auto source = intake::Source::open({file.path()}, options);
  if (!source) return 0;
  // An item takes bytes: no more of them than there are, but for what expands.
  for (std::size_t items = 0; items < 100'000; ++items) {
    const auto item = source->next();
    if (!item) return 0;
    if (!*item) {
      fuzz::check(!item->error().message.empty() && !item->error().where.empty());
      continue;
    }
    fuzz::check((*item)->bytes.size() <= 8 * options.max_bytes);
    const auto report = intake::make_report(**resources, options, **item);
    if (report) {
      fuzz::check_report(*report);
    } else {
      fuzz::check(!report.error().message.empty() && !report.error().where.empty());
    }
  }
  fuzz::check(false);
  return 0;
}
