// Alerts: kept, tried on the past, taken away; and what they told.
#include "alerts/alerts.h"
#include "core/utc.h"
#include "serve/api.h"
#include "serve/list.h"
#include "serve/shared.h"

namespace dragoman::serve {
namespace {

using alerts::Notification;

constexpr std::size_t kMostBytes = 64 << 10;

std::string today() {
  return core::utc(core::now()).substr(0, 10);
}

void tell(Desk& desk) {
  ++desk.shared.generation;
  desk.shared.look_for_changes();
}

// Addresses of receivers may hold secrets: they are for those who may write.
Json shown(const alerts::Rule& rule, const Request& request) {
  Json out = alerts::to_json(rule);
  if (request.caller.role < Role::Write) out.erase("channels");
  return out;
}
Json shown(const Notification& notification, const Request& request) {
  Json out = alerts::to_json(notification);
  if (request.caller.role < Role::Write) out.erase("deliveries");
  return out;
}

Result<Response> list(const Request& request, Desk& desk) {
  if (auto done = Parameters(request).finish(); !done) return done.error();
  const auto rules = alerts::rules_of(*desk.store);
  if (!rules) return rules.error();
  Json items = Json::array();
  for (const alerts::Rule& rule : *rules) items.push_back(shown(rule, request));
  return json_response({{"items", std::move(items)}});
}

Result<Response> one(const Request& request, Desk& desk) {
  if (auto done = Parameters(request).finish(); !done) return done.error();
  const auto rule = alerts::find_rule(*desk.store, request.segments[3]);
  if (!rule) return rule.error();
  return json_response(shown(*rule, request));
}

Result<alerts::Rule> rule_in(const Request& request) {
  const Json body = Json::parse(request.body, nullptr, false);
  if (body.is_discarded()) return make_error(ErrorCode::BadArgument, "the body is no JSON");
  auto rule = alerts::rule_from_json(body);
  if (!rule) return rule;
  rule->author = request.caller.name;
  rule->made = core::utc(core::now());
  return rule;
}

Result<Response> post(const Request& request, Desk& desk) {
  if (auto done = Parameters(request).finish(); !done) return done.error();
  auto rule = rule_in(request);
  if (!rule) return rule.error();
  if (auto done = desk.shared.audit.write(request, "alerts.post", {{"name", rule->name}}); !done)
    return done.error();
  auto kept = alerts::add_rule(*desk.store, std::move(*rule), today());
  if (!kept) return kept.error();
  tell(desk);
  Response out = json_response(alerts::to_json(*kept));
  out.status = 201;
  out.headers.emplace_back("Location", "/api/v1/alerts/" + kept->id);
  return out;
}

Result<Response> remove(const Request& request, Desk& desk) {
  if (auto done = Parameters(request).finish(); !done) return done.error();
  const auto rule = alerts::find_rule(*desk.store, request.segments[3]);
  if (!rule) return rule.error();
  if (auto done = desk.shared.audit.write(request, "alerts.delete", {{"alert", rule->id}}); !done)
    return done.error();
  if (auto done = alerts::remove_rule(*desk.store, rule->id); !done) return done.error();
  tell(desk);
  return json_response(alerts::to_json(*rule));
}

Result<Response> pause(const Request& request, Desk& desk) {
  Parameters parameters(request);
  const std::string paused = parameters.one_of("paused", {"true", "false"}, "true");
  if (auto done = parameters.finish(); !done) return done.error();
  auto rule = alerts::find_rule(*desk.store, request.segments[3]);
  if (!rule) return rule.error();
  if (auto done = desk.shared.audit.write(request, "alerts.pause",
                                          {{"alert", rule->id}, {"paused", paused == "true"}});
      !done)
    return done.error();
  if (auto done = alerts::pause_rule(*desk.store, rule->id, paused == "true"); !done)
    return done.error();
  tell(desk);
  rule->paused = paused == "true";
  return json_response(alerts::to_json(*rule));
}

Json told_json(const std::vector<alerts::Match>& told) {
  Json out = Json::array();
  for (const alerts::Match& match : told) {
    Json one = {{"day", match.day}, {"report", match.report}, {"text", match.text}};
    if (!match.entry.empty()) one["entry"] = match.entry;
    if (!match.ref.empty()) one["ref"] = match.ref;
    out.push_back(std::move(one));
  }
  return out;
}

Result<Response> preview_of(const alerts::Rule& rule,
                            const alerts::PreviewOptions& options,
                            Desk& desk) {
  const auto found = alerts::preview(*desk.store, rule, options);
  if (!found) return found.error();
  Json days = Json::array();
  std::size_t told = 0;
  for (const auto& day : found->days) {
    told += day.told.size();
    days.push_back({{"day", day.day}, {"told", told_json(day.told)}});
  }
  return json_response({{"today", options.today},
                        {"days", options.days},
                        {"notifications", found->days.size()},
                        {"told", told},
                        {"matches", found->matches},
                        {"items", std::move(days)}});
}

Result<alerts::PreviewOptions> preview_options(const Request& request) {
  Parameters parameters(request);
  alerts::PreviewOptions options;
  options.days = static_cast<int>(parameters.number("days", 30, 1, 366));
  options.clock = parameters.one_of("clock", {"published", "learned"}, "published") == "learned"
                      ? alerts::Clock::Learned
                      : alerts::Clock::Published;
  options.today = parameters.text("today", today());
  if (auto done = parameters.finish(); !done) return done.error();
  if (options.today.size() != 10 || !core::parse_utc(options.today))
    return make_error(ErrorCode::BadArgument,
                      "today '" + options.today.substr(0, 80) + "': expected a day as 2016-03-23");
  return options;
}

Result<Response> preview_kept(const Request& request, Desk& desk) {
  const auto options = preview_options(request);
  if (!options) return options.error();
  const auto rule = alerts::find_rule(*desk.store, request.segments[3]);
  if (!rule) return rule.error();
  return preview_of(*rule, *options, desk);
}

// Of a rule that is not kept yet.
Result<Response> preview_new(const Request& request, Desk& desk) {
  const auto options = preview_options(request);
  if (!options) return options.error();
  const auto rule = rule_in(request);
  if (!rule) return rule.error();
  return preview_of(*rule, *options, desk);
}

// ---- what was told ----

Result<Response> notifications(const Request& request, Desk& desk) {
  Parameters parameters(request);
  alerts::NotificationFilter filter;
  filter.alert = parameters.text("alert");
  filter.unread = parameters.one_of("unread", {"true", "false"}) == "true";
  auto page = page_of(parameters, request);
  if (!page) return page.error();
  if (auto done = parameters.finish(); !done) return done.error();
  const std::size_t limit = page->limit++;
  Json items = Json::array();
  store::Place last;
  bool more = false;
  auto done = alerts::page_notifications(
      *desk.store, filter, *page, [&](const Notification& n, const store::Place& place) {
        more = items.size() == limit;
        if (more) return;
        items.push_back(shown(n, request));
        last = place;
      });
  if (!done) return done.error();
  const auto unread = alerts::unread_count(*desk.store);
  if (!unread) return unread.error();
  Json body = {{"unread", *unread}, {"items", std::move(items)}};
  if (more) body["next"] = cursor_of(last, request);
  return json_response(body);
}

Result<Response> mark(const Request& request, Desk& desk) {
  Parameters parameters(request);
  const bool read = parameters.one_of("read", {"true", "false"}, "true") == "true";
  if (auto done = parameters.finish(); !done) return done.error();
  const std::string id = request.segments.size() > 4 ? request.segments[3] : "";
  if (!id.empty()) {
    const auto there = alerts::find_notification(*desk.store, id);
    if (!there) return there.error();
  }
  auto done = alerts::mark_read(*desk.store, id, read, request.caller.name, core::utc(core::now()));
  if (!done) return done.error();
  tell(desk);
  const auto unread = alerts::unread_count(*desk.store);
  if (!unread) return unread.error();
  return json_response({{"unread", *unread}});
}

}  // namespace

void add_alerts(Router& router, const Shared& shared) {
  router.add({"GET", "/api/v1/alerts", Role::Read, Lane::Quick, 0, false, list});
  router.add({"GET", "/api/v1/alerts/{id}", Role::Read, Lane::Quick, 0, false, one});
  router.add_derived({"GET", "/api/v1/alerts/{id}/preview", Role::Read, Lane::Slow, 0, false, preview_kept});
  router.add({"GET", "/api/v1/notifications", Role::Read, Lane::Quick, 0, false, notifications});
  router.add_derived({"POST", "/api/v1/alerts/preview", Role::Read, Lane::Slow, kMostBytes, false, preview_new});
  if (shared.options.read_only) return;
  router.add_derived({"POST", "/api/v1/alerts", Role::Write, Lane::Writer, kMostBytes, false, post});
  router.add({"DELETE", "/api/v1/alerts/{id}", Role::Write, Lane::Writer, 0, false, remove});
  router.add({"POST", "/api/v1/alerts/{id}/pause", Role::Write, Lane::Writer, 0, false, pause});
  router.add({"POST", "/api/v1/notifications/{id}/read", Role::Write, Lane::Writer, 0, false, mark});
  router.add({"POST", "/api/v1/notifications/read", Role::Write, Lane::Writer, 0, false, mark});
}

}  // namespace dragoman::serve
