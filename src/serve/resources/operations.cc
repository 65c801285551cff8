// For those who run the server, and for programs that look after it: health, metrics, and the
// description of the API.
#include "serve/api.h"
#include "serve/list.h"
#include "serve/shared.h"

namespace dragoman::serve {
namespace {

Response plain(std::string text) {
  Response out;
  out.type = "text/plain; charset=utf-8";
  out.body = std::move(text);
  return out;
}

Result<Response> health(const Request&, Desk&) {
  return plain("alive\n");
}

Result<Response> readiness(const Request&, Desk& desk) {
  if (desk.shared.stopping)
    return problem(503, "Stopping", "the server is being stopped; ask another one");
  if (!desk.shared.store_answers)
    return problem(503, "StoreSilent", "the store does not answer; its operator looks after it");
  return plain("ready\n");
}

Result<Response> metrics(const Request&, Desk& desk) {
  Response out = plain(desk.shared.metrics.text());
  out.type = "text/plain; version=0.0.4; charset=utf-8";
  return out;
}

Result<Response> description(const Request&, Desk&) {
  Response out;
  out.body = std::string(openapi());
  return out;
}

}  // namespace

void add_operations(Router& router) {
  router.add({"GET", "/healthz", Role::None, Lane::Here, 0, false, health});
  router.add({"GET", "/readyz", Role::None, Lane::Here, 0, false, readiness});
  router.add({"GET", "/metrics", Role::Read, Lane::Here, 0, false, metrics});
  router.add({"GET", "/api/v1/openapi.json", Role::Read, Lane::Quick, 0, true, description});
}

}  // namespace dragoman::serve
