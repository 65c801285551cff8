#include "brief/told_sentences.h"

#include <algorithm>

#include "record/sentence.h"
#include "record/span_text.h"

namespace dragoman::brief {
namespace {

constexpr std::size_t kRecordsKept = 64;
constexpr std::uint32_t kLongest = 420;  // code points; longer sentences are cut

template <class Entries>
const auto* find(const Entries& entries, const std::string& id) {
  const auto found = std::ranges::find(entries, id, [](const auto& entry) { return entry.id; });
  return found == entries.end() ? nullptr : &*found;
}

// From the first to the last word of the entry.
CodePointSpan cover(const CodePointSpans& spans) {
  CodePointSpan out = spans.empty() ? CodePointSpan{} : spans.front();
  for (const CodePointSpan& span : spans)
    out = {std::min(out.begin, span.begin), std::max(out.end, span.end)};
  return out;
}

CodePointSpan span_of(const Record& record, const std::string& id) {
  if (const auto* event = find(record.events, id)) return cover(event->evidence);
  if (const auto* statement = find(record.statements, id)) {
    // With who says it, where that stands in the same sentence.
    const CodePointSpan content = cover(statement->content);
    return content.end - content.begin > kLongest ? CodePointSpan{content.begin, content.begin + 1}
                                                  : content;
  }
  if (const auto* pledge = find(record.pledges, id)) return cover(pledge->what);
  if (const auto* fate = find(record.fates, id)) return fate->span;
  return {};
}

}  // namespace

Result<const Record*> ToldSentences::record(const std::string& id) {
  const auto known = records_.find(id);
  if (known != records_.end()) return &known->second;
  auto read = store_.record(id);
  if (!read) return read.error();
  if (records_.size() >= kRecordsKept) records_.clear();
  return &records_.emplace(id, std::move(*read)).first->second;
}

Result<ToldSentence> ToldSentences::of(const std::string& report, const std::string& entry) {
  auto found = record(report);
  if (!found) return found.error();
  const Record& r = **found;
  const CodePointSpan span = span_of(r, entry);
  if (span.end == span.begin) return ToldSentence{};
  CodePointSpan sentence = record::sentence_around(r.text, span);
  const bool cut = sentence.end - sentence.begin > kLongest;
  // The words themselves stay: what is long before them goes.
  if (cut && span.end > sentence.begin + kLongest) sentence.begin = span.begin;
  if (cut) sentence.end = std::min(sentence.end, sentence.begin + kLongest);
  std::string words = record::SpanText(r).words(sentence);
  if (cut) {
    words.erase(std::min(words.size(), words.find_last_of(' ')));
    words += " …";
  }
  return ToldSentence{std::move(words), sentence.begin};
}

}  // namespace dragoman::brief
