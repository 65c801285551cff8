// The words around place names (lexicons/places/words.tsv) and the centres of areas (centres.tsv);
// the heads of the files explain their columns.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "dragoman/result.h"

namespace dragoman::places {

struct Abbreviation {
  std::string division, country;  // "California", "USA"
  bool free = false;              // clear by itself; else only after a comma
};

struct Cue {
  std::string country;
  double weight = 0;
};

struct Centre {
  double lat = 0, lon = 0;
};

class Words {
 public:
  // Reads words.tsv and centres.tsv in `folder`. Fails with NotFound, or BadFormat naming
  // file:line:column.
  static Result<Words> load(const std::string& folder);

  // Where an area is drawn as a point, by its GeoNames id in digits; null for those not in the
  // table.
  const Centre* centre(std::string_view id) const;

  // By the form with its full stops and case ("N.C.", "LA"); null when it is none.
  const Abbreviation* abbreviation(std::string_view form) const;
  const Cue* cue(std::string_view word) const;
  // All in lower case.
  bool is_office(std::string_view word) const { return has("office", word); }
  bool is_division(std::string_view word) const { return has("division", word); }
  bool is_settlement(std::string_view word) const { return has("settlement", word); }
  bool is_direction(std::string_view word) const { return has("direction", word); }
  bool is_feature(std::string_view word) const { return has("feature", word); }
  bool is_road(std::string_view word) const { return has("road", word); }
  bool is_nature(std::string_view word) const { return has("nature", word); }
  bool is_press(std::string_view word) const { return has("press", word); }
  bool is_townsfolk(std::string_view word) const { return has("townsfolk", word); }
  bool is_street(std::string_view word) const { return has("street", word); }
  bool is_body(std::string_view word) const { return has("body", word); }
  bool is_tongue(std::string_view word) const { return has("tongue", word); }
  bool is_folk(std::string_view word) const { return has("folk", word); }
  bool is_half(std::string_view word) const { return has("half", word); }
  bool is_facility(std::string_view word) const { return has("facility", word); }
  bool is_locative(std::string_view word) const { return has("locative", word); }

 private:
  Result<void> read_words(const std::string& path);
  Result<void> read_centres(const std::string& path);
  bool has(std::string_view list, std::string_view word) const;

  std::map<std::string, std::set<std::string, std::less<>>, std::less<>> lists_;
  std::map<std::string, Abbreviation, std::less<>> abbreviations_;
  std::map<std::string, Cue, std::less<>> cues_;
  std::map<std::string, Centre, std::less<>> centres_;
};

}  // namespace dragoman::places
