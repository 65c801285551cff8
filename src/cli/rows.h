// Rows of any kind as an aligned table, CSV or JSON Lines. A View says once what a row holds.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "cli/output.h"
#include "cli/terminal.h"
#include "store/csv.h"
#include "store/fields.h"

namespace dragoman::cli {

using Json = nlohmann::ordered_json;
using store::csv_cell;
using store::csv_line;
using store::Field;

enum class RowFormat { Table, Jsonl, Csv };

// One column of the table for people.
template <class Row>
struct TableColumn {
  const char* heading;
  std::function<std::string(const Row&)> text;
  bool shrinks = false;                      // may be cut when the terminal is narrow
  bool number = false;                       // stands to the right
  std::function<Paint(const Row&)> paint{};  // plain when empty
  bool optional = false;                     // left out of a table in which no row fills it
};

template <class Row>
struct View {
  std::vector<Field<Row>> fields;
  std::vector<TableColumn<Row>> table;
};

// ---- the three forms, of ready cells ----

struct TableShape {
  std::vector<std::string> headings;
  std::vector<bool> shrinks, numbers;
};
struct TableRow {
  std::vector<std::string> cells;
  std::vector<Paint> paints;
};
// On a terminal columns are cut to its width; elsewhere nothing is cut.
void write_table(Output& output,
                 const Screen& screen,
                 const TableShape& shape,
                 const std::vector<TableRow>& rows);


// Without unknown values.
std::string json_line(const std::vector<std::pair<const char*, Json>>& fields);

// ---- one writer for all ----

// CSV and JSONL go out row by row; a table when finish() knows all widths.
template <class Row>
class RowWriter {
 public:
  RowWriter(Output& output, const Screen& screen, RowFormat format, const View<Row>& view)
      : output_(output), screen_(screen), format_(format), view_(view) {
    if (format_ != RowFormat::Csv) return;
    std::vector<std::string> names;
    for (const Field<Row>& field : view_.fields) names.emplace_back(field.name);
    output_.write(csv_line(names));
  }

  void add(const Row& row) {
    ++count_;
    if (format_ == RowFormat::Table) {
      TableRow cells;
      for (const TableColumn<Row>& column : view_.table) {
        cells.cells.push_back(printable(column.text(row)));
        cells.paints.push_back(column.paint ? column.paint(row) : Paint::Plain);
      }
      rows_.push_back(std::move(cells));
    } else if (format_ == RowFormat::Csv) {
      std::vector<std::string> cells;
      for (const Field<Row>& field : view_.fields) cells.push_back(csv_cell(field.value(row)));
      output_.write(csv_line(cells));
    } else {
      std::vector<std::pair<const char*, Json>> fields;
      for (const Field<Row>& field : view_.fields)
        fields.emplace_back(field.name, field.value(row));
      output_.write(json_line(fields));
    }
  }

  std::size_t count() const { return count_; }
  bool is_csv() const { return format_ == RowFormat::Csv; }

  void finish() {
    if (format_ != RowFormat::Table) return;
    TableShape shape;
    std::size_t at = 0;
    for (const TableColumn<Row>& column : view_.table) {
      if (column.optional && is_empty(at)) {
        drop(at);
        continue;
      }
      shape.headings.emplace_back(column.heading);
      shape.shrinks.push_back(column.shrinks);
      shape.numbers.push_back(column.number);
      ++at;
    }
    write_table(output_, screen_, shape, rows_);
  }

 private:
  bool is_empty(std::size_t column) const {
    return std::all_of(rows_.begin(), rows_.end(),
                       [column](const TableRow& row) { return row.cells[column].empty(); });
  }
  void drop(std::size_t column) {
    const auto at = static_cast<std::ptrdiff_t>(column);
    for (TableRow& row : rows_) {
      row.cells.erase(row.cells.begin() + at);
      row.paints.erase(row.paints.begin() + at);
    }
  }

  Output& output_;
  const Screen& screen_;
  RowFormat format_;
  const View<Row>& view_;
  std::vector<TableRow> rows_;
  std::size_t count_ = 0;
};

}  // namespace dragoman::cli
