// All that the server answers: one file for each resource, which adds its routes here.
//
// A new resource is a file in resources/ with an add_... function, a line below and in api.cc, and
// its description in openapi.json; a test holds routes and description against each other.
#pragma once

#include <string_view>

#include "serve/router.h"

namespace dragoman::serve {

Router make_router(const Shared& shared);

// The description of the API, OpenAPI 3.1 as JSON.
std::string_view openapi();

void add_reports(Router& router, const Shared& shared);
void add_events(Router& router);
void add_statements(Router& router);
void add_actors(Router& router);
void add_places(Router& router);
void add_search(Router& router);
void add_series(Router& router);
void add_network(Router& router);
void add_summary(Router& router);
void add_changes(Router& router);
void add_alerts(Router& router, const Shared& shared);
void add_corrections(Router& router, const Shared& shared);
void add_explain(Router& router);
void add_audit(Router& router);
void add_caller(Router& router);
// Over many reports.
void add_processes(Router& router);
void add_happenings(Router& router);
void add_stories(Router& router);
void add_copies(Router& router);
void add_pledges(Router& router);
void add_alarms(Router& router);
void add_brief(Router& router);
void add_tree(Router& router);
void add_operations(Router& router);  // health, metrics, the description
void add_mcp(Router& router);
void add_pages(Router& router, const Shared& shared);  // the web desk

}  // namespace dragoman::serve
