// Work that is written whole or not at all.
#pragma once

#include "dragoman/result.h"

#include "store/database.h"

namespace dragoman::store {

// Runs `work`, which gives Result<void>, in one transaction that holds the write lock from its
// start. Where the server went away meanwhile and is back, the work is done again from its
// beginning: it may have come through already, so doing it twice must be as doing it once, and what
// it notes in memory must be noted anew.
template <class Work>
Result<void> transact(Database& database, Work work) {
  constexpr int kTries = 3;
  Result<void> done;
  for (int tries = 0; tries < kTries; ++tries) {
    done = database.begin();
    if (done) {
      done = work();
      if (done) done = database.commit();
      if (done) return done;
      database.rollback();
    }
    if (!database.reconnect()) return done;
  }
  return done;
}

}  // namespace dragoman::store
