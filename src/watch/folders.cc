#include "watch/folders.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include <sys/stat.h>

#include "intake/read_input.h"

namespace dragoman::watch {
namespace {

namespace fs = std::filesystem;
using std::chrono::nanoseconds;

// Size and time of change of a regular file; none for anything else.
std::optional<store::WatchedFile> state_of(const std::string& path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0 || !S_ISREG(found.st_mode)) return std::nullopt;
  const nanoseconds changed =
      std::chrono::seconds(found.st_mtim.tv_sec) + nanoseconds(found.st_mtim.tv_nsec);
  return store::WatchedFile{path, found.st_size, std::to_string(changed.count()), {}};
}

bool has_settled(const store::WatchedFile& file, std::chrono::seconds settle) {
  const nanoseconds now = std::chrono::system_clock::now().time_since_epoch();
  return nanoseconds(std::stoll(file.changed)) + settle <= now;
}

bool is_known(const store::WatchedFile& file, const KnownFiles& known) {
  const auto found = known.find(file.path);
  return found != known.end() && found->second.size == file.size &&
         found->second.changed == file.changed;
}

}  // namespace

FolderLook look_at_folder(const FolderSettings& folder, const KnownFiles& known) {
  FolderLook look;
  std::error_code error;
  fs::recursive_directory_iterator at(folder.path, fs::directory_options::skip_permission_denied,
                                      error);
  for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    const std::string name = at->path().filename().string();
    std::error_code ignored;
    if (at->is_directory(ignored)) {
      if (name.starts_with('.')) at.disable_recursion_pending();
      continue;
    }
    if (!intake::is_report_name(at->path().string())) continue;
    const auto file = state_of(at->path().string());
    if (!file || is_known(*file, known)) continue;
    if (has_settled(*file, folder.settle))
      look.ready.push_back(*file);
    else
      look.growing = true;
  }
  if (error) look.error = error.message();
  std::sort(look.ready.begin(), look.ready.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  return look;
}

}  // namespace dragoman::watch
