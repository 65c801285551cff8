#include "events/feature_weights.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "core/hash.h"
#include "core/tsv.h"

namespace dragoman::events {

Result<FeatureWeights> FeatureWeights::load(
    const std::string& path, const std::function<bool(std::string_view)>& is_class) {
  const Result<core::TsvFile> file = core::read_tsv(path, 3, 3);
  if (!file) return file.error();
  FeatureWeights out;
  for (const core::TsvRow& row : file->rows) {
    const std::string& name = row.fields[1];
    if (!is_class(name)) return file->error(row, 1, "no class is called '" + name + "'");
    char* end = nullptr;
    const float value = std::strtof(row.fields[2].c_str(), &end);
    if (row.fields[2].empty() || *end != '\0' || !std::isfinite(value))
      return file->error(row, 2, "expected a number");
    auto at = std::find(out.classes_.begin(), out.classes_.end(), name);
    if (at == out.classes_.end()) at = out.classes_.insert(at, name);
    out.weights_[core::fnv1a64(row.fields[0])].emplace_back(
        static_cast<std::uint16_t>(at - out.classes_.begin()), value);
  }
  return out;
}

std::vector<double> FeatureWeights::probabilities(const std::vector<Feature>& features) const {
  std::vector<double> sums(classes_.size(), 0);
  for (const Feature& feature : features) {
    const auto found = weights_.find(core::fnv1a64(feature.name));
    if (found == weights_.end()) continue;
    for (const auto& [index, weight] : found->second)
      sums[index] += double{weight} * double{feature.value};
  }
  if (sums.empty()) return sums;
  const double most = *std::max_element(sums.begin(), sums.end());
  double total = 0;
  for (double& sum : sums) total += sum = std::exp(sum - most);
  for (double& sum : sums) sum /= total;
  return sums;
}

}  // namespace dragoman::events
