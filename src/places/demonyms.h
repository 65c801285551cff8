// Adjectives and peoples of countries. An adjective says where what it modifies belongs ("Syrian
// army", "the Canadian Press"); peoples ("the Syrians") and languages ("French lessons") are no
// places.
#pragma once

#include <cstdint>
#include <vector>

#include "dragoman/document.h"

#include "knowledge/knowledge_base.h"
#include "places/words.h"

namespace dragoman::places {

struct Demonym {
  TokenSpan tokens;
  knowledge::EntryId country;
  bool is_place = false;  // an adjective before what it modifies
};

// In text order, disjoint. Reads tokens.
std::vector<Demonym> find_demonyms(const Words& words,
                                   const knowledge::KnowledgeBase& base,
                                   const Document& doc);

}  // namespace dragoman::places
