// Mail boxes (RFC 4155): messages that begin with a "From sender date" line.
//
// Such a line counts at the start of the file and behind a blank line, and only when it ends in a
// year, so that "From Havana ..." in a body splits nothing. ">From" is undone.
#include <algorithm>

#include "core/utf8.h"
#include "intake/readers.h"

namespace dragoman::intake {
namespace {

using State = ByteReader::State;

// "From wire@example.org Thu Mar  3 10:00:00 2016", also with a zone behind or before the year.
bool begins_message(std::string_view line) {
  if (!line.starts_with("From ")) return false;
  const std::string_view rest = core::trim(line.substr(5));
  const std::size_t colon = rest.find(':');
  if (colon == std::string_view::npos || colon == 0 || !core::is_ascii_digit(rest[colon - 1]))
    return false;
  std::size_t digits = 0;
  for (const char c : rest.substr(colon)) {
    digits = core::is_ascii_digit(c) ? digits + 1 : 0;
    if (digits == 4) return true;
  }
  return false;
}

class MboxReader : public ItemReader {
 public:
  MboxReader(const ReaderContext& context, std::unique_ptr<ByteReader> bytes)
      : bytes_(std::move(bytes)), limit_(context.page_limit()) {}

  MaybeItem next() override {
    if (done_) return std::nullopt;
    RawItem item;
    item.kind = RawItem::Kind::Mail;
    std::uint64_t begin = line_;  // of the message's first line
    bool blank_before = line_ == 0, too_long = false;
    for (;;) {
      std::string line;
      const State state = bytes_->read_line(line, limit_);
      if (state == State::Failed) {
        done_ = true;
        return Result<RawItem>(bytes_->error());
      }
      if (state == State::End) break;
      ++line_;
      if (begins_message(line) && blank_before) {
        if (line_ == 1 || begin == 0) {
          begin = line_;
          continue;
        }
        return finish(std::move(item), begin, too_long);
      }
      if (begin == 0) begin = line_;
      blank_before = core::trim(line).empty();
      append(item.bytes, line);
      too_long = too_long || state == State::TooLong || item.bytes.size() > limit_;
      if (too_long) item.bytes.clear();
    }
    done_ = true;
    if (line_ == 0) {
      return Result<RawItem>(
          make_error(ErrorCode::EmptyInput, "the input is empty", bytes_->path()));
    }
    return finish(std::move(item), begin, too_long);
  }
  std::uint64_t consumed() const override { return bytes_->consumed(); }

 private:
  static void append(std::string& message, std::string_view line) {
    std::string_view bare = line;
    while (bare.starts_with('>')) bare.remove_prefix(1);
    if (line.starts_with('>') && bare.starts_with("From ")) line.remove_prefix(1);
    message += line;
    message += '\n';
  }

  MaybeItem finish(RawItem item, std::uint64_t begin, bool too_long) const {
    item.uri = bytes_->path() + ":" + std::to_string(begin);
    item.line = begin;
    if (too_long) return Result<RawItem>(too_large(limit_, item.uri));
    return Result<RawItem>(std::move(item));
  }

  std::unique_ptr<ByteReader> bytes_;
  std::size_t limit_;
  std::uint64_t line_ = 0;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<ItemReader> read_mbox(const ReaderContext& context,
                                      std::unique_ptr<ByteReader> bytes) {
  return std::make_unique<MboxReader>(context, std::move(bytes));
}

}  // namespace dragoman::intake
