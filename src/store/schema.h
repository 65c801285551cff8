// The schema of a store: migrations/*.sql in order, and where a database stands among them.
#pragma once

#include <string>

#include "dragoman/result.h"

#include "store/database.h"

namespace dragoman::store {

// The version that this program reads and writes: the number of migrations.
int schema_version();

enum class Standing { Empty, Older, Current };

// Looks at a database without changing it. Fails with
//   BadStore     a database (of PostgreSQL: a schema) of another program
//   StoreTooNew  written by a newer program
Result<Standing> examine(Database& database);

// The version that a store has.
Result<int> version_of(Database& database);

// Brings a store, or an empty database, to a version, up or down, in one transaction. On the way
// down, what the older schema has no place for is lost; the records stay. BadArgument: no such
// version.
Result<void> migrate(Database& database, int version);

// The same for a store that is there, by its path or address. Fails as Store::open does.
struct SchemaChange {
  int before = 0, after = 0;
};
Result<SchemaChange> change_schema(const std::string& path, int version);

}  // namespace dragoman::store
