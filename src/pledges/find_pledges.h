// Finds what somebody commits to, what somebody expects of another, and the conditions either
// depends on.
//
// Method: four openings, each with its complement clause as what is pledged:
//   cue     a word of lexicons/pledges/cues.tsv governs it       "is ready to cooperate", "its pledge
//           on refugees"
//   will    a speaker speaks of the own side's future            "We will maintain our forces", "said
//           it would leave"; not of what befalls it (not_willed.tsv)
//   be to   a schedule                                           "the first group was to leave"
//   duty    what an accord lays down, what must be by a date     "Under the accord the army must leave"
// A subordinate clause or noun under a word of conditions.tsv becomes a condition of the pledge it
// hangs on. The outlet's own forecasts ("prices will rise") are no pledges: "will" counts only on
// somebody's word.
//
// Reads:  tokens, trees, times, actors, statements, events.   Writes: pledges.
#pragma once

#include <memory>
#include <string>

#include "dragoman/document.h"
#include "dragoman/result.h"

namespace dragoman::pledges {

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

// Appends to doc.pledges in text order; at most one per pledged clause, and its conditions behind
// it. Linear in the number of tokens. Fails with MissingLayer.
Result<void> find_pledges(const Resources& resources, Document& doc);

}  // namespace dragoman::pledges
