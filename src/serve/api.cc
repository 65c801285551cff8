#include "serve/api.h"

namespace dragoman::serve {

Router make_router(const Shared& shared) {
  Router router;
  add_reports(router, shared);
  add_events(router);
  add_statements(router);
  add_actors(router);
  add_places(router);
  add_search(router);
  add_series(router);
  add_network(router);
  add_summary(router);
  add_changes(router);
  add_alerts(router, shared);
  add_corrections(router, shared);
  add_explain(router);
  add_audit(router);
  add_caller(router);
  add_processes(router);
  add_happenings(router);
  add_stories(router);
  add_copies(router);
  add_pledges(router);
  add_alarms(router);
  add_brief(router);
  add_tree(router);
  add_operations(router);
  add_mcp(router);
  add_pages(router, shared);
  return router;
}

}  // namespace dragoman::serve
