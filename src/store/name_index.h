// What actors go by, over all reports: what --actor and --speaker look up.
//
// Each actor's row keeps its names, aliases and code folded (`actors.called`), so that a row says by
// itself whether it is meant; an index of words (search_index.h) says which reports can hold one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

#include "store/database.h"
#include "store/words.h"

namespace dragoman::store {

// An actor over all reports (actors.who): its knowledge base id, else its kind and folded name.
std::string actor_key(std::string_view kb, std::string_view kind, std::string_view name);

// What an actor is called, for `actors.called`: each name folded, once, with a blank on both sides,
// one a line.
std::string called(const std::vector<std::string_view>& names);

// Which actors have the id that was typed, or go by names that hold it: some name for each part.
class ActorNames {
 public:
  static Result<ActorNames> find(Database& database, std::string_view typed);

  // A condition on a row `a` of actors, and its values.
  const std::string& condition() const { return condition_; }
  const std::vector<std::string>& values() const { return values_; }
  // The numbers of reports that can hold such an actor, as a SELECT, and its values; empty when no
  // word was typed. `few`: better to begin with them than with rows by day.
  const std::string& reports() const { return reports_; }
  const std::vector<std::string>& report_values() const { return report_values_; }
  bool few() const { return few_; }

 private:
  std::string condition_, reports_;
  std::vector<std::string> values_, report_values_;
  bool few_ = false;
};

}  // namespace dragoman::store
