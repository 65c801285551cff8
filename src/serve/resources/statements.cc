// Statements: who said what, newest first.
#include "serve/api.h"
#include "serve/list.h"
#include "serve/reported.h"
#include "serve/shared.h"

namespace dragoman::serve {
namespace {

const ListKind<store::StatementRow>& kind() {
  static const ListKind<store::StatementRow> kKind{
      [](const store::StatementRow& statement, const store::Place&) { return to_json(statement); },
      {"id", "report", "kind", "speaker", "addressee", "date", "day", "stance", "polarity",
       "source", "source_type", "anonymous", "chain", "cue", "content", "about", "confidence",
       "rule"},
      store::statement_fields()};
  return kKind;
}

// With how many have it in the same words, when that is asked for.
Result<Response> list(const Request& request, Desk& desk) {
  Parameters parameters(request);
  const store::DeskFilter filter = statement_filter(parameters);
  const bool reported = parameters.flag("reported");
  if (reported) {
    if (auto there = derived_is_there(desk.shared); !there) return there.error();
  }
  return list_response<WithReported<store::StatementRow>>(
      request, parameters, with_reported(kind()),
      page_with_reported<store::StatementRow>(
          *desk.store, reported, stories::reported_statements,
          [&](const auto& page, const auto& each) {
            return store::page_statements(*desk.store, filter, page, each);
          }));
}

}  // namespace

void add_statements(Router& router) {
  router.add({"GET", "/api/v1/statements", Role::Read, Lane::Quick, 0, true, list});
}

}  // namespace dragoman::serve
