#include "core/resources.h"

#include <cstdlib>
#include <filesystem>
#include <vector>

#include "core/mapped_file.h"

namespace dragoman::core {

Result<std::string> find_resources(const std::string& named) {
  namespace fs = std::filesystem;
  std::vector<std::string> tried;
  if (!named.empty()) {
    tried.push_back(named);
  } else {
    const char* folder = std::getenv("DRAGOMAN_RESOURCES");
    if (folder != nullptr && *folder != 0) tried.emplace_back(folder);
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (!error) {
      tried.push_back((program.parent_path() / "share/dragoman").string());
      tried.push_back((program.parent_path().parent_path() / "share/dragoman").string());
    }
  }
  std::string list;
  for (const std::string& folder : tried) {
    std::error_code error;
    if (fs::exists(fs::path(folder) / "models", error)) return folder;
    list += (list.empty() ? "" : ", ") + folder;
  }
  return make_error(ErrorCode::NotFound,
                    "no resource folder (models, lexicons, knowledge.kb); tried " + list);
}

Result<std::string> read_file(const std::string& path) {
  auto file = MappedFile::open(path);
  if (!file) return file.error();
  return std::string(file->bytes());
}

}  // namespace dragoman::core
