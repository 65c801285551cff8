#include "dossiers/known_formats.h"

#include <map>

#include "core/fold.h"
#include "core/tsv.h"

namespace dragoman::dossiers {
namespace {

constexpr std::string_view kLines[] = {
#include "dossiers/formats.inc"
};

struct Format {
  std::string conflict, first, last;  // years
};

std::multimap<std::string, Format> load() {
  std::multimap<std::string, Format> out;
  for (const std::string_view line : kLines) {
    const std::vector<std::string> fields = core::split_list(std::string(line), '\t');
    out.emplace(core::fold(fields[0]), Format{fields[1], fields[2], fields[3]});
  }
  return out;
}

}  // namespace

std::vector<std::string> conflicts_of_format(std::string_view place, std::string_view year) {
  static const std::multimap<std::string, Format> kFormats = load();
  std::vector<std::string> out;
  const auto [begin, end] = kFormats.equal_range(core::fold(place));
  for (auto at = begin; at != end; ++at)
    if (at->second.first <= year && year <= at->second.last) out.push_back(at->second.conflict);
  return out;
}

}  // namespace dragoman::dossiers
