// The files of processes: the list, and one as a desk officer would write it.
#include "claims/add_claims.h"
#include "dossiers/count_origins.h"
#include "dossiers/dossier_json.h"
#include "dossiers/print_dossier.h"
#include "ledger/dossier_pledges.h"
#include "serve/api.h"
#include "serve/guard.h"
#include "serve/list.h"
#include "stories/origins.h"

namespace dragoman::serve {
namespace {

using dossiers::DossierRow;

// A row with how many independent origins its reports have.
struct ProcessRow : DossierRow {
  int origins = 0;
};

const ListKind<ProcessRow>& kind() {
  static const ListKind<ProcessRow> kKind{
      [](const ProcessRow& row, const store::Place&) {
        Json out = dossiers::to_json(static_cast<const DossierRow&>(row));
        out["origins"] = row.origins;
        return out;
      },
      {"id", "name", "kind", "country", "parties", "state", "first_day", "last_day", "reports",
       "outlets", "origins", "names"},
      [] {
        std::vector<store::Field<ProcessRow>> columns;
        for (const auto& field : dossiers::dossier_fields())
          columns.push_back({field.name, [&field](const ProcessRow& row) { return field.value(row); }});
        columns.push_back({"origins", [](const ProcessRow& row) { return Json(row.origins); }});
        return columns;
      }()};
  return kKind;
}

// Most reports first, or what changed last first; as Place compares.
store::Place place_of(const DossierRow& row, bool by_change) {
  return by_change ? store::Place{row.changed, "", row.id, row.reports}
                   : store::Place{row.last_day, "", row.id, row.reports};
}
bool is_before(const store::Place& a, const store::Place& b, bool by_change) {
  if (by_change) return std::tie(b.day, b.position, a.report) < std::tie(a.day, a.position, b.report);
  return std::tie(b.position, b.day, a.report) < std::tie(a.position, a.day, b.report);
}

Result<int> count_origins(store::Store& store, const std::string& dossier) {
  auto reports = dossiers::reports_of(store, dossier);
  if (!reports) return reports.error();
  auto origins = stories::origins_of(store, *reports);
  if (!origins) return origins.error();
  return origins->origins;
}

Result<void> page_processes(store::Store& store,
                            const dossiers::DossierFilter& filter,
                            bool by_change,
                            const store::Page& page,
                            const store::EachOnPage<ProcessRow>& each) {
  std::vector<std::pair<store::Place, ProcessRow>> rows;
  auto done = dossiers::list_dossiers(store, filter, [&](const DossierRow& row) {
    const store::Place place = place_of(row, by_change);
    if (!page.after || is_before(*page.after, place, by_change)) rows.push_back({place, {row}});
    return true;
  });
  if (!done) return done;
  std::sort(rows.begin(), rows.end(), [by_change](const auto& a, const auto& b) {
    return is_before(a.first, b.first, by_change);
  });
  if (rows.size() > page.limit) rows.resize(page.limit);
  for (auto& [place, row] : rows) {
    auto origins = count_origins(store, row.id);
    if (!origins) return origins.error();
    row.origins = *origins;
    each(row, place);
  }
  return {};
}

Result<Response> list(const Request& request, Desk& desk) {
  Parameters parameters(request);
  dossiers::DossierFilter filter;
  filter.kind = parameters.one_of("kind", {"talks", "ceasefire", "aid", "mission"});
  filter.country = parameters.text("country");
  filter.party = parameters.text("party");
  filter.name = parameters.text("q");
  filter.since = parameters.day("since", "");
  const bool by_change = parameters.one_of("sort", {"reports", "changed"}, "reports") == "changed";
  return list_response<ProcessRow>(
      request, parameters, kind(), [&](const auto& page, const auto& each) {
        return page_processes(*desk.store, filter, by_change, page, each);
      });
}

Result<Response> one(const Request& request, Desk& desk) {
  Parameters parameters(request);
  const std::string as_of = parameters.day("as_of", "");
  const auto format = page_format_of(request);
  if (!format) return format.error();
  (void)parameters.text("format");
  if (auto done = parameters.finish(); !done) return done.error();
  auto dossier = dossiers::find_dossier(*desk.store, request.segments[3], as_of);
  if (!dossier) return dossier.error();
  if (auto done = dossiers::count_origins(*desk.store, *dossier); !done) return done.error();
  const std::string day = as_of.empty() ? today() : as_of;
  if (auto done = ledger::add_ledger(*desk.store, *dossier, day); !done) return done.error();
  if (auto done = claims::add_claims(*desk.store, *dossier); !done) return done.error();
  if (*format == PageFormat::Json) {
    auto origins = count_origins(*desk.store, dossier->id);
    if (!origins) return origins.error();
    Json body = dossiers::to_json(*dossier);
    body["origins"] = *origins;
    return json_response(body);
  }
  return page_response(*format, dossiers::print_dossier(
                                    *dossier, *format == PageFormat::Html ? dossiers::PageFormat::Html
                                              : *format == PageFormat::Markdown
                                                  ? dossiers::PageFormat::Markdown
                                                  : dossiers::PageFormat::Text));
}

}  // namespace

void add_processes(Router& router) {
  router.add_derived({"GET", "/api/v1/processes", Role::Read, Lane::Slow, 0, true, list});
  router.add_derived({"GET", "/api/v1/processes/{id}", Role::Read, Lane::Slow, 0, true, one});
}

}  // namespace dragoman::serve
