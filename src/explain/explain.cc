#include "explain/explain.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "explain/facts.h"
#include "record/span_text.h"

namespace dragoman::explain {
namespace {

constexpr std::size_t kOthers = 5;  // other readings that are shown

std::string join(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (std::string_view part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += ", ";
    out += part;
  }
  return out;
}

std::string describe(const RecordActor& actor) {
  return fmt::format("actor {} {} ({})", actor.id, actor.name,
                     join({to_string(actor.kind), actor.code, actor.role, actor.kb}));
}

std::string precision_of(const RecordPlace& place) {
  switch (place.precision) {
    case 1:
      return "precision 1: a town";
    case 2:
      return "precision 2: a division or a part of an area";
    case 3:
      return "precision 3: a country or larger";
    default:
      return "not placed";
  }
}

std::string describe(const RecordPlace& place) {
  std::string where =
      place.lat && place.lon ? fmt::format("{:.2f} {:.2f}", *place.lat, *place.lon) : "no point";
  std::string geonames = place.geonames == 0 ? "" : fmt::format("GeoNames {}", place.geonames);
  return fmt::format("place {} {} ({})", place.id, join({place.name, place.admin1, place.country}),
                     join({where, geonames, precision_of(place)}));
}

// A value of a correction for people: names alone.
std::string shown(const nlohmann::ordered_json& value) {
  if (value.is_string()) return value.get<std::string>().empty() ? "none" : value.get<std::string>();
  if (value.is_object()) return value.contains("name") ? shown(value["name"]) : "?";
  if (!value.is_array() || value.empty()) return "none";
  std::string out;
  for (const auto& one : value) out += (out.empty() ? "" : ", ") + shown(one);
  return out;
}

class Explainer {
 public:
  Explainer(const Record& record,
            const Selection& selection,
            const Glossary& glossary,
            const knowledge::KnowledgeBase& kb)
      : record_(record), selection_(selection), glossary_(glossary), kb_(kb), text_(record) {}

  std::vector<Explanation> all() {
    for (const RecordMention& mention : record_.mentions) mention_of(mention);
    for (const RecordActor& actor : record_.actors) {
      if (actor.id == selection_.id) actor_of(actor);
    }
    for (const RecordTime& time : record_.times) time_of(time);
    for (const RecordPlace& place : record_.places) place_of(place);
    for (const RecordStatement& s : record_.statements) {
      const RecordActor* speaker = record::find_actor(record_, s.speaker);
      add(Layer::Statement, s.id, parts({&s.source, &s.cue}), s.cue.empty() ? s.content : s.cue,
          s.rule,
          fmt::format("statement {} ({}, {}) of {}", s.id, to_string(s.kind), to_string(s.stance),
                      speaker == nullptr ? text_.words(s.source) : speaker->name));
    }
    for (const RecordEvent& e : record_.events)
      add(Layer::Event, e.id, e.trigger, e.trigger, e.rule,
          fmt::format("event {} ({})", e.id,
                      join({to_string(e.type), e.mode, to_string(e.factuality), e.cameo})));
    for (const RecordPledge& c : record_.pledges)
      add(Layer::Pledge, c.id, c.what, c.what, c.rule,
          fmt::format("{} {}", to_string(c.kind), c.id));
    for (const RecordFate& f : record_.fates)
      add(Layer::Fate, f.id, {f.what}, {f.span}, f.rule,
          fmt::format("fate {} ({})", f.id, to_string(f.kind)));
    for (const RecordProcess& process : record_.processes) {
      CodePointSpans spans = process.mentions;
      spans.push_back(process.span);
      add(Layer::Process, process.id, spans, {process.span}, process.rule,
          fmt::format("process {} ({})", process.name, to_string(process.kind)));
    }
    std::stable_sort(found_.begin(), found_.end(), [](const Explanation& a, const Explanation& b) {
      return order(a.layer) < order(b.layer);
    });
    return std::move(found_);
  }

 private:
  // The actor that was asked for stands before its mentions.
  static int order(Layer layer) { return layer == Layer::Actor ? -1 : static_cast<int>(layer); }

  static CodePointSpans parts(std::initializer_list<const CodePointSpans*> lists) {
    CodePointSpans all;
    for (const CodePointSpans* list : lists) all.insert(all.end(), list->begin(), list->end());
    return all;
  }

  bool touches(const CodePointSpans& spans) const {
    return std::any_of(spans.begin(), spans.end(), [this](CodePointSpan a) {
      return std::any_of(selection_.spans.begin(), selection_.spans.end(),
                         [a](CodePointSpan b) { return a.begin < b.end && b.begin < a.end; });
    });
  }

  std::vector<Reason> reasons(Layer layer,
                              const std::string& rule,
                              const std::string& words,
                              const std::string& kb_id) const {
    std::vector<Reason> out;
    for (RulePart& part : parts_of(layer, rule)) {
      Reason reason;
      reason.meaning = glossary_.meaning(layer, part.name).value_or("");
      if (part.name != "term") reason.fact = alias_at(kb_, part.source, words);
      if (reason.fact.empty()) reason.fact = entry_at(kb_, part.source, kb_id);
      reason.part = std::move(part.name);
      reason.source = std::move(part.source);
      out.push_back(std::move(reason));
    }
    return out;
  }

  // Nothing where neither the spans nor the id were asked for.
  Explanation* add(Layer layer,
                   const std::string& id,
                   const CodePointSpans& where,
                   const CodePointSpans& shown,
                   const std::string& rule,
                   std::string became,
                   const std::string& kb_id = "") {
    const bool asked = selection_.id.empty() ? touches(where) : !id.empty() && id == selection_.id;
    return asked ? &push(layer, id, shown, rule, std::move(became), kb_id) : nullptr;
  }

