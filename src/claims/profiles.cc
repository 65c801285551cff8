#include "claims/profiles.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "core/fold.h"
#include "core/tsv.h"

namespace dragoman::claims {
namespace {

constexpr std::array<std::string_view, 20> kFields = {"row",
                                                      "day",
                                                      "day_precision",
                                                      "cameo",
                                                      "acled",
                                                      "plover",
                                                      "mode",
                                                      "actor",
                                                      "actor_country",
                                                      "recipient",
                                                      "place",
                                                      "country",
                                                      "recipient_country",
                                                      "country_fips",
                                                      "country_name",
                                                      "latitude",
                                                      "longitude",
                                                      "dead",
                                                      "country_numeric",
                                                      "source"};

bool is_field(std::string_view name) {
  return name == "words" || std::find(kFields.begin(), kFields.end(), name) != kFields.end();
}

}  // namespace

Result<Resources> Resources::load(const std::string& lexicon_folder) {
  constexpr std::size_t kColumns = 4;
  const auto file = core::read_tsv(lexicon_folder + "/claims/columns.tsv", kColumns, kColumns);
  if (!file) return file.error();
  Resources out;
  for (const core::TsvRow& row : file->rows) {
    const auto& f = row.fields;
    if (!is_field(f[1])) return file->error(row, 1, "'" + f[1] + "' is no field of a claim");
    Column column{core::fold(f[2]), 0};
    const auto [end, wrong] =
        std::from_chars(f[3].data(), f[3].data() + f[3].size(), column.number);
    if (wrong != std::errc() || end != f[3].data() + f[3].size())
      return file->error(row, 3, "expected a number");
    out.profiles[f[0]][f[1]] = std::move(column);
  }
  for (const auto& [name, columns] : out.profiles) {
    const bool typed =
        columns.contains("cameo") || columns.contains("acled") || columns.contains("plover");
    if (!columns.contains("row") || !columns.contains("day") || !typed)
      return make_error(ErrorCode::BadFormat, "profile '" + name + "' needs row, day and a type",
                        lexicon_folder + "/claims/columns.tsv");
  }
  auto countries = exports::Countries::load(lexicon_folder);
  if (!countries) return countries.error();
  auto acled = exports::AcledKinds::load(lexicon_folder);
  if (!acled) return acled.error();
  auto cameo = events::CameoTypes::load(lexicon_folder + "/events/cameo.tsv");
  if (!cameo) return cameo.error();
  out.countries = std::move(*countries), out.acled = std::move(*acled),
  out.cameo = std::move(*cameo);
  return out;
}

std::vector<std::string> Resources::names() const {
  std::vector<std::string> out;
  for (const auto& [name, columns] : profiles) out.push_back(name);
  return out;
}

}  // namespace dragoman::claims
