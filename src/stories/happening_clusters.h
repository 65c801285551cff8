// Clusters of what is linked in pairs, such that no two of a cluster contradict each other.
//
// Method: links are taken strongest first, ties by the numbers of what they link; each joins the
// clusters at its ends unless something in one contradicts something in the other. The result
// depends on the links alone, not on the order in which they were found.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace dragoman::stories {

struct Link {
  double points = 0;
  std::size_t a = 0, b = 0;  // a < b
};

// For each of `size` items the number of its cluster: that of its smallest item.
std::vector<std::size_t> clusters_of(
    std::size_t size,
    std::vector<Link> links,
    const std::function<bool(std::size_t, std::size_t)>& contradict);

}  // namespace dragoman::stories
