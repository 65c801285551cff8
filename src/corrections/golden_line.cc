// A case of tests/golden: the sentence, and every entry of the layer that it is to give. The words
// are those of tests/golden/run_golden.cc.
#include "corrections/line_parts.h"
#include "record/span_text.h"

namespace dragoman::corrections {
namespace {

constexpr LineKind kKind = LineKind::Golden;

class Case {
 public:
  Case(const Record& record, const Alone& alone) : record_(record), alone_(alone), text_(record) {}

  void field(const char* key, const std::string& value) {
    if (!value.empty()) out_ += std::string(" ") + key + "=\"" + value + "\"";
  }
  std::string words(const CodePointSpans& spans) const {
    std::string out;
    for (const CodePointSpan span : spans) out += (out.empty() ? "" : " ... ") + text_.words(span);
    return out;
  }
  std::string actor(const std::string& id) {
    if (id.empty()) return {};
    if (unnamed_.empty()) unnamed_ = alone_.unnamed({id});
    const RecordActor* one = record::find_actor(record_, id);
    return one == nullptr ? "" : one->name;
  }
  std::string actors(const std::vector<std::string>& ids) {
    std::string out;
    for (const std::string& id : ids) out += (out.empty() ? "" : "; ") + actor(id);
    return out;
  }
  // Begins a line; false for an entry of another sentence.
  bool begin(const CodePointSpans& spans, const std::string& head) {
    if (!alone_.touches(spans)) return false;
    cut_ = cut_ || !alone_.holds(spans);
    out_ += head;
    return true;
  }
  void end() { out_ += "\n"; }

  void events() {
    for (const RecordEvent& e : record_.events) {
      if (!begin(e.trigger, "event " + std::string(to_string(e.type)) + " " +
                                std::string(to_string(e.factuality))))
        continue;
      field("trigger", words(e.trigger)), field("mode", e.mode), field("actors", actors(e.actors));
      field("recipients", actors(e.recipients)), field("date", e.date);
      if (const RecordPlace* place = record::find_place(record_, e.place)) {
        cut_ = cut_ || !alone_.holds(place->span);
        field("place", place->name);
      }
      end();
    }
  }
  void statements() {
    for (const RecordStatement& s : record_.statements) {
      CodePointSpans all = s.content;
      for (const auto* spans : {&s.source, &s.cue}) all.insert(all.end(), spans->begin(), spans->end());
      if (!begin(all, "statement " + std::string(to_string(s.kind)))) continue;
      field("source", words(s.source)), field("cue", words(s.cue)), field("content", words(s.content));
      field("speaker", actor(s.speaker)), field("addressee", actor(s.addressee));
      if (s.stance != Stance::Neutral) field("stance", std::string(to_string(s.stance)));
      end();
    }
  }
  void pledges() {
    for (const RecordPledge& p : record_.pledges) {
      if (!begin(p.what, "pledge " + std::string(to_string(p.kind)))) continue;
      field("by", actor(p.by)), field("to", actor(p.to)), field("what", words(p.what));
      field("type", p.type), field("due", p.due);
      end();
    }
  }
  void places() {
    for (const RecordPlace& p : record_.places) {
      if (!begin({p.span}, "place")) continue;
      field("text", text_.words(p.span)), field("name", p.name), field("country", p.country),
          field("admin1", p.admin1);
      end();
    }
  }
  void times() {
    for (const RecordTime& t : record_.times) {
      if (!begin({t.span}, "time " + std::string(to_string(t.type)))) continue;
      field("text", text_.words(t.span)), field("value", t.value);
      end();
    }
  }

  std::string why_not() const {
    if (!unnamed_.empty()) return "the sentence alone does not name " + unnamed_;
    return cut_ ? "an entry reaches beyond the sentence" : "";
  }
  const std::string& lines() const { return out_; }

 private:
  const Record& record_;
  const Alone& alone_;
  record::SpanText text_;
  std::string out_, unnamed_;
  bool cut_ = false;
};

// The room that a layer's cases stand in; nullptr for a layer that has none.
const char* room_of(EntryLayer layer) {
  switch (layer) {
    case EntryLayer::Event: return "events";
    case EntryLayer::Statement: return "speech";
    case EntryLayer::Pledge: return "pledges";
    case EntryLayer::Place: return "places";
    case EntryLayer::Time: return "times";
    default: return nullptr;
  }
}

std::string one_line(std::string text) {
  for (char& c : text) c = c == '\n' ? ' ' : c;
  return text;
}

}  // namespace

Line golden_line(const Record& corrected, const Correction& c, const SentenceAt& sentence_at) {
  const char* room = room_of(c.layer);
  if (room == nullptr)
    return none(kKind, "cases are one sentence each, and what was corrected is told by the whole "
                       "report");
  if (c.verdict == Verdict::Reject && !c.field.empty())
    return none(kKind, "what was rejected has no value in its place yet; correct it first");
  if (c.spans.empty()) return none(kKind, "the entry has no words of the text");
  const Alone alone(corrected, sentence_at(c.spans.front()));
  Case test(corrected, alone);
  switch (c.layer) {
    case EntryLayer::Event: test.events(); break;
    case EntryLayer::Statement: test.statements(); break;
    case EntryLayer::Pledge: test.pledges(); break;
    case EntryLayer::Place: test.places(); break;
    default: test.times(); break;
  }
  if (!test.why_not().empty())
    return none(kKind, "cases are read by themselves: " + test.why_not());
  Line out{kKind, std::string("tests/golden/") + room + "/", "", ""};
  out.text = std::string("# name: ") + room + "/correction_" + c.id.substr(0, 8) + "\n# why: " +
             (c.reason.empty() ? "corrected by " + one_line(c.author) : one_line(c.reason)) + "\n";
  if (!corrected.published.empty()) out.text += "# date: " + corrected.published.substr(0, 10) + "\n";
  out.text += alone.text() + "\n----\n" + test.lines();
  return out;
}

}  // namespace dragoman::corrections
