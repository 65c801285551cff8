// Users' own tables over the shipped knowledge base, without compiling it again.
//
// The base stays the mapped file. Overlay tables are compiled when they are loaded; large ones (a
// gazetteer of villages) once, into a cache file that is mapped from then on. Where they lie, later
// ones going before earlier ones:
//   1. $DRAGOMAN_KNOWLEDGE (files and folders parted by ":"; set and empty: none), or else
//      $XDG_CONFIG_HOME/dragoman/knowledge, by default ~/.config/dragoman/knowledge, if it is there
//   2. what the caller names (--knowledge), in that order
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "dragoman/result.h"

#include "knowledge/compile.h"
#include "knowledge/knowledge_base.h"

namespace dragoman::knowledge {

struct OverlayOptions {
  std::vector<std::string> paths;  // tables, or folders of *.tsv and *.tsv.gz
  bool lenient = false;            // leave out broken rows and files, which are listed
  // Tables with more bytes than this together are kept compiled in cache_folder().
  std::size_t cache_above = 8u << 20;
};

// The (first) folder of item 1 above, whether it is there or not: where `dragoman kb add` writes.
std::filesystem::path user_folder();
// What item 1 names and is there.
std::vector<std::string> user_overlays();
// $XDG_CACHE_HOME/dragoman/knowledge, by default ~/.cache/dragoman/knowledge.
std::filesystem::path cache_folder();

// All tables of the paths, each named as its file, or as its path where two have the same name.
// Broken files are listed in `rejected` if lenient, else an error.
Result<std::vector<SourceTable>> read_overlays(const OverlayOptions& options,
                                               std::vector<Error>& rejected);

// The base at `path` under the overlays; the base alone where there are none. What was left out
// leniently is added to `rejected`. Fails as KnowledgeBase::load and compile_overlay do. A cache
// that cannot be written costs time, and is no error.
Result<std::shared_ptr<const KnowledgeBase>> load_with_overlays(const std::filesystem::path& path,
                                                                const OverlayOptions& options,
                                                                std::vector<Error>& rejected);

}  // namespace dragoman::knowledge
