#include "pipeline/compare_events.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "record/span_text.h"

namespace dragoman::pipeline {
namespace {

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : ", ") + part;
  return out;
}

class Viewer {
 public:
  Viewer(const Record& record, const events::Lexicon& patterns)
      : record_(record), patterns_(patterns), text_(record) {}

  EventView view(const RecordEvent& event) const {
    EventView view;
    view.trigger = event.trigger;
    view.text = text_.words(event.evidence.empty() ? event.trigger : event.evidence);
    view.rule = event.rule;
    if (const events::Entry* entry = patterns_.entry_named(event.rule))
      view.where = patterns_.where(*entry);
    const RecordPlace* place = record::find_place(record_, event.place);
    const RecordStatement* said = record::find_statement(record_, event.said_by);
    view.fields = {{"type", std::string(to_string(event.type))},
                   {"mode", event.mode},
                   {"contexts", joined(event.contexts)},
                   {"actors", names(event.actors)},
                   {"recipients", names(event.recipients)},
                   {"trigger", text_.words(event.trigger)},
                   {"date", event.date},
                   {"place", place == nullptr ? "" : place->name},
                   {"factuality", std::string(to_string(event.factuality))},
                   {"said_by", said == nullptr ? "" : name(said->speaker)},
                   {"cameo", event.cameo},
                   {"score", fmt::format("{}", event.score)},
                   {"confidence", fmt::format("{}", event.confidence)},
                   {"rule", event.rule}};
    return view;
  }

 private:
  std::string name(const std::string& id) const {
    const RecordActor* actor = record::find_actor(record_, id);
    return actor == nullptr ? id : actor->name;
  }
  std::string names(const std::vector<std::string>& ids) const {
    std::vector<std::string> out;
    for (const std::string& id : ids) out.push_back(name(id));
    return joined(out);
  }

  const Record& record_;
  const events::Lexicon& patterns_;
  record::SpanText text_;
};

bool overlap(const CodePointSpans& a, const CodePointSpans& b) {
  return std::any_of(a.begin(), a.end(), [&b](CodePointSpan x) {
    return std::any_of(b.begin(), b.end(),
                       [x](CodePointSpan y) { return x.begin < y.end && y.begin < x.end; });
  });
}

std::uint32_t first(const EventView& view) {
  return view.trigger.empty() ? 0 : view.trigger.front().begin;
}

// Why an entry of one lexicon did not code under the other.
std::string fate(const std::string& rule, const events::Lexicon& patterns, const char* which) {
  const events::Entry* entry = patterns.entry_named(rule);
  if (entry == nullptr) return fmt::format("{} is not in the {} lexicon", rule, which);
  return fmt::format(
      "{} is in the {} lexicon too ({}), but another entry took the word, or what "
      "it asks for is not met there",
      rule, which, patterns.where(*entry));
}

// Why another entry codes the same words.
std::string succession(const EventView& before,
                       const EventView& after,
                       const events::Lexicon& old_patterns,
                       const events::Lexicon& new_patterns) {
  if (before.rule == after.rule)
    return after.rule + " asks for something else, or an entry for a word beside it does";
  const events::Entry* was = new_patterns.entry_named(before.rule);
  const events::Entry* is = new_patterns.entry_named(after.rule);
  if (was == nullptr || is == nullptr) return fate(before.rule, new_patterns, "new");
  const bool fresh = old_patterns.entry_named(after.rule) == nullptr;
  if (fresh && is->specificity > was->specificity)
    return fmt::format("{} is new and asks for more ({}) than {} ({})", after.rule, is->specificity,
                       before.rule, was->specificity);
  return fate(before.rule, new_patterns, "new");
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

std::vector<EventChange> compare_events(const Record& before,
                                        const Record& after,
                                        const events::Lexicon& old_patterns,
                                        const events::Lexicon& new_patterns) {
  const Viewer old_viewer(before, old_patterns), new_viewer(after, new_patterns);
  std::vector<EventView> olds, news;
  for (const RecordEvent& event : before.events) olds.push_back(old_viewer.view(event));
  for (const RecordEvent& event : after.events) news.push_back(new_viewer.view(event));
  std::vector<int> partner(olds.size(), -1);
  std::vector<bool> taken(news.size(), false);
  // The same in all, then of the same type, then any that shares words.
  for (int pass = 0; pass < 3; ++pass) {
    for (std::size_t i = 0; i < olds.size(); ++i) {
      for (std::size_t j = 0; j < news.size() && partner[i] < 0; ++j) {
        if (taken[j] || !overlap(olds[i].trigger, news[j].trigger)) continue;
        if (pass == 0 && olds[i].fields != news[j].fields) continue;
        if (pass == 1 && olds[i].field("type") != news[j].field("type")) continue;
        partner[i] = static_cast<int>(j);
        taken[j] = true;
      }
    }
  }
  std::vector<EventChange> changes;
  for (std::size_t i = 0; i < olds.size(); ++i) {
    EventChange change;
    change.before = olds[i];
    if (partner[i] < 0) {
      change.kind = EventChange::Kind::Removed;
      change.why = fate(olds[i].rule, new_patterns, "new");
    } else {
      change.after = news[static_cast<std::size_t>(partner[i])];
      for (std::size_t f = 0; f < olds[i].fields.size(); ++f) {
        const auto& [name, value] = olds[i].fields[f];
        if (value != change.after.fields[f].second)
          change.fields.push_back({name, value, change.after.fields[f].second});
      }
      if (change.fields.empty()) continue;
      change.why = succession(change.before, change.after, old_patterns, new_patterns);
    }
    changes.push_back(std::move(change));
  }
  for (std::size_t j = 0; j < news.size(); ++j) {
    if (taken[j]) continue;
    EventChange change;
    change.kind = EventChange::Kind::Added;
    change.after = news[j];
    change.why = fate(news[j].rule, old_patterns, "old");
    changes.push_back(std::move(change));
  }
  std::stable_sort(changes.begin(), changes.end(), [](const EventChange& a, const EventChange& b) {
    const auto& left = a.kind == EventChange::Kind::Added ? a.after : a.before;
    const auto& right = b.kind == EventChange::Kind::Added ? b.after : b.before;
    return first(left) < first(right);
  });
  return changes;
}

}  // namespace dragoman::pipeline
