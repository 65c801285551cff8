#include "stories/body_words.h"

#include <algorithm>
#include <string>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "core/fold.h"
#include "core/hash.h"
#include "core/utf8.h"

namespace dragoman::stories {
namespace {

bool is_ascii_word(char c) {
  return core::is_ascii_alpha(c) || core::is_ascii_digit(c);
}

bool is_word(char32_t c) {
  if (c < 0x80) return is_ascii_word(static_cast<char>(c));
  const auto icu = static_cast<UChar32>(c);
  return u_isalnum(icu) != 0 || u_getCombiningClass(icu) != 0;
}

// Of a script that puts no blanks between words.
bool stands_alone(char32_t c) {
  if (c < 0x0E00) return false;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
    case USCRIPT_TIBETAN:
      return true;
    default:
      return false;
  }
}

bool is_apostrophe(char32_t c) {
  return c == U'\'' || c == U'\u2019' || c == U'\u02BC';
}

std::uint32_t hash_of(std::string_view folded) {
  const std::uint64_t hash = core::fnv1a64(folded);
  const bool number = std::any_of(folded.begin(), folded.end(), core::is_ascii_digit);
  return (static_cast<std::uint32_t>((hash >> 24) ^ hash ^ (hash >> 48)) & 0xFFFFFE) |
         (number ? 1 : 0);
}

// Reads the words of one stretch of the text.
class WordReader {
 public:
  WordReader(std::string_view text, std::vector<BodyWord>& out) : text_(text), out_(out) {}

  void read(std::size_t begin, std::size_t end) {
    std::size_t at = begin;
    while (at < end) {
      const std::size_t from = at;
      const char32_t c = core::next_code_point(text_, at);
      if (is_word(c)) {
        ascii_ = c < 0x80;
        if (!stands_alone(c)) at = end_of_word(at, end);
        add(from, std::min(at, end));
      }
    }
  }

 private:
  // Behind the word of which `at` is inside.
  std::size_t end_of_word(std::size_t at, std::size_t end) {
    while (at < end) {
      std::size_t next = at;
      const char32_t c = core::next_code_point(text_, next);
      if (is_word(c) && !stands_alone(c)) {
        ascii_ &= c < 0x80;
      } else if (joins(c, at, next, end)) {
        ascii_ = false;  // to be folded with care
      } else {
        break;
      }
      at = next;
    }
    return at;
  }

  bool joins(char32_t c, std::size_t at, std::size_t next, std::size_t end) const {
    if (next >= end) return false;
    if (c == U',') return core::is_ascii_digit(text_[at - 1]) && core::is_ascii_digit(text_[next]);
    if (!is_apostrophe(c)) return false;
    std::size_t behind = next;
    return is_word(core::next_code_point(text_, behind));
  }

  void add(std::size_t begin, std::size_t end) {
    const std::string_view word = text_.substr(begin, end - begin);
    std::string folded;
    if (ascii_) {
      folded = core::ascii_lower(word);
    } else {
      for (const char c : core::fold(word)) {
        if (c != ' ') folded += c;  // where an apostrophe or a comma was
      }
    }
    if (folded.empty()) return;
    out_.push_back(
        {hash_of(folded), {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}});
  }

  std::string_view text_;
  std::vector<BodyWord>& out_;
  bool ascii_ = true;  // letters and digits of ASCII only, in the word being read
};

}  // namespace

std::vector<BodyWord> body_words(const Record& record) {
  std::vector<BodyWord> out;
  const core::CodePointIndex index(record.text);
  const auto byte_of = [&](std::uint32_t point) {
    return std::size_t{index.byte_of(std::min(point, index.size()))};
  };
  WordReader words(record.text, out);
  std::size_t at = 0;
  for (const RecordFurniture& part : record.furniture) {
    if (const std::size_t begin = byte_of(part.span.begin); begin > at) words.read(at, begin);
    at = std::max(at, byte_of(part.span.end));
  }
  words.read(at, record.text.size());
  return out;
}

}  // namespace dragoman::stories
