// Inputs -> reports: text files, JSON Lines, folders, standard input; plain or gzip.
//
// Two steps, so that the costly one can run on any thread:
//   Source::next()   reads the raw bytes of one item; sequential, bounded memory, order of inputs
//   make_report()    decodes, parses JSON, finds the anatomy; a pure function of item, options and
//   resources
//
//   auto source = Source::open({"reports/", "more.jsonl.gz", "-"}, options);
//   while (auto item = source->next()) {
//     if (!*item) { reject(item->error()); continue; }      // unreadable file, broken gzip ...
//     auto report = make_report(resources, options, **item);  // errors: NotText, BadJson,
//     MissingField ...
//   }
//
// A folder is walked in order of names; it gives *.txt *.text *.md *.jsonl *.ndjson *.json and the
// same with .gz, hidden files and README* left out. A folder may hold an index.tsv with the columns
// `file published outlet title note` (any order, only `file` required; named in the first line)
// that gives the metadata of the text files beside it. Nothing is taken from file times or from the
// clock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dragoman/report.h"
#include "dragoman/result.h"

#include "intake/anatomy.h"

namespace dragoman::intake {

enum class InputFormat {
  Auto,
  Text,
  Jsonl,
  Html
};  // Auto: by name; standard input by its first bytes

struct InputOptions {
  InputFormat format = InputFormat::Auto;
  // JSONL: which key holds what. A key may be a path through objects, "meta.date". Only the text is
  // required, or a web page in its place.
  std::string id_field = "id", text_field = "text", date_field = "date", title_field = "title",
              outlet_field = "outlet", html_field = "html", url_field = "url";
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
  enum class Kind { Text, JsonLine, Html };
  Kind kind = Kind::Text;
  std::string bytes;
  std::string uri;                       // path, "-", or path:line
  std::string url;                       // where a page was fetched from, as far as it is known
  std::string content_type;              // as the transport named it: "text/html; charset=utf-8"
  std::uint64_t line = 0;                // of a JSON line, from 1
  std::string published, outlet, title;  // from index.tsv; may be empty
};

// Reads inputs one after the other. Not thread-safe; memory is bounded by max_bytes whatever the
// input's size.
class Source {
 public:
  // `paths` are files, folders or "-". Fails with BadArgument when there are none. A path that
  // cannot be read is an error of next(), in its turn, so that the others are still read.
  static Result<Source> open(std::vector<std::string> paths, InputOptions options);
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

 private:
  struct Impl;
  explicit Source(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Decodes one item and finds its parts. Its uri is the path of a text, the id of a JSON line (a
// number is taken as text), else path:line. Error.where is the path, or path:line for JSON
// (path:line:byte for a syntax error). `notes`, if given, receives remarks that do not hinder
// reading ("date field 'soon' is no date").
Result<Report> make_report(const Resources& resources,
                           const InputOptions& options,
                           const RawItem& item,
                           std::vector<std::string>* notes = nullptr);

}  // namespace dragoman::intake
