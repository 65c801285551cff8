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

 private:
  std::map<std::string, Country, std::less<>> by_code_;
};

}  // namespace dragoman::exports
