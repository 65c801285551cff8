// Reports: the list, one, its record, its text; and new ones that are posted.
#include "serve/api.h"
#include "serve/ingest.h"
#include "serve/list.h"
#include "store/corrections.h"

namespace dragoman::serve {
namespace {

const ListKind<store::ReportHead>& kind() {
  using Row = store::ReportHead;
  static const ListKind<Row> kKind{
      [](const Row& head, const store::Place&) { return to_json(head); },
      {"id", "uri", "outlet", "published", "title", "agency", "language", "sources", "statements",
       "events"},
      {{"id", [](const Row& r) { return Json(r.report.id); }},
       {"uri", [](const Row& r) { return Json(r.report.uri); }},
       {"outlet", [](const Row& r) { return Json(r.report.outlet); }},
       {"published", [](const Row& r) { return Json(r.report.published); }},
       {"title", [](const Row& r) { return Json(r.report.title); }},
       {"agency", [](const Row& r) { return Json(r.agency); }},
       {"language", [](const Row& r) { return Json(r.language); }},
       {"sources", [](const Row& r) { return Json(r.sources); }},
       {"statements", [](const Row& r) { return Json(r.statements); }},
       {"events", [](const Row& r) { return Json(r.events); }}}};
  return kKind;
}

Result<Response> list(const Request& request, Desk& desk) {
  Parameters parameters(request);
  const store::DeskFilter filter = common_filter(parameters);
  return list_response<store::ReportHead>(
      request, parameters, kind(), [&](const auto& page, const auto& each) {
        return store::page_reports(*desk.store, filter, page, each);
      });
}

Result<void> no_parameters(const Request& request) {
  return Parameters(request).finish();
}

Result<Response> one(const Request& request, Desk& desk) {
  if (auto done = no_parameters(request); !done) return done.error();
  const auto card = store::report_card(*desk.store, request.segments[3]);
  if (!card) return card.error();
  Json body = to_json(card->head);
  Json sources = Json::array();
  for (const store::SourceRow& source : card->sources) {
    Json row = {{"uri", source.uri}};
    if (!source.outlet.empty()) row["outlet"] = source.outlet;
    if (!source.published.empty()) row["published"] = source.published;
    if (!source.title.empty()) row["title"] = source.title;
    sources.push_back(std::move(row));
  }
  body["found_at"] = std::move(sources);
  return json_response(body);
}

Result<Response> record(const Request& request, Desk& desk) {
  Parameters parameters(request);
  const bool machine = parameters.one_of("machine", {"true", "false"}) == "true";
  if (auto done = parameters.finish(); !done) return done.error();
  auto json = machine ? store::record_json(*desk.store, request.segments[3])
                      : store::corrected_json(*desk.store, request.segments[3]);
  if (!json) return json.error();
  Response out;
  out.body = std::move(*json);
  return out;
}

Result<Response> text(const Request& request, Desk& desk) {
  if (auto done = no_parameters(request); !done) return done.error();
  const auto json = store::record_json(*desk.store, request.segments[3]);
  if (!json) return json.error();
  auto record = record_from_json(*json);
  if (!record) return record.error();
  Response out;
  out.type = "text/plain; charset=utf-8";
  out.body = std::move(record->text);
  return out;
}

}  // namespace

void add_reports(Router& router, const Shared& shared) {
  router.add({"GET", "/api/v1/reports", Role::Read, Lane::Quick, 0, true, list});
  router.add({"GET", "/api/v1/reports/{id}", Role::Read, Lane::Quick, 0, true, one});
  router.add({"GET", "/api/v1/reports/{id}/record", Role::Read, Lane::Quick, 0, true, record});
  router.add({"GET", "/api/v1/reports/{id}/text", Role::Read, Lane::Quick, 0, true, text});
  if (shared.options.read_only) return;
  router.add({"POST", "/api/v1/reports", Role::Write, Lane::Writer,
              shared.options.limits.upload_bytes, false, [](const Request& request, Desk& desk) {
                return desk.ingest->read(request, *desk.store);
              }});
}

}  // namespace dragoman::serve
