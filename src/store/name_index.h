// The names of actors over all reports: what --actor and --speaker look up.
//
// Each name, alias and code is kept once, folded (words.h), with an index of its words; actor_names
// says which actor of which report goes by it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

#include "store/database.h"
#include "store/words.h"

namespace dragoman::store {

// An actor over all reports (actors.who): its knowledge base id, else its kind and folded name.
std::string actor_key(const std::string& kb, const std::string& kind, const std::string& name);

// What an actor is called: each line of `names` is one name.
struct NamedActor {
  std::int64_t position = 0;
  std::string names;
};

// Within the caller's transaction. `report` is reports.number.
Result<void> index_names(Database& database,
                         std::int64_t report,
                         const std::vector<NamedActor>& actors);
// Leaves nothing of a name that no other actor goes by.
Result<void> unindex_names(Database& database, std::int64_t report);

// Fills the index, and the columns that go with it, from the rows of a store of an older schema.
Result<void> index_all_names(Database& database);

// Which actors have the id that was typed, or go by names that hold it: some name for each part.
// Both SQL texts have one parameter: what was typed.
class ActorNames {
 public:
  static Result<ActorNames> find(Database& database, std::string_view typed);

  // A condition on a row `a` of actors in the report `r`.
  std::string condition() const;
  // The numbers of reports that can hold such an actor, as a SELECT; empty when there are many.
  const std::string& few_reports() const { return few_reports_; }

 private:
  std::vector<std::string> parts_;  // for each: numbers of its names, with commas between
  std::string few_reports_;
};

}  // namespace dragoman::store
