// What the store holds, in one look.
#include "serve/api.h"
#include "serve/list.h"

namespace dragoman::serve {
namespace {

Result<Response> summary(const Request& request, Desk& desk) {
  if (auto done = Parameters(request).finish(); !done) return done.error();
  const auto found = store::summarise(*desk.store);
  if (!found) return found.error();
  Json body = {{"reports", found->reports},       {"sources", found->sources},
               {"statements", found->statements}, {"events", found->events},
               {"pledges", found->pledges},       {"processes", found->processes}};
  if (!found->first.empty()) body["first"] = found->first;
  if (!found->last.empty()) body["last"] = found->last;
  body["outlets"] = to_json(found->outlets);
  body["event_types"] = to_json(found->event_types);
  body["process_names"] = to_json(found->process_names);
  return json_response(body);
}

}  // namespace

void add_summary(Router& router) {
  router.add({"GET", "/api/v1/summary", Role::Read, Lane::Slow, 0, true, summary});
}

}  // namespace dragoman::serve
