// One verb pattern of PETRARCH, from a row of words to conditions and roles of our language.
//
// The row is read from the verb outwards; see import_petrarch.h for what becomes of what.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

#include "language/lexicon.h"

namespace dragoman::events {

// What the words of patterns are; read from lexicons/events/petrarch.tsv and told of the verbs and
// sets of the dictionary at hand.
class PetrarchWords {
 public:
  enum class Class {
    Article,
    Auxiliary,
    Modal,
    Saying,
    Negation,
    Preposition,
    Particle,
    Either,
    Link
  };

  // Fails with NotFound, NotReadable, or BadFormat naming file:line:column.
  static Result<PetrarchWords> load(const std::string& path,
                                    std::shared_ptr<const language::Lexicon> language);

  bool is(Class c, std::string_view word) const;
  void add_verb(std::string_view base) { verbs_.emplace(base); }
  // Its base form; the word itself where nothing tells more.
  std::string verb_base(std::string_view word) const;
  std::string noun_base(std::string_view word) const;
  bool is_verb(std::string_view word) const { return verbs_.contains(word); }
  // A form that only a verb has: "killed", "took", "lifting".
  bool is_inflected(std::string_view word) const;

  // One of the words that only say what stands where: auxiliaries, prepositions ...
  bool is_structural(std::string_view word) const { return classes_.contains(word); }

  // Sets that can be used in conditions, by the name in the dictionary; value: name in our file.
  std::map<std::string, std::string, std::less<>> sets;
  // Sets of structural words; value: the words with "/" between them.
  std::map<std::string, std::string, std::less<>> structural_sets;

 private:
  std::map<std::string, std::set<Class>, std::less<>> classes_;
  std::set<std::string, std::less<>> verbs_;
  std::shared_ptr<const language::Lexicon> language_;
};

// What a pattern asks for, in our language.
struct PetrarchDraft {
  std::vector<std::string> conditions;        // "obj:headquarters"
  std::vector<std::string> actor, recipient;  // paths; empty: the defaults
  bool mutual = false;
  std::string particle;  // "out" for each of its verbs
  bool lexical = false;  // some condition is on words
};

// The ways to say a pattern: more than one where the row of words leaves open what a word is.
struct PetrarchReading {
  std::vector<PetrarchDraft> drafts;
  std::string reason;  // why it cannot be said; then there are no drafts
};

// `clauses`: the verbs of the pattern take clauses ("said X attacked").
PetrarchReading read_petrarch_pattern(std::string_view text,
                                      const PetrarchWords& words,
                                      bool clauses);

}  // namespace dragoman::events
