#include "speech/lookup.h"

#include <algorithm>

namespace dragoman::speech {
namespace {

bool any_contains(const std::vector<ByteSpan>& spans, ByteSpan span) {
  return std::any_of(spans.begin(), spans.end(), [&](ByteSpan s) { return s.contains(span); });
}

std::uint64_t total_size(const std::vector<ByteSpan>& spans) {
  std::uint64_t size = 0;
  for (const ByteSpan span : spans) size += span.size();
  return size;
}

// The shortest of the span lists named by `part` that holds the token.
std::uint32_t innermost(const Document& doc,
                        std::uint32_t token,
                        std::vector<ByteSpan> Statement::*part) {
  std::uint32_t best = kNone;
  std::uint64_t best_size = 0;
  for (std::uint32_t i = 0; i < doc.statements.size(); ++i) {
    const std::vector<ByteSpan>& spans = doc.statements[i].*part;
    if (!any_contains(spans, doc.tokens[token].span)) continue;
    const std::uint64_t size = total_size(spans);
    if (best == kNone || size <= best_size) {
      best = i;
      best_size = size;
    }
  }
  return best;
}

}  // namespace

std::uint32_t statement_of_token(const Document& doc, std::uint32_t token) {
  return innermost(doc, token, &Statement::content);
}

std::uint32_t speaker_of_token(const Document& doc, std::uint32_t token) {
  const std::uint32_t statement = statement_of_token(doc, token);
  return statement == kNone ? kNone : doc.statements[statement].speaker;
}

std::uint32_t quotation_of_token(const Document& doc, std::uint32_t token) {
  return innermost(doc, token, &Statement::quoted);
}

bool is_inside(const Document& doc, std::uint32_t inner, std::uint32_t outer) {
  // Parents always hold more text, so the walk ends; the bound guards against hand-made documents.
  for (std::size_t steps = 0; inner != kNone && steps <= doc.statements.size(); ++steps) {
    if (inner == outer) return true;
    inner = doc.statements[inner].parent;
  }
  return false;
}

}  // namespace dragoman::speech
