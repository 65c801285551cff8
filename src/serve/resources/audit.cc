// The last lines of the audit log, for those who run the server.
#include "serve/api.h"
#include "serve/list.h"
#include "serve/shared.h"

namespace dragoman::serve {
namespace {

Result<Response> audit(const Request& request, Desk& desk) {
  Parameters parameters(request);
  const std::size_t limit = parameters.number("limit", 100, 1, 1000);
  if (auto done = parameters.finish(); !done) return done.error();
  Json items = Json::array();
  for (const std::string& line : desk.shared.audit.last(limit)) {
    Json item = Json::parse(line, nullptr, false);
    if (item.is_object()) items.push_back(std::move(item));
  }
  return json_response({{"items", std::move(items)}});
}

}  // namespace

void add_audit(Router& router) {
  router.add({"GET", "/api/v1/audit", Role::Admin, Lane::Slow, 0, false, audit});
}

}  // namespace dragoman::serve
