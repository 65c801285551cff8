// Counts over many reports, for the pictures of a desk: facets, series over time, who deals with
// whom, and where.
//
// Each reads every row that its filter leaves, most of them from an index alone; over 100,000
// reports that is tenths of a second, so that a caller keeps the answers while the store does not
// change.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/conditions.h"

namespace dragoman::store {

using Tally = std::vector<std::pair<std::string, std::int64_t>>;  // value, how many

// Of the reports that the filter leaves: how many there are; how many of their events have each
// type; how many of the reports name a place in each country, are of each outlet, of each day. Most
// first, days from the first to the last.
struct Facets {
  std::int64_t reports = 0;
  Tally types, countries, outlets, days;
};
Result<Facets> facets(Store& store, const DeskFilter& filter);

enum class Counted { Events, Statements, Reports };
enum class Step { Day, Week, Month };  // weeks are ISO's, from Monday

// One stretch of time: its first day, and how many of each kind (type of events, kind of
// statements, language of reports) began in it.
struct Bucket {
  std::string from;
  std::int64_t total = 0;
  Tally kinds;
};
// What days are of: of what happened or was said, or of the report that tells it.
enum class SeriesClock { Happened, Published };
// In order of time; stretches without anything are left out, and what has no date is.
Result<std::vector<Bucket>> series(Store& store,
                                   const DeskFilter& filter,
                                   Counted counted,
                                   Step step,
                                   SeriesClock clock = SeriesClock::Happened);
// The first day of the stretch that holds this one (YYYY-MM-DD).
std::string first_day_of(const std::string& day, Step step);

// An actor over all reports: its id in the knowledge base, else its kind and name.
std::string actor_key_sql(const std::string& table);

// How often one actor did something of a quad class to another. Of meetings and agreements, which
// have two actors and no recipient, `mutual` is set and `from` < `to`.
struct Edge {
  std::string from, to, quad;
  bool mutual = false;
  std::int64_t events = 0, reports = 0;
};
struct Node {
  std::string key, name, kind, country;
};
struct Network {
  std::vector<Edge> edges;  // most events first
  std::vector<Node> nodes;  // of the edges, by key
};
Result<Network> network(Store& store, const DeskFilter& filter, std::size_t limit);

// Where events are said to have been; most events first.
struct MapPoint {
  std::string name, country, admin1;
  std::optional<double> lat, lon;
  std::int64_t geonames = 0, precision = 0, events = 0, reports = 0;
};
Result<std::vector<MapPoint>> map_points(Store& store, const DeskFilter& filter, std::size_t limit);

}  // namespace dragoman::store
