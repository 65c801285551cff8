// The stream of what is new (feed.h). The connection serves it itself.
#include "serve/api.h"

namespace dragoman::serve {

void add_changes(Router& router) {
  router.add({"GET", "/api/v1/changes", Role::Read, Lane::Stream, 0, false,
              [](const Request&, Desk&) -> Result<Response> { return Response(); }});
}

}  // namespace dragoman::serve
