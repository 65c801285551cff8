#include "cli/totals.h"

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dragoman::cli {

std::string totals_json(const Totals& totals, double seconds) {
  const auto rounded = [](double value, double steps) { return std::round(value * steps) / steps; };
  nlohmann::ordered_json out;
  out["read"] = totals.read;
  out["coded"] = totals.coded;
  out["not_coded"] = totals.not_coded;
  if (totals.stored) {
    out["new"] = totals.stored->added;
    out["replaced"] = totals.stored->replaced;
    out["duplicates"] = totals.stored->unchanged;
    out["forgotten"] = totals.stored->forgotten;
  }
  out["rejected"] = totals.rejected;
  out["passed_over"] = totals.passed_over;
  out["skipped"] = totals.skipped;
  out["tokens"] = totals.tokens;
  out["bytes"] = totals.bytes;
  out["seconds"] = rounded(seconds, 1000);
  out["reports_per_second"] =
      seconds > 0 ? rounded(static_cast<double>(totals.read) / seconds, 10) : 0.0;
  return out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string list_counts(const std::map<std::string, std::size_t>& counts) {
  std::string out;
  for (const auto& [what, count] : counts)
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", count, what);
  return out;
}

}  // namespace dragoman::cli
