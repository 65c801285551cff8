#include "stories/happening_clusters.h"

#include <algorithm>
#include <numeric>

namespace dragoman::stories {

std::vector<std::size_t> clusters_of(
    std::size_t size,
    std::vector<Link> links,
    const std::function<bool(std::size_t, std::size_t)>& contradict) {
  std::vector<std::size_t> cluster(size);
  std::iota(cluster.begin(), cluster.end(), std::size_t{0});
  std::vector<std::vector<std::size_t>> members(size);
  for (std::size_t i = 0; i < size; ++i) members[i] = {i};

  std::sort(links.begin(), links.end(), [](const Link& x, const Link& y) {
    if (x.points != y.points) return x.points > y.points;
    return x.a != y.a ? x.a < y.a : x.b < y.b;
  });
  const auto fit = [&](const std::vector<std::size_t>& x, const std::vector<std::size_t>& y) {
    return std::none_of(x.begin(), x.end(), [&](std::size_t i) {
      return std::any_of(y.begin(), y.end(), [&](std::size_t j) { return contradict(i, j); });
    });
  };
  for (const Link& link : links) {
    const std::size_t into = std::min(cluster[link.a], cluster[link.b]);
    const std::size_t from = std::max(cluster[link.a], cluster[link.b]);
    if (into == from || !fit(members[into], members[from])) continue;
    for (const std::size_t item : members[from]) {
      cluster[item] = into;
      members[into].push_back(item);
    }
    members[from].clear();
  }
  return cluster;
}

}  // namespace dragoman::stories
