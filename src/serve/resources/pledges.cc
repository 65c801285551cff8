// The ledger: what was pledged or asked, and what became of it.
#include "ledger/ledger_json.h"
#include "serve/api.h"
#include "serve/guard.h"
#include "serve/list.h"

namespace dragoman::serve {
namespace {

using ledger::Entry;

const ListKind<Entry>& kind() {
  static const ListKind<Entry> kKind{
      [](const Entry& entry, const store::Place&) { return ledger::to_json(entry); },
      {"id", "kind", "status", "late", "vague", "by", "from", "to", "what", "type", "given", "due",
       "due_day", "reports", "pledged", "evidence"},
      ledger::entry_fields()};
  return kKind;
}

store::Place place_of(const Entry& entry) {
  return {entry.due_day, entry.given, entry.id, 0};
}
// As find_entries gives them: what has no day last.
bool is_before(const store::Place& a, const store::Place& b) {
  const bool a_open = a.day.empty(), b_open = b.day.empty();
  return std::tie(a_open, a.day, a.published, a.report) <
         std::tie(b_open, b.day, b.published, b.report);
}

Result<void> page_entries(store::Store& store,
                          const ledger::Query& query,
                          const store::Page& page,
                          const store::EachOnPage<Entry>& each) {
  std::size_t given = 0;
  return ledger::find_entries(store, query, [&](const Entry& entry) {
    const store::Place place = place_of(entry);
    if (page.after && !is_before(*page.after, place)) return true;
    each(entry, place);
    return ++given < page.limit;
  });
}

Result<Response> list(const Request& request, Desk& desk) {
  Parameters parameters(request);
  ledger::Query query;
  query.today = parameters.day("today", today());
  query.by = parameters.text("by");
  query.to = parameters.text("to");
  query.about = parameters.text("about");
  query.vague = parameters.flag("vague");
  query.status = ledger::parse_status(parameters.one_of(
      "status", {"open", "due", "overdue", "kept", "broken", "renegotiated", "disputed"}));
  query.due_days = static_cast<int>(parameters.number("due_days", 14, 0, 3650));
  query.due_only = parameters.flag("due_only");
  query.due_since = parameters.day("due_since", "");
  return list_response<Entry>(request, parameters, kind(), [&](const auto& page, const auto& each) {
    return page_entries(*desk.store, query, page, each);
  });
}

Result<Response> one(const Request& request, Desk& desk) {
  Parameters parameters(request);
  const std::string day = parameters.day("today", today());
  if (auto done = parameters.finish(); !done) return done.error();
  auto entry = ledger::entry(*desk.store, request.segments[3], day);
  if (!entry) return entry.error();
  return json_response(ledger::to_json(*entry));
}

}  // namespace

void add_pledges(Router& router) {
  router.add_derived({"GET", "/api/v1/pledges", Role::Read, Lane::Slow, 0, true, list});
  router.add_derived({"GET", "/api/v1/pledges/{id}", Role::Read, Lane::Slow, 0, true, one});
}

}  // namespace dragoman::serve
