// The back end for a store on a PostgreSQL server (14 or later), over libpq.
//
// Everything of Dragoman's is in the schema `dragoman` of the database. Whoever writes holds one
// advisory lock for the length of a transaction, so that writers take turns as they do with a file.
// Statements without results are sent without waiting for each one's answer (pipeline mode).
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "dragoman/result.h"

#include "store/connection.h"

namespace dragoman::store {

// `address` as libpq has it: postgresql://user:password@host:port/database?options
Result<std::unique_ptr<Connection>> open_postgresql(const std::string& address,
                                                    Database::Access access,
                                                    std::chrono::milliseconds busy_timeout);

// The address without its password, for messages.
std::string printable_address(const std::string& address);

}  // namespace dragoman::store
