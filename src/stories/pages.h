// Happenings and stories page by page, the latest first, for a desk that scrolls. As in store/pages.h
// a page is asked for by the place where the last one ended.
//
// A happening's place is its first day, last day (in `published`) and id; a story's is when its first
// report was published and its id.
#pragma once

#include <map>

#include "dragoman/result.h"

#include "store/pages.h"
#include "stories/happenings.h"
#include "stories/story_clusters.h"

namespace dragoman::stories {

// `where` holds for a happening when it does for one of its events; since and until go by the days of
// the happening itself. Fails as store::page_events.
struct HappeningPageFilter {
  store::DeskFilter where{};
  AsOf as_of{};
  int min_reports = 1;
};
Result<void> page_happenings(store::Store& store,
                             const HappeningPageFilter& filter,
                             const store::Page& page,
                             const store::EachOnPage<Happening>& each);

// `where` holds for a story when it does for one of its reports; if it has a type, for an event of one.
struct StoryPageFilter {
  store::DeskFilter where{};
  int min_reports = 1;
};
Result<void> page_stories(store::Store& store,
                          const StoryPageFilter& filter,
                          const store::Page& page,
                          const store::EachOnPage<Story>& each);

// "Reported by N outlets, M independent origins."
struct Reported {
  std::string happening;  // id; empty for statements
  int reports = 0, outlets = 0, origins = 0;
};
// Of events: all reports of the same happening. Of statements: reports that hang together with the
// statement's by copying and have it in the same words. Those that the store does not have are left out.
Result<std::map<EventKey, Reported>> reported_events(store::Store& store,
                                                     const std::vector<EventKey>& events);
Result<std::map<EventKey, Reported>> reported_statements(store::Store& store,
                                                         const std::vector<EventKey>& statements);

}  // namespace dragoman::stories
