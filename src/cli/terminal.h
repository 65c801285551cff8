// What text looks like on a screen: width, colours, cutting, padding, wrapping.
#pragma once

#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>

namespace dragoman::cli {

enum class Paint { Plain, Bold, Dim, Heading, Speech, Cue, Cooperation, Conflict, Place, Warning };

// How to write on one stream.
struct Screen {
  bool terminal = false;
  bool colours = false;
  std::size_t width = 100;  // columns; 100 where the stream is no terminal

  // `text` in a colour, or as it is where there are none.
  std::string paint(Paint how, std::string_view text) const;
};

// Colours on a terminal unless NO_COLOR is set (https://no-color.org) or TERM is "dumb". The width
// is the terminal's, or $COLUMNS where that is set; at least 40.
Screen look_at(std::FILE* stream);

// Control characters (a report could carry escape sequences) and line ends as blanks; bidirectional
// overrides left out.
std::string printable(std::string_view text);

// Columns that `text` takes: code points, combining marks counted as none and East Asian wide ones
// as two.
std::size_t columns_of(std::string_view text);
// At most `width` columns, with an ellipsis where words had to go; cut between words where that
// loses little.
std::string shorten(std::string_view text, std::size_t width);
// Blanks added behind, or in front, up to `width` columns.
std::string pad(std::string_view text, std::size_t width);
std::string pad_left(std::string_view text, std::size_t width);
// Words as a quotation: in quotation marks, unless they begin with one.
std::string in_marks(std::string_view words);
// Lines of at most `width` columns, the second and later ones indented by `indent` blanks; no
// newline at the end. The first begins at column `start`, where the caller has written already.
// Escape sequences of paint() take no columns.
std::string wrap(std::string_view text, std::size_t width, std::size_t indent, std::size_t start);

}  // namespace dragoman::cli
