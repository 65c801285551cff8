// What is counted over all reports, kept up to date by whoever writes rows: `actor_totals` and
// `totals`. The same rows for the same reports, whatever came before.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "dragoman/result.h"

#include "store/report_rows.h"

namespace dragoman::store {

// The kinds of `totals`, with what their values are.
namespace total {
inline constexpr const char *kReports = "reports", *kStatements = "statements", *kEvents = "events",
                            *kPledges = "pledges", *kProcesses = "processes";  // ''
inline constexpr const char* kOutlet = "outlet";          // of reports
inline constexpr const char* kDay = "day";                // of publication, a tab, language: reports
inline constexpr const char* kCountry = "country";        // of places: reports
inline constexpr const char* kEventDay = "event day";     // first day, a tab, type
inline constexpr const char* kStatementDay = "statement day";  // first day, a tab, kind
inline constexpr const char* kType = "type";              // of events
inline constexpr const char* kProcess = "process";        // folded name: reports
inline constexpr const char* kProcessName = "process name";  // folded name, a tab, name
}  // namespace total

// What one transaction changes in the totals: gathered, and written behind all else.
class TotalsChange {
 public:
  void add(const ReportRows& rows);
  void remove(const ReportRows& rows);

  // Within the caller's transaction, when its other rows and the index of names are written.
  Result<void> write(Database& database) const;

 private:
  // What changes of one description of actors.
  struct Form {
    ActorLine line;  // of which only the description counts
    std::int64_t actors = 0, reports = 0, reports_as = 0, mentions = 0, statements = 0, events = 0;
    // The first date and the latest place among those that were added, and that were removed.
    std::array<std::string, 2> first, latest;
    bool unsure = false;  // one that was added may be gone again
  };
  using Key = std::pair<std::string, std::int64_t>;  // who, form

  void count(const ReportRows& rows, int sign);
  void count_actors(const ReportRows& rows, int sign);
  Result<void> write_actors(Database& database) const;
  Result<void> set_right(Database& database, const Key& key, const Form& form) const;

  std::map<Key, Form> forms_;
  std::set<std::string> added_;  // ids of reports
  std::map<std::pair<std::string, std::string>, std::int64_t> counts_;  // kind, value
};

// The values of one kind in order, with their counts.
Result<std::vector<std::pair<std::string, std::int64_t>>> read_totals(Database& database,
                                                                      const std::string& kind);

// The date of publication of a row's `latest`.
std::string date_of_latest(const std::string& latest);

}  // namespace dragoman::store
