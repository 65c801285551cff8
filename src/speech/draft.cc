#include "speech/draft.h"

#include <algorithm>
#include <array>

#include "core/utf8.h"

namespace dragoman::speech {

std::vector<ByteSpan> normalise(std::vector<ByteSpan> spans, std::string_view text) {
  std::sort(spans.begin(), spans.end());
  std::vector<ByteSpan> out;
  for (const ByteSpan span : spans) {
    if (span.empty()) continue;
    if (!out.empty() &&
        (span.begin <= out.back().end ||
         core::trim(text.substr(out.back().end, span.begin - out.back().end)).empty())) {
      out.back().end = std::max(out.back().end, span.end);
    } else {
      out.push_back(span);
    }
  }
  return out;
}

std::uint64_t total_size(const std::vector<ByteSpan>& spans) {
  std::uint64_t size = 0;
  for (const ByteSpan span : spans) size += span.size();
  return size;
}

std::uint64_t overlap(const std::vector<ByteSpan>& spans, ByteSpan span) {
  std::uint64_t size = 0;
  for (const ByteSpan s : spans) {
    const std::uint32_t begin = std::max(s.begin, span.begin), end = std::min(s.end, span.end);
    if (begin < end) size += end - begin;
  }
  return size;
}

std::vector<ByteSpan> cut(const std::vector<ByteSpan>& spans, ByteSpan hole) {
  std::vector<ByteSpan> out;
  for (const ByteSpan span : spans) {
    if (!span.overlaps(hole)) {
      out.push_back(span);
      continue;
    }
    if (span.begin < hole.begin) out.push_back({span.begin, hole.begin});
    if (hole.end < span.end) out.push_back({hole.end, span.end});
  }
  return out;
}

bool holds(const std::vector<ByteSpan>& spans, ByteSpan span) {
  return std::any_of(spans.begin(), spans.end(), [&](ByteSpan s) { return s.contains(span); });
}

bool is_name_or_title(const Document& doc, const Quotation& quotation) {
  static constexpr std::array<std::string_view, 13> kIntroduces = {
      "so-called",  "called",    "dubbed", "titled",    "entitled", "named", "codenamed",
      "code-named", "nicknamed", "termed", "headlined", "as",       "word"};
  const std::string_view text = doc.text();
  // The word before the opening mark.
  std::string_view before = text.substr(0, quotation.outer.begin);
  while (!before.empty() && core::is_ascii_space(before.back())) before.remove_suffix(1);
  const std::size_t space = before.find_last_of(" \t\n\r");
  if (space != std::string_view::npos) before.remove_prefix(space + 1);
  const std::string word = core::ascii_lower(before);
  const bool introduced =
      std::find(kIntroduces.begin(), kIntroduces.end(), word) != kIntroduces.end();
  // All longer words in capitals: a title or a name.
  bool capitals = true, finite = false;
  std::size_t words = 0;
  auto at = std::partition_point(doc.tokens.begin(), doc.tokens.end(), [&](const Token& t) {
    return t.span.begin < quotation.inner.begin;
  });
  for (; at != doc.tokens.end() && at->span.end <= quotation.inner.end; ++at) {
    const Token& token = *at;
    if (token.upos == Upos::Punct) continue;
    ++words;
    finite = finite || (token.feats & feature::kFin);
    const std::string_view form = doc.view(token.span);
    if (core::is_ascii_lower(form[0]) && form.size() > 3) capitals = false;
    if (words == 1 && core::is_ascii_lower(form[0])) capitals = false;
  }
  if (words == 0) return true;
  if (words > 8) return false;
  if (word == "so-called" || (introduced && words <= 4 && capitals)) return true;
  return capitals && !finite && words <= 6 && !text.substr(0, quotation.inner.end).ends_with(',') &&
         quotation.outer.begin > 0 && !before.empty() && before.back() != '.' &&
         before.back() != ',' && before.back() != ':';
}

std::vector<ByteSpan> fit_to_quotations(const Document& doc,
                                        const std::vector<Quotation>& quotations,
                                        std::vector<ByteSpan> content,
                                        std::uint32_t cue) {
  const ByteSpan cue_span = doc.tokens[cue].span;
  for (const Quotation& quotation : quotations) {
    if (quotation.depth > 0) continue;
    if (quotation.inner.contains(cue_span)) {
      std::vector<ByteSpan> inside;
      for (const ByteSpan span : content) {
        const ByteSpan part{std::max(span.begin, quotation.inner.begin),
                            std::min(span.end, quotation.inner.end)};
        if (!part.empty()) inside.push_back(part);
      }
      content = std::move(inside);
      continue;
    }
    const std::uint64_t common = overlap(content, quotation.inner);
    if (common == 0 || holds(content, quotation.outer)) continue;
    if (2 * common >= quotation.inner.size() || 2 * common >= total_size(content)) {
      content.push_back(quotation.outer);
    } else {
      content = cut(content, quotation.outer);
    }
    content = normalise(std::move(content), doc.text());
  }
  return normalise(std::move(content), doc.text());
}

}  // namespace dragoman::speech
