// Who else carried a report: copies, their origins and why, and what each copy changed.
#include "serve/api.h"
#include "serve/list.h"
#include "stories/copy_story.h"

namespace dragoman::serve {
namespace {

Result<Response> copies(const Request& request, Desk& desk) {
  if (auto done = Parameters(request).finish(); !done) return done.error();
  auto story = stories::find_copy_story(*desk.store, request.segments[3]);
  if (!story) return story.error();
  return json_response(stories::to_json(*story));
}

}  // namespace

void add_copies(Router& router) {
  router.add_derived({"GET", "/api/v1/reports/{id}/copies", Role::Read, Lane::Slow, 0, true, copies});
}

}  // namespace dragoman::serve
