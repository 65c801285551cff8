// The whole sentences in which reports tell what the brief lists: a reader gets no halves of them.
#pragma once

#include <map>
#include <string>

#include "dragoman/record.h"
#include "dragoman/result.h"

#include "store/store.h"

namespace dragoman::brief {

struct ToldSentence {
  std::string words;        // on one line; what is too long is cut, with "…"
  std::uint32_t begin = 0;  // where it begins in the report, in code points
  bool headline = false;    // all of it
};

class ToldSentences {
 public:
  explicit ToldSentences(store::Store& store) : store_(store) {}

  // Of an event, statement, pledge or fate of a report, by their ids. Empty words when there is no
  // such entry. Keeps the reports that were read last.
  Result<ToldSentence> of(const std::string& report, const std::string& entry);

  // Of a report; until the next one is asked for.
  Result<const Record*> record(const std::string& id);

 private:

  store::Store& store_;
  std::map<std::string, Record> records_;
};

}  // namespace dragoman::brief
