// The clause around a word: who is its subject and object, however the sentence is turned.
//
// Undoes passives, relative clauses, control ("agreed to withdraw"), coordination and participles,
// so that patterns speak of deep roles only. Works on Universal Dependencies trees; tolerant of
// wrong ones: every climb is bounded. Reads: tokens, heads. Cheap: one pass builds the child lists,
// look-ups are linear in the number of children.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/document.h"

namespace dragoman::events {

class Clauses {
 public:
  explicit Clauses(const Document& doc);

  const Document& doc() const { return doc_; }
  const Token& token(std::uint32_t at) const { return doc_.tokens[at]; }
  // Children in text order.
  const std::uint32_t* begin(std::uint32_t at) const { return children_.data() + first_[at]; }
  const std::uint32_t* end(std::uint32_t at) const { return children_.data() + first_[at + 1]; }

  struct Range {
    const std::uint32_t *first, *last;
    const std::uint32_t* begin() const { return first; }
    const std::uint32_t* end() const { return last; }
  };
  Range children(std::uint32_t at) const { return {begin(at), end(at)}; }

  // First child with this relation (subtypes apart), or kNone.
  std::uint32_t child(std::uint32_t at, Deprel deprel) const;
  // Lemma of the first case marker of a noun phrase ("by", "against"), or empty.
  std::string_view preposition(std::uint32_t noun) const;
  // The particle, adverb or object of a verb has this lemma: "carry *out*", "call *off*", "take
  // *place*".
  bool has_particle(std::uint32_t verb, std::string_view particle) const;
  // The token that plays it, or kNone.
  std::uint32_t particle(std::uint32_t verb, std::string_view particle) const;
  // Whether `holds` for one of "break_out", "take_place" ...: the base of a verb and its particle,
  // adverb or object.
  bool any_with_particle(std::uint32_t verb,
                         std::string_view base,
                         const std::function<bool(std::string_view)>& holds) const;

  bool is_passive(std::uint32_t verb) const;
  // "Sweden suspended aid" parsed as a noun phrase: a finite verb hung as a modifier on the noun
  // behind it.
  bool is_swallowed(std::uint32_t verb) const;
  // Has "to" before it: "to withdraw", "to be escorted".
  bool is_infinitive(std::uint32_t verb) const;
  // Deep roles: of "X was hit by Y" the subject is Y and the object X. kNone when not expressed.
  std::uint32_t subject(std::uint32_t verb) const;
  std::uint32_t object(std::uint32_t verb) const;
  // What stands as subject in the sentence, be it of an active or a passive.
  std::uint32_t surface_subject(std::uint32_t verb, int depth = 0) const;
  // The noun a relative or participle clause modifies, for "who", "which", "that"; else `at`
  // itself.
  std::uint32_t antecedent(std::uint32_t at) const;
  // The verb (or predicate) that heads the clause in which `at` stands; `at` itself when it is one.
  std::uint32_t clause_head(std::uint32_t at) const;
  // The verb of which a noun is an argument, through nominal "of"-chains of quantity; kNone when
  // none.
  std::uint32_t governing_verb(std::uint32_t noun) const;
  bool is_below(std::uint32_t at, std::uint32_t ancestor, int most = 64) const;
  // All tokens under `at` as a range from the first to the last.
  TokenSpan subtree(std::uint32_t at) const;
  // Whether a verb is controlled by the object of its governor ("urged *X* to leave") can depend on
  // the governor's lemma; these keep the subject though there is an object ("promised X to leave").
  static bool keeps_subject(std::string_view lemma);

 private:
  const Document& doc_;
  std::vector<std::uint32_t> first_, children_;
};

bool is_verbal(const Token& token);
bool is_nominal(const Token& token);
bool is_clausal(Deprel deprel);  // ccomp, xcomp, advcl, acl, acl:relcl, csubj, parataxis, root

}  // namespace dragoman::events
