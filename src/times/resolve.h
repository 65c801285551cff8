// From an expression's meaning to its TIMEX3 type and value, by the report's day and by what came
// before.
//
// Conventions: TIMEX3 of TimeML 1.2.1 as used in TimeBank. What cannot be known stays open:
// "XXXX-WXX-6".
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "dragoman/labels.h"

#include "times/calendar.h"
#include "times/direction.h"
#include "times/expression.h"

namespace dragoman::times {

// Runs along the report: what later expressions may lean on.
struct Narrative {
  std::optional<Date> report_day;                   // of publication, or of the dateline
  std::optional<Date> last_day;                     // last day named
  std::optional<std::pair<int, int>> last_month;    // year, month of the last date named
  std::optional<std::pair<int, int>> last_quarter;  // year, quarter
  int last_year = 0;                                // of the last date named
  bool last_month_by_name = false;                  // that date named its month
  bool day_first = false;                           // a numeric date shows day before month
};

struct Resolved {
  TimexType type = TimexType::Date;
  std::string value;
  int precision = 0;  // ACLED's: 1 day, 2 week, 3 month; 0 coarser, or not placed in time
};

// `narrative` is brought up to date with the expression.
Resolved resolve(const Expression& expression, Direction direction, Narrative& narrative);

}  // namespace dragoman::times
