// Who acts in a clause, where it begins and ends: what pledges and fates both ask of the trees.
#pragma once

#include <cstdint>
#include <vector>

#include "dragoman/document.h"

#include "language/dependency_tree.h"

namespace dragoman::pledges {

// Token indices are document-wide; the document must outlive it and keep its trees.
class Clauses {
 public:
  explicit Clauses(const Document& doc) : doc_(doc), tree_(doc) {}

  const Document& doc() const { return doc_; }
  const language::Tree& tree() const { return tree_; }
  const Token& tok(std::uint32_t i) const { return doc_.tokens[i]; }

  // The actors of a noun phrase, those coordinated with it included. In a quotation, "we" and "I"
  // are its speaker.
  std::vector<std::uint32_t> all_who(std::uint32_t token) const;
  std::uint32_t who(std::uint32_t token) const;  // the first of them, or kNone
  bool is_first_person(std::uint32_t token) const;

  // From `begin` to the end of the clause of `head`, without a closing mark, a reporting tail or
  // what is coordinated with the clause.
  TokenSpan clause_from(std::uint32_t begin, std::uint32_t head) const;
  // The part of `span` that the statement's words cover: "..., he said" is not pledged, whatever
  // the tree says.
  TokenSpan within(std::uint32_t statement, TokenSpan span) const;

  // First word of an infinitive that belongs to it: its "to" stays outside.
  std::uint32_t first_of_infinitive(std::uint32_t head) const;
  bool has_to(std::uint32_t verb) const;
  std::uint32_t infinitive_of(std::uint32_t cue) const;
  // Auxiliary with one of these lemmas, or kNone.
  std::uint32_t aux(std::uint32_t verb, std::initializer_list<std::string_view> lemmas) const;

  // Whose readiness, promise or demand it is: the subject of a verb or adjective; of a noun its
  // possessor, or the subject of the verb it is the object of ("made a promise", "expressed
  // readiness").
  std::uint32_t holder(std::uint32_t cue) const;
  // To whom: "promised Turkey", "cooperate with Washington". Only an actor counts; the object of
  // what is pledged ("withdraw our troops") is not who it is pledged to.
  std::uint32_t recipient(std::uint32_t cue, std::uint32_t predicate) const;
  // An index into Document::places inside the span that says where, or kNone.
  std::uint32_t place_in(TokenSpan span) const;

 private:
  const Document& doc_;
  language::Tree tree_;
};

}  // namespace dragoman::pledges
