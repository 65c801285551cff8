// Places of events, as GeoJSON (RFC 7946). `precision` says how large a place stands for its point:
// 1 a town, 2 part of a region, 3 a region or country; a map is to draw areas, not pins.
#include "serve/api.h"
#include "serve/list.h"

namespace dragoman::serve {
namespace {

Json feature_of(const store::MapPoint& point) {
  Json properties = {{"name", point.name}};
  if (!point.country.empty()) properties["country"] = point.country;
  if (!point.admin1.empty()) properties["admin1"] = point.admin1;
  if (point.geonames != 0) properties["geonames"] = point.geonames;
  properties["precision"] = point.precision;
  properties["events"] = point.events;
  properties["reports"] = point.reports;
  Json geometry = nullptr;
  if (point.lat && point.lon)
    geometry = {{"type", "Point"}, {"coordinates", {*point.lon, *point.lat}}};
  return {{"type", "Feature"}, {"geometry", geometry}, {"properties", properties}};
}

Result<Response> list(const Request& request, Desk& desk) {
  Parameters parameters(request);
  const store::DeskFilter filter = event_filter(parameters);
  const std::size_t limit = parameters.number("limit", 500, 1, 5000);
  if (auto done = parameters.finish(); !done) return done.error();
  const auto points = store::map_points(*desk.store, filter, limit);
  if (!points) return points.error();
  Json features = Json::array();
  for (const store::MapPoint& point : *points) features.push_back(feature_of(point));
  Response out = json_response({{"type", "FeatureCollection"}, {"features", std::move(features)}});
  out.type = "application/geo+json";
  return out;
}

}  // namespace

void add_places(Router& router) {
  router.add({"GET", "/api/v1/places", Role::Read, Lane::Slow, 0, true, list});
}

}  // namespace dragoman::serve
