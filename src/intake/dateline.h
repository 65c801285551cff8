// Reads one dateline, by its shape. Internal to intake.
//
//   dateline  = [agency-mark] place [separator date] [agency-mark] end
//   place     = name *( ("/" | " and " | ", ") name )     CAPITALS, or Title Case where something
//   else vouches for it agency    = "(Reuters)" | "/TASS/" | ", SANA" end       = "-" | "--" | en,
//   em or horizontal bar dash | "_" | ":" | "." behind a slash-mark
//             | nothing, where a known agency stands in brackets, or where a word that opens a
//             sentence follows capitals
//
// "Vouched for": Title Case needs an agency or a date, or a spaced dash behind one or two words
// that is not the first of a pair. Capitals need only the dash, and no stop word ("ANALYSIS: ...").
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "dragoman/report.h"

#include "intake/tables.h"

namespace dragoman::intake {

struct FoundDateline {
  Dateline
      dateline;  // spans count from the start of the given text; date may lack its year ("--03-03")
  std::size_t body = 0;  // where the body goes on, behind white space
  bool known_agency = false;
  bool colon = false;  // it ends in a colon, the weakest of all ends
};

std::optional<FoundDateline> dateline_at_start(const Resources::Tables& tables,
                                               std::string_view text);

// "DAR ES SALAAM, Tanzania" -> "Dar es Salaam, Tanzania". Words that are not all capitals stay as
// they are, unless the whole name is in lower case.
std::string place_in_normal_case(const Resources::Tables& tables, std::string_view place);

}  // namespace dragoman::intake
