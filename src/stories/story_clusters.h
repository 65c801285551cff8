// Stories: reports on the same happenings or matter, within some days of one another.
//
// A report follows the earlier report, published at most kStoryGap days before it, that it is most
// like (story_likeness.h): by the happenings both tell of, the names and places in them, and the words of title and
// lead. A story is a tree of such reports; it is named after the report that began it. So stories
// depend on what is stored alone, and a new report is compared with those of a few days.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

#include "stories/happenings.h"

namespace dragoman::stories {

// Keeps the stories of a store. Reads the happenings layer's tables, which stands before it.
std::shared_ptr<store::Layer> make_stories_layer();

struct StoryReport {
  std::string id, uri, outlet, title, published;
  std::string after;  // the report that it follows; empty for the first
};

struct Story {
  std::string id;     // 16 hex digits, of its first report
  std::string title;  // of the first report that has one
  std::string first_day, last_day;     // of publication
  std::vector<StoryReport> reports;    // by publication and id
  std::vector<std::string> actors, places;  // names, in most reports first; up to 8 each
  std::vector<std::string> happenings;      // ids, told in most reports first; up to 20
};

struct StoryFilter {
  // Stories with a report that matches; for `type`, as for the rest then, with an event that does.
  store::Filter where{};
  int min_reports = 1;
};
// By first day and id; the latest `limit`. Fails as find_events.
Result<void> find_stories(store::Store& store,
                          const StoryFilter& filter,
                          const std::function<bool(const Story&)>& each);
// By its id or a prefix; or the story of the report with this id. Fails with NotFound, BadArgument.
Result<Story> story(store::Store& store, std::string_view id);

}  // namespace dragoman::stories
