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

// Without what is no body beside the words: "Meridian Wire, HAVANA, June 23 -" before them, a credit
// behind; a headline that holds the words ends the sentence.
CodePointSpan without_furniture(const Record& record, CodePointSpan sentence, CodePointSpan words) {
  for (const RecordFurniture& part : record.furniture) {
    if (part.span.begin <= words.begin && words.end <= part.span.end) {
      sentence = {std::max(sentence.begin, part.span.begin), std::min(sentence.end, part.span.end)};
    } else if (part.span.end <= words.begin) {
      sentence.begin = std::max(sentence.begin, part.span.end);
    } else if (words.end <= part.span.begin) {
      sentence.end = std::min(sentence.end, part.span.begin);
    }
  }
  return sentence;
}

bool is_headline(const Record& record, CodePointSpan sentence) {
  return std::ranges::any_of(record.furniture, [&](const RecordFurniture& part) {
    return part.kind == "title" && part.span.begin <= sentence.begin && sentence.end <= part.span.end;
  });
}

// What is left of a dateline that went: blanks and dashes.
std::string without_dashes(std::string words) {
  constexpr std::string_view kDashes[] = {" ", "-", "\u2013", "\u2014", ":"};
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view dash : kDashes) {
      if (!words.starts_with(dash)) continue;
      words.erase(0, dash.size());
      cut = true;
    }
  }
  while (words.ends_with(' ')) words.pop_back();
  return words;
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
  CodePointSpan sentence = without_furniture(r, record::sentence_around(r.text, span), span);
  const bool cut = sentence.end - sentence.begin > kLongest;
  // The words themselves stay: what is long before them goes.
  if (cut && span.end > sentence.begin + kLongest) sentence.begin = span.begin;
  if (cut) sentence.end = std::min(sentence.end, sentence.begin + kLongest);
  std::string words = without_dashes(record::SpanText(r).words(sentence));
  if (cut) {
    words.erase(std::min(words.size(), words.find_last_of(' ')));
    words += " …";
  }
  return ToldSentence{std::move(words), sentence.begin, is_headline(r, sentence)};
}

}  // namespace dragoman::brief
