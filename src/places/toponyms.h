// Place names as they stand in a report, before it is known which places they are.
//
// Sources, best first: names tagged as places (by the language model, corrected by the mentions of
// the entities stage); names of countries, regions and divisions that the tagger passed over; towns
// after a preposition of place or before the area that holds them; towns in the names of
// institutions ("Mansfield Police Department").
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dragoman/document.h"

#include "knowledge/knowledge_base.h"
#include "places/demonyms.h"
#include "places/words.h"

namespace dragoman::places {

struct Toponym {
  TokenSpan tokens;  // empty for the dateline's place
  ByteSpan span;
  std::string name;     // what is looked up: without "the", nouns and directions
  std::string key;      // one key for all spellings; the same name is the same place in a report
  bool tagged = false;  // the language model saw a place name
  bool in_institution = false;  // stands in the name of a body
  bool in_dateline = false;
  bool demonym = false;          // a country's adjective: "Syrian army"
  bool division_noun = false;    // "X province"
  bool settlement_noun = false;  // "the town of X"
  bool townsfolk = false;        // "X Mayor Jo Doe", "an X man": towns have these, countries do not
  bool feature_noun = false;     // "Red Sea": no division of that name
  bool border = false;           // "the X-Y border"
  std::string direction;         // "southern"
  const Abbreviation* abbreviation = nullptr;
  std::uint32_t container = kNone;  // toponym right behind the comma: "Paris, Texas"
  std::vector<std::uint32_t> near;  // toponyms that likely hold it: "in X in Y", "Y's X"
};

// In text order, disjoint. Reads tokens, names, and mentions where there are any.
std::vector<Toponym> find_toponyms(const Words& words,
                                   const knowledge::KnowledgeBase& base,
                                   const Document& doc,
                                   const std::vector<Demonym>& demonyms);

}  // namespace dragoman::places
