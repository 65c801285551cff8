// What a report's rows add to the index of names and to the totals: the same whether it is made
// from the record that is being written or read from the rows that are about to go.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "dragoman/record.h"
#include "dragoman/result.h"

#include "store/database.h"
#include "store/search_index.h"

namespace dragoman::store {

// A row of `actors`, with how many statements it makes and events it has a part in.
struct ActorLine {
  std::int64_t position = 0;
  std::string id, name, kind, code, country, sector, role, kb, aliases;
  std::int64_t mentions = 0;
  std::string who, called;
  std::int64_t statements = 0, events = 0;
};

struct ReportRows {
  std::string id, outlet, published, language;  // as in its row of `reports`
  std::vector<ActorLine> actors;
  std::vector<std::string> countries;                        // of places
  std::vector<std::pair<std::string, std::string>> events;      // first day, type
  std::vector<std::pair<std::string, std::string>> statements;  // first day, kind
  std::vector<std::pair<std::string, std::string>> processes;   // folded name, name
  std::int64_t pledges = 0;

  SearchedNames names() const;
};

// Of what will be written of a record: `shown` is the record with its users' corrections.
ReportRows rows_of(const Record& record, const Record& shown);
// Of what is there.
Result<ReportRows> read_rows(Database& database, const std::string& report);

}  // namespace dragoman::store
