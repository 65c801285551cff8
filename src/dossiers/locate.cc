#include "dossiers/locate.h"

#include <map>
#include <string>
#include <utility>

namespace dragoman::dossiers {
namespace {

class Places {
 public:
  static Result<Places> open(store::Database& database) {
    auto query = database.prepare(
        "SELECT lat, lon, precision FROM places WHERE report = ? AND name = ? ORDER BY precision, id");
    if (!query) return query.error();
    return Places(std::move(*query));
  }

  // Where the first of the reports that knows the place has it.
  Result<Point> find(const std::string& name, const EvidenceList& evidence) {
    if (name.empty()) return Point();
    for (const Evidence& one : evidence) {
      auto point = find(one.report, name);
      if (!point || point->lat) return point;
    }
    return Point();
  }

 private:
  explicit Places(store::Query query) : query_(std::move(query)) {}

  Result<Point> find(const std::string& report, const std::string& name) {
    const auto [known, is_new] = known_.try_emplace({report, name});
    if (!is_new) return known->second;
    query_.reset();
    query_.bind(1, report).bind(2, name);
    while (!known->second.lat) {
      auto row = query_.step();
      if (!row) return row.error();
      if (!*row) break;
      known->second = {query_.real_or_none(0), query_.real_or_none(1),
                       static_cast<int>(query_.integer(2))};
    }
    return known->second;
  }

  store::Query query_;
  std::map<std::pair<std::string, std::string>, Point> known_;
};

template <class Items, class Name>
Result<void> locate_all(Places& places, Items& items, Name name) {
  for (auto& item : items) {
    auto point = places.find(item.*name, item.evidence);
    if (!point) return point.error();
    item.point = *point;
  }
  return {};
}

}  // namespace

Result<void> locate(store::Database& database, Dossier& dossier) {
  auto places = Places::open(database);
  if (!places) return places.error();
  if (auto done = locate_all(*places, dossier.places, &DossierPlace::name); !done) return done;
  if (auto done = locate_all(*places, dossier.rounds, &DossierRound::place); !done) return done;
  if (auto done = locate_all(*places, dossier.incidents, &Incident::place); !done) return done;
  return locate_all(*places, dossier.deliveries, &Delivery::place);
}

}  // namespace dragoman::dossiers
