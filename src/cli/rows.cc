#include "cli/rows.h"

#include <algorithm>

namespace dragoman::cli {
namespace {

constexpr std::size_t kGap = 2;     // blanks between columns
constexpr std::size_t kLeast = 10;  // columns that shrink keep so much

// Natural widths, then blanks taken from the widest shrinking column until all fit.
std::vector<std::size_t> widths_of(const Screen& screen,
                                   const TableShape& shape,
                                   const std::vector<TableRow>& rows) {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < shape.headings.size(); ++i) {
    std::size_t width = columns_of(shape.headings[i]);
    for (const TableRow& row : rows) width = std::max(width, columns_of(row.cells[i]));
    widths.push_back(width);
  }
  if (!screen.terminal) return widths;
  std::size_t total = kGap * (widths.size() - 1);
  for (const std::size_t width : widths) total += width;
  while (total > screen.width) {
    std::size_t widest = widths.size();
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (shape.shrinks[i] && widths[i] > kLeast &&
          (widest == widths.size() || widths[i] > widths[widest]))
        widest = i;
    }
    if (widest == widths.size()) break;
    --widths[widest];
    --total;
  }
  return widths;
}

}  // namespace

void write_table(Output& output,
                 const Screen& screen,
                 const TableShape& shape,
                 const std::vector<TableRow>& rows) {
  const std::vector<std::size_t> widths = widths_of(screen, shape, rows);
  const auto write = [&](const std::vector<std::string>& cells, const auto& paint_of) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string cell = shorten(cells[i], widths[i]);
      const bool last = i + 1 == cells.size();
      const std::string painted = screen.paint(paint_of(i), cell);
      line += shape.numbers[i] ? pad_left(painted, widths[i])
              : last           ? painted
                               : pad(painted, widths[i]);
      if (!last) line += std::string(kGap, ' ');
    }
    while (!line.empty() && line.back() == ' ') line.pop_back();
    output.write(line + "\n");
  };
  write(shape.headings, [](std::size_t) { return Paint::Bold; });
  for (const TableRow& row : rows) {
    write(row.cells, [&row](std::size_t i) { return row.paints[i]; });
    if (output.failed()) return;
  }
}

std::string json_line(const std::vector<std::pair<const char*, Json>>& fields) {
  Json object = Json::object();
  for (const auto& [name, value] : fields) {
    if (value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty()))
      continue;
    if (value.is_array() && value.empty()) continue;
    object[name] = value;
  }
  return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace dragoman::cli
