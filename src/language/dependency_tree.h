// Questions that the later rooms ask of dependency trees. Token indices are document-wide, as in
// Token::head.
//
// Children are looked up in a Tree, built once per document in linear time; the document must
// outlive it and its trees must not change meanwhile.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "dragoman/document.h"

namespace dragoman::language {

class Tree {
 public:
  explicit Tree(const Document& doc);

  // Dependents of `token`, left to right.
  std::span<const std::uint32_t> children(std::uint32_t token) const;
  // First dependent with one of the relations, or kNone.
  std::uint32_t child(std::uint32_t token, std::initializer_list<Deprel> relations) const;
  // First dependent with the relation and the lemma, or kNone.
  std::uint32_t child(std::uint32_t token, Deprel relation, std::string_view lemma) const;
  // Smallest range of tokens that holds `token` and all below it. Trees may be non-projective, so
  // that it may hold others as well.
  TokenSpan subtree(std::uint32_t token) const;
  // True when `token` is `ancestor` or below it.
  bool is_below(std::uint32_t token, std::uint32_t ancestor) const;
  // "not", "never", "n't", "no longer" as a dependent.
  bool is_negated(std::uint32_t token) const;
  // The case marker's lemma ("of", "by"); of several the first. Empty when there is none.
  std::string_view case_of(std::uint32_t token) const;
  // Subject of a predicate: its own; else that of the verb that it is coordinated with or
  // controlled by
  // ("plans to *visit*", "met and *agreed*"); for a relative clause the noun it belongs to. kNone
  // if none.
  std::uint32_t subject(std::uint32_t predicate) const;

 private:
  const Document& doc_;
  std::vector<std::uint32_t> first_;     // [tokens + 1] into children_
  std::vector<std::uint32_t> children_;  // grouped by head
  std::vector<TokenSpan> subtree_;       // [tokens]
};

}  // namespace dragoman::language
