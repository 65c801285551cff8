// Why an entry of a record is what it is: what `dragoman explain` tells, as JSON.
#include "serve/api.h"
#include "serve/list.h"
#include "serve/shared.h"
#include "store/corrections.h"

namespace dragoman::serve {
namespace {

Result<Response> explain(const Request& request, Desk& desk) {
  Parameters parameters(request);
  const std::string entry = parameters.text("entry");
  if (auto done = parameters.finish(); !done) return done.error();
  if (entry.empty())
    return make_error(ErrorCode::BadArgument,
                      "entry: expected an id of the record (e3), a span (24:37) or words of the text");
  if (!desk.shared.options.explain)
    return make_error(ErrorCode::NotFound, "this server explains nothing: it has no lexicons");
  const auto corrected = store::corrected_record(*desk.store, request.segments[3]);
  if (!corrected) return corrected.error();
  auto explanations = desk.shared.options.explain(*corrected, entry);
  if (!explanations) return explanations.error();
  return json_response({{"report", corrected->record.id},
                        {"entry", entry},
                        {"explanations", std::move(*explanations)}});
}

}  // namespace

void add_explain(Router& router) {
  router.add({"GET", "/api/v1/reports/{id}/explain", Role::Read, Lane::Slow, 0, true, explain});
}

}  // namespace dragoman::serve
