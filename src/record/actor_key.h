// The key of an actor over reports: the same for the same actor in every report that names it.
//
// An actor with a knowledge base id has that id ("Q739", "farc"). One that a report calls by a name
// has kind, folded name and country ("person/ana reyes/COL"). One that is only described
// ("officials", "two diplomats", "the army") is nobody in particular outside its report and has
// none, nor has a group made up of members ("the two ministers"): its members have.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/record.h"

namespace dragoman::record {

// The keys of a record's actors. Keeps no reference to the record.
class ActorKeys {
 public:
  explicit ActorKeys(const Record& record);

  // The key over reports of the actor with this id ("a1"); empty for one that has none.
  const std::string& key(std::string_view actor) const;
  // The same; an actor without one is named by its report and id ("1f2e3d4c5b6a7988#a3"), so that
  // it is the same only as itself.
  std::string key_or_bound(std::string_view actor) const;
  // For a group made up of members: theirs, as key_or_bound; for others, its own.
  std::vector<std::string> keys(std::string_view actor) const;

 private:
  std::string report_;
  std::map<std::string, std::string, std::less<>> keys_;                  // by id
  std::map<std::string, std::vector<std::string>, std::less<>> members_;  // ids, by id
};

// Whether a key is good over reports: not one of key_or_bound's for a single report.
bool is_over_reports(std::string_view key);

}  // namespace dragoman::record
