// Feasts and other calendars: which Gregorian day a rule such as "easter-2" or "islamic-10-01"
// means.
//
// Rules (class `holiday` of lexicons/times/words.tsv):
//   MM-DD            a fixed day
//   MM-mon-2         the second Monday of a month; MM-mon-L its last
//   easter+N         N days after Easter Sunday of the Western churches; orthodox+N of the Eastern
//   ones islamic-MM-DD    a day of the tabular Islamic calendar; islamic-MM a whole month (Ramadan)
//   jewish+N         N days after Rosh Hashanah of that year
// The tabular calendar differs from the sighting of the moon by a day or two, so such days are
// approximate. Jewish and Islamic days begin on the evening before; the day itself is given.
// Arithmetic after Reingold and Dershowitz, Calendrical Calculations.
#pragma once

#include <string_view>
#include <vector>

#include "times/calendar.h"

namespace dragoman::times {

struct Feast {
  Date first, last;          // one day, or the days of a month
  bool approximate = false;  // the moon decides
};

// The feast's days that begin in that Gregorian year: one, or of Islamic feasts sometimes two;
// none when `rule` is no rule or the year lies outside 1..9999.
std::vector<Feast> feasts_in(std::string_view rule, int year);

// A month of the Islamic (lunar) or the Persian (solar) calendar, whose years count from the Hijra.
// `day` 0 means the whole month. Days are right within two of the tabular calendar, within one of
// the Persian; nothing for days and months that do not exist.
enum class Hijri { Lunar, Solar };
std::vector<Feast> hijri_date(Hijri calendar, int year, int month, int day);

}  // namespace dragoman::times
