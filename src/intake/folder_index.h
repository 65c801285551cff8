// index.tsv: what is known about the files of a folder. Internal to intake.
#pragma once

#include <map>
#include <string>

#include "dragoman/result.h"

namespace dragoman::intake {

struct IndexEntry {
  std::string published, outlet, title;
};
using FolderIndex = std::map<std::string, IndexEntry>;  // by file name

// "file published outlet title note" in any order, named in the first line. Errors carry
// file:line:column.
Result<FolderIndex> read_index(const std::string& path);

}  // namespace dragoman::intake
