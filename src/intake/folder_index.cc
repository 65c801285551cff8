#include "intake/folder_index.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "core/resources.h"
#include "core/utf8.h"

namespace dragoman::intake {

Result<FolderIndex> read_index(const std::string& path) {
  Result<std::string> content = core::read_file(path);
  if (!content) return content.error();
  FolderIndex index;
  std::vector<std::string> names;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < content->size();) {
    std::size_t end = content->find('\n', begin);
    if (end == std::string::npos) end = content->size();
    std::string_view line = std::string_view(*content).substr(begin, end - begin);
    begin = end + 1;
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (number == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    if (line.empty() || (line.starts_with('#') && names.empty())) continue;
    std::vector<std::string> fields;
    for (;;) {
      const std::size_t tab = line.find('\t');
      fields.emplace_back(core::trim(line.substr(0, tab)));
      if (tab == std::string_view::npos) break;
      line.remove_prefix(tab + 1);
    }
    const auto where = [&](std::size_t column) {
      return path + ":" + std::to_string(number) + ":" + std::to_string(column);
    };
    if (names.empty()) {
      names = std::move(fields);
      for (std::string& name : names) name = core::ascii_lower(name);
      if (std::find(names.begin(), names.end(), "file") == names.end()) {
        return make_error(ErrorCode::BadFormat, "expected a column named 'file' in the first line",
                          where(1));
      }
      continue;
    }
    if (fields.size() > names.size()) {
      return make_error(ErrorCode::BadFormat,
                        "expected at most " + std::to_string(names.size()) + " columns, got " +
                            std::to_string(fields.size()),
                        where(1));
    }
    IndexEntry entry;
    std::string file;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (names[i] == "file")
        file = std::move(fields[i]);
      else if (names[i] == "published")
        entry.published = std::move(fields[i]);
      else if (names[i] == "outlet")
        entry.outlet = std::move(fields[i]);
      else if (names[i] == "title")
        entry.title = std::move(fields[i]);
    }
    if (file.empty()) return make_error(ErrorCode::BadFormat, "expected a file name", where(1));
    index.emplace(std::move(file), std::move(entry));
  }
  return index;
}

}  // namespace dragoman::intake
