// Which mentions of different reports are one process.
//
// Method: mentions of one kind and one conflict (the country that it is about) make up a block.
// Within a block talks are told apart by their format ("Geneva", "Astana"), by who meets whom and
// by long silences; ceasefires by place and by when one ended and another was declared; aid by
// place; missions by the body that sends them. What has no mark of its own ("the peace process")
// goes with the process of its block that was spoken of most at the time. The result depends on the
// set of mentions only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

#include "dossiers/facts.h"

namespace dragoman::dossiers {

// What tells which process a mention is of. Days are ISO.
struct Profile {
  std::string report, process;  // process: "x1"
  std::string kind, conflict;   // conflict: ISO alpha-3, or empty
  std::string name;
  std::string day;                                   // of publication
  std::vector<std::string> formats;                  // folded names of places before the noun
  std::vector<std::string> format_countries;         // of those
  std::vector<std::string> venues, venue_countries;  // where it is held; country-level: name empty
  std::vector<std::string> scopes;                   // towns and regions of a truce, of aid
  std::vector<std::string> bodies;                   // folded
  std::vector<std::string> powers;     // foreign countries beside the noun: "U.S.-Russian deal"
  std::vector<std::string> opponents;  // keys of parties against the state; or a side
  std::string leaning;
  std::string context;               // as in Facts
  std::string where;                 // folded: the place of its first act that has one
  std::string start, until, closed;  // of a ceasefire: declared, to end, ended
  bool fresh = false;                // its start is news
  bool sought = false;               // only wished for, or denied
  bool weak = false;                 // named, and nothing is told of it
  bool local = false, idle = false;  // as in Facts
};

Profile profile_of(const Facts& facts, std::string report, std::string process);

// All but `report` and `process`, for the store; fails with BadStore.
std::string to_text(const Profile& profile);
Result<Profile> profile_from_text(std::string report, std::string process, std::string_view text);

// "talks/COL": what is clustered together.
std::string block_of(const Profile& profile);

struct Cluster {
  std::string key;                   // of its block; the same as long as its mark and first day are
  std::vector<std::size_t> members;  // indices of profiles, by day, report and process
};

// The processes of one block, in order of their keys; mentions of what was only wished for and
// never came, or of what a single report only names, are in none. Linear in the number of profiles
// but for sorting.
std::vector<Cluster> cluster(const std::vector<Profile>& profiles);

// Days from one ISO day to another; 0 when one is no day.
long days_between(std::string_view from, std::string_view to);

}  // namespace dragoman::dossiers
