// Watched folders: which files are new, or changed, and have stopped growing.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/utc.h"
#include "store/feed_state.h"
#include "watch/feed_list.h"

namespace dragoman::watch {

using KnownFiles = std::map<std::string, store::WatchedFile>;  // by path

struct FolderLook {
  std::vector<store::WatchedFile> ready;  // in order of paths; `read` is empty
  bool growing = false;                   // there are others, which changed a moment ago
  std::string error;                      // why the folder cannot be listed; empty: it was
};

// Files below the folder that intake reads by their names and that are not known as they are now.
// A file is ready when its time of change is `settle` ago. Hidden files, README* and links to
// folders are left out.
FolderLook look_at_folder(const FolderSettings& folder, const KnownFiles& known);

}  // namespace dragoman::watch
