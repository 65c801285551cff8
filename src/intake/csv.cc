// Tables with one report a row: CSV and TSV as RFC 4180 has them, and as they are found.
//
// A field in quotes may hold separators, line ends and doubled quotes. A quote that is never closed
// would swallow the file: such a row is given up, and the lines that it had swallowed are read one
// by one, each as a row. In tab-separated tables quotes are mostly letters of the text; they count
// only where the first line has them. Without a header, columns are called "1", "2", ...
#include <algorithm>
#include <array>
#include <deque>
#include <iterator>
#include <utility>

#include "core/utf8.h"
#include "intake/readers.h"

namespace dragoman::intake {
namespace {

using State = ByteReader::State;

constexpr std::size_t kMostColumns = 2000;
constexpr std::array kSeparators = {',', '\t', ';', '|'};

// The separator that the first line holds most often, outside quotes.
char guess_separator(std::string_view head) {
  std::array<std::size_t, kSeparators.size()> counts{};
  bool quoted = false;
  for (const char c : head) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n') break;
    const auto* found = std::find(kSeparators.begin(), kSeparators.end(), c);
    if (found != kSeparators.end()) ++counts[static_cast<std::size_t>(found - kSeparators.begin())];
  }
  return kSeparators[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) -
                                              counts.begin())];
}

// Names are short words; data holds numbers, addresses, long texts or nothing.
bool looks_like_header(const std::vector<std::string>& fields) {
  return std::all_of(fields.begin(), fields.end(), [](const std::string& field) {
    const std::string_view name = core::trim(field);
    return !name.empty() && name.size() <= 64 && name.find("://") == std::string_view::npos &&
           std::any_of(name.begin(), name.end(), [](char c) {
             return core::is_ascii_alpha(c) || static_cast<unsigned char>(c) >= 0x80;
           });
  });
}

class TableReader : public ItemReader {
 public:
  TableReader(const ReaderContext& context, std::unique_ptr<ByteReader> bytes, char separator)
      : bytes_(std::move(bytes)), limit_(context.options.max_bytes), separator_(separator) {}

  MaybeItem next() override {
    while (!done_) {
      if (!begun_) begin();
      std::vector<std::string> fields;
      const std::uint64_t line = line_ + 1;
      const State state = read_row(fields);
      const std::string where = bytes_->path() + ":" + std::to_string(line);
      if (state == State::Failed || state == State::End) return last(state == State::Failed);
      if (state == State::TooLong) return Result<RawItem>(given_up(where));
      if (std::all_of(fields.begin(), fields.end(),
                      [](const std::string& field) { return core::trim(field).empty(); }))
        continue;
      if (names_.empty() && take_names(fields)) continue;
      return row(std::move(fields), where, line);
    }
    return std::nullopt;
  }
  std::uint64_t consumed() const override { return bytes_->consumed(); }

 private:
  void begin() {
    begun_ = true;
    if (bytes_->peek(3) == "\xEF\xBB\xBF") {
      std::string mark;
      bytes_->read_exact(mark, 3, 3);
    }
    const std::string_view head = bytes_->peek(64 * 1024);
    if (separator_ == 0) separator_ = guess_separator(head);
    const std::string_view first = head.substr(0, head.find('\n'));
    quotes_ = separator_ != '\t' || first.starts_with('"') ||
              first.find("\t\"") != std::string_view::npos;
  }

  Error given_up(const std::string& where) {
    if (!std::exchange(unclosed_, false)) return too_large(limit_, where);
    return make_error(ErrorCode::BadFormat, "a quotation mark that is not closed", where);
  }

  MaybeItem last(bool failed) {
    done_ = true;
    if (failed) return Result<RawItem>(bytes_->error());
    if (line_ > 0) return std::nullopt;
    return Result<RawItem>(make_error(ErrorCode::EmptyInput, "the input is empty", bytes_->path()));
  }

