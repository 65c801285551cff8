#include "store/words.h"

#include <algorithm>

namespace dragoman::store {
namespace {

template <class Holds>
bool any_line(std::string_view text, Holds holds) {
  while (true) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (holds(text.substr(0, end))) return true;
    if (end == text.size()) return false;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

std::vector<Sought> parse_search(std::string_view typed) {
  std::vector<Sought> out;
  std::size_t at = 0;
  while (at < typed.size()) {
    if (typed[at] == ' ') {
      ++at;
      continue;
    }
    const bool phrase = typed[at] == '"';
    if (phrase) ++at;
    const std::size_t end = std::min(typed.find(phrase ? '"' : ' ', at), typed.size());
    const std::string_view part = typed.substr(at, end - at);
    std::string words = fold(part);
    if (!words.empty()) out.push_back({std::move(words), part.back() == '*'});
    at = phrase ? end + 1 : end;
  }
  return out;
}

bool has_words(std::string_view text, const Sought& sought) {
  // Blanks on both sides, so that whole words are found.
  std::string wanted = ' ' + sought.words;
  if (!sought.beginning) wanted += ' ';
  return any_line(text, [&wanted](std::string_view line) {
    return (' ' + fold(line) + ' ').find(wanted) != std::string::npos;
  });
}

bool has_all_words(std::string_view text, std::string_view typed) {
  const std::vector<Sought> parts = parse_search(typed);
  return std::all_of(parts.begin(), parts.end(),
                     [text](const Sought& part) { return has_words(text, part); });
}

bool has_line(std::string_view text, std::string_view sought) {
  const std::string wanted = fold(sought);
  return any_line(text, [&wanted](std::string_view line) { return fold(line) == wanted; });
}

std::string search_expression(std::string_view typed) {
  std::string out;
  for (const Sought& part : parse_search(typed)) {
    if (!out.empty()) out += ' ';
    out += '"' + part.words + '"' + (part.beginning ? "*" : "");
  }
  return out;
}

}  // namespace dragoman::store
