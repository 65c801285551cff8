#include "record/span_text.h"

#include <algorithm>

namespace dragoman::record {
namespace {

template <class Entries>
auto find_by_id(const Entries& entries, std::string_view id) -> decltype(entries.data()) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [id](const auto& entry) { return entry.id == id; });
  return found == entries.end() ? nullptr : &*found;
}

// A span over a line end or a paragraph reads as one line.
std::string one_line(std::string_view text) {
  const bool plain = text.find('\n') == std::string_view::npos &&
                     text.find("  ") == std::string_view::npos && !text.starts_with(' ');
  if (plain) return std::string(text);
  std::string line;
  for (const char c : text) {
    const char kept = c == '\n' ? ' ' : c;
    if (kept != ' ' || (!line.empty() && line.back() != ' ')) line += kept;
  }
  return line;
}

}  // namespace

SpanText::SpanText(const Record& record) : record_(record), index_(record.text) {}

std::string_view SpanText::view(CodePointSpan span) const {
  const std::uint32_t end = std::min(span.end, index_.size());
  const std::uint32_t begin = std::min(span.begin, end);
  const std::uint32_t first = index_.byte_of(begin);
  return std::string_view(record_.text).substr(first, index_.byte_of(end) - first);
}

std::string SpanText::words(const CodePointSpans& spans) const {
  if (spans.size() == 1) return words(spans.front());
  std::string out;
  for (const CodePointSpan& span : spans) {
    if (!out.empty()) out += ' ';
    out += view(span);
  }
  return one_line(out);
}

std::string SpanText::words(CodePointSpan span) const {
  return one_line(view(span));
}

const RecordActor* find_actor(const Record& record, std::string_view id) {
  return find_by_id(record.actors, id);
}
const RecordPlace* find_place(const Record& record, std::string_view id) {
  return find_by_id(record.places, id);
}
const RecordStatement* find_statement(const Record& record, std::string_view id) {
  return find_by_id(record.statements, id);
}

CodePointSpans spans_of_entry(const Record& record, std::string_view id) {
  if (const auto* event = find_by_id(record.events, id)) return event->evidence;
  if (const auto* statement = find_statement(record, id)) return statement->content;
  if (const auto* pledge = find_by_id(record.pledges, id)) return pledge->what;
  if (const auto* fate = find_by_id(record.fates, id)) return {fate->span};
  return {};
}

}  // namespace dragoman::record
