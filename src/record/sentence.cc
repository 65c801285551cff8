#include "record/sentence.h"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "core/utf8.h"

namespace dragoman::record {
namespace {

bool is_short_word(std::string_view word) {
  static const std::unordered_set<std::string_view> kShort = {
#include "record/short_words.inc"
  };
  return kShort.contains(core::ascii_lower(word));
}

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

// Bytes of the closing mark that begins at `at`; 0 for another character.
std::size_t closing_mark(std::string_view text, std::size_t at) {
  for (const std::string_view mark : {"\"", "'", ")", "]", "”", "’", "»"}) {
    if (text.substr(at).starts_with(mark)) return mark.size();
  }
  return 0;
}

// "U.S", "a.m", "J": the last full stop belongs to the word.
bool keeps_its_stop(std::string_view text, std::size_t stop) {
  std::size_t begin = stop;
  while (begin > 0 && !is_blank(text[begin - 1])) --begin;
  std::string_view word = text.substr(begin, stop - begin);
  while (!word.empty() && (word.front() == '(' || word.front() == '"' || word.front() == '\''))
    word.remove_prefix(1);
  const bool initials = word.size() == 1 || word.find('.') == 1;
  return initials || is_short_word(word);
}

// Where the sentence ends that has a mark at `at`; npos when none ends there.
std::size_t end_at_mark(std::string_view text, std::size_t at) {
  const char mark = text[at];
  if (mark != '.' && mark != '?' && mark != '!') return std::string_view::npos;
  if (mark == '.' && keeps_its_stop(text, at)) return std::string_view::npos;
  std::size_t end = at + 1;
  while (const std::size_t more = closing_mark(text, end)) end += more;
  if (end < text.size() && !is_blank(text[end])) return std::string_view::npos;
  std::size_t next = end;
  while (next < text.size() && is_blank(text[next])) ++next;
  const bool goes_on = next < text.size() && core::is_ascii_lower(text[next]);
  return goes_on ? std::string_view::npos : end;
}

// A blank line, or the end of the first line.
bool is_paragraph_end(std::string_view text, std::size_t at) {
  if (text[at] != '\n') return false;
  return (at + 1 < text.size() && text[at + 1] == '\n') || text.find('\n') == at;
}

std::size_t sentence_begin(std::string_view text, std::size_t inside) {
  for (std::size_t at = inside; at-- > 0;) {
    if (is_paragraph_end(text, at)) return at + 1;
    const std::size_t end = end_at_mark(text, at);
    if (end != std::string_view::npos && end <= inside) return end;
  }
  return 0;
}

std::size_t sentence_end(std::string_view text, std::size_t inside) {
  for (std::size_t at = inside; at < text.size(); ++at) {
    if (is_paragraph_end(text, at)) return at;
    const std::size_t end = end_at_mark(text, at);
    if (end != std::string_view::npos) return end;
  }
  return text.size();
}

}  // namespace

CodePointSpan sentence_around(std::string_view text, CodePointSpan span) {
  const core::CodePointIndex index(text);
  const std::uint32_t last = std::min(span.end, index.size());
  const std::uint32_t first = std::min(span.begin, last);
  std::size_t begin = sentence_begin(text, index.byte_of(first));
  std::size_t end = sentence_end(text, last > first ? index.byte_of(last - 1) : index.byte_of(last));
  while (begin < end && is_blank(text[begin])) ++begin;
  while (end > begin && is_blank(text[end - 1])) --end;
  return {index.at(static_cast<std::uint32_t>(begin)), index.at(static_cast<std::uint32_t>(end))};
}

}  // namespace dragoman::record
