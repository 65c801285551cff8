// Happenings: what several reports tell of as one, and where they differ.
#include "serve/api.h"
#include "serve/list.h"
#include "stories/happening_json.h"
#include "stories/pages.h"

namespace dragoman::serve {
namespace {

using stories::Happening;

const ListKind<Happening>& kind() {
  static const ListKind<Happening> kKind{
      [](const Happening& happening, const store::Place&) { return stories::to_json(happening); },
      {"id", "type", "mode", "first_day", "last_day", "dated", "status", "disputed", "place", "actors",
       "recipients", "reports", "outlets", "origins", "stories", "evidence"},
      stories::happening_fields()};
  return kKind;
}

stories::AsOf as_of(Parameters& parameters) {
  stories::AsOf out;
  out.day = parameters.day("as_of", "");
  if (parameters.one_of("clock", {"published", "learned"}, "published") == "learned")
    out.clock = stories::Clock::Learned;
  return out;
}

Result<Response> list(const Request& request, Desk& desk) {
  Parameters parameters(request);
  stories::HappeningPageFilter filter;
  filter.where = event_filter(parameters);
  filter.as_of = as_of(parameters);
  filter.min_reports = static_cast<int>(parameters.number("min_reports", 1, 1, 1000));
  return list_response<Happening>(request, parameters, kind(), [&](const auto& page, const auto& each) {
    return stories::page_happenings(*desk.store, filter, page, each);
  });
}

Result<Response> one(const Request& request, Desk& desk) {
  Parameters parameters(request);
  const stories::AsOf known = as_of(parameters);
  if (auto done = parameters.finish(); !done) return done.error();
  auto happening = stories::happening(*desk.store, request.segments[3], known);
  if (!happening) return happening.error();
  auto details = stories::details_of(*desk.store, *happening);
  if (!details) return details.error();
  return json_response(stories::to_json(*happening, *details));
}

}  // namespace

void add_happenings(Router& router) {
  router.add_derived({"GET", "/api/v1/happenings", Role::Read, Lane::Slow, 0, true, list});
  router.add_derived({"GET", "/api/v1/happenings/{id}", Role::Read, Lane::Slow, 0, true, one});
}

}  // namespace dragoman::serve
