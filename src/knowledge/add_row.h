// Appends one row to a user's overlay table, or says why not. The table is never left broken.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "dragoman/result.h"

#include "knowledge/knowledge_base.h"

namespace dragoman::knowledge {

struct NewRow {
  std::string table = "entities";  // entities, places or roles
  // By column; for entities with "kind". Countries may be alpha-2 or names.
  std::vector<std::pair<std::string, std::string>> cells;

  std::string cell(std::string_view column) const;
};

// Adds the row to the file at `path`, which is made if it is not there and gets further columns if
// the row needs them. `base` has no overlay; the table with the row must be good over it. `known`
// is the base under all overlays: a row that it knows already is refused with BadArgument, unless
// `force`. Gives the line that the row has.
Result<std::size_t> add_row(const std::string& path,
                            NewRow row,
                            const KnowledgeBase& base,
                            const KnowledgeBase& known,
                            bool force);

}  // namespace dragoman::knowledge
