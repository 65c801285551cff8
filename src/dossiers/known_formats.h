// Processes that go by the name of a place: lexicons/dossiers/formats.tsv.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dragoman::dossiers {

// Countries (ISO alpha-3) whose conflicts were talked about under the name of the place in a year
// ("Astana", "2017" -> SYR), in alphabetical order; none when the place is no such name. Letters
// are compared without case and accents.
std::vector<std::string> conflicts_of_format(std::string_view place, std::string_view year);

}  // namespace dragoman::dossiers
