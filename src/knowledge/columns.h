// What the kinds of tables hold.
#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

namespace dragoman::knowledge {

template <class Range>
bool contains(const Range& range, std::string_view value) {
  return std::find(std::begin(range), std::end(range), value) != std::end(range);
}

// PLOVER's sectors, and the codes that stand in place of a country.
inline constexpr std::string_view kSectors[] = {
    "GOV", "LEG", "JUD", "MIL", "COP", "SPY", "PTY", "PRM", "REB", "UAF", "UNK", "AGR", "BUS",
    "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"};
inline constexpr std::string_view kNonCountries[] = {"IGO", "UNO", "EUR", "NGO",
                                                     "ISM", "IMG", "MNC"};

// The columns of "# table: TYPE"; nullptr for a type that there is not.
const std::vector<std::string_view>* columns_of(std::string_view type);

}  // namespace dragoman::knowledge
