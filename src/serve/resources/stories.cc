// Stories: reports on one matter within some days.
#include "serve/api.h"
#include "serve/list.h"
#include "stories/pages.h"
#include "stories/story_json.h"

namespace dragoman::serve {
namespace {

using stories::Story;

const ListKind<Story>& kind() {
  static const ListKind<Story> kKind{
      [](const Story& story, const store::Place&) { return stories::to_json(story); },
      {"id", "title", "first_day", "last_day", "reports", "actors", "places", "happenings"},
      stories::story_fields()};
  return kKind;
}

Result<Response> list(const Request& request, Desk& desk) {
  Parameters parameters(request);
  stories::StoryPageFilter filter;
  filter.where = common_filter(parameters);
  filter.where.type = parameters.text("type");
  filter.min_reports = static_cast<int>(parameters.number("min_reports", 1, 1, 1000));
  return list_response<Story>(request, parameters, kind(), [&](const auto& page, const auto& each) {
    return stories::page_stories(*desk.store, filter, page, each);
  });
}

Result<Response> one(const Request& request, Desk& desk) {
  if (auto done = Parameters(request).finish(); !done) return done.error();
  auto story = stories::story(*desk.store, request.segments[3]);
  if (!story) return story.error();
  return json_response(stories::to_json(*story));
}

}  // namespace

void add_stories(Router& router) {
  router.add_derived({"GET", "/api/v1/stories", Role::Read, Lane::Slow, 0, true, list});
  router.add_derived({"GET", "/api/v1/stories/{id}", Role::Read, Lane::Slow, 0, true, one});
}

}  // namespace dragoman::serve
