#include "cli/explain_event.h"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>

#include "core/utf8.h"
#include "corrections/apply.h"
#include "record/make_record.h"

namespace dragoman::cli {
namespace {

using events::EventTrace;

constexpr std::size_t kWordColumns = 16;
constexpr const char* kNotAgain =
    "    - read again with the patterns at hand, the report does not give this event\n";

// Line `number` of a text file; empty where there is none any more.
std::string line_of(const std::string& path, std::uint32_t number) {
  std::ifstream file(path);
  std::string line;
  for (std::uint32_t i = 0; i < number; ++i) {
    if (!std::getline(file, line)) return "";
  }
  return std::string(core::trim(line));
}

const RecordEvent* find_event(const Record& record, const std::string& id) {
  const auto found = std::find_if(record.events.begin(), record.events.end(),
                                  [&id](const RecordEvent& event) { return event.id == id; });
  return found == record.events.end() ? nullptr : &*found;
}

class Writer {
 public:
  Writer(const Document& doc, const EventTrace& trace, const std::string& line)
      : doc_(doc), trace_(trace), line_(line) {}

  std::string word(std::uint32_t token) const { return printable(doc_.form(token)); }
  std::string words(const std::vector<std::uint32_t>& tokens) const {
    std::string out;
    for (const std::uint32_t token : tokens) out += (out.empty() ? "" : " ") + word(token);
    return out;
  }
  std::string names(const std::vector<std::uint32_t>& actors) const {
    std::string out;
    for (const std::uint32_t actor : actors)
      out += (out.empty() ? "" : ", ") + printable(doc_.actors[actor].name);
    return out;
  }
  static std::string list(const std::vector<std::string>& parts) {
    std::string out;
    for (const std::string& part : parts) out += (out.empty() ? "" : ", ") + part;
    return out;
  }

  std::string text(const Screen& screen, const Event& event) const {
    std::string out;
    const auto line = [&](const std::string& text) {
      out += std::string(4, ' ') + wrap(text, screen.width, 6, 4) + "\n";
    };
    line("pattern: " + printable(trace_.where) + (line_.empty() ? "" : ": " + printable(line_)));
    for (const EventTrace::Held& held : trace_.conditions)
      line(fmt::format("condition {}{}", held.condition,
                       held.tokens.empty() ? "" : ": " + in_marks(words(held.tokens))));
    for (const EventTrace::Filler& filler : trace_.fillers) line(filler_line(filler));
    line(factuality_line(event));
    line(screen.paint(Paint::Dim, "tree:"));
    for (const std::uint32_t token : trace_.tree) out += tree_line(token, event, screen);
    others(screen, "made of", trace_.composed, line);
    others(screen, "other patterns of the word", trace_.others, line);
    others(screen, "in the same sentence, no event", trace_.silent, line);
    return out;
  }

  Json json() const {
    Json out = {{"pattern", trace_.where}};
    if (!line_.empty()) out["line"] = line_;
    for (const EventTrace::Held& held : trace_.conditions)
      out["conditions"].push_back({{"condition", held.condition}, {"tokens", tokens(held.tokens)}});
    for (const EventTrace::Filler& filler : trace_.fillers) {
      out["fillers"].push_back({{"role", filler.role},
                                {"slot", filler.path},
                                {"token", token(filler.token)},
                                {"actors", names(filler.actors)}});
    }
    out["realis"] = trace_.realis;
    out["cues"] = tokens(trace_.cues);
    for (const std::uint32_t at : trace_.tree) out["tree"].push_back(token(at));
    for (const auto& [key, list] :
         {std::pair{"made_of", &trace_.composed}, std::pair{"other_patterns", &trace_.others},
          std::pair{"no_event", &trace_.silent}}) {
      for (const EventTrace::Other& one : *list)
        out[key].push_back({{"rule", one.name}, {"pattern", one.where}, {"why", one.why}});
    }
    return out;
  }

 private:
  std::string filler_line(const EventTrace::Filler& filler) const {
    return fmt::format(
        "{} by slot {}: {}{}", filler.role, filler.path, in_marks(word(filler.token)),
        filler.actors.empty() ? ", which gives the event nobody" : " = " + names(filler.actors));
  }

