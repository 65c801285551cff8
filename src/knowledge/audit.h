// Contradictions between rows that are each well formed: what `dragoman kb check` finds beyond
// broken rows.
//
//   - a cycle of aliases: A has the name of B as an alias, B that of A (also over several)
//   - an alias that is another entry's own name, where nothing tells the two apart: both of the
//   same
//     kind and country, neither a person (persons share names by nature), and their dates meet
//   - an office with more holders at a time than it has (table offices), for more than a year
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/error.h"

#include "knowledge/pending.h"

namespace dragoman::knowledge {

struct AuditInput {
  const std::vector<PendingEntry>& entries;
  const std::vector<PendingOffice>& offices;
  const std::vector<std::string>& files;  // names for the places of findings
};

// In the order of the tables. Linear in names; quadratic only in the terms of one office.
std::vector<Error> audit(const AuditInput& input);

// Do the terms meet for more than a year? Partial dates may mean any day in them, and count for the
// rows.
bool meet_for_a_year(const PendingTerm& a, const PendingTerm& b);

// How many persons hold this office at a time; 0: not told. A row for the country goes before one
// for all.
std::uint32_t holders_of(const std::vector<PendingOffice>& offices,
                         std::string_view role,
                         std::string_view country);

}  // namespace dragoman::knowledge
