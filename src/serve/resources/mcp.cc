// The Model Context Protocol over HTTP ("streamable HTTP"): one message a POST, one JSON answer.
#include "serve/api.h"
#include "serve/mcp/protocol.h"

namespace dragoman::serve {
namespace {

constexpr std::size_t kMostBytes = 256 << 10;

}  // namespace

void add_mcp(Router& router) {
  router.add({"POST", "/mcp", Role::Read, Lane::Slow, kMostBytes, false,
              [](const Request& request, Desk& desk) -> Result<Response> {
                return mcp::answer_http(request, *desk.store);
              }});
}

}  // namespace dragoman::serve
