// Work that is written whole or not at all.
#pragma once

#include "dragoman/result.h"

#include "store/sqlite.h"

namespace dragoman::store {

// Runs `work`, which gives Result<void>, in one transaction that holds the write lock from its
// start.
template <class Work>
Result<void> transact(Database& database, Work work) {
  if (auto begun = database.execute("BEGIN IMMEDIATE"); !begun) return begun;
  Result<void> done = work();
  if (done) done = database.execute("COMMIT");
  if (!done)
    static_cast<void>(database.execute("ROLLBACK"));  // its failure adds nothing to the first one
  return done;
}

}  // namespace dragoman::store
