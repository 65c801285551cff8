// Finds the processes that a report speaks of: talks, ceasefires, aid operations, missions; who has
// which part in them, which round is meant, when, and what is on the agenda.
//
// Method: noun phrases of lexicons/processes/nouns.tsv are mentions; mentions of one kind with the
// same place or people beside them are one process, and one without any goes with the nearest
// before it. Roles come from "between A and B", from role nouns and verbs (roles.tsv) and from the
// events whose trigger the mention is.
//
// Reads:  tokens, trees, times, mentions, actors, places, statements, events.   Writes: processes.
#pragma once

#include <memory>
#include <string>

#include "dragoman/document.h"
#include "dragoman/result.h"

namespace dragoman::processes {

class Resources {
 public:
  // Fails with NotFound or BadFormat (file:line:column).
  static Result<std::shared_ptr<const Resources>> load(const std::string& lexicon_folder);
  ~Resources();

  struct Tables;
  const Tables& tables() const { return *tables_; }

 private:
  explicit Resources(std::unique_ptr<const Tables> tables);
  std::unique_ptr<const Tables> tables_;
};

// Appends to doc.processes in the order of first mention. Linear in tokens times processes of the
// report. Fails with MissingLayer.
Result<void> find_processes(const Resources& resources, Document& doc);

}  // namespace dragoman::processes
