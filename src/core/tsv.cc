#include "core/tsv.h"

#include <algorithm>
#include <string_view>

#include "core/mapped_file.h"
#include "core/utf8.h"

namespace dragoman::core {

Error TsvFile::error(const TsvRow& row, std::size_t field, std::string message) const {
  const std::size_t column = field < row.columns.size() ? row.columns[field] : 1;
  return make_error(ErrorCode::BadFormat, std::move(message),
                    path + ":" + std::to_string(row.line) + ":" + std::to_string(column));
}

Result<TsvFile> read_tsv(const std::string& path, std::size_t least, std::size_t most) {
  auto mapped = MappedFile::open(path);
  if (!mapped) return mapped.error();
  const std::string_view text = mapped->bytes();
  TsvFile file;
  file.path = path;
  std::size_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    ++number;
    if (trim(line).empty() || line.front() == '#') continue;
    TsvRow row;
    row.line = number;
    for (std::size_t begin = 0; begin <= line.size();) {
      const std::size_t tab = std::min(line.find('\t', begin), line.size());
      row.fields.emplace_back(trim(line.substr(begin, tab - begin)));
      row.columns.push_back(begin + 1);
      begin = tab + 1;
    }
    if (row.fields.size() < least || row.fields.size() > most) {
      return file.error(row, 0,
                        "expected " + std::to_string(least) +
                            (most > least ? " to " + std::to_string(most) : "") +
                            " tab-separated fields, found " + std::to_string(row.fields.size()));
    }
    file.rows.push_back(std::move(row));
  }
  return file;
}

std::vector<std::string> split_list(const std::string& field, char separator) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= field.size();) {
    const std::size_t end = std::min(field.find(separator, at), field.size());
    const std::string_view part = trim(std::string_view(field).substr(at, end - at));
    if (!part.empty()) parts.emplace_back(part);
    at = end + 1;
  }
  return parts;
}

}  // namespace dragoman::core
