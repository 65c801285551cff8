#include "pipeline/compare_events.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "record/span_text.h"

namespace dragoman::pipeline {
namespace {

using Json = nlohmann::ordered_json;

// Turns the events of a record into what people compare. Goes by the record's own JSON, so that a
// field that events get is compared without a word here.
class Viewer {
 public:
  explicit Viewer(const Record& record) : record_(record), text_(record) {}

  std::vector<EventView> events(const events::Lexicon& patterns) const {
    std::vector<EventView> out = views("events", {"id", "evidence"});
    for (std::size_t i = 0; i < out.size(); ++i) {
      const RecordEvent& event = record_.events[i];
      out[i].trigger = event.trigger;
      out[i].text = text_.words(event.evidence.empty() ? event.trigger : event.evidence);
      out[i].rule = event.rule;
      if (const events::Entry* entry = patterns.entry_named(event.rule))
        out[i].where = patterns.where(*entry);
    }
    return out;
  }

  std::vector<EventView> statements() const {
    std::vector<EventView> out = views("statements", {"id", "confidence"});
    for (std::size_t i = 0; i < out.size(); ++i) {
      out[i].trigger = record_.statements[i].content;
      out[i].text = text_.words(out[i].trigger);
      out[i].rule = record_.statements[i].rule;
    }
    return out;
  }

 private:
  // The fields of all entries of one kind but some.
  std::vector<EventView> views(const char* kind, const std::set<std::string>& but) const {
    std::vector<EventView> out;
    const Json json = Json::parse(to_json(record_));
    const auto found = json.find(kind);
    if (found == json.end()) return out;
    for (const Json& entry : *found) {
      EventView& view = out.emplace_back();
      for (const auto& [key, value] : entry.items()) {
        if (but.count(key) == 0) view.fields.emplace_back(key, shown(value));
      }
    }
    return out;
  }

  // Ids as names, spans as words.
  std::string shown(const Json& value) const {
    if (value.is_string()) return named(value.get<std::string>());
    if (is_span(value)) return text_.words(CodePointSpan{value[0], value[1]});
    if (!value.is_structured()) return value.dump();
    std::string out;
    for (const auto& [key, part] : value.items()) {
      out += out.empty() ? "" : ", ";
      if (value.is_object()) out += key + " ";
      out += shown(part);
    }
    return out;
  }
  static bool is_span(const Json& value) {
    return value.is_array() && value.size() == 2 && value[0].is_number_unsigned() &&
           value[1].is_number_unsigned();
  }
  std::string named(const std::string& text) const {
    if (const RecordActor* actor = record::find_actor(record_, text)) return actor->name;
    if (const RecordPlace* place = record::find_place(record_, text)) return place->name;
    const RecordStatement* statement = record::find_statement(record_, text);
    if (statement == nullptr) return text;
    const RecordActor* speaker = record::find_actor(record_, statement->speaker);
    return speaker == nullptr ? text_.words(statement->source) : speaker->name;
  }

