// Who asks, and what they may do: a page that is opened asks it first, and then for a token where one is needed.
#include "serve/api.h"
#include "serve/list.h"
#include "serve/shared.h"
#include "serve/tokens.h"

namespace dragoman::serve {
namespace {

Result<Response> caller(const Request& request, Desk& desk) {
  if (auto done = Parameters(request).finish(); !done) return done.error();
  const ServeOptions& options = desk.shared.options;
  Json body = {{"role", to_string(request.caller.role)},
               {"tokens", !options.tokens.empty()},
               {"read_only", options.read_only}};
  if (!request.caller.name.empty()) body["name"] = request.caller.name;
  return json_response(body);
}

}  // namespace

void add_caller(Router& router) {
  router.add({"GET", "/api/v1/caller", Role::None, Lane::Here, 0, false, caller});
}

}  // namespace dragoman::serve
