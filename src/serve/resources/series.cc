// Series: how many events, statements or reports a day, week or month, by kind.
#include "serve/api.h"
#include "serve/list.h"

namespace dragoman::serve {
namespace {

Json to_json(const std::vector<store::Bucket>& buckets) {
  Json out = Json::array();
  for (const store::Bucket& bucket : buckets) {
    Json kinds = Json::object();
    for (const auto& [kind, count] : bucket.kinds) kinds[kind] = count;
    out.push_back({{"from", bucket.from}, {"total", bucket.total}, {"kinds", std::move(kinds)}});
  }
  return out;
}

std::string to_csv(const std::vector<store::Bucket>& buckets) {
  std::string out = store::csv_line({"from", "kind", "count"});
  for (const store::Bucket& bucket : buckets) {
    for (const auto& [kind, count] : bucket.kinds)
      out += store::csv_line({bucket.from, store::csv_cell(kind), std::to_string(count)});
  }
  return out;
}

Result<Response> series(const Request& request, Desk& desk) {
  Parameters parameters(request);
  const std::string of = parameters.one_of("of", {"events", "statements", "reports"}, "events");
  const std::string by = parameters.one_of("by", {"day", "week", "month"}, "day");
  const auto clock = parameters.one_of("clock", {"happened", "published"}, "happened") == "published"
                         ? store::SeriesClock::Published
                         : store::SeriesClock::Happened;
  const auto format = format_of(request);
  if (!format) return format.error();
  (void)parameters.text("format");
  const auto counted = of == "events"       ? store::Counted::Events
                       : of == "statements" ? store::Counted::Statements
                                            : store::Counted::Reports;
  const auto step = by == "day"    ? store::Step::Day
                    : by == "week" ? store::Step::Week
                                   : store::Step::Month;
  const store::DeskFilter filter = counted == store::Counted::Events ? event_filter(parameters)
                                   : counted == store::Counted::Statements
                                       ? statement_filter(parameters)
                                       : common_filter(parameters);
  if (auto done = parameters.finish(); !done) return done.error();
  const auto buckets = store::series(*desk.store, filter, counted, step, clock);
  if (!buckets) return buckets.error();
  if (*format == Format::Csv) return csv_response(to_csv(*buckets));
  return json_response({{"of", of}, {"by", by}, {"buckets", to_json(*buckets)}});
}

}  // namespace

void add_series(Router& router) {
  router.add({"GET", "/api/v1/series", Role::Read, Lane::Slow, 0, true, series});
}

}  // namespace dragoman::serve
