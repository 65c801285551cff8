// What another data set says happened: a row of GDELT, ACLED or POLECAT. It has no text of its own
// here, so nothing of it is ever counted with what reports say; it stands beside it.
#pragma once

#include <optional>
#include <string>

#include "dragoman/labels.h"

namespace dragoman::claims {

struct Claim {
  std::string dataset, row;         // "acled", the data set's id of the row
  std::optional<EventType> type{};  // PLOVER; none for what is no event there
  std::string coded;  // as the data set has it: "190", "Armed clash", "ASSAULT:aerial"
  std::string first_day, last_day;                                 // ISO
  std::string actor, actor_country, recipient, recipient_country;  // countries: alpha-3
  std::string place, country;
  std::optional<double> lat, lon;
  std::optional<int> dead;
  std::string source, words;  // an address or the name of an outlet; notes of the data set
};

}  // namespace dragoman::claims
