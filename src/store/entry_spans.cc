#include "store/entry_spans.h"

#include <utility>

#include "record/span_text.h"

namespace dragoman::store {

Result<CodePointSpans> EntrySpans::of(const std::string& report, const std::string& entry) {
  auto found = records_.find(report);
  if (found == records_.end()) {
    auto record = store_.record(report);
    if (!record && record.error().code == ErrorCode::NotFound) return CodePointSpans();
    if (!record) return record.error();
    if (records_.size() == kKept) records_.clear();
    found = records_.emplace(report, std::move(*record)).first;
  }
  return record::spans_of_entry(found->second, entry);
}

}  // namespace dragoman::store
