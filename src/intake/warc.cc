// Web archives: WARC 0.17 to 1.1 (ISO 28500), plain or gzip.
//
//   record   "WARC/1.0" CRLF, fields, blank line, block of Content-Length bytes, CRLF CRLF
//
// Pages and texts are read: `response` with status 200, `resource`, `conversion`. All other records
// are counted by type. Content-Length is only believed when another record, or the end, follows
// the block; else the record is an error, and reading goes on at the next record: inside the block,
// where one begins there (the length was too large), or behind it. A broken gzip member is an error
// too, and reading goes on at the next member.
#include <algorithm>
#include <charconv>
#include <optional>

#include "core/utf8.h"
#include "intake/http.h"
#include "intake/readers.h"

namespace dragoman::intake {
namespace {

using State = ByteReader::State;
using Restart = ByteSource::Restart;

constexpr std::size_t kLongestHead = 64 * 1024;

// Byte of the file; of a part that is compressed, its start and the byte within.
std::string to_string(const Restart& place) {
  std::string out = std::to_string(place.file_offset);
  if (place.lead > 0) out += "+" + std::to_string(place.lead);
  return out;
}

bool begins_record(std::string_view bytes) {
  return bytes.size() >= 7 && (bytes.starts_with("WARC/1.") || bytes.starts_with("WARC/0."));
}

// Where another record begins inside a block; npos when none does.
std::size_t find_record(std::string_view block) {
  for (std::size_t at = block.find("\nWARC/"); at != std::string_view::npos;
       at = block.find("\nWARC/", at + 1)) {
    if (begins_record(block.substr(at + 1))) return at + 1;
  }
  return std::string_view::npos;
}

class WarcReader : public ItemReader {
 public:
  WarcReader(const ReaderContext& context, std::unique_ptr<ByteReader> bytes)
      : context_(context), bytes_(std::move(bytes)) {}

  MaybeItem next() override {
    while (!done_) {
      if (seeking_) seek_record();
      skip_blank();
      if (bytes_->pending()) {
        bytes_->forget_error();
        seeking_ = true;
        return Result<RawItem>(bytes_->error());
      }
      start_ = bytes_->place();
      if (bytes_->peek(1).empty()) {
        if (bytes_->pending()) continue;
        done_ = true;
        if (any_) return std::nullopt;
        return Result<RawItem>(
            make_error(ErrorCode::EmptyInput, "the input is empty", bytes_->path()));
      }
      any_ = true;
      if (MaybeItem item = read_record()) return item;
    }
    return std::nullopt;
  }

  std::uint64_t consumed() const override { return bytes_->consumed(); }
  std::optional<Restart> place() const override { return bytes_->place(); }

 private:
  std::string where() const { return bytes_->path() + "@" + to_string(start_); }
  Error error(ErrorCode code, std::string message) const {
    return make_error(code, std::move(message), where());
  }
  Result<RawItem> give_up(ErrorCode code, std::string message) {
    seeking_ = true;
    return error(code, std::move(message));
  }

  void skip_blank() {
    for (std::string_view ahead = bytes_->peek(1); ahead == "\r" || ahead == "\n";
         ahead = bytes_->peek(1))
      bytes_->get();
  }

  // To the next line that begins a record, damage (which is left to be told) or the end.
  void seek_record() {
    seeking_ = false;
    for (;;) {
      while (!begins_record(bytes_->peek(7)) && bytes_->skip_line()) {
      }
      // What broke the record that was given up has been told with it.
      if (!bytes_->pending() || bytes_->damaged_part() != start_.file_offset) return;
      bytes_->forget_error();
    }
  }

  // None for a record that is passed over.
  MaybeItem read_record() {
    if (!begins_record(bytes_->peek(7)))
      return give_up(ErrorCode::BadFormat, "no WARC record begins here");
    std::string head;
    for (std::string line; core::trim(line).size() > 0 || head.empty();) {
      line.clear();
      const State state = bytes_->read_line(line, kLongestHead);
      if (state == State::Failed) return damaged();
      if (state == State::End) return give_up(ErrorCode::BadFormat, "cut off within its head");
      head += line;
      head += '\n';
      if (state == State::TooLong || head.size() > kLongestHead)
        return give_up(ErrorCode::BadFormat, "a head of more than 64 KB");
    }
    std::string_view rest = head;
    rest.remove_prefix(rest.find('\n') + 1);
    const HeaderFields fields = HeaderFields::take(rest);
    const std::string_view length_text = fields.value("content-length");
    std::uint64_t length = 0;
    const auto [end, code] =
        std::from_chars(length_text.data(), length_text.data() + length_text.size(), length);
    if (length_text.empty() || code != std::errc() ||
        end != length_text.data() + length_text.size())
      return give_up(ErrorCode::BadFormat, "no Content-Length, or one that is no number");
    return read_block(fields, length);
  }

  MaybeItem damaged() {
    seeking_ = true;
    Error error = bytes_->error();
    error.where = where();
    return Result<RawItem>(std::move(error));
  }

  MaybeItem read_block(const HeaderFields& fields, std::uint64_t length) {
    if (length > context_.page_limit()) return skip_block(fields, length);
    const Restart place = bytes_->place();
    std::string block;
    const State state = bytes_->read_exact(block, length, context_.page_limit());
    if (state == State::Failed) return damaged();
    if (state == State::End || !is_followed_by_record()) {
      // A record of its own gzip member that fails its checksum: what was read of it is in doubt.
      if (bytes_->pending()) {
        bytes_->forget_error();
        return damaged();
      }
      return wrong_length(block, place, length, state == State::End);
    }
    return make_item(fields, std::move(block));
  }

