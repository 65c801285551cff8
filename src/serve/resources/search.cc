// Search: what the reports that match have in common (facets), beside the first of them.
#include "serve/api.h"
#include "serve/list.h"

namespace dragoman::serve {
namespace {

Result<Response> search(const Request& request, Desk& desk) {
  Parameters parameters(request);
  const store::DeskFilter filter = common_filter(parameters);
  const std::size_t limit = parameters.number("limit", 20, 0, 100);
  if (auto done = parameters.finish(); !done) return done.error();
  const auto found = store::facets(*desk.store, filter);
  if (!found) return found.error();
  Json items = Json::array();
  if (limit > 0) {
    auto done = store::page_reports(*desk.store, filter, {limit, {}},
                                    [&items](const store::ReportHead& head, const store::Place&) {
                                      items.push_back(to_json(head));
                                    });
    if (!done) return done.error();
  }
  return json_response({{"total", found->reports},
                        {"items", std::move(items)},
                        {"facets",
                         {{"types", to_json(found->types)},
                          {"countries", to_json(found->countries)},
                          {"outlets", to_json(found->outlets)},
                          {"days", to_json(found->days)}}}});
}

}  // namespace

void add_search(Router& router) {
  router.add({"GET", "/api/v1/search", Role::Read, Lane::Slow, 0, true, search});
}

}  // namespace dragoman::serve
