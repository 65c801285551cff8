#include "speech/tree.h"

#include <algorithm>
#include <iterator>

#include "core/utf8.h"

namespace dragoman::speech {

bool is_subject(Deprel relation) {
  return relation == Deprel::Nsubj || relation == Deprel::NsubjPass ||
         relation == Deprel::NsubjOuter;
}

bool is_nominal(const Token& token) {
  return token.upos == Upos::Noun || token.upos == Upos::Propn || token.upos == Upos::Pron ||
         token.upos == Upos::Num;
}

const Name* name_around(const Document& doc, std::uint32_t token) {
  const auto behind =
      std::upper_bound(doc.names.begin(), doc.names.end(), token,
                       [](std::uint32_t at, const Name& name) { return at < name.tokens.begin; });
  if (behind == doc.names.begin()) return nullptr;
  const Name& name = *std::prev(behind);
  return name.tokens.contains(token) ? &name : nullptr;
}

TokenSet unite(const TokenSet& a, const TokenSet& b) {
  TokenSet out;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
  return out;
}

TokenSet subtract(const TokenSet& a, const TokenSet& b) {
  TokenSet out;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
  return out;
}

bool contains(const TokenSet& set, std::uint32_t token) {
  return std::binary_search(set.begin(), set.end(), token);
}

Tree::Tree(const Document& doc) : doc_(doc), tokens_(doc.tokens) {
  index_children();
}

void Tree::index_children() {
  const std::uint32_t n = static_cast<std::uint32_t>(tokens_.size());
  first_.assign(n + 2, 0);
  for (const Token& token : tokens_) {
    if (token.head != kNone) ++first_[token.head + 1];
  }
  for (std::uint32_t i = 0; i < n; ++i) first_[i + 1] += first_[i];
  children_.assign(first_[n], 0);
  std::vector<std::uint32_t> next(first_.begin(), first_.end());
  for (std::uint32_t i = 0; i < n; ++i) {
    if (tokens_[i].head != kNone) children_[next[tokens_[i].head]++] = i;
  }
}

void Tree::rehang(const std::vector<Edit>& edits) {
  for (const Edit& edit : edits) {
    if (edit.child == edit.head || is_below(edit.head, edit.child))
      continue;  // reads tokens_, so in order
    if (tokens_[edit.child].sentence != tokens_[edit.head].sentence) continue;
    tokens_[edit.child].head = edit.head;
    tokens_[edit.child].deprel = edit.deprel;
  }
  if (!edits.empty()) index_children();
}

std::uint32_t Tree::child(std::uint32_t i, std::initializer_list<Deprel> relations) const {
  for (const std::uint32_t c : children(i)) {
    if (std::find(relations.begin(), relations.end(), token(c).deprel) != relations.end()) return c;
  }
  return kNone;
}

std::string Tree::case_of(std::uint32_t i) const {
  for (const std::uint32_t c : children(i)) {
    if (token(c).deprel == Deprel::Case || token(c).deprel == Deprel::Mark) {
      return core::ascii_lower(doc_.form(c));
    }
  }
  return {};
}

TokenSet Tree::subtree(std::uint32_t top, const TokenSet& without) const {
  TokenSet out, stack{top};
  while (!stack.empty()) {
    const std::uint32_t i = stack.back();
    stack.pop_back();
    if (contains(without, i)) continue;
    out.push_back(i);
    for (const std::uint32_t c : children(i)) stack.push_back(c);
  }
  std::sort(out.begin(), out.end());
  return out;
}

bool Tree::is_below(std::uint32_t token, std::uint32_t top) const {
  for (; token != kNone; token = tokens_[token].head) {
    if (token == top) return true;
  }
  return false;
}

std::uint32_t Tree::token_ending_after(std::uint32_t byte) const {
  const auto found = std::partition_point(doc_.tokens.begin(), doc_.tokens.end(),
                                          [byte](const Token& t) { return t.span.end <= byte; });
  return static_cast<std::uint32_t>(found - doc_.tokens.begin());
}

std::uint32_t Tree::token_from(std::uint32_t byte) const {
  const auto found = std::partition_point(doc_.tokens.begin(), doc_.tokens.end(),
                                          [byte](const Token& t) { return t.span.begin < byte; });
  return static_cast<std::uint32_t>(found - doc_.tokens.begin());
}

std::vector<ByteSpan> Tree::spans(const TokenSet& set) const {
  const auto is_punct = [&](std::uint32_t i) { return token(i).upos == Upos::Punct; };
  // Signs at the ends that belong to the words beside them.
  const auto opens = [&](std::uint32_t i) { return doc_.form(i) == "(" || doc_.form(i) == "["; };
  const auto closes = [&](std::uint32_t i) {
    const std::string_view form = doc_.form(i);
    return form == "%" || form == "$" || form == ")" || form == "]" || form == "!" || form == "?";
  };
  std::vector<ByteSpan> out;
  for (std::size_t i = 0; i < set.size();) {
    std::size_t last = i;  // of the run
    while (last + 1 < set.size()) {
      std::uint32_t next = set[last] + 1;
      while (next < set[last + 1] && is_punct(next)) ++next;
      if (next != set[last + 1]) break;
      ++last;
    }
    std::size_t b = i, e = last;
    while (b <= e && is_punct(set[b]) && !opens(set[b])) ++b;
    while (e > b && is_punct(set[e]) && !closes(set[e])) --e;
    if (b <= e && (b < e || !is_punct(set[b]))) {
      out.push_back({token(set[b]).span.begin, token(set[e]).span.end});
    }
    i = last + 1;
  }
  return out;
}

}  // namespace dragoman::speech
