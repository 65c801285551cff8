#include "dossiers/count_origins.h"

#include <set>

#include "stories/origins.h"

namespace dragoman::dossiers {
namespace {

template <class Entries>
Result<void> count(store::Store& store, Entries& entries) {
  for (auto& entry : entries) {
    std::set<std::string> reports;
    for (const Evidence& one : entry.evidence) reports.insert(one.report);
    if (reports.empty()) continue;
    auto origins = stories::origins_of(store, {reports.begin(), reports.end()});
    if (!origins) return origins.error();
    entry.counts = {origins->outlets, origins->origins};
  }
  return {};
}

}  // namespace

Result<void> count_origins(store::Store& store, Dossier& dossier) {
  if (auto done = count(store, dossier.rounds); !done) return done;
  if (auto done = count(store, dossier.outcomes); !done) return done;
  if (auto done = count(store, dossier.incidents); !done) return done;
  return count(store, dossier.deliveries);
}

}  // namespace dragoman::dossiers