  std::string factuality_line(const Event& event) const {
    std::string out = fmt::format("factuality {}", to_string(event.factuality));
    if (!trace_.realis.empty()) out += "; the clause shows: " + list(trace_.realis);
    if (!trace_.cues.empty()) out += " by " + in_marks(words(trace_.cues));
    std::string spans;
    for (const ByteSpan span : event.factuality_cues)
      spans += (spans.empty() ? "" : " ") + printable(doc_.view(span));
    if (!spans.empty() && spans != words(trace_.cues)) out += "; decided by " + in_marks(spans);
    return out;
  }

  std::string tree_line(std::uint32_t at, const Event& event, const Screen& screen) const {
    const Token& token = doc_.tokens[at];
    const std::string form = pad(shorten(word(at), kWordColumns), kWordColumns);
    std::string line = fmt::format(
        "      {}  {}  {}{}", at == event.trigger_token ? screen.paint(Paint::Bold, form) : form,
        pad(shorten(printable(token.lemma), kWordColumns), kWordColumns),
        pad(std::string(to_string(token.deprel)), 11),
        token.head == kNone ? "" : "of " + word(token.head));
    return line + "\n";
  }

  template <class Line>
  static void others(const Screen& screen,
                     const char* title,
                     const std::vector<EventTrace::Other>& list,
                     const Line& line) {
    if (list.empty()) return;
    line(screen.paint(Paint::Dim, std::string(title) + ":"));
    for (const EventTrace::Other& one : list)
      line(screen.paint(Paint::Dim, fmt::format("  {} ({}): {}", printable(one.name),
                                                printable(one.where), printable(one.why))));
  }

  Json token(std::uint32_t at) const {
    const Token& token = doc_.tokens[at];
    Json out = {{"form", std::string(doc_.form(at))},
                {"lemma", token.lemma},
                {"deprel", to_string(token.deprel)}};
    if (token.head != kNone) out["head"] = std::string(doc_.form(token.head));
    return out;
  }
  Json tokens(const std::vector<std::uint32_t>& list) const {
    Json out = Json::array();
    for (const std::uint32_t at : list) out.push_back(token(at));
    return out;
  }

  const Document& doc_;
  const EventTrace& trace_;
  const std::string& line_;
};

}  // namespace

Result<EventExplainer> EventExplainer::read(const pipeline::Resources& resources,
                                            const Record& record) {
  EventExplainer out(resources, record);
  language::Workspace work;
  auto doc = pipeline::read_report(resources, work, pipeline::restore_report(resources, record));
  if (!doc) return doc.error();
  out.doc_ = std::move(*doc);
  out.again_ = record::make_record(out.doc_, resources.versions);
  return out;
}

// Index in doc_.events of the event that the record has by this id; kNone when it is not found
// again.
std::uint32_t EventExplainer::index_of(const std::string& event_id) const {
  const RecordEvent* wanted = find_event(*record_, event_id);
  if (wanted == nullptr) return kNone;
  for (std::uint32_t i = 0; i < again_.events.size(); ++i) {
    const RecordEvent& event = again_.events[i];
    if (event.rule == corrections::machine_rule(wanted->rule) && event.trigger == wanted->trigger) return i;
  }
  return kNone;
}

std::string EventExplainer::in_words(const std::string& event_id, const Screen& screen) const {
  const std::uint32_t index = index_of(event_id);
  if (index == kNone) return kNotAgain;
  const Event& event = doc_.events[index];
  const auto trace = events::trace_event(*resources_->events, doc_, event);
  if (!trace) return kNotAgain;
  const std::string line =
      line_of(resources_->events->lexicon().file(*trace->entry), trace->entry->line);
  return Writer(doc_, *trace, line).text(screen, event);
}

Json EventExplainer::in_json(const std::string& event_id) const {
  const std::uint32_t index = index_of(event_id);
  const auto trace = index == kNone
                         ? std::nullopt
                         : events::trace_event(*resources_->events, doc_, doc_.events[index]);
  if (!trace) return nullptr;
  const std::string line =
      line_of(resources_->events->lexicon().file(*trace->entry), trace->entry->line);
  return Writer(doc_, *trace, line).json();
}

}  // namespace dragoman::cli
