// Events: who did what to whom, newest first.
#include "serve/api.h"
#include "serve/list.h"
#include "serve/reported.h"
#include "serve/shared.h"

namespace dragoman::serve {
namespace {

const ListKind<store::EventRow>& kind() {
  static const ListKind<store::EventRow> kKind{
      [](const store::EventRow& event, const store::Place&) { return to_json(event); },
      {"id",   "report", "type",       "mode",    "contexts", "actors",  "recipients",
       "date", "day",    "factuality", "place",   "said_by",  "speaker", "cameo",
       "quad", "score",  "confidence", "trigger", "evidence", "rule"},
      store::event_fields()};
  return kKind;
}

// With how many report the same happening, when that is asked for.
Result<Response> list(const Request& request, Desk& desk) {
  Parameters parameters(request);
  const store::DeskFilter filter = event_filter(parameters);
  const bool reported = parameters.flag("reported");
  if (reported) {
    if (auto there = derived_is_there(desk.shared); !there) return there.error();
  }
  return list_response<WithReported<store::EventRow>>(
      request, parameters, with_reported(kind()),
      page_with_reported<store::EventRow>(
          *desk.store, reported, stories::reported_events,
          [&](const auto& page, const auto& each) {
            return store::page_events(*desk.store, filter, page, each);
          }));
}

}  // namespace

void add_events(Router& router) {
  router.add({"GET", "/api/v1/events", Role::Read, Lane::Quick, 0, true, list});
}

}  // namespace dragoman::serve