  const Record& record_;
  record::SpanText text_;
};

// Fields that differ; one that is absent is empty.
std::vector<EventChange::Field> differences(const EventView& before, const EventView& after) {
  std::vector<EventChange::Field> out;
  for (const auto& [name, value] : before.fields) {
    if (value != after.field(name)) out.push_back({name, value, after.field(name)});
  }
  for (const auto& [name, value] : after.fields) {
    const bool known = std::any_of(before.fields.begin(), before.fields.end(),
                                   [&name](const auto& field) { return field.first == name; });
    if (!known) out.push_back({name, "", value});
  }
  return out;
}

bool overlap(const CodePointSpans& a, const CodePointSpans& b) {
  return std::any_of(a.begin(), a.end(), [&b](CodePointSpan x) {
    return std::any_of(b.begin(), b.end(),
                       [x](CodePointSpan y) { return x.begin < y.end && y.begin < x.end; });
  });
}

std::uint32_t begin_of(const EventChange& change) {
  const EventView& view = change.kind == EventChange::Kind::Added ? change.after : change.before;
  return view.trigger.empty() ? 0 : view.trigger.front().begin;
}

constexpr auto kNobody = static_cast<std::size_t>(-1);

// For each old event the new one whose trigger shares words: the same in all, else of the same
// type, else any; kNobody when all are taken.
std::vector<std::size_t> partners_of(const std::vector<EventView>& olds,
                                     const std::vector<EventView>& news) {
  std::vector<std::size_t> partners(olds.size(), kNobody);
  std::vector<bool> taken(news.size(), false);
  for (int pass = 0; pass < 3; ++pass) {
    for (std::size_t i = 0; i < olds.size(); ++i) {
      for (std::size_t j = 0; j < news.size() && partners[i] == kNobody; ++j) {
        if (taken[j] || !overlap(olds[i].trigger, news[j].trigger)) continue;
        if (pass == 0 && olds[i].fields != news[j].fields) continue;
        if (pass == 1 && olds[i].field("type") != news[j].field("type")) continue;
        partners[i] = j;
        taken[j] = true;
      }
    }
  }
  return partners;
}

// What the other side has where this event is not: "x/strike (x.events:3): an idiom ...".
std::string matched(const EventView& event, const CodedRecord& side, const char* which) {
  std::string out;
  if (!side.matches || event.trigger.empty()) return out;
  for (const events::EventTrace::Other& other : side.matches(event.trigger.front())) {
    if (!out.empty()) out += "; ";
    out += fmt::format("{} ({}){}", other.name, other.where,
                       other.why.empty() ? "" : ": " + other.why);
  }
  return out.empty() ? fmt::format("; the {} patterns match nothing there", which)
                     : fmt::format("; the {} patterns match there {}", which, out);
}

// Why an event of one side is not on the other.
std::string fate(const EventView& event, const CodedRecord& side, const char* which) {
  const bool known = side.patterns.entry_named(event.rule) != nullptr;
  return fmt::format("{} is {}in the {} lexicon", event.rule, known ? "" : "not ", which) +
         matched(event, side, which);
}

// Why another entry codes the same words.
std::string succession(const EventView& before,
                       const EventView& after,
                       const CodedRecord& old_side,
                       const CodedRecord& new_side) {
  if (before.rule == after.rule)
    return after.rule + " asks for something else, or an entry for a word beside it does";
  const events::Entry* was = new_side.patterns.entry_named(before.rule);
  const events::Entry* is = new_side.patterns.entry_named(after.rule);
  const bool fresh = old_side.patterns.entry_named(after.rule) == nullptr;
  if (was != nullptr && is != nullptr && fresh && is->specificity > was->specificity)
    return fmt::format("{} is new and asks for more ({}) than {} ({})", after.rule, is->specificity,
                       before.rule, was->specificity);
  return fate(before, new_side, "new");
}

}  // namespace

const std::string& EventView::field(std::string_view name) const {
  static const std::string kNothing;
  for (const auto& [key, value] : fields)
    if (key == name) return value;
  return kNothing;
}

std::string_view to_string(EventChange::Kind kind) {
  static constexpr std::array<std::string_view, 3> kNames = {"added", "removed", "changed"};
  return kNames[static_cast<std::size_t>(kind)];
}

namespace {

// Without the reasons.
std::vector<EventChange> compare(const std::vector<EventView>& olds,
                                 const std::vector<EventView>& news) {
  const std::vector<std::size_t> partners = partners_of(olds, news);
  std::vector<bool> taken(news.size(), false);
  std::vector<EventChange> changes;
  for (std::size_t i = 0; i < olds.size(); ++i) {
    if (partners[i] == kNobody) {
      changes.push_back({EventChange::Kind::Removed, olds[i], {}, {}, ""});
      continue;
    }
    const EventView& partner = news[partners[i]];
    taken[partners[i]] = true;
    auto fields = differences(olds[i], partner);
    if (!fields.empty())
      changes.push_back({EventChange::Kind::Changed, olds[i], partner, std::move(fields), ""});
  }
  for (std::size_t j = 0; j < news.size(); ++j) {
    if (!taken[j]) changes.push_back({EventChange::Kind::Added, {}, news[j], {}, ""});
  }
  std::stable_sort(changes.begin(), changes.end(), [](const EventChange& a, const EventChange& b) {
    return begin_of(a) < begin_of(b);
  });
  return changes;
}

}  // namespace

std::vector<EventChange> compare_events(const CodedRecord& before, const CodedRecord& after) {
  std::vector<EventChange> changes = compare(Viewer(before.record).events(before.patterns),
                                             Viewer(after.record).events(after.patterns));
  for (EventChange& change : changes) {
    change.why = change.kind == EventChange::Kind::Removed ? fate(change.before, after, "new")
                 : change.kind == EventChange::Kind::Added
                     ? fate(change.after, before, "old")
                     : succession(change.before, change.after, before, after);
  }
  return changes;
}

std::vector<EventChange> compare_statements(const Record& before, const Record& after) {
  return compare(Viewer(before).statements(), Viewer(after).statements());
}

}  // namespace dragoman::pipeline
