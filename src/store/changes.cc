#include "store/changes.h"

namespace dragoman::store {

Result<std::string> state_of(Store& store) {
  // Of a server: what any program has committed in this database.
  return store.database().value_of(
      store.database().dialect() == Dialect::Sqlite
          ? "PRAGMA data_version"
          : "SELECT pg_current_wal_lsn()::text");
}

Result<std::int64_t> last_number(Store& store) {
  auto query = store.database().prepare("SELECT max(number) FROM reports");
  if (!query) return query.error();
  auto row = query->step();
  if (!row) return row.error();
  return *row ? query->integer(0) : 0;
}

Result<void> reports_after(
    Store& store,
    std::int64_t number,
    std::size_t limit,
    const std::function<void(std::int64_t number, const ReportHead&)>& each) {
  auto query = store.database().prepare(
      std::string("SELECT ") + kHeadColumns +
      ", r.number FROM reports r WHERE r.number > ? ORDER BY r.number LIMIT ?");
  if (!query) return query.error();
  query->bind(1, number).bind(2, static_cast<std::int64_t>(limit));
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return {};
    each(query->integer(10), report_head(*query));
  }
}

}  // namespace dragoman::store
