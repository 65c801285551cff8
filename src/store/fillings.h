// What migrations need beyond SQL: rows that are made from other rows.
#pragma once

#include "dragoman/result.h"

#include "store/database.h"

namespace dragoman::store {

// Schema 5: the index of names, and the columns that go with it.
Result<void> fill_names(Database& database);

// Schema 11: what names and countries reports have, topics in the rows of statements, totals. Takes
// away the tables that had them.
Result<void> fill_finding(Database& database);
// The way back, into tables that are there and empty. Takes away the columns.
Result<void> empty_finding(Database& database);

}  // namespace dragoman::store
