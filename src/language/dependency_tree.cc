#include "language/dependency_tree.h"

#include <algorithm>

namespace dragoman::language {

Tree::Tree(const Document& doc) : doc_(doc) {
  const std::size_t count = doc.tokens.size();
  first_.assign(count + 1, 0);
  subtree_.resize(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    subtree_[i] = {i, i + 1};
    if (doc.tokens[i].head != kNone) ++first_[doc.tokens[i].head + 1];
  }
  for (std::size_t i = 0; i < count; ++i) first_[i + 1] += first_[i];
  children_.resize(first_[count]);
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (doc.tokens[i].head != kNone) children_[next[doc.tokens[i].head]++] = i;
  }
  // Leaves first: a token is folded into its head once all its own children are.
  std::vector<std::uint32_t> open(count, 0), ready;
  for (std::uint32_t i = 0; i < count; ++i) {
    open[i] = first_[i + 1] - first_[i];
    if (open[i] == 0) ready.push_back(i);
  }
  while (!ready.empty()) {
    const std::uint32_t token = ready.back();
    ready.pop_back();
    const std::uint32_t head = doc.tokens[token].head;
    if (head == kNone) continue;
    subtree_[head] = cover(subtree_[head], subtree_[token]);
    if (--open[head] == 0) ready.push_back(head);
  }
}

std::span<const std::uint32_t> Tree::children(std::uint32_t token) const {
  return std::span(children_).subspan(first_[token], first_[token + 1] - first_[token]);
}

std::uint32_t Tree::child(std::uint32_t token, std::initializer_list<Deprel> relations) const {
  for (const std::uint32_t c : children(token)) {
    if (std::find(relations.begin(), relations.end(), doc_.tokens[c].deprel) != relations.end())
      return c;
  }
  return kNone;
}

std::uint32_t Tree::child(std::uint32_t token, Deprel relation, std::string_view lemma) const {
  for (const std::uint32_t c : children(token)) {
    if (doc_.tokens[c].deprel == relation && doc_.tokens[c].lemma == lemma) return c;
  }
  return kNone;
}

TokenSpan Tree::subtree(std::uint32_t token) const {
  return subtree_[token];
}

bool Tree::is_below(std::uint32_t token, std::uint32_t ancestor) const {
  while (token != kNone && token != ancestor) token = doc_.tokens[token].head;
  return token == ancestor;
}

bool Tree::is_negated(std::uint32_t token) const {
  for (const std::uint32_t c : children(token)) {
    const Token& t = doc_.tokens[c];
    if (t.deprel == Deprel::Advmod && (t.lemma == "not" || t.lemma == "never" || t.lemma == "n't"))
      return true;
    if (t.deprel == Deprel::Advmod && t.lemma == "long" && c > 0 &&
        doc_.tokens[c - 1].lemma == "no")
      return true;
  }
  return false;
}

std::string_view Tree::case_of(std::uint32_t token) const {
  const std::uint32_t marker = child(token, {Deprel::Case});
  return marker == kNone ? std::string_view() : std::string_view(doc_.tokens[marker].lemma);
}

std::uint32_t Tree::subject(std::uint32_t predicate) const {
  // Each step climbs to the head, so this ends at the root of the sentence.
  for (std::uint32_t at = predicate; at != kNone;) {
    const std::uint32_t own = child(at, {Deprel::Nsubj, Deprel::NsubjPass, Deprel::NsubjOuter});
    const Token& token = doc_.tokens[at];
    if (own != kNone) {
      const bool relative = doc_.tokens[own].feats & feature::kRel;
      return relative && token.deprel == Deprel::AclRelcl ? token.head : own;
    }
    switch (token.deprel) {
      case Deprel::Acl:
      case Deprel::AclRelcl:
        return token.head;
      case Deprel::Xcomp: {
        const std::uint32_t object = child(token.head, {Deprel::Obj, Deprel::Iobj});
        if (object != kNone) return object;  // "asked Turkey to open the border"
        at = token.head;
        break;
      }
      case Deprel::Conj:
      case Deprel::Advcl:
      case Deprel::Parataxis:
        at = token.head;
        break;
      default:
        return kNone;
    }
  }
  return kNone;
}

}  // namespace dragoman::language
