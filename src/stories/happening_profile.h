// What of an event counts when it is compared with events of other reports.
//
// Repeated mentions within one report come first: a headline, its lead and the paragraph that gives
// the day are one profile, which knows more than each of them. Profiles are values without a trace
// of their report, so that copies of a wire story share one and cost nothing to compare.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/record.h"

#include "stories/happening_words.h"

namespace dragoman::stories {

// How well the time of an event is known.
enum class Dating : std::uint8_t {
  Day,     // to the day, by its date
  Range,   // a week, a month, ... by its date
  Report,  // no date: the day of the report's publication stands for it
  None,    // neither
};

struct ProfileTime {
  Dating dating = Dating::None;
  std::int64_t first = 0, last = 0;  // days since 1970-01-01
  friend auto operator<=>(const ProfileTime&, const ProfileTime&) = default;
};

struct ProfilePlace {
  std::string name;  // folded
  std::string country, admin1;
  std::uint32_t geonames = 0;
  int precision = 0;
  int lat = 0, lon = 0;  // hundredths of a degree; 0, 0 is unknown
  friend auto operator<=>(const ProfilePlace&, const ProfilePlace&) = default;
};

struct ProfileParty {
  std::string key;   // over reports; empty for one who is only described
  std::string name;  // folded; of those with a key
  ActorKind kind = ActorKind::Person;
  std::string country, sector;
  std::string shown, code;  // as the report has them
  friend auto operator<=>(const ProfileParty&, const ProfileParty&) = default;
};

// dead, injured, arrested, size: in this order everywhere.
enum class Toll : std::uint8_t { Dead, Injured, Arrested, Size };
struct ProfileToll {
  Toll of = Toll::Dead;
  std::uint32_t count = 0;
  friend auto operator<=>(const ProfileToll&, const ProfileToll&) = default;
};

struct Profile {
  EventType type = EventType::Consult;
  bool real = true;  // it took place, or is denied to have; false: planned, possible, asked for
  ProfileTime time;
  std::vector<std::string> modes;                 // sorted, each once
  std::optional<ProfilePlace> place;              // the most precise
  std::vector<ProfileParty> actors, recipients;   // sorted, each once
  std::vector<ProfileToll> tolls;                 // sorted, each once
  Stems trigger, words;
  friend auto operator<=>(const Profile&, const Profile&) = default;
};

ProfilePlace profile_of(const RecordPlace& place);
ProfileParty profile_of(const RecordActor& actor, const std::string& key);

// One event by itself, within its report.
struct Mention {
  Profile profile;
  bool apart = false;  // its words say that it is not what the report told of before
};

// A profile and the positions in Record::events of what it is made from.
struct RecordProfile {
  Profile profile;
  std::vector<std::size_t> events;
};
// Of all events of a record, each in exactly one. A pure function.
std::vector<RecordProfile> profiles_of(const Record& record);

// Text without line ends for the store, and back; damaged text gives none.
std::string to_text(const Profile& profile);
std::optional<Profile> parse_profile(std::string_view text);
// Names the profile over reports: a hash of its text behind its first day, so that what is near in time
// is near in the tables. Never 0.
std::int64_t profile_id(const ProfileTime& time, std::string_view text);

}  // namespace dragoman::stories
