#include "store/where.h"

#include "store/name_index.h"
#include "store/search_index.h"
#include "store/selectivity.h"
#include "store/totals.h"
#include "store/words.h"
#include "times/days.h"

namespace dragoman::store {
namespace {

Result<void> add_search(Where& where, Database& database, const std::string& typed) {
  if (typed.empty()) return {};
  const std::string expression = report_expression(database.dialect(), typed);
  if (expression.empty()) return bad_filter("--search", typed, "at least one word");
  const auto share =
      share_of(database, reports_found(database.dialect()), expression, total::kReports,
                 kManyReports);
  if (!share) return share.error();
  // Beginnings of words are dear to look up row by row.
  const bool each = *share == Share::Many && typed.find('*') == std::string::npos;
  where.add(report_is_found(database.dialect(), each), {expression});
  where.few = where.few || *share == Share::Few;
  return {};
}

// The days from `first` to `last`, two columns.
Result<void> add_days(Where& where,
                      const Filter& filter,
                      const std::string& first,
                      const std::string& last) {
  const auto add_day = [&where](const char* option, const std::string& typed, bool since,
                                const std::string& column) -> Result<void> {
    if (typed.empty()) return {};
    const auto days = times::days_of(typed);
    if (!days || typed.size() < 4)
      return bad_filter(option, typed, "a date as 2016-03-23, 2016-03 or 2016");
    where.add(column + " <> '' AND " + column + (since ? " >= ?" : " <= ?"),
              {since ? days->first : days->last});
    return {};
  };
  if (auto done = add_day("--since", filter.since, true, last); !done) return done;
  return add_day("--until", filter.until, false, first);
}

}  // namespace

Error bad_filter(const std::string& option, const std::string& value, const std::string& expected) {
  return make_error(ErrorCode::BadArgument, option + " '" + value + "': expected " + expected);
}

std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

Result<void> add_actor(Where& where,
                       Database& database,
                       const std::string& typed,
                       const std::string& exists,
                       bool whole) {
  if (typed.empty()) return {};
  auto names = ActorNames::find(database, typed);
  if (!names) return names.error();
  where.add(exists + names->condition() + "))", names->values());
  if (names->reports().empty() || !(names->few() || whole)) return {};
  where.add_few("r.number IN (" + names->reports() + ")", names->report_values());
  return {};
}

Result<std::vector<std::string>> country_codes(Database& database, const std::string& typed) {
  std::vector<std::string> codes = {upper(typed)};
  auto query =
      database.prepare("SELECT country FROM country_names WHERE name = ? ORDER BY country");
  if (!query) return query.error();
  query->bind(1, fold(typed));
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return codes;
    codes.push_back(query->text(0));
  }
}

Result<void> add_country(Where& where,
                         Database& database,
                         const std::string& typed,
                         const std::string& column,
                         const std::string& exists) {
  if (typed.empty()) return {};
  auto codes = country_codes(database, typed);
  if (!codes) return codes.error();
  std::string marks = " IN (?";
  for (std::size_t i = 1; i < codes->size(); ++i) marks += ",?";
  marks += ")";
  std::vector<std::string> twice = *codes;
  twice.insert(twice.end(), codes->begin(), codes->end());
  const std::string actor = exists.empty() ? "" : exists + "a.country" + marks + "))";
  if (column.empty()) {
    where.add(actor, *codes);
  } else if (actor.empty()) {
    where.add(column + marks, *codes);
  } else {
    where.add(column + marks + " OR " + actor, twice);
  }
  const std::string found = names_found(database.dialect());
  const std::string expression = countries_expression(database.dialect(), *codes);
  const auto share = share_of(database, found, expression, total::kReports, kManyReports);
  if (!share) return share.error();
  if (*share == Share::Many) return {};
  where.add("r.number IN (" + found + ")", {expression});
  where.few = where.few || *share == Share::Few;
  return {};
}

Result<void> add_common(Where& where,
                        Database& database,
                        const Filter& filter,
                        const std::string& first,
                        const std::string& last) {
  if (auto done = add_search(where, database, filter.search); !done) return done;
  return add_days(where, filter, first, last);
}

std::string rows_and_reports(const Where& where, const std::string& table, const std::string& index) {
  const std::string rows = table + " " + table.substr(0, 1);
  if (where.few) return "reports r CROSS JOIN " + rows + " ";
  return rows + (index.empty() ? "" : " INDEXED BY " + index) + " CROSS JOIN reports r ";
}

Result<void> run(Store& store,
                 const std::string& sql,
                 const Where& where,
                 const std::function<Result<bool>(Query&)>& each) {
  auto query = store.database().prepare(sql);
  if (!query) return query.error();
  int parameter = 0;
  for (const std::string& value : where.values) query->bind(++parameter, value);
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return {};
    auto go_on = each(*query);
    if (!go_on) return go_on.error();
    if (!*go_on) return {};
  }
}

}  // namespace dragoman::store
