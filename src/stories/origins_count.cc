#include "stories/origins_count.h"

#include "stories/origins.h"

namespace dragoman::stories {

Result<int> count_origins(store::Store& store, const std::vector<EventKey>& events) {
  std::vector<EntryKey> entries;
  for (const auto& [report, event] : events) entries.push_back({report, event});
  auto origins = origins_of_entries(store, entries);
  if (!origins) return origins.error();
  return origins->origins;
}

}  // namespace dragoman::stories
