// Actors over all reports, and one of them.
#include "serve/api.h"
#include "serve/list.h"

namespace dragoman::serve {
namespace {

const ListKind<store::ActorRow>& kind() {
  static const ListKind<store::ActorRow> kKind{
      [](const store::ActorRow& actor, const store::Place& place) {
        return to_json(actor, place.report);
      },
      {"key", "name", "kind", "code", "country", "sector", "role", "kb", "reports", "mentions"},
      [] {
        auto columns = store::actor_fields();
        columns.resize(columns.size() - 2);  // statements and events are not counted for a list
        return columns;
      }()};
  return kKind;
}

Result<Response> list(const Request& request, Desk& desk) {
  Parameters parameters(request);
  store::DeskFilter filter;
  filter.actor = parameters.text("actor");
  filter.kb = parameters.text("kb");
  filter.country = parameters.text("country");
  filter.type = parameters.text("type");
  return list_response<store::ActorRow>(
      request, parameters, kind(), [&](const auto& page, const auto& each) {
        return store::page_actors(*desk.store, filter, page, each);
      });
}

Result<Response> one(const Request& request, Desk& desk) {
  if (auto done = Parameters(request).finish(); !done) return done.error();
  const auto card = store::actor_card(*desk.store, request.segments[3]);
  if (!card) return card.error();
  Json body = to_json(card->actor, card->key);
  body["statements"] = card->actor.statements;
  body["events"] = card->actor.events;
  if (!card->first.empty()) body["first"] = card->first;
  if (!card->last.empty()) body["last"] = card->last;
  return json_response(body);
}

}  // namespace

void add_actors(Router& router) {
  router.add({"GET", "/api/v1/actors", Role::Read, Lane::Slow, 0, true, list});
  router.add({"GET", "/api/v1/actors/{key}", Role::Read, Lane::Slow, 0, true, one});
}

}  // namespace dragoman::serve
