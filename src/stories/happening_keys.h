// Where profiles of one happening meet without being compared with all others: keys of what they
// must share at least one of, by day.
//
// A key is a detail that tells something (a region, a named party, two countries that deal with
// each other, a toll, a manner of acting in a country), hashed with the event type and how well the
// time is known. What shares none of them shares too little to be called one happening.
#pragma once

#include <cstdint>
#include <vector>

#include "stories/happening_profile.h"

namespace dragoman::stories {

// The details of a profile, for a time known so well: those of its own time are where it is found,
// those of another where it looks. Sorted, each once; none
// for Dating::None.
std::vector<std::int64_t> keys_of(const Profile& profile, Dating dating);

// Times under which others are found that may belong to a happening at `time`, or to which one at
// `time` may belong.
struct Days {
  Dating dating = Dating::None;
  std::int64_t first = 0, last = 0;
};
std::vector<Days> where_vaguer(const ProfileTime& time);
std::vector<Days> where_better_known(const ProfileTime& time);

}  // namespace dragoman::stories
