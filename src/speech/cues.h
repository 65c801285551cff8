// The cue lexicon: words that report what somebody says, thinks or wants, and what each takes.
//
// Read from lexicons/speech/cues.tsv; the head of that file explains the columns.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dragoman/labels.h"
#include "dragoman/result.h"

namespace dragoman::speech {

enum class CueKind : std::uint8_t { Verb, Noun, Adj, Adp, Adv };

// What holds the content of a statement.
enum class Frame : std::uint8_t {
  That,    // a clause, with or without "that", before or after
  To,      // an infinitive
  Ing,     // a gerund
  Obj,     // a noun phrase
  Quote,   // a quotation
  Name,    // object and second predicate: "called it a mistake"
  As,      // the same with "as"
  Prep,    // a noun phrase with a preposition
  In,      // the clause around "in X's view"
  Around,  // the clause around a parenthesis: "The deal, he said, is dead"; "as he said"
  Colon,   // "Clinton: I will run"
  Marked,  // none: the language model marks the words (marks.h); no entry names it
};
inline constexpr std::size_t kFrames = 12;
std::string_view to_string(Frame frame);

enum class AddresseeSlot : std::uint8_t { None, Obj, To };

struct CueEntry {
  std::vector<std::string>
      words;  // words[0] is the lemma of the head, the rest follow it (lower case)
  CueKind kind = CueKind::Verb;
  Stance stance = Stance::Neutral;
  std::uint32_t frames = 0;  // bit set of Frame
  std::vector<std::string> prepositions;
  std::vector<std::string> excluded;  // objects with which the word does not speak
  AddresseeSlot addressee = AddresseeSlot::None;
  std::string name;  // as in the file, for Statement::rule

  bool takes(Frame frame) const { return (frames >> static_cast<unsigned>(frame)) & 1u; }
};

class CueLexicon {
 public:
  // Fails with NotFound, NotReadable or BadFormat ("file:line:column: what was expected").
  static Result<CueLexicon> load(const std::string& path);

  // Indices of the entries whose head has this lemma, in file order; empty when there are none.
  const std::vector<std::uint32_t>& with_head(const std::string& lemma) const;
  // The lemma under which a token is found: its own, or, where a tagger's guess is no word of the
  // lexicon
  // ("cited" -> "cit"), one that the rules of spelling give for the form. Lower case.
  std::string lemma_of(std::string_view form, std::string_view lemma, bool verb) const;
  const CueEntry& entry(std::uint32_t i) const { return entries_[i]; }
  std::size_t size() const { return entries_.size(); }
  // True if some verb entry with this lemma takes a quotation.
  bool introduces_quotations(const std::string& lemma) const;

 private:
  std::vector<CueEntry> entries_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_head_;
};

}  // namespace dragoman::speech
