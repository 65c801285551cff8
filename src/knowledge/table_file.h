// Tables that Dragoman writes itself: imports, and rows that a user adds.
#pragma once

#include <cstddef>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dragoman/result.h"

namespace dragoman::knowledge {

// A cell as it may stand in a table: tabs, line ends and other control characters become blanks,
// blanks at the ends fall off.
std::string clean_cell(std::string_view text);
// The same for one name of a list: "|" becomes a blank too.
std::string clean_name(std::string_view text);
// "a|b|c" of clean, different, not empty names, at most `most` of them.
std::string join_names(const std::vector<std::string>& names, std::size_t most);

// Writes a table row by row into a file that appears whole or not at all. "-": standard output.
class TableFile {
 public:
  // `about` holds comments and settings, one a line, without "# ". Fails with NotWritable.
  static Result<TableFile> create(const std::string& path,
                                  const std::vector<std::string>& about,
                                  std::vector<std::string> columns);
  TableFile(TableFile&&) = default;
  ~TableFile();

  // Cells by name of column; those of no column are a mistake of the caller and left out.
  void add(const std::vector<std::pair<std::string_view, std::string>>& cells);
  std::size_t rows() const { return rows_; }
  // Renames the file to its name. Fails with NotWritable.
  Result<void> finish();

 private:
  explicit TableFile(std::string path) : path_(std::move(path)) {}
  void put(const std::string& line);

  std::string path_, part_;
  std::ofstream file_;
  std::vector<std::string> columns_;
  std::size_t rows_ = 0;
};

// Replaces or makes a whole file, which is never seen half written; "-": standard output. Fails
// with NotWritable.
Result<void> write_whole(const std::string& path, std::string_view bytes);

}  // namespace dragoman::knowledge
