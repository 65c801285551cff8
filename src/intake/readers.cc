#include "intake/readers.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "core/utf8.h"

namespace dragoman::intake {
namespace {

enum class Container {
  Unknown,
  Text,
  JsonLines,
  Json,
  Csv,
  Tsv,
  Html,
  Mail,
  Mbox,
  Warc,
  Archive,
  Compressed
};

struct Extension {
  std::string_view ending;
  Container container;
};
constexpr std::array kExtensions = {
    Extension{".txt", Container::Text},         Extension{".text", Container::Text},
    Extension{".md", Container::Text},          Extension{".jsonl", Container::JsonLines},
    Extension{".ndjson", Container::JsonLines}, Extension{".json", Container::Json},
    Extension{".csv", Container::Csv},          Extension{".tsv", Container::Tsv},
    Extension{".html", Container::Html},        Extension{".htm", Container::Html},
    Extension{".xhtml", Container::Html},       Extension{".eml", Container::Mail},
    Extension{".mbox", Container::Mbox},        Extension{".warc", Container::Warc},
    Extension{".zip", Container::Archive},      Extension{".tar", Container::Archive},
    Extension{".tgz", Container::Archive},      Extension{".tbz2", Container::Archive},
    Extension{".txz", Container::Archive},      Extension{".tzst", Container::Archive},
};
constexpr std::array<std::string_view, 4> kCompressed = {".gz", ".bz2", ".xz", ".zst"};

std::string file_name(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return core::ascii_lower(slash == std::string::npos ? path : path.substr(slash + 1));
}

Container by_extension(std::string_view name) {
  for (const Extension& known : kExtensions) {
    if (name.ends_with(known.ending)) return known.container;
  }
  return Container::Unknown;
}

// The bytes of an ending such as ".gz"; 0 when there is none.
std::size_t compression_ending(std::string_view name) {
  for (const std::string_view ending : kCompressed) {
    if (name.ends_with(ending)) return ending.size();
  }
  return 0;
}

Container by_name(const std::string& path) {
  std::string name = file_name(path);
  name.resize(name.size() - compression_ending(name));
  return by_extension(name);
}

using std::string_view_literals::operator""sv;

bool is_compressed(std::string_view head) {
  return head.starts_with("BZh") || head.starts_with("\xfd\x37zXZ\0"sv) ||
         head.starts_with("\x28\xb5\x2f\xfd") || head.starts_with("\x1f\x8b\x08");
}

bool is_archive(std::string_view head) {
  return head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06") ||
         head.substr(std::min<std::size_t>(head.size(), 257), 5) == "ustar";
}

bool is_html(std::string_view head) {
  const std::string begin = core::ascii_lower(core::trim(head.substr(0, 1024)));
  for (const std::string_view tag :
       {"<!doctype html", "<html", "<head", "\xEF\xBB\xBF<!doctype html"})
    if (begin.starts_with(tag)) return true;
  return begin.starts_with("<?xml") && begin.find("<html") != std::string::npos;
}

// Fields that every mail has on its way; the first line alone could be a text's.
bool is_mail(std::string_view head) {
  const std::size_t colon = head.find(": ");
  if (colon == std::string_view::npos || colon > 40 ||
      head.substr(0, colon).find_first_of(" \n") != std::string_view::npos)
    return false;
  const std::string fields = "\n" + core::ascii_lower(head.substr(0, 8192));
  const auto has = [&](const char* name) { return fields.find(name) != std::string::npos; };
  return has("\nfrom: ") &&
         (has("\nmessage-id: ") || has("\nmime-version: ") || has("\nreceived: "));
}

// JSON Lines when the first line is an object that closes there; values over many lines when it
// only opens one. A text begins with neither.
Container by_first_line(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  head = core::trim(head);
  const std::size_t newline = head.find('\n');
  const std::string_view line = core::trim(head.substr(0, newline));
  if (line.starts_with('{')) {
    if (line.ends_with('}') || (newline == std::string_view::npos && line.size() > 60'000))
      return Container::JsonLines;
    const std::string_view rest = core::trim(head.substr(1));
    return rest.starts_with('"') && newline != std::string_view::npos ? Container::Json
                                                                      : Container::Text;
  }
  if (line.starts_with('[')) {
    const std::string_view rest = core::trim(head.substr(1));
    if (rest.starts_with('{')) return Container::Json;
  }
  return Container::Text;
}

Container by_bytes(std::string_view head) {
  if (head.starts_with("WARC/")) return Container::Warc;
  if (is_html(head)) return Container::Html;
  if (head.starts_with("From ") &&
      is_mail(head.substr(std::min(head.find('\n'), head.size() - 1) + 1)))
    return Container::Mbox;
  if (is_mail(head)) return Container::Mail;
  return by_first_line(head);
}

// A ".json" file that is JSON Lines all the same keeps errors within their lines.
bool is_json_lines(std::string_view head) {
  return by_first_line(head) != Container::Json;
}

Container by_format(InputFormat format) {
  switch (format) {
    case InputFormat::Auto:
      break;
    case InputFormat::Text:
      return Container::Text;
    case InputFormat::Jsonl:
      return Container::JsonLines;
    case InputFormat::Json:
      return Container::Json;
    case InputFormat::Csv:
      return Container::Csv;
    case InputFormat::Tsv:
      return Container::Tsv;
    case InputFormat::Html:
      return Container::Html;
    case InputFormat::Mail:
      return Container::Mail;
    case InputFormat::Mbox:
      return Container::Mbox;
    case InputFormat::Warc:
      return Container::Warc;
  }
  return Container::Unknown;
}

Container tell(const ReaderContext& context, ByteReader& bytes) {
  const std::string_view head = bytes.peek(64 * 1024);
  const Container named = by_name(bytes.path());
  // Other bytes under the name of a text are refused as what they are, and named.
  const bool plain = (named == Container::Text || named == Container::Html) &&
                     compression_ending(file_name(bytes.path())) == 0;
  if (named == Container::Archive || (is_archive(head) && !plain)) return Container::Archive;
  if (is_compressed(head) && !plain) return Container::Compressed;
  if (const Container forced = by_format(context.options.format); forced != Container::Unknown)
    return forced;
  if (named == Container::Json) return is_json_lines(head) ? Container::JsonLines : named;
  return named != Container::Unknown ? named : by_bytes(head);
}

// One error in the place of an item.
class Refusal : public ItemReader {
 public:
  explicit Refusal(Error error) : error_(std::move(error)) {}
  MaybeItem next() override {
    if (!error_) return std::nullopt;
    Result<RawItem> last(std::move(*error_));
    error_.reset();
    return last;
  }
  std::uint64_t consumed() const override { return 0; }

 private:
  std::optional<Error> error_;
};

}  // namespace

std::unique_ptr<ItemReader> open_reader(const ReaderContext& context,
                                        std::unique_ptr<ByteReader> bytes,
                                        const std::string& on_disk,
                                        int depth) {
  switch (tell(context, *bytes)) {
    case Container::JsonLines:
      return read_json_lines(context, std::move(bytes));
    case Container::Json:
      return read_json_values(context, std::move(bytes));
    case Container::Csv:
      return read_table(context, std::move(bytes), '\0');
    case Container::Tsv:
      return read_table(context, std::move(bytes), '\t');
    case Container::Html:
      return read_text(context, std::move(bytes), RawItem::Kind::Html);
    case Container::Mail:
      return read_text(context, std::move(bytes), RawItem::Kind::Mail);
    case Container::Mbox:
      return read_mbox(context, std::move(bytes));
    case Container::Warc:
      return read_warc(context, std::move(bytes));
    case Container::Archive:
      if (depth > kDeepestArchive) {
        return std::make_unique<Refusal>(
            make_error(ErrorCode::BadFormat, "an archive too deep within archives", bytes->path()));
      }
      return read_archive(context, std::move(bytes), on_disk, depth);
    case Container::Compressed:
      if (depth > kDeepestArchive) {
        return std::make_unique<Refusal>(make_error(
            ErrorCode::BadFormat, "compressed data too deep within others", bytes->path()));
      }
      return read_compressed(context, std::move(bytes), depth);
    case Container::Unknown:
    case Container::Text:
      break;
  }
  return read_text(context, std::move(bytes), RawItem::Kind::Text);
}

bool is_report_name(const std::string& path) {
  const std::string name = file_name(path);
  // index.tsv tells of the reports beside it.
  return !name.starts_with('.') && !name.starts_with("readme") && name != "index.tsv" &&
         by_name(path) != Container::Unknown;
}

std::string readable_names() {
  std::string out;
  for (const Extension& known : kExtensions) out += "*" + std::string(known.ending) + " ";
  return out + "also .gz .bz2 .xz .zst";
}

}  // namespace dragoman::intake
