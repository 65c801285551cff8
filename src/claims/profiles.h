// Which column of a data set says what: lexicons/claims/columns.tsv.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "dragoman/result.h"

#include "events/cameo_types.h"
#include "exports/acled.h"
#include "exports/countries.h"

namespace dragoman::claims {

struct Column {
  std::string name;        // folded
  std::size_t number = 0;  // from 1; 0: only by name
};

// Immutable once loaded.
struct Resources {
  // Fails with NotFound or BadFormat (file:line:column).
  static Result<Resources> load(const std::string& lexicon_folder);

  std::map<std::string, std::map<std::string, Column>> profiles;  // name -> field -> column
  exports::Countries countries;
  exports::AcledKinds acled;
  events::CameoTypes cameo;

  std::vector<std::string> names() const;
};

}  // namespace dragoman::claims
