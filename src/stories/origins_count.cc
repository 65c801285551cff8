#include "stories/origins_count.h"

#include <set>

namespace dragoman::stories {

Result<int> count_origins(store::Store&, const std::vector<EventKey>& events) {
  std::set<std::string> reports;
  for (const EventKey& event : events) reports.insert(event.first);
  return static_cast<int>(reports.size());
}

}  // namespace dragoman::stories
