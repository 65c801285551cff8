// Which gazetteer entry a place name means, from what the whole report says.
//
// Method: every entry of that name gets a score: what it is and how many live there (a prior),
// whether it lies in the area named behind it ("Paris, Texas"), whether the report speaks of its
// country and division, how near it is to places that are sure. Names that are sure feed the
// evidence for the others, in two rounds; the same name is the same place throughout a report (one
// sense per discourse: Gale, Church and Yarowsky 1992). Compare Leidner (2007), "Toponym Resolution
// in Text", whose heuristics these are. A name with no entry that fits the report gets none: a town
// missing from the gazetteer is not its namesake abroad.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dragoman/document.h"

#include "knowledge/knowledge_base.h"
#include "places/demonyms.h"
#include "places/toponyms.h"
#include "places/words.h"

namespace dragoman::places {

struct Choice {
  std::optional<knowledge::Place> place;  // none: not in the gazetteer, or none that fits
  std::string country, admin1;            // of the place; or of the area that the text names for it
  bool is_country_guess = false;          // country is the report's focus, not said of this name
  std::string rule;                       // what decided: "container", "country", "population", ...
};

// One choice for each toponym. Deterministic; candidates are tried in the gazetteer's order.
std::vector<Choice> choose_places(const Words& words,
                                  const knowledge::KnowledgeBase& base,
                                  const Document& doc,
                                  const std::vector<Demonym>& demonyms,
                                  const std::vector<Toponym>& toponyms);

}  // namespace dragoman::places
