// Whether two profiles tell of one happening: pure, symmetric, by points.
//
// Each detail that both give agrees (to a degree that depends on how much it tells: a town says
// more than a country, a named person more than "officials"), says nothing, or speaks against. The
// points are added; some conflicts end the matter at once: another type, towns far apart, parties
// of both sides that have nothing to do with each other. Tolls that differ a little cost little:
// outlets seldom agree on them.
#pragma once

#include <cstdint>
#include <optional>

#include "stories/happening_profile.h"

namespace dragoman::stories {

enum class Match : std::uint8_t {
  Conflict,
  Unknown,     // one of the two does not say
  Compatible,  // one may stand for the other: "Syrian army", "government forces", "Syria"
  Same,
};

Match match(const ProfileParty& a, const ProfileParty& b);
Match match(const ProfilePlace& a, const ProfilePlace& b);

// How far two profiles agree in everything but time.
struct Agreement {
  bool conflict = false;  // never one happening
  double points = 0;
  int strong = 0;    // details that are the same and tell much
  int support = 0;   // others that agree
  double words = 0;  // share of common words
};
Agreement agreement(const Profile& a, const Profile& b);

// The points of a link, or none where there is none. Links are between
//   mentions in one report, the first of which stands before the second
std::optional<double> same_in_report(const Mention& before, const Mention& after);
//   profiles of the same time (Profile::time equal), of different reports
std::optional<double> same_at_time(const Profile& a, const Profile& b);
//   one whose time is known less well, and one that it may belong to by time (may_be_at)
std::optional<double> same_within(const Profile& vague, const Profile& dated);

// Whether two that are linked through others cannot be one all the same.
bool contradict(const Profile& a, const Profile& b);
bool contradict_in_report(const Mention& before, const Mention& after);

// Whether a happening at `vague` may have been at `dated`, which is known better, or is earlier:
// an undated report tells of the days before it, "in July" of a day in July.
bool may_be_at(const ProfileTime& vague, const ProfileTime& dated);
inline constexpr std::int64_t kTellDays = 3;    // an undated report tells of so many days before it
inline constexpr std::int64_t kRepeatDays = 3;  // and repeats undated ones so many days after them
inline constexpr std::int64_t kMonth = 31;      // "in 2013" is too vague to tell of a day

}  // namespace dragoman::stories
