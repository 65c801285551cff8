// Erasure and retention: reports that leave the store with all that hangs on them.
//
// What leaves is a source of a report: the text at one uri. With its last source the report itself
// goes, its rows in every table, the layers' and the indices of words too. A report whose record
// was made from the source that leaves gets the next source's title and dates, and versions that
// are no program's, so that `recode` reads it again.
//
// Only hashes are kept of what was forgotten, so that reading the same inputs again does not bring
// it back (docs/rooms/store.md says why).
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "dragoman/result.h"

#include "store/store.h"

namespace dragoman::store {

// What to forget: a source that meets all that is not empty.
struct ForgetFilter {
  std::vector<std::string> keys = {};  // each an id, 4 digits or more of it, or a uri
  std::string outlet = {};             // up to case and accents
  std::string before = {};             // a day: published before it; undated sources never are
};
struct ForgettableSource {
  std::string report, uri, outlet, published, title;
};
// In order of reports and uris. Fails with NotFound when a key names nothing, BadArgument for a
// filter that selects everything, or a day that is none.
Result<std::vector<ForgettableSource>> find_forgettable(Store& store, const ForgetFilter& filter);

struct ForgetCounts {
  std::size_t reports = 0, sources = 0;
  std::size_t stale = 0;  // reports that stay and are to be read again
};
// In transactions of some reports each; what is gone already is passed over, so that a run that was
// killed is simply repeated.
Result<ForgetCounts> forget(Store& store, const std::vector<ForgettableSource>& sources);

// Rewrites the store, so that no byte of what was deleted is left in its files. Takes as long as
// copying it, and needs the space of a copy. Fails with NotWritable while others use the store.
Result<void> sweep(Store& store);

// Lets a report that was forgotten be read again: by its id. False: it was not forgotten.
Result<bool> unforget(Store& store, const std::string& report);

}  // namespace dragoman::store
