#include "knowledge/table_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "core/utf8.h"
#include "knowledge/normalise.h"

namespace dragoman::knowledge {

std::string clean_cell(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return std::string(core::trim(out));
}

std::string clean_name(std::string_view text) {
  std::string out = clean_cell(text);
  std::replace(out.begin(), out.end(), '|', ' ');
  return std::string(core::trim(out));
}

std::string join_names(const std::vector<std::string>& names, std::size_t most) {
  std::string out;
  std::vector<std::string> keys;
  for (const std::string& raw : names) {
    const std::string name = clean_name(raw);
    const std::string key = normalise_alias(name);
    if (key.empty() || std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
    if (keys.size() == most) break;
    keys.push_back(key);
    out += (out.empty() ? "" : "|") + name;
  }
  return out;
}

Result<TableFile> TableFile::create(const std::string& path,
                                    const std::vector<std::string>& about,
                                    std::vector<std::string> columns) {
  TableFile table(path);
  if (path != "-") {
    table.part_ = path + ".part";
    table.file_.open(table.part_, std::ios::binary);
    if (!table.file_) return make_error(ErrorCode::NotWritable, std::strerror(errno), path);
  }
  for (const std::string& line : about) table.put("# " + clean_cell(line) + "\n");
  std::string header;
  for (const std::string& column : columns) header += (header.empty() ? "" : "\t") + column;
  table.put(header + "\n");
  table.columns_ = std::move(columns);
  return table;
}

TableFile::~TableFile() {
  if (part_.empty()) return;
  file_.close();
  std::remove(part_.c_str());
}

void TableFile::put(const std::string& line) {
  if (path_ == "-") {
    std::fwrite(line.data(), 1, line.size(), stdout);
  } else {
    file_ << line;
  }
}

void TableFile::add(const std::vector<std::pair<std::string_view, std::string>>& cells) {
  std::string line;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const auto it = std::find_if(cells.begin(), cells.end(),
                                 [&](const auto& cell) { return cell.first == columns_[i]; });
    if (i > 0) line += '\t';
    if (it != cells.end()) line += clean_cell(it->second);
  }
  // A first cell with "#" would be a comment.
  if (line.starts_with('#')) line.insert(0, " ");
  put(line + "\n");
  ++rows_;
}

Result<void> TableFile::finish() {
  errno = 0;
  bool good = true;
  if (path_ == "-") {
    good = std::fflush(stdout) == 0;
  } else {
    file_.close();
    good = !file_.fail() && std::rename(part_.c_str(), path_.c_str()) == 0;
    if (good) part_.clear();
  }
  if (good) return {};
  return make_error(ErrorCode::NotWritable, errno ? std::strerror(errno) : "cannot be written",
                    path_);
}

Result<void> write_whole(const std::string& path, std::string_view bytes) {
  if (path == "-") {
    if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size() &&
        std::fflush(stdout) == 0)
      return {};
    return make_error(ErrorCode::NotWritable, std::strerror(errno), "standard output");
  }
  const std::filesystem::path target(path);
  std::error_code error;
  if (target.has_parent_path()) std::filesystem::create_directories(target.parent_path(), error);
  const std::string part = path + ".part";
  errno = 0;
  std::ofstream out(part, std::ios::binary);
  out << bytes;
  out.close();
  if (!out.fail() && std::rename(part.c_str(), path.c_str()) == 0) return {};
  const std::string reason = errno ? std::strerror(errno) : "cannot be written";
  std::remove(part.c_str());
  return make_error(ErrorCode::NotWritable, reason, path);
}

}  // namespace dragoman::knowledge
