// The words around place names (lexicons/places/words.tsv) and the centres of areas (centres.tsv);
// the heads of the files explain their columns.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

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
  bool is_office(std::string_view word) const { return has(word, Class::Office); }
  bool is_division(std::string_view word) const { return has(word, Class::Division); }
  bool is_settlement(std::string_view word) const { return has(word, Class::Settlement); }
  bool is_direction(std::string_view word) const { return has(word, Class::Direction); }
  bool is_feature(std::string_view word) const { return has(word, Class::Feature); }
  bool is_road(std::string_view word) const { return has(word, Class::Road); }
  bool is_nature(std::string_view word) const { return has(word, Class::Nature); }
  bool is_press(std::string_view word) const { return has(word, Class::Press); }
  bool is_townsfolk(std::string_view word) const { return has(word, Class::Townsfolk); }
  bool is_street(std::string_view word) const { return has(word, Class::Street); }
  bool is_body(std::string_view word) const { return has(word, Class::Body); }
  bool is_tongue(std::string_view word) const { return has(word, Class::Tongue); }
  bool is_folk(std::string_view word) const { return has(word, Class::Folk); }
  bool is_half(std::string_view word) const { return has(word, Class::Half); }
  bool is_facility(std::string_view word) const { return has(word, Class::Facility); }
  bool is_locative(std::string_view word) const { return has(word, Class::Locative); }

 private:
  Result<void> read_words(const std::string& path);
  Result<void> read_centres(const std::string& path);
  // In the order of kClasses in words.cc.
  enum class Class : std::uint8_t {
    Division,
    Settlement,
    Direction,
    Street,
    Road,
    Feature,
    Nature,
    Body,
    Press,
    Locative,
    Office,
    Townsfolk,
    Tongue,
    Half,
    Facility,
    Folk,
  };
  bool has(std::string_view word, Class type) const {
    const auto found = classes_.find(word);
    return found != classes_.end() && (found->second >> static_cast<unsigned>(type) & 1u) != 0;
  }

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  template <class T>
  using Table = std::unordered_map<std::string, T, Hash, std::equal_to<>>;

  Table<std::uint32_t> classes_;  // a bit for each class the word is in
  Table<Abbreviation> abbreviations_;
  Table<Cue> cues_;
  std::map<std::string, Centre, std::less<>> centres_;
};

}  // namespace dragoman::places
