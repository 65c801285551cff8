#include "explain/selection.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "core/utf8.h"
#include "record/span_text.h"

namespace dragoman::explain {
namespace {

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "24:37" or "24"; none where it is no span at all.
std::optional<CodePointSpan> parse_span(std::string_view text) {
  const std::size_t colon = text.find(':');
  const auto begin = number(text.substr(0, colon));
  if (!begin) return std::nullopt;
  if (colon == std::string_view::npos) return CodePointSpan{*begin, *begin + 1};
  const auto end = number(text.substr(colon + 1));
  return end ? std::optional(CodePointSpan{*begin, *end}) : std::nullopt;
}

template <class Entries>
bool holds_id(const Entries& entries, std::string_view id) {
  return std::any_of(entries.begin(), entries.end(),
                     [id](const auto& entry) { return entry.id == id; });
}

bool is_id(const Record& record, std::string_view text) {
  return holds_id(record.actors, text) || holds_id(record.places, text) ||
         holds_id(record.statements, text) || holds_id(record.events, text) ||
         holds_id(record.pledges, text) || holds_id(record.fates, text) ||
         holds_id(record.processes, text);
}

// Where `words` stand in `text`, on borders of words.
CodePointSpans occurrences(const core::CodePointIndex& index,
                           std::string_view text,
                           std::string_view words) {
  const auto letter = [](char c) {
    return core::is_ascii_alpha(c) || core::is_ascii_digit(c) ||
           (static_cast<unsigned char>(c) & 0x80u) != 0;
  };
  CodePointSpans spans;
  for (std::size_t at = text.find(words); at != std::string_view::npos;
       at = text.find(words, at + words.size())) {
    const std::size_t end = at + words.size();
    const bool begins = at == 0 || !letter(text[at - 1]) || !letter(text[at]);
    const bool ends = end == text.size() || !letter(text[end]) || !letter(text[end - 1]);
    if (begins && ends) {
      spans.push_back(
          {index.at(static_cast<std::uint32_t>(at)), index.at(static_cast<std::uint32_t>(end))});
    }
  }
  return spans;
}

}  // namespace

Result<Selection> select(const Record& record, std::string_view asked) {
  asked = core::trim(asked);
  if (asked.empty() || core::find_invalid_utf8(asked) != std::string_view::npos) {
    return Error{ErrorCode::BadArgument, "expected a span (24:37), an id (a2) or words of the text",
                 ""};
  }
  const core::CodePointIndex index(record.text);
  if (const auto span = parse_span(asked)) {
    if (span->begin >= span->end || span->end > index.size()) {
      return Error{ErrorCode::BadArgument,
                   "the span " + std::string(asked) + " is not in the text, which has " +
                       std::to_string(index.size()) + " code points",
                   ""};
    }
    return Selection{"", {*span}};
  }
  if (is_id(record, asked)) return Selection{std::string(asked), {}};
  CodePointSpans spans = occurrences(index, record.text, asked);
  if (spans.empty())
    spans = occurrences(index, core::ascii_lower(record.text), core::ascii_lower(asked));
  if (spans.empty()) {
    return Error{ErrorCode::BadArgument,
                 "\"" + std::string(asked) + "\" is no span, no id and stands nowhere in the text",
                 ""};
  }
  return Selection{"", std::move(spans)};
}

}  // namespace dragoman::explain
