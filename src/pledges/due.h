// When what is pledged is due: the date in its clause that bounds it.
#pragma once

#include <string>

#include "pledges/clauses.h"

namespace dragoman::pledges {

struct Due {
  std::string value;  // TIMEX3 date; empty for none
  std::string bound;  // "by": at the latest; "until": lasts so long; "from": begins; "on": then
  ByteSpan words;
};

// Of the dates in `clause` that do not lie before the report's, the one with the firmest bound:
// "by", "before", "within", "until", then "from", then others; the first on a tie. A duration after
// "within" counts from the date behind it ("within 150 days of December 1"), else from the report's.
Due due_of(const Clauses& clauses, TokenSpan clause);

// The first date in `clause` that lies before the report's: when an earlier pledge was made.
std::string past_date_in(const Clauses& clauses, TokenSpan clause);

}  // namespace dragoman::pledges
