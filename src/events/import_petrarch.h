// Verb patterns of PETRARCH as pattern files of our own language (docs/formats/patterns.md).
//
// Read are the dictionaries of PETRARCH 1 and 2, and of TABARI as far as they share the form:
//
//   &AID_                          synonym set, its members in lines with "+"
//   +RELIEF
//   --- GIVE [070] ---             block of verbs; the code of the verbs that give none themselves
//   GIVE {GIVES GAVE GIVEN}
//   +HAND_OVER [074]               verb of several words, "+" before the one that is inflected
//   - * &AID TO + [071]            pattern: * verb, $ source, + target, % both, ^ a phrase skipped
//   - * {RELIEF AID} (TO +) [073]  the same with the phrases of PETRARCH 2
//   ~ a (b . ATTACK) SAY = a b 112 transformation: "a said b attacked" is 112, by a to b
//
// Method: a pattern is a row of words around a verb; ours are conditions on a tree. Words before
// the verb become its subject, words behind it objects, phrases by their prepositions, infinitives
// and clauses complements; $ + % become the paths of the roles. What the engine works out by itself
// (tense, modals, negation, passives) is not imported: it would say the same twice. Every entry is
// named FILE:LINE of its pattern, so that a rule in a record leads back to it; what cannot be said
// in our language is listed with the reason.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "dragoman/result.h"

#include "events/lexicon.h"

namespace dragoman::events {

// Tables that the import reads.
struct PetrarchTables {
  std::string cameo;     // "lexicons/events/cameo.tsv"
  std::string words;     // "lexicons/events/petrarch.tsv"
  std::string language;  // "lexicons/language/english.tsv", for irregular forms
};

struct PetrarchImport {
  struct LeftOut {
    std::size_t line = 0;
    std::string text, reason;
  };
  std::string name;               // of the file, without folder and endings
  std::string patterns;           // text of the pattern file
  std::size_t read = 0;           // sets, verbs, patterns and transformations
  std::size_t written = 0;        // those of them that are in it
  std::size_t lines = 0;          // of the pattern file that hold entries
  std::vector<LeftOut> left_out;  // in order of their lines
  std::map<std::string, std::size_t> reasons;
};

// `input` may be compressed; `ours` lends the words that no entry can be made of. Fails with
// NotFound, NotReadable, NotText or BadFormat (a table). Memory: some times the size of the file.
Result<PetrarchImport> import_petrarch_verbs(const std::string& input,
                                             const PetrarchTables& tables,
                                             const Lexicon& ours);

}  // namespace dragoman::events
