// Where reports of one happening differ: each detail with every value that is given for it, side by
// side, never averaged, and under each value who gives it, in which words, on whose word.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "dragoman/record.h"

#include "stories/happenings.h"

namespace dragoman::stories {

// One event of a report that gives a value.
struct Claim {
  std::string report, event, outlet;
  std::string words;    // that give the value
  CodePointSpans spans;  // where they stand in the report
  std::string said_by, speaker;    // statement id and its speaker, when it is told on someone's word
  std::vector<std::string> chain;  // names by which the words came, outermost first
  std::string happened;  // event time: TIMEX3; may be empty
  std::string stated, published, learned;
};

struct Version {
  std::string value;  // "18", "at least 18", "Aleppo, SYR", "denied", a name
  std::vector<Claim> claims;  // by publication, report, position
  int reports = 0, origins = 0;
};

// dead, injured, arrested, size, date, place, actor, recipient, status
struct Detail {
  std::string name;
  std::vector<Version> versions;  // of most reports first, then by value
  // Whether reports contradict each other in it. A vaguer value ("Syria", "2016-03") differs from
  // "Aleppo" and from "2016-03-23", but does not contradict them.
  bool disputed = false;
};

// All details that any event of the happening gives, in the order above. Events that the happening
// does not list (HappeningFilter::as_of) are left out.
Result<std::vector<Detail>> details_of(store::Store& store, const Happening& happening);
// For many happenings: with the records from who keeps them. A record needs to live until the next is asked for.
using Records = std::function<Result<const Record*>(const std::string& report)>;
Result<std::vector<Detail>> details_of(store::Store& store, const Happening& happening, const Records& records);

}  // namespace dragoman::stories
