// Whether an act happened, from the words around it: tense, aspect, modals, negation, conditionals.
//
// Looks at the clause itself and at what it inherits: auxiliaries shared by coordinated verbs, the
// modality of governing verbs, conditional clauses around it. What governing words with a meaning
// of their own do
// ("ready to", "refused to", "denied that") is told by the table of composition; see compose.h.
#pragma once

#include <cstdint>
#include <vector>

#include "events/act.h"

namespace dragoman::events {

struct Realis {
  bool negated = false;
  bool future = false;       // will, shall, would (future in the past), is to, going to
  bool possible = false;     // may, might, could
  bool must = false;         // must, should, has to, needs to
  bool conditional = false;  // inside "if ...", or depends on one
  bool hypothesis =
      false;  // it stands inside the condition itself ("if war starts", "unless X withdraws")
  bool unless = false;   // depends on "unless ..."
  bool present = false;  // simple present: with a date it is a plan ("stands down on Friday")
  bool ongoing = false;  // present progressive, "continue to"
  bool purpose = false;  // infinitive of purpose, or under a noun ("ability to strike")
  std::vector<std::uint32_t> cues;

  bool plain() const {
    return !negated && !future && !possible && !must && !conditional && !purpose;
  }
  Factuality factuality() const;
};

Realis realis_of(const Clauses& clauses, const Lexicon& lexicon, const Act& act);

}  // namespace dragoman::events
