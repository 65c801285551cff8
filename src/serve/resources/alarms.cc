// Silence alarms: what was expected to come and did not.
#include "ledger/ledger_json.h"
#include "serve/api.h"
#include "serve/guard.h"
#include "serve/list.h"

namespace dragoman::serve {
namespace {

std::string to_csv(const std::vector<ledger::Alarm>& alarms) {
  std::vector<std::string> cells;
  for (const auto& field : ledger::alarm_fields()) cells.emplace_back(field.name);
  std::string out = store::csv_line(cells);
  for (const ledger::Alarm& alarm : alarms) {
    cells.clear();
    for (const auto& field : ledger::alarm_fields()) cells.push_back(store::csv_cell(field.value(alarm)));
    out += store::csv_line(cells);
  }
  return out;
}

Result<Response> alarms(const Request& request, Desk& desk) {
  Parameters parameters(request);
  ledger::AlarmFilter filter;
  filter.today = parameters.day("today", today());
  filter.back = static_cast<int>(parameters.number("back", 60, 1, 3650));
  filter.about = parameters.text("about");
  const auto format = format_of(request);
  if (!format) return format.error();
  (void)parameters.text("format");
  if (auto done = parameters.finish(); !done) return done.error();
  const auto found = ledger::find_alarms(*desk.store, filter);
  if (!found) return found.error();
  if (*format == Format::Csv) return csv_response(to_csv(*found));
  Json items = Json::array();
  for (const ledger::Alarm& alarm : *found) items.push_back(ledger::to_json(alarm));
  return json_response({{"today", filter.today}, {"items", std::move(items)}});
}

}  // namespace

void add_alarms(Router& router) {
  router.add_derived({"GET", "/api/v1/alarms", Role::Read, Lane::Slow, 0, true, alarms});
}

}  // namespace dragoman::serve
