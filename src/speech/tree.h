// A view of the dependency trees that answers what the patterns ask: children, subtrees, spans of
// token sets.
//
// Built once per document, linear in its tokens; the document must outlive it and not change. The
// view has its own heads and relations, so that repair.h may correct what parsers do to reported
// speech; the document's stay as they are.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "dragoman/document.h"

namespace dragoman::speech {

using TokenSet = std::vector<std::uint32_t>;  // ascending, without repetition

class Tree {
 public:
  explicit Tree(const Document& doc);

  const Document& doc() const { return doc_; }
  const Token& token(std::uint32_t i) const { return tokens_[i]; }
  // Children in text order.
  std::span<const std::uint32_t> children(std::uint32_t i) const {
    return {children_.data() + first_[i], children_.data() + first_[i + 1]};
  }
  struct Edit {
    std::uint32_t child = kNone, head = kNone;
    Deprel deprel = Deprel::Dep;
  };
  // Gives children other heads. An edit that would close a circle, or join two sentences, is passed
  // over.
  void rehang(const std::vector<Edit>& edits);

  // First child with one of these relations, or kNone.
  std::uint32_t child(std::uint32_t i, std::initializer_list<Deprel> relations) const;
  bool has_child(std::uint32_t i, std::initializer_list<Deprel> relations) const {
    return child(i, relations) != kNone;
  }
  // The lower-case form of the first adposition (or marker) of `i`, or empty.
  std::string case_of(std::uint32_t i) const;

  // `top` and all below it, without the subtrees of `without`.
  TokenSet subtree(std::uint32_t top, const TokenSet& without = {}) const;
  bool is_below(std::uint32_t token, std::uint32_t top) const;  // also when they are the same

  // The first token that ends after `byte`, and the first that begins at or after it; tokens.size()
  // if none.
  std::uint32_t token_ending_after(std::uint32_t byte) const;
  std::uint32_t token_from(std::uint32_t byte) const;

  // Byte spans of the runs of `set`, punctuation taken off their ends. Runs that only punctuation
  // parts are one.
  std::vector<ByteSpan> spans(const TokenSet& set) const;

 private:
  void index_children();

  const Document& doc_;
  std::vector<Token> tokens_;
  std::vector<std::uint32_t> first_, children_;
};

bool is_subject(Deprel relation);
bool is_nominal(const Token& token);  // noun, proper noun, pronoun, numeral

// The name that holds `token`, or null. Names are in text order.
const Name* name_around(const Document& doc, std::uint32_t token);

TokenSet unite(const TokenSet& a, const TokenSet& b);
TokenSet subtract(const TokenSet& a, const TokenSet& b);
bool contains(const TokenSet& set, std::uint32_t token);

}  // namespace dragoman::speech
