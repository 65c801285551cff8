// Readers of one text, of JSON Lines, and of JSON values over many lines.
#include "core/utf8.h"
#include "intake/readers.h"

namespace dragoman::intake {

Error too_large(std::size_t limit, std::string where) {
  return make_error(ErrorCode::TooLarge, "over the limit of " + std::to_string(limit) + " bytes (see --max-size)",
                    std::move(where));
}

namespace {

using State = ByteReader::State;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

class TextReader : public ItemReader {
 public:
  TextReader(const ReaderContext& context, std::unique_ptr<ByteReader> bytes, RawItem::Kind kind)
      : bytes_(std::move(bytes)), kind_(kind) {
    limit_ = kind == RawItem::Kind::Text ? context.options.max_bytes : context.page_limit();
  }

  MaybeItem next() override {
    if (done_) return std::nullopt;
    done_ = true;
    RawItem item;
    item.kind = kind_;
    item.uri = bytes_->path();
    const State state = bytes_->read_all(item.bytes, limit_);
    if (state == State::Failed) return Result<RawItem>(bytes_->error());
    if (state == State::TooLong) return Result<RawItem>(too_large(limit_, bytes_->path()));
    return Result<RawItem>(std::move(item));
  }
  std::uint64_t consumed() const override { return bytes_->consumed(); }

 private:
  std::unique_ptr<ByteReader> bytes_;
  RawItem::Kind kind_;
  std::size_t limit_;
  bool done_ = false;
};

// What the readers of JSON share: numbering of lines, the end of the input. An object may hold a
// page; how long its text may be is looked at when it is known to be one.
class JsonReader : public ItemReader {
 public:
  JsonReader(const ReaderContext& context, std::unique_ptr<ByteReader> bytes)
      : bytes_(std::move(bytes)), limit_(context.page_limit()), line_(context.first_line) {}

  std::uint64_t consumed() const override { return bytes_->consumed(); }
  std::uint64_t lines() const override { return line_; }

 protected:
  std::string where(std::uint64_t line) const {
    return bytes_->path() + ":" + std::to_string(line);
  }
  RawItem item(std::uint64_t line, std::string bytes) const {
    RawItem made;
    made.kind = RawItem::Kind::JsonLine;
    made.uri = where(line);
    made.line = line;
    made.bytes = std::move(bytes);
    return made;
  }
  MaybeItem last(bool failed) {
    done_ = true;
    if (failed) return Result<RawItem>(bytes_->error());
    if (line_ > 0) return std::nullopt;
    return Result<RawItem>(make_error(ErrorCode::EmptyInput, "the input is empty", bytes_->path()));
  }

  std::unique_ptr<ByteReader> bytes_;
  std::size_t limit_;
  std::uint64_t line_;
  bool done_ = false;
};

class JsonLinesReader : public JsonReader {
 public:
  using JsonReader::JsonReader;

  MaybeItem next() override {
    while (!done_) {
      std::string line;
      const State state = bytes_->read_line(line, limit_);
      if (state == State::End || state == State::Failed) return last(state == State::Failed);
      ++line_;
      if (state == State::TooLong) return Result<RawItem>(too_large(limit_, where(line_)));
      if (line_ == 1 && line.starts_with(kByteOrderMark)) line.erase(0, kByteOrderMark.size());
      if (core::trim(line).empty()) continue;
      return Result<RawItem>(item(line_, std::move(line)));
    }
    return std::nullopt;
  }
  std::optional<ByteSource::Restart> place() const override { return bytes_->place(); }
};

// Finds where a value ends by its brackets and strings alone; what is between them is judged when
// the value is parsed. In a list, "," and the "]" of the list end a value that is no object.
class JsonValuesReader : public JsonReader {
 public:
  using JsonReader::JsonReader;

  MaybeItem next() override {
    while (!done_) {
      const int c = next_byte();
      if (c < 0) return last(bytes_->pending());
      if (line_ == 0) line_ = 1;
      if (c == '\n' || core::is_ascii_space(static_cast<char>(c))) continue;
      if (!begun_ && is_mark(c)) continue;
      const bool first = !begun_;
      begun_ = true;
      if (first && c == '[') {
        in_list_ = true;
        continue;
      }
      if (in_list_ && (c == ',' || c == ']')) {
        in_list_ = c == ',';
        continue;
      }
      return read_value(static_cast<char>(c));
    }
    return std::nullopt;
  }

 private:
  bool is_mark(int c) const {
    return kByteOrderMark.find(static_cast<char>(c)) != std::string_view::npos;
  }

  int next_byte() {
    const int c = bytes_->get();
    if (c == '\n') ++line_;
    return c;
  }

  MaybeItem read_value(char first) {
    const std::uint64_t begin = line_;
    std::string value;
    std::size_t depth = 0;
    bool in_string = false, escaped = false, too_long = false;
    for (int c = static_cast<unsigned char>(first); c >= 0; c = next_byte()) {
      if (value.size() < limit_) {
        value += static_cast<char>(c);
      } else {
        too_long = true;
      }
      if (in_string) {
        if (escaped) {
          escaped = false;
        } else if (c == '\\') {
          escaped = true;
        } else if (c == '"') {
          in_string = false;
        }
        continue;
      }
      in_string = c == '"';
      if (c == '{' || c == '[') ++depth;
      if ((c == '}' || c == ']') && depth > 0 && --depth == 0) break;
      if (depth == 0 && !in_string && ends_scalar()) break;
    }
    if (bytes_->pending()) return last(true);
    if (too_long) return Result<RawItem>(too_large(limit_, where(begin)));
    return Result<RawItem>(item(begin, std::move(value)));
  }

  // Of a value without brackets: a line end, or what separates members of a list, comes next.
  bool ends_scalar() {
    const std::string_view ahead = bytes_->peek(1);
    return ahead.empty() || ahead[0] == '\n' || ahead[0] == '{' ||
           (in_list_ && (ahead[0] == ',' || ahead[0] == ']'));
  }

  bool begun_ = false, in_list_ = false;
};

}  // namespace

std::unique_ptr<ItemReader> read_text(const ReaderContext& context,
                                      std::unique_ptr<ByteReader> bytes,
                                      RawItem::Kind kind) {
  return std::make_unique<TextReader>(context, std::move(bytes), kind);
}

std::unique_ptr<ItemReader> read_json_lines(const ReaderContext& context,
                                            std::unique_ptr<ByteReader> bytes) {
  return std::make_unique<JsonLinesReader>(context, std::move(bytes));
}

std::unique_ptr<ItemReader> read_json_values(const ReaderContext& context,
                                             std::unique_ptr<ByteReader> bytes) {
  return std::make_unique<JsonValuesReader>(context, std::move(bytes));
}

}  // namespace dragoman::intake
