#include "knowledge/overlay.h"

#include <cstdlib>
#include <fstream>
#include <set>
#include <string_view>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

#include "core/hash.h"
#include "knowledge/layout.h"

namespace dragoman::knowledge {
namespace {

namespace fs = std::filesystem;

// A folder of the XDG base directory specification.
fs::path xdg_folder(const char* variable, const char* fallback) {
  if (const char* set = std::getenv(variable); set && *set) return set;
  const char* home = std::getenv("HOME");
  return fs::path(home && *home ? home : ".") / fallback;
}

std::vector<std::string> split_paths(std::string_view text) {
  std::vector<std::string> paths;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(':'), text.size());
    if (end > 0) paths.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return paths;
}

Result<std::vector<fs::path>> list_files(const OverlayOptions& options,
                                         std::vector<Error>& rejected) {
  std::vector<fs::path> files;
  for (const std::string& path : options.paths) {
    auto listed = list_tables(path);
    if (!listed) {
      if (!options.lenient) return listed.error();
      rejected.push_back(listed.error());
      continue;
    }
    files.insert(files.end(), listed->begin(), listed->end());
  }
  return files;
}

// Names the content without reading it: path, size and time of each file, the base and the format.
std::string cache_name(const std::vector<fs::path>& files, const KnowledgeBase& base) {
  std::string key = base.content_hash() + " " + std::to_string(layout::kVersion);
  for (const fs::path& file : files) {
    struct stat info {};
    if (stat(file.c_str(), &info) != 0) return {};
    key += "\n" + fs::absolute(file).string() + " " + std::to_string(info.st_size) + " " +
           std::to_string(info.st_mtim.tv_sec) + "." + std::to_string(info.st_mtim.tv_nsec);
  }
  return core::sha256_hex(key).substr(0, 32) + ".kb";
}

std::uintmax_t total_size(const std::vector<fs::path>& files) {
  std::uintmax_t total = 0;
  for (const fs::path& file : files) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    if (!error) total += size;
  }
  return total;
}

// Beside the target and renamed, so that no reader maps half a file. False: it did not work.
bool write_cache(const fs::path& target, const std::string& bytes) {
  std::error_code error;
  fs::create_directories(target.parent_path(), error);
  const fs::path part = target.string() + "." + std::to_string(getpid()) + ".part";
  std::ofstream out(part, std::ios::binary);
  out << bytes;
  out.close();
  if (out) fs::rename(part, target, error);
  if (out && !error) return true;
  fs::remove(part, error);
  return false;
}

Result<std::vector<SourceTable>> read_files(const std::vector<fs::path>& files,
                                            bool lenient,
                                            std::vector<Error>& rejected) {
  std::vector<SourceTable> tables;
  std::set<std::string> names;
  for (const fs::path& file : files) {
    auto table = read_table(file);
    if (!table) {
      if (!lenient) return table.error();
      rejected.push_back(table.error());
      continue;
    }
    if (!names.insert(table->name).second) table->name = table->path;
    tables.push_back(std::move(*table));
  }
  return tables;
}

}  // namespace

fs::path user_folder() {
  if (const char* set = std::getenv("DRAGOMAN_KNOWLEDGE")) {
    for (const std::string& path : split_paths(set)) {
      if (std::error_code error; !fs::is_regular_file(path, error) && !path.ends_with(".tsv"))
        return path;
    }
  }
  return xdg_folder("XDG_CONFIG_HOME", ".config") / "dragoman" / "knowledge";
}

fs::path cache_folder() {
  return xdg_folder("XDG_CACHE_HOME", ".cache") / "dragoman" / "knowledge";
}

std::vector<std::string> user_overlays() {
  if (const char* set = std::getenv("DRAGOMAN_KNOWLEDGE")) return split_paths(set);
  std::error_code error;
  const fs::path folder = user_folder();
  if (!fs::is_directory(folder, error)) return {};
  return {folder.string()};
}

Result<std::vector<SourceTable>> read_overlays(const OverlayOptions& options,
                                               std::vector<Error>& rejected) {
  const auto files = list_files(options, rejected);
  if (!files) return files.error();
  return read_files(*files, options.lenient, rejected);
}

Result<std::shared_ptr<const KnowledgeBase>> load_with_overlays(const fs::path& path,
                                                                const OverlayOptions& options,
                                                                std::vector<Error>& rejected) {
  auto base = KnowledgeBase::load(path);
  if (!base || options.paths.empty()) return base;
  const auto files = list_files(options, rejected);
  if (!files) return files.error();
  if (files->empty()) return base;

  fs::path cache;
  if (total_size(*files) > options.cache_above) {
    if (const std::string name = cache_name(*files, **base); !name.empty())
      cache = cache_folder() / name;
    std::error_code error;
    if (fs::exists(cache, error)) {
      // Only what had no fault is kept.
      if (auto cached = (*base)->with_overlay(cache)) return cached;
    }
  }
  const std::size_t faults = rejected.size();
  const auto tables = read_files(*files, options.lenient, rejected);
  if (!tables) return tables.error();
  CompileOptions compile;
  compile.lenient = options.lenient;
  CompileReport report;
  auto bytes = compile_overlay(*tables, **base, compile, report);
  if (!bytes) return bytes.error();
  rejected.insert(rejected.end(), report.rejected.begin(), report.rejected.end());
  if (!cache.empty() && rejected.size() == faults && write_cache(cache, *bytes)) {
    if (auto cached = (*base)->with_overlay(cache)) return cached;
  }
  return (*base)->with_overlay(std::move(*bytes), "overlay");
}

}  // namespace dragoman::knowledge
