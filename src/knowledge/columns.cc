#include "knowledge/columns.h"

namespace dragoman::knowledge {
namespace {

const std::vector<std::string_view> kEntityColumns = {
    "id",         "kind",     "name",    "aliases",  "country",   "code",       "sector", "role",
    "org",        "from",     "to",      "lat",      "lon",       "iso2",       "note",   "gender",
    "adjectives", "demonyms", "plurals", "capitals", "geonameid", "population", "feature"};
const std::vector<std::string_view> kPlaceColumns = {
    "geonameid", "name", "aliases", "lat", "lon", "feature", "country", "admin1", "population"};
const std::vector<std::string_view> kDivisionColumns = {
    "code", "geonameid", "name", "aliases", "lat", "lon", "feature", "country", "population"};
const std::vector<std::string_view> kRoleColumns = {"phrase", "role", "sector", "kind", "gender"};
const std::vector<std::string_view> kGivenColumns = {"name", "gender"};
const std::vector<std::string_view> kOfficeColumns = {"role", "country", "holders", "note"};

}  // namespace

const std::vector<std::string_view>* columns_of(std::string_view type) {
  if (type == "entities") return &kEntityColumns;
  if (type == "places") return &kPlaceColumns;
  if (type == "divisions") return &kDivisionColumns;
  if (type == "roles") return &kRoleColumns;
  if (type == "given-names") return &kGivenColumns;
  if (type == "offices") return &kOfficeColumns;
  return nullptr;
}
}  // namespace dragoman::knowledge
