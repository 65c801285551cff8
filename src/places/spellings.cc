#include "places/spellings.h"

#include <string_view>
#include <utility>

namespace dragoman::places {
namespace {

// With and without the article; long vowels and q as English and French papers write them.
std::vector<std::string> other_spellings(const std::string& name) {
  std::vector<std::string> bases = {name};
  const auto replaced = [](std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
      text.replace(at, from.size(), to);
    }
    return text;
  };
  for (const auto& [from, to] :
       {std::pair{"ee", "i"}, std::pair{"oo", "u"}, std::pair{"ou", "u"}, std::pair{"q", "k"},
        std::pair{"ei", "ay"}, std::pair{"eir", "ayr"}, std::pair{"ss", "s"}, std::pair{"eh", "ah"},
        std::pair{"iyya", "iya"}}) {
    std::string other = replaced(name, from, to);
    if (other != name) bases.push_back(std::move(other));
  }
  std::vector<std::string> spellings;
  for (std::size_t i = 0; i < bases.size(); ++i) {
    if (i > 0) spellings.push_back(bases[i]);
    spellings.push_back("Al " + bases[i]);
    if (bases[i].starts_with("al-") || bases[i].starts_with("Al-"))
      spellings.push_back(bases[i].substr(3));
  }
  return spellings;
}

bool is_arabic(std::string_view country) {
  static constexpr std::string_view kCountries =
      "SYR IRQ LBN JOR PSE EGY LBY TUN DZA MAR SDN YEM SAU OMN ARE QAT KWT BHR MRT SOM DJI COM";
  return country.size() == 3 && kCountries.find(country) != kCountries.npos;
}

}  // namespace

std::vector<knowledge::Place> places_spelled_otherwise(const knowledge::KnowledgeBase& base,
                                                       const std::string& name) {
  std::vector<knowledge::Place> found;
  for (const std::string& spelling : other_spellings(name)) {
    for (knowledge::Place& place : base.places(spelling)) {
      if (is_arabic(place.country)) found.push_back(std::move(place));
    }
  }
  return found;
}

}  // namespace dragoman::places
