#include "cli/trees.h"

#include <algorithm>
#include <vector>

namespace dragoman::cli {
namespace {

constexpr unsigned kUp = 1, kDown = 2, kLeft = 4, kRight = 8;
// Lines that leave a cell up, down, left, right, as one character.
constexpr std::string_view kLines[16] = {" ", "╵", "╷", "│", "╴", "┘", "┐", "┤",
                                         "╶", "└", "┌", "├", "─", "┴", "┬", "┼"};

// How far below the root each word of the sentence stands.
std::vector<std::size_t> depths_of(const Document& doc, TokenSpan tokens) {
  std::vector<std::size_t> depth(tokens.size(), 0);
  std::vector<std::uint32_t> path;
  for (std::uint32_t i = tokens.begin; i < tokens.end; ++i) {
    path.clear();
    std::uint32_t at = i;
    while (depth[at - tokens.begin] == 0 && doc.tokens[at].head != kNone) {
      path.push_back(at);
      at = doc.tokens[at].head;
    }
    std::size_t below = depth[at - tokens.begin];
    while (!path.empty()) {
      depth[path.back() - tokens.begin] = ++below;
      path.pop_back();
    }
  }
  return depth;
}

// The lines to the left of the words. Every word has a stem, two columns further in than its head's
// (one where the tree is deep, and the last column for whatever is deeper still); a line along a
// head's stem joins its dependents.
std::vector<std::string> arcs_of(const Document& doc, TokenSpan tokens, std::size_t width) {
  const std::vector<std::size_t> depth = depths_of(doc, tokens);
  const std::size_t deepest = *std::max_element(depth.begin(), depth.end());
  const std::size_t step = 2 * deepest + 3 <= width ? 2 : 1;
  const auto stem = [&](std::uint32_t i) {
    return std::min(1 + step * depth[i - tokens.begin], width - 2);
  };
  std::vector<std::vector<unsigned>> cells(tokens.size());
  for (std::uint32_t i = tokens.begin; i < tokens.end; ++i)
    cells[i - tokens.begin].assign(stem(i) + 1, 0);
  const auto cell = [&](std::uint32_t row, std::size_t column) -> unsigned& {
    std::vector<unsigned>& line = cells[row - tokens.begin];
    if (line.size() <= column) line.resize(column + 1, 0);
    return line[column];
  };
  for (std::uint32_t i = tokens.begin; i < tokens.end; ++i) {
    const std::uint32_t head = doc.tokens[i].head;
    const std::size_t to = stem(i);
    const std::size_t from = head == kNone ? 0 : std::min(stem(head), to - 1);
    cell(i, from) |= kRight;
    for (std::size_t column = from + 1; column < to; ++column) cell(i, column) |= kLeft | kRight;
    cell(i, to) |= kLeft;
    if (head == kNone) continue;
    const std::uint32_t top = std::min(i, head), bottom = std::max(i, head);
    for (std::uint32_t row = top; row <= bottom; ++row) {
      cell(row, from) |= (row > top ? kUp : 0) | (row < bottom ? kDown : 0);
    }
  }
  std::vector<std::string> out;
  for (std::uint32_t i = tokens.begin; i < tokens.end; ++i) {
    std::string line;
    const std::vector<unsigned>& row = cells[i - tokens.begin];
    for (std::size_t column = 0; column < row.size(); ++column) {
      const bool leaf = column == stem(i) && row[column] == kLeft;
      line += leaf ? std::string_view("╼") : kLines[row[column]];
    }
    out.push_back(std::move(line));
  }
  return out;
}

void draw(const Document& doc,
          const Sentence& sentence,
          std::vector<std::string>& names,
          const Screen& screen,
          std::string& out) {
  out += screen.paint(Paint::Bold, wrap(printable(doc.view(sentence.span)), screen.width, 0, 0)) +
         "\n";
  const std::vector<std::string> arcs = arcs_of(doc, sentence.tokens, screen.width / 2);
  std::vector<std::string> words;
  std::size_t widest = 0;
  constexpr std::size_t kLabels = 18;  // "PROPN compound:prt"
  const std::size_t room = screen.width - kLabels - 2;
  for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
    const std::string& lines = arcs[i - sentence.tokens.begin];
    const std::size_t used = columns_of(lines) + 1;
    words.push_back(lines + " " +
                    shorten(printable(doc.form(i)), room > used + 1 ? room - used : 1));
    widest = std::max(widest, columns_of(words.back()));
  }
  for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
    const Token& token = doc.tokens[i];
    std::string labels = pad(to_string(token.upos), 6) + std::string(to_string(token.deprel));
    const std::string& name = names[i];
    if (!name.empty()) labels = pad(labels, kLabels + 1) + name;
    labels = shorten(labels, screen.width - widest - 2);
    out += pad(words[i - sentence.tokens.begin], widest) + "  " +
           screen.paint(name.empty() ? Paint::Dim : Paint::Place, labels) + "\n";
  }
  out += "\n";
}

}  // namespace

std::string draw_trees(const Document& doc, const Screen& screen) {
  std::vector<std::string> names(doc.tokens.size());  // the type, on every word of a name
  for (const Name& name : doc.names) {
    for (std::uint32_t i = name.tokens.begin; i < name.tokens.end; ++i)
      names[i] = to_string(name.type);
  }
  std::string out;
  for (const Sentence& sentence : doc.sentences) draw(doc, sentence, names, screen, out);
  return out;
}

}  // namespace dragoman::cli
