// Of two reports one of which is a copy: which one.
//
// Asked in this order, the first that tells decides:
//   agency   one is published by the agency that the other credits
//   time     one was published earlier: by the clock where both state an hour, else by the day
//   length   one stands in the other, which goes on: what is cut is the copy. Only where time says
//            nothing, as a report with paragraphs added looks the same
//   order    nothing tells; the smaller id counts as the source, so that the answer is one and
//   stays
// Not transitive: where clocks are wrong, or credits contradict them, three reports may each be the
// source of the next. Who follows sources has to stop where it has been (copies.h does).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dragoman::stories {

enum class DirectionReason { Agency, Time, Length, Order };
std::string_view to_string(DirectionReason reason);
// Order for an unknown name.
DirectionReason parse_direction_reason(std::string_view name);

// What is known of a report besides its text.
struct Publication {
  std::string report;                // id
  std::string published;             // the earliest of its sources; empty when none states it
  std::vector<std::string> outlets;  // of its sources
  std::string agency;                // that it credits; may be empty
};

struct Direction {
  bool first_is_source = true;
  DirectionReason reason = DirectionReason::Order;
};

// `first_share` is the share of the first one's words that stand in the second.
// direction(x, y) and direction(y, x) name the same source.
Direction direction(const Publication& first,
                    const Publication& second,
                    double first_share,
                    double second_share);

// A total order: by publication, those without one last, then by id.
bool comes_first(const Publication& a, const Publication& b);

// Whether two names are one outlet's or agency's: without case, accents and words such as "news
// agency", or one the initials of the other ("AP", "Associated Press"); "Thomson Reuters" is
// "Reuters". Empty names are nobody's.
bool is_same_outlet(std::string_view a, std::string_view b);

// Negative, zero or positive: `a` is earlier, nothing tells, later. Dates are compared as far as
// both are given, times of day in UTC; without zone they count as such. An empty one tells nothing.
int compare_published(std::string_view a, std::string_view b);

}  // namespace dragoman::stories
