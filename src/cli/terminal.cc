#include "cli/terminal.h"

#include <algorithm>
#include <cstdlib>

#include <sys/ioctl.h>
#include <unicode/uchar.h>
#include <unistd.h>

#include "core/utf8.h"

namespace dragoman::cli {
namespace {

constexpr char kEscape = '\x1b';
constexpr const char* kReset = "\x1b[0m";

const char* sequence(Paint how) {
  switch (how) {
    case Paint::Plain:
      return "";
    case Paint::Bold:
      return "\x1b[1m";
    case Paint::Dim:
      return "\x1b[2m";
    case Paint::Heading:
      return "\x1b[1;36m";
    case Paint::Speech:
      return "\x1b[36m";
    case Paint::Cue:
      return "\x1b[1;36m";
    case Paint::Cooperation:
      return "\x1b[1;32m";
    case Paint::Conflict:
      return "\x1b[1;31m";
    case Paint::Place:
      return "\x1b[35m";
    case Paint::Warning:
      return "\x1b[1;33m";
  }
  return "";
}

std::size_t width_of(char32_t c) {
  const auto code_point = static_cast<UChar32>(c);
  if (u_getCombiningClass(code_point) != 0) return 0;
  const int width = u_getIntPropertyValue(code_point, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

// Moves `at` behind the escape sequence that starts there ("ESC [ ... m").
void skip_sequence(std::string_view text, std::size_t& at) {
  while (at < text.size() && text[at] != 'm') ++at;
  if (at < text.size()) ++at;
}

}  // namespace

std::string Screen::paint(Paint how, std::string_view text) const {
  if (!colours || how == Paint::Plain || text.empty()) return std::string(text);
  return sequence(how) + std::string(text) + kReset;
}

Screen look_at(std::FILE* stream) {
  Screen screen;
  screen.terminal = isatty(fileno(stream)) != 0;
  if (!screen.terminal) return screen;
  const char* no_colour = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  screen.colours = (no_colour == nullptr || *no_colour == '\0') && term != nullptr &&
                   std::string_view(term) != "dumb";
  winsize size{};
  if (const char* columns = std::getenv("COLUMNS"); columns != nullptr && std::atoi(columns) > 0) {
    screen.width = static_cast<std::size_t>(std::atoi(columns));
  } else if (ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    screen.width = size.ws_col;
  }
  screen.width = std::max<std::size_t>(screen.width, 40);
  return screen;
}

std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = core::next_code_point(text, at);
    if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029) {
      out += ' ';
    } else if (!((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))) {
      core::append_utf8(out, c);
    }
  }
  return out;
}

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == kEscape) {
      skip_sequence(text, at);
    } else {
      columns += width_of(core::next_code_point(text, at));
    }
  }
  return columns;
}

std::string shorten(std::string_view text, std::size_t width) {
  if (columns_of(text) <= width) return std::string(text);
  if (width == 0) return {};
  std::size_t at = 0, columns = 0, blank = 0;  // `blank`: last place between words
  bool painted = false;
  while (true) {
    std::size_t next = at;
    if (text[at] == kEscape) {
      skip_sequence(text, next);
      painted = true;
    } else {
      const std::size_t more = width_of(core::next_code_point(text, next));
      if (columns + more > width - 1) break;
      columns += more;
      if (text[at] == ' ') blank = at;
    }
    at = next;
  }
  const std::size_t cut = blank >= at - at / 5 && blank > 0 ? blank : at;
  return std::string(text.substr(0, cut)) + "\u2026" + (painted ? kReset : "");
}

std::string pad(std::string_view text, std::size_t width) {
  const std::size_t columns = columns_of(text);
  return std::string(text) + std::string(columns < width ? width - columns : 0, ' ');
}

std::string pad_left(std::string_view text, std::size_t width) {
  const std::size_t columns = columns_of(text);
  return std::string(columns < width ? width - columns : 0, ' ') + std::string(text);
}

std::string in_marks(std::string_view words) {
  constexpr std::string_view kOpening[] = {"\u201C", "\u2018", "\u00AB", "\"", "\'", "``"};
  for (const std::string_view mark : kOpening) {
    if (words.starts_with(mark)) return std::string(words);
  }
  return "\u201C" + std::string(words) + "\u201D";
}

std::string wrap(std::string_view text, std::size_t width, std::size_t indent, std::size_t start) {
  std::string out;
  std::size_t column = start;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    const std::size_t columns = columns_of(word);
    const bool first = out.empty();
    if (!first && column + 1 + columns > width && column > indent) {
      out += '\n' + std::string(indent, ' ');
      column = indent;
    } else if (!first && !word.empty()) {
      out += ' ';
      ++column;
    }
    out += word;
    column += columns;
    at = end + 1;
  }
  return out;
}

}  // namespace dragoman::cli
