// What the parts of this room share while one report is read. Internal to the room.
//
// Order: find_mentions fills doc.processes and `of_token`; find_roles, find_agenda and find_acts
// then add to the processes that are there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "dragoman/document.h"

#include "events/clause.h"
#include "language/dependency_tree.h"
#include "processes/lexicon.h"

namespace dragoman::processes {

struct Scene {
  Scene(const Resources::Tables& word_lists, Document& document)
      : tables(word_lists), doc(document), tree(document), clauses(document) {}

  const Resources::Tables& tables;
  Document& doc;
  language::Tree tree;
  events::Clauses clauses;
  std::map<std::uint32_t, std::size_t> of_token;  // head of a mention -> its process

  const Token& token(std::uint32_t at) const { return doc.tokens[at]; }
  // The process whose mention `token` heads; doc.processes.size() when there is none.
  std::size_t headed_by(std::uint32_t token) const;
  // The latest process of a kind mentioned before `token`, else the first of that kind; size() when
  // there is none.
  std::size_t latest(ProcessKind kind, std::uint32_t token) const;
};

// "first" ... "twentieth", "9th" -> 1 ... 20, 9; 0 when the lemma is no ordinal.
int ordinal(std::string_view lemma);
// "round", "session" ...: a part of talks that is counted.
bool is_round_noun(std::string_view lemma);
// "next", "new", "last" ...: which round, without a number.
bool is_round_word(std::string_view lemma);

// Names of the conflict that the noun `head` is about: "talks to end the *Syrian* war", "a deal
// over the crisis in *Yemen*".
std::vector<std::uint32_t> names_of_conflict(const Scene& scene, std::uint32_t head);

void find_mentions(Scene& scene);
void find_roles(Scene& scene);
void find_agenda(Scene& scene);
void find_acts(Scene& scene);

}  // namespace dragoman::processes
