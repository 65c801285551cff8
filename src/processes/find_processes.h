// Finds the processes that a report speaks of: talks, ceasefires, aid operations, missions; who has
// which part in them, what happens to them and to their rounds, and what is on the agenda.
//
// Method: noun phrases of lexicons/processes/nouns.tsv are mentions; what stands beside them
// (place, people, body) tells which are one: mentions of one kind that do not contradict each
// other. Roles come from "between A and B", from role nouns and verbs (roles.tsv), from whoever
// sends the negotiators, and from the events whose trigger the mention is. Acts are verbs and nouns
// of acts.tsv with a mention, a round or the delegations as subject or object; moods.tsv tells what
// the words above them make of them. Agenda items follow the cues of agenda.tsv.
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
