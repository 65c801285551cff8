#include "corrections/lines.h"

#include <algorithm>
#include <array>

#include "corrections/line_parts.h"
#include "record/span_text.h"

namespace dragoman::corrections {
namespace {

constexpr std::array<std::string_view, 3> kNames = {"lexicon", "knowledge", "golden"};

}  // namespace

std::string_view to_string(LineKind kind) {
  return kNames[static_cast<std::size_t>(kind)];
}
std::optional<LineKind> parse_line_kind(std::string_view text) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == text) return static_cast<LineKind>(i);
  }
  return std::nullopt;
}

Json to_json(const Line& line) {
  Json out = {{"as", to_string(line.kind)}, {"possible", !line.text.empty()}};
  if (!line.file.empty()) out["file"] = line.file;
  if (!line.text.empty()) out["text"] = line.text;
  if (!line.why_not.empty()) out["why_not"] = line.why_not;
  return out;
}

Line none(LineKind kind, std::string why) {
  return {kind, "", "", std::move(why)};
}

bool Alone::holds(const CodePointSpans& spans) const {
  return std::all_of(spans.begin(), spans.end(), [this](CodePointSpan span) { return holds(span); });
}
bool Alone::touches(const CodePointSpans& spans) const {
  return std::any_of(spans.begin(), spans.end(), [this](CodePointSpan span) {
    return span.begin < sentence_.end && sentence_.begin < span.end;
  });
}
std::string Alone::text() const {
  return record::SpanText(record_).words(sentence_);
}
bool Alone::names(const std::string& actor) const {
  const RecordActor* one = record::find_actor(record_, actor);
  if (one != nullptr && !one->members.empty())
    return std::all_of(one->members.begin(), one->members.end(),
                       [this](const std::string& member) { return names(member); });
  return std::any_of(record_.mentions.begin(), record_.mentions.end(),
                     [&](const RecordMention& mention) {
                       return mention.actor == actor && mention.kind != MentionKind::Pronoun &&
                              holds(mention.span);
                     });
}
std::string Alone::unnamed(const std::vector<std::string>& actors) const {
  for (const std::string& actor : actors) {
    if (actor.empty() || names(actor)) continue;
    const RecordActor* one = record::find_actor(record_, actor);
    return one == nullptr ? actor : one->name;
  }
  return {};
}

Line as_line(LineKind kind,
             const Record& machine,
             const Record& corrected,
             const Correction& c,
             const SentenceAt& sentence_at) {
  if (c.state == State::Withdrawn) return none(kind, "it was withdrawn");
  if (c.state == State::Superseded) return none(kind, "a later correction stands in its place");
  if (c.state == State::Orphaned) return none(kind, "the machine finds the entry no more");
  switch (kind) {
    case LineKind::Lexicon: return lexicon_line(corrected, c, sentence_at);
    case LineKind::Knowledge: return knowledge_line(machine, corrected, c);
    case LineKind::Golden: break;
  }
  return golden_line(corrected, c, sentence_at);
}

}  // namespace dragoman::corrections