  // Or at least by the blank lines that end one. Damage counts for this record only when it lies in
  // the gzip member that the record is alone in.
  bool is_followed_by_record() {
    const bool ends = bytes_->peek(5).starts_with("\r\n\r\n");
    skip_blank();
    if (bytes_->pending()) return start_.lead > 0 || bytes_->damaged_part() != start_.file_offset;
    const std::string_view ahead = bytes_->peek(7);
    return ends || ahead.empty() || begins_record(ahead);
  }

  MaybeItem wrong_length(const std::string& block,
                         const Restart& place,
                         std::uint64_t length,
                         bool ended) {
    const std::size_t inner = find_record(block);
    if (inner != std::string::npos) {
      bytes_->unread(std::string_view(block).substr(inner),
                     {place.file_offset, place.lead + inner});
      return Result<RawItem>(error(
          ErrorCode::BadFormat,
          "Content-Length is " + std::to_string(length) + ", but the next record begins within"));
    }
    if (ended) {
      return give_up(ErrorCode::BadFormat, "cut off: " + std::to_string(block.size()) + " of " +
                                               std::to_string(length) + " bytes");
    }
    return give_up(ErrorCode::BadFormat,
                   "Content-Length is " + std::to_string(length) + ", but no record follows there");
  }

  // A block that is not held: what it is called is looked at, the next record is sought in it.
  MaybeItem skip_block(const HeaderFields& fields, std::uint64_t length) {
    std::string part;
    std::uint64_t left = length;
    while (left > 0) {
      const std::string_view ahead = bytes_->peek(8192);
      const std::size_t inner = find_record(ahead);
      if (inner != std::string_view::npos && inner < left) {
        bytes_->read_some(part, inner);
        return Result<RawItem>(error(
            ErrorCode::BadFormat,
            "Content-Length is " + std::to_string(length) + ", but the next record begins within"));
      }
      if (ahead.empty()) break;
      // The last bytes stay for the next look: a record's first line may lie across.
      const std::size_t step = ahead.size() > 16 ? ahead.size() - 8 : ahead.size();
      const State state =
          bytes_->read_some(part, static_cast<std::size_t>(std::min<std::uint64_t>(left, step)));
      if (state == State::Failed) return damaged();
      left -= part.size();
    }
    if (bytes_->pending()) {
      bytes_->forget_error();
      return damaged();
    }
    if (left > 0) {
      return give_up(ErrorCode::BadFormat, "cut off: " + std::to_string(length - left) + " of " +
                                               std::to_string(length) + " bytes");
    }
    if (!holds_text(fields)) {
      pass_over(fields.value("warc-type"));
      return std::nullopt;
    }
    return Result<RawItem>(too_large(context_.page_limit(), where()));
  }

  static bool holds_text(const HeaderFields& fields) {
    const std::string_view type = fields.value("warc-type");
    return type == "response" || type == "resource" || type == "conversion";
  }

  void pass_over(std::string_view what) {
    std::string name(core::trim(what.substr(0, 60)));
    ++context_.passed_over["WARC " + (name.empty() ? "record without a type" : name)];
  }

  MaybeItem make_item(const HeaderFields& fields, std::string block) {
    if (!holds_text(fields)) {
      pass_over(fields.value("warc-type"));
      return std::nullopt;
    }
    RawItem item;
    item.uri = where();
    item.url = fields.value("warc-target-uri");
    if (item.url.starts_with('<') && item.url.ends_with('>'))  // WARC 1.0 as the grammar had it
      item.url = item.url.substr(1, item.url.size() - 2);
    item.fetched = fields.value("warc-date");
    item.content_type = fields.value("content-type");
    if (!fields.value("warc-truncated").empty())
      item.remark = "the archive holds only its beginning";
    if (media_type(item.content_type) == "application/http") {
      Result<HttpResponse> response = parse_response(block, context_.page_limit());
      if (!response) return Result<RawItem>(error(response.error().code, response.error().message));
      if (response->status != 200) {
        pass_over("response with status " + std::to_string(response->status));
        return std::nullopt;
      }
      item.content_type = std::move(response->content_type);
      item.bytes = std::move(response->body);
    } else {
      item.bytes = std::move(block);
    }
    return by_media_type(std::move(item));
  }

  MaybeItem by_media_type(RawItem item) {
    const std::string type = media_type(item.content_type);
    if (type == "text/html" || type == "application/xhtml+xml" ||
        (type.empty() &&
         core::trim(std::string_view(item.bytes).substr(0, 512)).starts_with('<'))) {
      item.kind = RawItem::Kind::Html;
    } else if (type == "text/plain") {
      item.kind = RawItem::Kind::Text;
    } else {
      pass_over("of type " + (type.empty() ? std::string("unknown") : type));
      return std::nullopt;
    }
    return Result<RawItem>(std::move(item));
  }

  ReaderContext context_;
  std::unique_ptr<ByteReader> bytes_;
  Restart start_;
  bool seeking_ = false, any_ = false, done_ = false;
};

}  // namespace

std::unique_ptr<ItemReader> read_warc(const ReaderContext& context,
                                      std::unique_ptr<ByteReader> bytes) {
  return std::make_unique<WarcReader>(context, std::move(bytes));
}

}  // namespace dragoman::intake