  // True when the row was the header.
  bool take_names(const std::vector<std::string>& fields) {
    const bool header = looks_like_header(fields);
    for (std::size_t i = 0; i < fields.size(); ++i)
      names_.push_back(header ? std::string(core::trim(fields[i])) : std::to_string(i + 1));
    return header;
  }

  MaybeItem row(std::vector<std::string> fields, const std::string& where, std::uint64_t line) {
    if (fields.size() > names_.size()) {
      return Result<RawItem>(make_error(ErrorCode::BadFormat,
                                        "expected " + std::to_string(names_.size()) +
                                            " columns, got " + std::to_string(fields.size()),
                                        where));
    }
    RawItem item;
    item.kind = RawItem::Kind::Row;
    item.uri = where;
    item.line = line;
    for (std::size_t i = 0; i < fields.size(); ++i)
      item.fields.emplace_back(names_[i], std::move(fields[i]));
    return Result<RawItem>(std::move(item));
  }

  // The next line with its newline; first those that an unclosed quote had swallowed.
  State read_line(std::string& line) {
    if (!again_.empty()) {
      line = std::move(again_.front());
      again_.pop_front();
      return State::Read;
    }
    const State state = bytes_->read_line(line, limit_);
    if (state == State::Read) line += '\n';
    return state;
  }

  State read_row(std::vector<std::string>& fields) {
    std::vector<std::string> lines;  // of this row, to go back to
    std::string field;
    bool quoted = false;
    std::size_t size = 0;
    const bool alone = !again_.empty();  // no line break in a field is believed here
    do {
      std::string line;
      const State state = read_line(line);
      if (state == State::TooLong) ++line_;
      if (state == State::End && quoted) return give_up(std::move(lines));
      if (state != State::Read) return state;
      ++line_;
      size += line.size();
      const bool sound = split(line, fields, field, quoted, !lines.empty());
      lines.push_back(std::move(line));
      if (!sound) return give_up(std::move(lines));
      if (fields.size() > kMostColumns) return State::TooLong;
      if (size > limit_ || (quoted && alone)) return give_up(std::move(lines));
    } while (quoted);
    return State::Read;
  }

  State give_up(std::vector<std::string> lines) {
    unclosed_ = true;
    line_ -= lines.size() - 1;
    again_.insert(again_.begin(), std::make_move_iterator(lines.begin() + 1),
                  std::make_move_iterator(lines.end()));
    return State::TooLong;
  }

  // One line more of a row. A quote opens only at the start of a field; inside one, two stand for
  // one. False when a quote that was opened on an earlier line (`late`) closes before anything but
  // a separator: it is the opening quote of another field.
  bool split(const std::string& line,
             std::vector<std::string>& fields,
             std::string& field,
             bool& quoted,
             bool late) const {
    const bool begun_before = late && quoted;
    bool first = true;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const char c = line[i];
      if (quoted) {
        if (c != '"') {
          field += c;
        } else if (i + 1 < line.size() && line[i + 1] == '"') {
          field += line[++i];
        } else {
          quoted = false;
          const char next = i + 1 < line.size() ? line[i + 1] : '\n';
          if (begun_before && std::exchange(first, false) && next != separator_ && next != '\r' &&
              next != '\n')
            return false;
        }
      } else if (quotes_ && c == '"' && field.empty()) {
        quoted = true;
      } else if (c == separator_ || c == '\n') {
        if (c == '\n' && field.ends_with('\r')) field.pop_back();
        fields.push_back(std::move(field));
        field.clear();
      } else {
        field += c;
      }
    }
    return true;
  }

  std::unique_ptr<ByteReader> bytes_;
  std::size_t limit_;
  char separator_;
  std::vector<std::string> names_;
  std::deque<std::string> again_;
  std::uint64_t line_ = 0;
  bool begun_ = false, done_ = false, quotes_ = true, unclosed_ = false;
};

}  // namespace

std::unique_ptr<ItemReader> read_table(const ReaderContext& context,
                                       std::unique_ptr<ByteReader> bytes,
                                       char separator) {
  return std::make_unique<TableReader>(context, std::move(bytes), separator);
}

}  // namespace dragoman::intake
