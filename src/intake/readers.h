// One reader for each container: bytes of a file -> raw items. Internal to intake.
//
// A reader is sequential and holds one item at a time. Whatever is wrong with an item is an error
// in its turn, and the reader goes on behind it where the format allows that.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "dragoman/result.h"

#include "intake/bytes.h"
#include "intake/read_input.h"

namespace dragoman::intake {

using MaybeItem = std::optional<Result<RawItem>>;

class ItemReader {
 public:
  virtual ~ItemReader() = default;
  // The next item, or an error in its turn; none at the end.
  virtual MaybeItem next() = 0;
  virtual std::uint64_t consumed() const = 0;  // bytes of the file, for progress
  // Where the item that comes next begins; none where reading can only begin at the start.
  virtual std::optional<ByteSource::Restart> place() const { return std::nullopt; }
  virtual std::uint64_t lines() const { return 0; }  // lines before place()
};

// What readers share: the options, and counts of what was passed over on purpose.
struct ReaderContext {
  const InputOptions& options;
  std::map<std::string, std::size_t>& passed_over;
  std::uint64_t first_line = 0;  // lines before the first byte, where reading begins midway

  std::size_t page_limit() const { return options.max_bytes * InputOptions::kPageFactor; }
};

Error too_large(std::size_t limit, std::string where);

// How deep containers may lie in one another: an archive in an archive is read, a third is not.
inline constexpr int kDeepestArchive = 1;

// The reader for what `bytes` holds: as the options say, else by the name of the file or member,
// else by its first bytes. `on_disk`: the path where the file can be opened again, else empty.
std::unique_ptr<ItemReader> open_reader(const ReaderContext& context,
                                        std::unique_ptr<ByteReader> bytes,
                                        const std::string& on_disk,
                                        int depth);

// For messages: "*.txt *.text ...".
std::string readable_names();

std::unique_ptr<ItemReader> read_text(const ReaderContext& context,
                                      std::unique_ptr<ByteReader> bytes,
                                      RawItem::Kind kind);
std::unique_ptr<ItemReader> read_json_lines(const ReaderContext& context,
                                            std::unique_ptr<ByteReader> bytes);
// JSON values that follow one another, or stand in one list, over any number of lines.
std::unique_ptr<ItemReader> read_json_values(const ReaderContext& context,
                                             std::unique_ptr<ByteReader> bytes);
// A table with one report a row. Separator 0: found by itself.
std::unique_ptr<ItemReader> read_table(const ReaderContext& context,
                                       std::unique_ptr<ByteReader> bytes,
                                       char separator);
std::unique_ptr<ItemReader> read_warc(const ReaderContext& context,
                                      std::unique_ptr<ByteReader> bytes);
std::unique_ptr<ItemReader> read_mbox(const ReaderContext& context,
                                      std::unique_ptr<ByteReader> bytes);
std::unique_ptr<ItemReader> read_archive(const ReaderContext& context,
                                         std::unique_ptr<ByteReader> bytes,
                                         const std::string& on_disk,
                                         int depth);
// One compressed stream that is not gzip: bzip2, xz, zstd.
std::unique_ptr<ItemReader> read_compressed(const ReaderContext& context,
                                            std::unique_ptr<ByteReader> bytes,
                                            int depth);

}  // namespace dragoman::intake
