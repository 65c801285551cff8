// The back end for a store in one file: a thin skin over SQLite.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "dragoman/result.h"

#include "store/connection.h"

namespace dragoman::store {

Result<std::unique_ptr<Connection>> open_sqlite(const std::string& path,
                                                Database::Access access,
                                                std::chrono::milliseconds busy_timeout);

}  // namespace dragoman::store
