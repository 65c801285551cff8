// How other formats call a country.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "dragoman/result.h"

namespace dragoman::exports {

struct Country {
  std::string iso2, numeric, fips, name, region;
};

// lexicons/exports/countries.tsv. Immutable once loaded.
class Countries {
 public:
  // Fails with NotFound or BadFormat.
  static Result<Countries> load(const std::string& lexicon_folder);

  // By alpha-3 code; all fields are empty for one that is not known.
  const Country& find(std::string_view code) const;
  // The alpha-3 code of the country with this value in that field ("UP" as fips -> UKR); names are compared without
  // case and accents. Empty for none.
  std::string code_of(std::string Country::* field, std::string_view value) const;

 private:
  std::map<std::string, Country, std::less<>> by_code_;
};

}  // namespace dragoman::exports
