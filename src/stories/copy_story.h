// All that hangs together with a report by copying: who else carried it, how many origins that has
// and why, and what each copy changed.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "dragoman/record.h"
#include "dragoman/result.h"

#include "stories/changes.h"
#include "stories/copies.h"
#include "stories/origins.h"

namespace dragoman::stories {

// One place where a report's text was found.
struct StorySource {
  std::string uri, outlet, published, title;
};

struct StoryCopy {
  CopyLink link;
  std::vector<Change> changes;
};

struct CopyStory {
  std::string asked;                                        // id of the report asked about
  std::map<std::string, Record> records;                    // by id
  std::map<std::string, std::vector<StorySource>> sources;  // of each report, by publication
  CopyFamily family;
  Origins origins;
  std::vector<StoryCopy> copies;  // in the order of family.links
};

// Of the report with this id, beginning of one, or uri; up to 200 reports. Fails as Store::record.
Result<CopyStory> find_copy_story(store::Store& store, const std::string& key);

// {"asked", "reports", "outlets", "origins", "complete", "members", "groups", "copies"}
nlohmann::ordered_json to_json(const CopyStory& story);

}  // namespace dragoman::stories
