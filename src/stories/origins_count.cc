#include "stories/origins_count.h"

#include <set>

namespace dragoman::stories {

Result<int> count_origins(store::Store&, const std::vector<std::string>& reports) {
  return static_cast<int>(std::set<std::string>(reports.begin(), reports.end()).size());
}

}  // namespace dragoman::stories
