// CSV (RFC 4180) with a mapping of columns.
#include <algorithm>
#include <optional>

#include "core/utf8.h"
#include "knowledge/compile.h"
#include "knowledge/import.h"
#include "knowledge/line_reader.h"
#include "knowledge/table_file.h"

namespace dragoman::knowledge {
namespace {

// Records of a CSV file: a quoted cell may hold delimiters, doubled quotation marks and line ends.
class CsvReader {
 public:
  // A quotation mark that nobody closes must not swallow the file.
  static constexpr std::size_t kMostRecordBytes = 1u << 20;

  CsvReader(LineReader& lines, char delimiter) : lines_(lines), delimiter_(delimiter) {}

  // False at the end. error() tells where a record is broken; it ends there.
  bool next(std::vector<std::string>& cells) {
    cells.assign(1, "");
    error_.reset();
    std::string line;
    if (!lines_.next(line)) return false;
    line_ = lines_.line_number();
    bool quoted = false;
    std::size_t size = 0;
    for (;;) {
      size += line.size();
      split(line, cells, quoted);
      if (!quoted) return true;
      if (size > kMostRecordBytes || !lines_.next(line)) {
        error_ = "a quotation mark is not closed";
        return true;
      }
      cells.back() += '\n';
    }
  }

  std::size_t line() const { return line_; }  // where the record began
  const std::optional<std::string>& error() const { return error_; }

 private:
  void split(const std::string& line, std::vector<std::string>& cells, bool& quoted) const {
    bool fresh = !quoted;  // at the start of a cell
    for (std::size_t i = 0; i < line.size(); ++i) {
      const char c = line[i];
      if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"') {
        cells.back() += line[++i];
      } else if (c == '"' && (quoted || fresh)) {
        quoted = !quoted;
        fresh = false;
      } else if (c == delimiter_ && !quoted) {
        cells.emplace_back();
        fresh = true;
      } else {
        cells.back() += c;
        fresh = false;
      }
    }
  }

  LineReader& lines_;
  char delimiter_;
  std::size_t line_ = 0;
  std::optional<std::string> error_;
};

struct Column {
  std::string name;
  std::optional<std::size_t> cell;  // of the CSV
  std::string fixed;
};

Result<std::vector<Column>> columns_for(const CsvOptions& options,
                                        const std::vector<std::string>& headings,
                                        const std::string& input) {
  const std::vector<std::string_view>* known = table_columns(options.table);
  if (!known || options.table == "divisions") {
    return make_error(ErrorCode::BadArgument,
                      "\"" + options.table +
                          "\" is no kind of table to import, expected entities, places, roles, "
                          "given-names or offices");
  }
  std::vector<Column> columns;
  const auto check = [&](const std::string& name) -> std::optional<Error> {
    if (std::find(known->begin(), known->end(), name) != known->end()) return std::nullopt;
    std::string list;
    for (const std::string_view each : *known)
      list += (list.empty() ? "" : ", ") + std::string(each);
    return make_error(ErrorCode::BadArgument, "\"" + name + "\" is no column of " + options.table +
                                                  ", expected one of " + list);
  };
  for (const auto& [name, value] : options.set) {
    if (auto error = check(name)) return *error;
    columns.push_back({name, std::nullopt, value});
  }
  for (const auto& [name, heading] : options.map) {
    if (auto error = check(name)) return *error;
    const auto it = std::find(headings.begin(), headings.end(), heading);
    if (it == headings.end()) {
      std::string list;
      for (const std::string& each : headings) list += (list.empty() ? "\"" : ", \"") + each + "\"";
      return make_error(ErrorCode::MissingField,
                        "no heading \"" + heading + "\", expected one of " + list, input + ":1");
    }
    columns.push_back({name, static_cast<std::size_t>(it - headings.begin()), ""});
  }
  for (std::size_t i = 0; i < headings.size(); ++i) {
    const bool taken = std::any_of(columns.begin(), columns.end(), [&](const Column& column) {
      return column.name == headings[i] || column.cell == i;
    });
    if (!taken && !check(headings[i])) columns.push_back({headings[i], i, ""});
  }
  const std::string_view key = options.table == "roles"     ? "phrase"
                               : options.table == "offices" ? "role"
                                                            : "name";
  if (std::none_of(columns.begin(), columns.end(),
                   [&](const Column& column) { return column.name == key; })) {
    return make_error(ErrorCode::MissingField,
                      "no column gives the " + std::string(key) + ", expected --map " +
                          std::string(key) + "=HEADING",
                      input + ":1");
  }
  return columns;
}

std::string table_cell(const Column& column,
                       const std::string& raw,
                       const CountryCodes& countries) {
  std::string text = clean_cell(raw);
  if (column.name == "country") {
    if (std::string code = countries(text); !code.empty()) return code;
  }
  static constexpr std::string_view kLists[] = {"aliases", "adjectives", "demonyms", "plurals",
                                                "capitals"};
  if (std::find(std::begin(kLists), std::end(kLists), column.name) != std::end(kLists))
    std::replace(text.begin(), text.end(), ';', '|');
  return text;
}

}  // namespace

Result<ImportReport> import_csv(const std::string& input,
                                const std::string& output,
                                const CsvOptions& options,
                                const KnowledgeBase& base) {
  auto lines = LineReader::open(input);
  if (!lines) return lines.error();
  CsvReader csv(*lines, options.delimiter);
  std::vector<std::string> cells;
  if (!csv.next(cells)) return make_error(ErrorCode::EmptyInput, "no line of headings", input);
  for (std::string& cell : cells) cell = clean_cell(cell);
  const std::size_t width = cells.size();
  auto columns = columns_for(options, cells, input);
  if (!columns) return columns.error();

  std::vector<std::string> about = {"origin: " + input, "made by: dragoman kb import csv",
                                    "table: " + options.table};
  if (options.fill) about.push_back("fill: yes");
  std::string header;
  for (const std::string& line : about) header += "# " + line + "\n";
  std::vector<std::string> names;
  for (const Column& column : *columns) {
    header += (names.empty() ? "" : "\t") + column.name;
    names.push_back(column.name);
  }
  header += "\n";

  const CountryCodes countries(base);
  ImportReport report;
  Lines rows;
  while (csv.next(cells)) {
    if (cells.size() == 1 && clean_cell(cells[0]).empty() && !csv.error()) continue;
    ++report.read;
    const std::string where = input + ":" + std::to_string(csv.line());
    if (csv.error()) {
      report.add_problem(make_error(ErrorCode::BadFormat, *csv.error(), where));
      continue;
    }
    if (cells.size() != width) {
      report.add_problem(make_error(ErrorCode::BadFormat,
                                    "the row has " + std::to_string(cells.size()) +
                                        " cells, expected " + std::to_string(width),
                                    where));
      continue;
    }
    std::string row;
    for (const Column& column : *columns) {
      row += (&column == columns->data() ? "" : "\t") +
             table_cell(column, column.cell ? cells[*column.cell] : column.fixed, countries);
    }
    if (core::find_invalid_utf8(row) != std::string::npos) {
      report.add_problem(make_error(ErrorCode::BadEncoding, "the row is no UTF-8", where));
      continue;
    }
    rows.rows.push_back(row.starts_with('#') ? " " + row : row);
    rows.lines.push_back(csv.line());
  }
  if (lines->damage()) report.add_problem(*lines->damage());
  rows = usable_rows(header, std::move(rows), input, base, report);
  report.written = rows.rows.size();
  for (const std::string& row : rows.rows) header += row + "\n";
  auto written = write_whole(output, header);
  if (!written) return written.error();
  return report;
}

}  // namespace dragoman::knowledge
