#include <algorithm>
#include <fstream>
#include <iterator>

#include <zlib.h>

#include "knowledge/compile.h"

namespace dragoman::knowledge {
namespace {

Result<std::string> read_file(const std::filesystem::path& path) {
  std::string text;
  if (path.extension() == ".gz") {
    gzFile file = gzopen(path.c_str(), "rb");
    if (!file) return make_error(ErrorCode::NotReadable, "cannot open the table", path.string());
    char buffer[1 << 16];
    int got = 0;
    while ((got = gzread(file, buffer, sizeof buffer)) > 0)
      text.append(buffer, static_cast<std::size_t>(got));
    const bool whole = got == 0 && gzclose(file) == Z_OK;
    if (!whole)
      return make_error(ErrorCode::BadFormat, "the compressed table is damaged or cut short",
                        path.string());
    return text;
  }
  std::ifstream file(path, std::ios::binary);
  text.assign(std::istreambuf_iterator<char>(file), {});
  if (!file.is_open() || file.bad())
    return make_error(ErrorCode::NotReadable, "cannot read the table", path.string());
  return text;
}
bool is_table(const std::filesystem::path& path) {
  const std::string name = path.filename().string();
  return name.ends_with(".tsv") || name.ends_with(".tsv.gz");
}
}  // namespace

Result<std::vector<std::filesystem::path>> list_tables(const std::filesystem::path& path) {
  std::error_code code;
  if (std::filesystem::is_regular_file(path, code)) return std::vector{path};
  std::vector<std::filesystem::path> paths;
  for (const auto& item : std::filesystem::directory_iterator(path, code)) {
    if (is_table(item.path())) paths.push_back(item.path());
  }
  if (code) {
    return make_error(ErrorCode::NotFound,
                      "cannot be opened as a table or a folder of tables: " + code.message(),
                      path.string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

Result<SourceTable> read_table(const std::filesystem::path& path) {
  auto text = read_file(path);
  if (!text) return text.error();
  return SourceTable{path.filename().string(), std::move(*text), path.string()};
}

Result<std::vector<SourceTable>> read_tables(const std::filesystem::path& folder) {
  const auto paths = list_tables(folder);
  if (!paths) return paths.error();
  if (paths->empty())
    return make_error(ErrorCode::NotFound, "no *.tsv or *.tsv.gz in the folder", folder.string());
  std::vector<SourceTable> tables;
  for (const auto& path : *paths) {
    auto table = read_table(path);
    if (!table) return table.error();
    table->name = "knowledge/" + table->name;
    table->path.clear();
    tables.push_back(std::move(*table));
  }
  return tables;
}

}  // namespace dragoman::knowledge