  Explanation& push(Layer layer,
                    const std::string& id,
                    const CodePointSpans& shown,
                    const std::string& rule,
                    std::string became,
                    const std::string& kb_id) {
    Explanation e;
    e.layer = layer;
    e.id = id;
    e.spans = shown;
    e.words = text_.words(shown);
    e.became = std::move(became);
    e.rule = rule;
    e.reasons = reasons(layer, rule, e.words, kb_id);
    found_.push_back(std::move(e));
    return found_.back();
  }

  void mention_of(const RecordMention& mention) {
    const RecordActor* actor = record::find_actor(record_, mention.actor);
    const bool of_asked = !selection_.id.empty() && mention.actor == selection_.id;
    if (!of_asked && !(selection_.id.empty() && touches({mention.span}))) return;
    const std::string kb_id = actor == nullptr ? "" : actor->kb;
    Explanation& e = push(Layer::Mention, "", {mention.span}, mention.rule,
                          actor == nullptr ? "no actor" : describe(*actor), kb_id);
    if (of_asked || actor == nullptr) return;
    std::vector<Reason> who = reasons(Layer::Actor, actor->rule, e.words, kb_id);
    for (Reason& reason : who) {
      const bool known = std::any_of(e.reasons.begin(), e.reasons.end(), [&](const Reason& r) {
        return r.source == reason.source &&
               (r.part == reason.part || (!r.source.empty() && reason.part != "term"));
      });
      if (!known) e.reasons.push_back(std::move(reason));
    }
    if (mention.kind == MentionKind::Name) e.others = other_readings(kb_, e.words, kb_id, kOthers);
  }

  void actor_of(const RecordActor& actor) {
    std::string became = describe(actor);
    for (const std::string& member : actor.members) {
      if (const RecordActor* one = record::find_actor(record_, member))
        became += "; member " + one->name;
    }
    Explanation& e = push(Layer::Actor, actor.id, {}, actor.rule, std::move(became), actor.kb);
    e.words = actor.name;
  }

  void time_of(const RecordTime& time) {
    Explanation* e = add(Layer::Time, "", {time.span}, {time.span}, time.rule,
                         fmt::format("{} {}", to_string(time.type), time.value));
    if (e == nullptr) return;
    e->became +=
        record_.published.empty() ? "; the report has no date" : "; seen from " + record_.published;
  }

  void place_of(const RecordPlace& place) {
    Explanation* e =
        add(Layer::Place, place.id, {place.span}, {place.span}, place.rule, describe(place));
    if (e == nullptr) return;
    if (!e->reasons.empty()) e->reasons.front().fact = place_fact(kb_, place);
    e->others = other_places(kb_, place, kOthers);
  }

  const Record& record_;
  const Selection& selection_;
  const Glossary& glossary_;
  const knowledge::KnowledgeBase& kb_;
  record::SpanText text_;
  std::vector<Explanation> found_;
};

}  // namespace

std::vector<Explanation> explain(const Record& record,
                                 const Selection& selection,
                                 const Glossary& glossary,
                                 const knowledge::KnowledgeBase& kb) {
  return Explainer(record, selection, glossary, kb).all();
}

void add_corrections(std::vector<Explanation>& explanations,
                     const std::vector<corrections::Correction>& corrections) {
  for (const corrections::Correction& c : corrections) {
    for (Explanation& e : explanations) {
      if (e.layer != c.layer) continue;
      if (e.id.empty() ? e.spans == c.spans : e.id == c.entry) e.corrections.push_back(c);
    }
  }
}

std::string in_words(const corrections::Correction& c) {
  using corrections::Verdict;
  const std::string what = c.field.empty() ? "the entry" : c.field;
  std::string out = what;
  if (c.verdict == Verdict::Correct) out += ": " + shown(c.value) + ", corrected";
  if (c.verdict == Verdict::Accept) out += (c.value.is_null() ? "" : ": " + shown(c.value)) + ", accepted";
  if (c.verdict == Verdict::Reject) out += (c.value.is_null() ? "" : ": not " + shown(c.value)) + ", rejected";
  out += " by " + c.author + " on " + c.made.substr(0, 10);
  if (!c.reason.empty()) out += ": " + c.reason;
  if (c.verdict == Verdict::Correct) out += " (the machine: " + shown(c.machine) + ")";
  return out + (c.state == corrections::State::Applied
                    ? ""
                    : " [" + std::string(corrections::to_string(c.state)) + "]");
}

std::string to_json(const Explanation& explanation) {
  nlohmann::ordered_json out;
  const auto put = [](nlohmann::ordered_json& into, const char* key, const auto& value) {
    if (!value.empty()) into[key] = value;
  };
  out["layer"] = to_string(explanation.layer);
  put(out, "id", explanation.id);
  for (CodePointSpan span : explanation.spans) out["spans"].push_back({span.begin, span.end});
  put(out, "words", explanation.words);
  put(out, "became", explanation.became);
  put(out, "rule", explanation.rule);
  for (const Reason& reason : explanation.reasons) {
    nlohmann::ordered_json one;
    put(one, "part", reason.part), put(one, "meaning", reason.meaning);
    put(one, "source", reason.source), put(one, "fact", reason.fact);
    out["reasons"].push_back(one);
  }
  put(out, "others", explanation.others);
  for (const corrections::Correction& correction : explanation.corrections)
    out["corrections"].push_back(corrections::to_json(correction));
  return out.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace dragoman::explain
