// Where entries of many reports stand in the reports' texts.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "dragoman/record.h"
#include "dragoman/result.h"

#include "store/store.h"

namespace dragoman::store {

// Reads records once and keeps some of them. Not thread-safe.
class EntrySpans {
 public:
  explicit EntrySpans(Store& store) : store_(store) {}

  // record::spans_of_entry; empty too when the store has no such report.
  Result<CodePointSpans> of(const std::string& report, const std::string& entry);

 private:
  static constexpr std::size_t kKept = 64;

  Store& store_;
  std::map<std::string, Record> records_;
};

}  // namespace dragoman::store
