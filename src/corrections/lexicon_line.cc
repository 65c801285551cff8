// An `example` of a pattern file: the sentence, and the events that it is to give
// (docs/formats/patterns.md). A pattern itself does not follow from one sentence: which of its words
// are conditions is for the author of the pattern to say.
#include <algorithm>

#include "corrections/line_parts.h"
#include "record/span_text.h"

namespace dragoman::corrections {
namespace {

std::string codes_of(const Record& record, const std::vector<std::string>& actors) {
  if (actors.empty()) return " -";
  std::string out;
  for (const std::string& id : actors) {
    const RecordActor* actor = record::find_actor(record, id);
    out += " " + (actor == nullptr || actor->code.empty() ? std::string("?") : actor->code);
  }
  return out;
}

std::string expected_of(const Record& record, const RecordEvent& event) {
  return std::string(to_string(event.type)) + ":" + (event.mode.empty() ? "-" : event.mode) +
         codes_of(record, event.actors) + " >" + codes_of(record, event.recipients) +
         " factuality=" + std::string(to_string(event.factuality));
}

// The sign " stands around the sentence.
std::string in_curled_marks(const std::string& text) {
  std::string out;
  bool open = false;
  for (const char c : text) {
    if (c != '"') {
      out += c;
      continue;
    }
    open = !open;
    out += open ? "\u201C" : "\u201D";
  }
  return out;
}

bool is_of_a_pattern(const std::string& field) {
  return field.empty() || field == "type" || field == "mode" || field == "factuality" ||
         field == "actors" || field == "recipients";
}

}  // namespace

Line lexicon_line(const Record& corrected, const Correction& c, const SentenceAt& sentence_at) {
  constexpr LineKind kKind = LineKind::Lexicon;
  if (c.layer != EntryLayer::Event || !is_of_a_pattern(c.field))
    return none(kKind, "patterns decide what is an event, its type, mode, factuality and parties; "
                       "nothing of that was corrected");
  if (c.verdict == Verdict::Reject && !c.field.empty())
    return none(kKind, "what was rejected has no value in its place yet; correct it first");
  if (c.spans.empty()) return none(kKind, "the event has no words of the text");
  const Alone alone(corrected, sentence_at(c.spans.front()));
  std::string events;
  for (const RecordEvent& event : corrected.events) {
    if (!alone.touches(event.trigger)) continue;
    std::vector<std::string> parties = event.actors;
    parties.insert(parties.end(), event.recipients.begin(), event.recipients.end());
    const std::string unnamed = alone.unnamed(parties);
    if (!alone.holds(event.trigger) || !unnamed.empty())
      return none(kKind, "examples are read by themselves, and this sentence alone does not " +
                             (unnamed.empty() ? "hold the whole event" : "name " + unnamed));
    events += (events.empty() ? "" : "; ") + expected_of(corrected, event);
  }
  Line out{kKind, "a file of your own, my.events; try it with: dragoman lexicon test my.events", "", ""};
  out.text = "example \"" + in_curled_marks(alone.text()) + "\" " +
             (events.empty() ? "none" : events);
  return out;
}

}  // namespace dragoman::corrections
