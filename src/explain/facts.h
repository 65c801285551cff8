// The facts of the knowledge base behind a rule, and what else a name could have meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dragoman/record.h"

#include "knowledge/knowledge_base.h"

namespace dragoman::explain {

// The fact at `source` ("knowledge/officials.tsv:159") as the base has it; empty where it holds
// nothing there (another version, or a lexicon). An alias of that line that reads `words`.
std::string alias_at(const knowledge::KnowledgeBase& kb,
                     std::string_view source,
                     std::string_view words);
// The term of office, or the row, of the entry `id`.
std::string entry_at(const knowledge::KnowledgeBase& kb,
                     std::string_view source,
                     std::string_view id);

// What else `words` may mean as an actor: readings of the base other than the entry `id`, at most
// `limit`.
std::vector<std::string> other_readings(const knowledge::KnowledgeBase& kb,
                                        std::string_view words,
                                        std::string_view id,
                                        std::size_t limit);

// "Moscow, Moscow, RUS: PPLC, 10,381,222 people"; empty where the gazetteer has no such place of
// this name.
std::string place_fact(const knowledge::KnowledgeBase& kb, const RecordPlace& place);
// Other places of the same name, at most `limit`, as the gazetteer orders them.
std::vector<std::string> other_places(const knowledge::KnowledgeBase& kb,
                                      const RecordPlace& place,
                                      std::size_t limit);

}  // namespace dragoman::explain
