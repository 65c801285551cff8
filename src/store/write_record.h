// One record into the tables, inside the caller's transaction.
#pragma once

#include "dragoman/record.h"
#include "dragoman/result.h"

#include "store/layer.h"
#include "store/search_index.h"
#include "store/totals.h"

namespace dragoman::store {

// What a transaction writes behind all rows: indices of words, then totals.
struct LateWrites {
  SearchWrites search;
  TotalsChange totals;

  Result<void> write(Database& database) const;
};

enum class Written { Added, Replaced, Unchanged, Forgotten };

// The rule of store.h decides whether the record stands. Leaves no trace of a record that it
// replaces, and tells the layers. One that was forgotten stays away. `learned` is the time of arrival,
// should it be new. What `late` gathers is to be written in the same transaction.
Result<Written> write_record(Database& database,
                             const Record& record,
                             const Layers& layers,
                             const std::string& learned,
                             LateWrites& late);

// Its rows but for the one in `reports` go, and what is searched and counted of them. Without layers.
Result<void> remove_rows(Database& database,
                         std::int64_t number,
                         const std::string& report,
                         LateWrites& late);

// A report's sources are others than before: to the layers, its record comes anew.
Result<void> tell_layers_anew(Database& database, const std::string& report, const Layers& layers);

// Its corrections are others than before: makes rows and layers anew.
Result<void> write_corrected(Database& database, const std::string& report, const Layers& layers);

// Of two sources of one text, whether the first makes the record: published first; ties by uri.
bool comes_before(const std::string& published,
                  const std::string& uri,
                  const std::string& other_published,
                  const std::string& other_uri);

// What is kept of the uri of a source that was forgotten.
std::string source_hash(const std::string& uri);

}  // namespace dragoman::store
