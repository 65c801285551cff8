// Finds who a report speaks of: mentions (names, nominals, pronouns) and the actors that they stand
// for.
//
// Method, pass by pass (each in a file of its own):
//   names.cc         names: the Names layer and the knowledge base's longest matches correct each
//   other,
//                    then names seen once in the report are found again everywhere
//   descriptions.cc  role nouns with what hangs on them: "the Russian top diplomat" -> foreign
//   minister, RUS;
//                    titles before names, appositions beside them
//   bodies.cc        countries, bodies and groups become actors, by alias, acronym or part of a
//   longer name persons.cc       names of one person become one actor; linking to the knowledge
//   base by alias, by term of
//                    office on the report's date, or by country and role
//   belonging.cc     whose someone is: country, sector and code of a role, by its words or by
//   context references.cc    in text order: nominals ("the minister"), then pronouns, each to the
//   best actor so far,
//                    else a nominal becomes an actor with the role, country and sector that the
//                    text gives
// Rules, no learned weights; every mention and actor names the rule or the line of the knowledge
// base. Compare: Lee et al. (2013), "Deterministic coreference resolution based on entity-centric,
// precision-ranked rules", whose order of passes (exact name, apposition, head match, pronoun last)
// is kept.
//
// Reads: tokens, trees, names, the report's date and dateline.   Writes: mentions, actors.
#pragma once

#include <memory>
#include <string>

#include "dragoman/document.h"
#include "dragoman/result.h"

#include "knowledge/knowledge_base.h"

namespace dragoman::entities {

class CameoCodes;
struct Words;

// Immutable once loaded; one serves all threads.
class Resources {
 public:
  // Reads <lexicon_folder>/entities/words.tsv and cameo.tsv. Fails with NotFound, NotReadable or
  // BadFormat.
  static Result<std::shared_ptr<const Resources>> load(
      const std::string& lexicon_folder, std::shared_ptr<const knowledge::KnowledgeBase> knowledge);
  ~Resources();

  const knowledge::KnowledgeBase& knowledge() const { return *knowledge_; }
  const Words& words() const { return *words_; }
  const CameoCodes& cameo() const { return *cameo_; }

 private:
  Resources() = default;
  std::shared_ptr<const knowledge::KnowledgeBase> knowledge_;
  std::unique_ptr<const Words> words_;
  std::unique_ptr<const CameoCodes> cameo_;
};

// Appends to doc.mentions (by begin; of nested ones the wider first) and doc.actors (by first
// mention).
//   - A name or nominal of a person, body, group or country has an actor. A place name, also a
//   capital in
//     a locative phrase ("in Moscow"), is a mention without one; so are "I", "we" and "you".
//   - A country that only a place names has an actor without mentions, whose rule names the place.
//   - One actor per referent: "Lavrov" and "the Russian top diplomat", "Russia" and "Moscow"
//   (acting).
//   - An unknown person has the role, country and sector that the text gives; nothing is invented.
// Fails with MissingLayer if tokens or trees are missing; doc is then unchanged. About linear in
// tokens.
Result<void> resolve_actors(const Resources& resources, Document& doc);

}  // namespace dragoman::entities
