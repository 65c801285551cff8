// The daily brief, as sentences with their notes or as a page to print.
#include "brief/daily_brief.h"
#include "serve/api.h"
#include "serve/guard.h"
#include "serve/list.h"

namespace dragoman::serve {
namespace {

std::string written(const brief::DailyBrief& brief, PageFormat format) {
  switch (format) {
    case PageFormat::Text:
      return to_text(brief);
    case PageFormat::Markdown:
      return to_markdown(brief);
    case PageFormat::Html:
      return to_html(brief);
    case PageFormat::Json:
      break;
  }
  return to_json(brief);
}

Result<Response> daily(const Request& request, Desk& desk) {
  Parameters parameters(request);
  brief::BriefFilter filter;
  filter.date = parameters.day("date", today());
  filter.days = static_cast<int>(parameters.number("days", 1, 1, 366));
  filter.about = parameters.text("about");
  const auto format = page_format_of(request);
  if (!format) return format.error();
  (void)parameters.text("format");
  if (auto done = parameters.finish(); !done) return done.error();
  const auto made = brief::make_daily_brief(*desk.store, filter);
  if (!made) return made.error();
  return page_response(*format, written(*made, *format));
}

}  // namespace

void add_brief(Router& router) {
  router.add_derived({"GET", "/api/v1/brief", Role::Read, Lane::Slow, 0, true, daily});
}

}  // namespace dragoman::serve
