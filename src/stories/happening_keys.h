// Where profiles of one happening meet without being compared with all others: keys of what they
// must share at least one of, by day.
//
// A key is a detail that tells something (a region, a named party, two countries that deal with
// each other, a toll, a manner of acting in a country), hashed with the event type. What shares none of them shares too little to be called one happening.
#pragma once

#include <cstdint>
#include <vector>

#include "stories/happening_profile.h"

namespace dragoman::stories {

// The keys of a profile, sorted, each once; none for Dating::None.
std::vector<std::int64_t> keys_of(const Profile& profile);

// Keys stand in the table by stretches of days, so that what is near in time is near there: about a
// week, and about a month for ranges, which stand apart.
std::int64_t stretch_of(Dating dating, std::int64_t day);

// Times under which others are found that may belong to a happening at `time`, or to which one at
// `time` may belong.
struct Days {
  Dating dating = Dating::None;
  std::int64_t first = 0, last = 0;
};
std::vector<Days> where_vaguer(const ProfileTime& time);
std::vector<Days> where_better_known(const ProfileTime& time);

}  // namespace dragoman::stories
