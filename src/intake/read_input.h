// Inputs -> reports: texts, web pages, mails, JSON, tables, web archives, zip and tar, folders,
// standard input; plain or compressed.
//
// Two steps, so that the costly one can run on any thread:
//   Source::next()   reads the raw bytes of one item; sequential, bounded memory, order of inputs
//   make_report()    decodes, parses, finds the anatomy; a pure function of item, options and
//   resources
//
//   auto source = Source::open({"reports/", "more.jsonl.gz", "-"}, options);
//   while (auto item = source->next()) {
//     if (!*item) { reject(item->error()); continue; }      // unreadable file, broken gzip ...
//     auto report = make_report(resources, options, **item);  // errors: NotText, BadJson,
//     MissingField ...
//   }
//
// A folder is walked in order of names; it gives the files whose names end as one of the formats
// does (docs/rooms/intake.md), hidden files and README* left out. A folder may hold an index.tsv
// with the columns `file published outlet title note` (any order, only `file` required; named in
// the first line) that gives the metadata of the files beside it. Nothing is taken from file times
// or from the clock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dragoman/report.h"
#include "dragoman/result.h"

#include "intake/anatomy.h"

namespace dragoman::intake {

// Auto: by name, else by the first bytes.
enum class InputFormat { Auto, Text, Jsonl, Json, Csv, Tsv, Html, Mail, Mbox, Warc };

struct InputOptions {
  InputFormat format = InputFormat::Auto;
  // JSON and tables: which key or column holds what. A key may be a path through objects,
  // "meta.date". Only the text is required.
  std::string id_field = "id", text_field = "text", date_field = "date", title_field = "title",
              outlet_field = "outlet", html_field = "html", url_field = "url";
  // The names of a known export in place of those (lexicons/intake/presets.tsv): "gdelt". A field
  // that is named otherwise than above keeps its name.
  std::string preset;
  std::string date;    // publication date of every report that states none in its metadata; ISO
  std::string outlet;  // the same for the outlet
  // Of one report (a file, a JSON line), after gunzip. The longest real article is a tenth of it;
  // what is longer is a book or a dump, and some stages take more than linear time over one text.
  std::size_t max_bytes = std::size_t{2} << 20;
  // Markup over text: a page may be so many times as long as a report.
  static constexpr std::size_t kPageFactor = 8;
};

// One item as it lies in the input.
struct RawItem {
  enum class Kind { Text, JsonLine, Html, Row, Mail };
  Kind kind = Kind::Text;
  std::string bytes;
  std::string uri;         // where it lies: path, "-", path:line, path@byte, archive!member
  std::uint64_t line = 0;  // of a JSON line, row or mail, from 1
  std::string published, outlet, title;  // from index.tsv; may be empty
  std::string url;           // address that it was fetched from, where the container states it
  std::string content_type;  // as the server stated it: "text/html; charset=UTF-8"
  std::string fetched;       // ISO date-time, where it is known; no later date of publication holds
  std::string remark;        // said in the notes
  std::vector<std::pair<std::string, std::string>> fields;  // of a Row: column, value
};

// How far reading of one file has come, so that it can go on there.
struct InputPlace {
  std::string file;         // absolute path; empty: none, as for standard input
  std::string fingerprint;  // of its size and first bytes
  std::uint64_t items = 0;  // given out
  // The next item is `lead` bytes behind what opening the file at `offset` gives; both 0 where only
  // counting items leads there.
  std::uint64_t offset = 0, lead = 0;
  std::uint64_t lines = 0;  // before it
};
using ResumePoints = std::map<std::string, InputPlace>;  // by file

// Whether a file of this name, in a folder or an archive, is read without being named by itself.
bool is_report_name(const std::string& path);
// Whether an input is named by an address of the web (http, https).
bool is_address(std::string_view input);
// Fetches the item at an address.
using AddressReader = std::function<Result<RawItem>(const std::string& address)>;

// Reads inputs one after the other. Not thread-safe; memory is bounded by max_bytes whatever the
// input's size.
class Source {
 public:
  // `paths` are files, folders, "-", or, where there is a reader for them, addresses. Fails with
  // BadArgument when there are none. A path that cannot be read is an error of next(), in its turn,
  // so that the others are still read. Of a file in `resume` that has not changed, reading begins
  // behind that place.
  static Result<Source> open(std::vector<std::string> paths,
                             InputOptions options,
                             ResumePoints resume = {},
                             AddressReader read_address = {});
  Source(Source&&) noexcept;
  Source& operator=(Source&&) noexcept;
  ~Source();

  // The next item, or an Error for what could not be read (NotFound, NotReadable, TooLarge,
  // BadFormat for a broken gzip or index.tsv, EmptyInput for a folder without readable files); none
  // at the end. An error never ends the source. Blank JSON lines are passed over.
  std::optional<Result<RawItem>> next();

  // For progress: compressed bytes consumed and to come, as far as they are known (0 for standard
  // input).
  std::uint64_t bytes_read() const;
  std::uint64_t bytes_total() const;
  // Behind the item given last.
  const InputPlace& place() const;
  // What containers hold besides reports, counted by kind ("WARC request").
  const std::map<std::string, std::size_t>& passed_over() const;
  // Items that were not given out because of `resume`.
  std::size_t skipped() const;

 private:
  struct Impl;
  explicit Source(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Decodes one item and finds its parts. Its uri is the address that it was fetched from, the id of
// a JSON value or row (a number is taken as text), of a mail its Message-ID; else RawItem::uri.
// Error.where is the path, or path:line for JSON
// (path:line:byte for a syntax error). `notes`, if given, receives remarks that do not hinder
// reading ("date field 'soon' is no date").
Result<Report> make_report(const Resources& resources,
                           const InputOptions& options,
                           const RawItem& item,
                           std::vector<std::string>* notes = nullptr);

}  // namespace dragoman::intake
