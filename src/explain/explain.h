// Why an entry of a record is what it is: its rule in words, the fact behind it, and what else it
// could have been.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dragoman/record.h"

#include "corrections/correction.h"
#include "explain/glossary.h"
#include "explain/selection.h"
#include "knowledge/knowledge_base.h"

namespace dragoman::explain {

// One part of a rule.
struct Reason {
  std::string part;     // as in the rule, without its source
  std::string meaning;  // in words; empty where the glossary has none
  std::string source;   // file:line of the fact; empty for rules that need none
  std::string
      fact;  // what stands there; empty where the knowledge base at hand holds nothing there
};

struct Explanation {
  Layer layer = Layer::Mention;
  std::string id;  // of the entry; mentions and times have none
  CodePointSpans spans;
  std::string words;   // under the spans
  std::string became;  // "actor a2 Sergey Lavrov (person, RUSGOV, foreign minister)"
  std::string rule;    // as in the record
  std::vector<Reason> reasons;
  std::vector<std::string> others;  // other readings of the knowledge base that were not taken
  std::vector<corrections::Correction> corrections{};  // what users said of it
};

// Entries whose spans touch the selection (of statements: source and cue), layers in the order of
// Layer. For the id of an actor the actor itself and then its mentions.
std::vector<Explanation> explain(const Record& record,
                                 const Selection& selection,
                                 const Glossary& glossary,
                                 const knowledge::KnowledgeBase& kb);

// Puts what users said of the record into the explanations of the entries meant.
void add_corrections(std::vector<Explanation>& explanations,
                     const std::vector<corrections::Correction>& corrections);
// "type: PROTEST, corrected by Ana on 2016-04-01: they marched (the machine: ASSAULT)".
std::string in_words(const corrections::Correction& correction);

// One JSON object, without a newline: layer, id, spans, words, became, rule, reasons, others, corrections; empty
// ones are absent.
std::string to_json(const Explanation& explanation);

}  // namespace dragoman::explain
