// Reports that hang together by copying, as text and as JSON: outlets, origins with why, who copied
// whom and what was changed.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "dragoman/record.h"

#include "cli/terminal.h"
#include "stories/changes.h"
#include "stories/copies.h"
#include "stories/origins.h"

namespace dragoman::cli {

// One place where a report's text was found.
struct StorySource {
  std::string uri, outlet, published, title;
};

struct StoryCopy {
  stories::CopyLink link;
  std::vector<stories::Change> changes;
};

struct CopyStory {
  std::string asked;                                        // id of the report asked about
  std::map<std::string, Record> records;                    // by id
  std::map<std::string, std::vector<StorySource>> sources;  // of each report, by publication
  stories::CopyFamily family;
  stories::Origins origins;
  std::vector<StoryCopy> copies;  // in the order of family.links
};

std::string story_text(const CopyStory& story, const Screen& screen);
// The family of a report, by its id, first digits or uri (copies.cc). Fails as Store::record does.
Result<CopyStory> find_story(store::Store& store, const std::string& key);
std::string story_json(const CopyStory& story);  // one object, ends in a newline

}  // namespace dragoman::cli
