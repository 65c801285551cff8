// A table of one row for the knowledge base (docs/formats/knowledge.md), as it can be used with
// --knowledge: a further name of an entry, a new entry, a place.
#include <algorithm>

#include <fmt/format.h>

#include "core/fold.h"
#include "corrections/line_parts.h"
#include "record/span_text.h"

namespace dragoman::corrections {
namespace {

constexpr LineKind kKind = LineKind::Knowledge;

using Cells = std::vector<std::pair<std::string, std::string>>;

std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string one_cell(std::string text) {
  std::replace_if(text.begin(), text.end(),
                  [](char c) { return c == '\t' || c == '\n' || c == '|'; }, ' ');
  return text;
}

Line table(const char* name, const Correction& c, const Cells& cells) {
  std::string header, row;
  for (const auto& [column, text] : cells) {
    if (text.empty()) continue;
    header += (header.empty() ? "" : "\t") + column;
    row += (row.empty() ? "" : "\t") + one_cell(text);
  }
  Line out{kKind, "a table of your own (--knowledge FILE, or ~/.config/dragoman/knowledge)", "", ""};
  out.text = "# origin: correction " + c.id + " by " + one_cell(c.author) + ", " + c.made +
             "\n# table: " + name + "\n" + header + "\n" + row + "\n";
  return out;
}

bool is_called_so(const Record& machine, const CodePointSpans& spans) {
  return std::any_of(machine.mentions.begin(), machine.mentions.end(),
                     [&](const RecordMention& mention) {
                       return !spans.empty() && mention.span == spans.front() &&
                              mention.kind == MentionKind::Name;
                     });
}

// These words name that actor.
Line further_name(const Correction& c, const std::string& words) {
  const std::string name = text_of(c.value, "name"), kb = text_of(c.value, "kb");
  if (core::fold(words) == core::fold(name))
    return none(kKind, "\"" + words + "\" is its name already: who of that name is meant depends "
                                      "on the report");
  if (!kb.empty())
    return table("entities", c,
                 {{"id", kb}, {"kind", kb.substr(0, kb.find('/'))}, {"name", name},
                  {"aliases", words}, {"country", text_of(c.value, "country")}});
  if (text_of(c.value, "country").empty())
    return none(kKind, "the knowledge base needs the country of " + name);
  return table("entities", c,
               {{"kind", text_of(c.value, "kind").empty() ? "person" : text_of(c.value, "kind")},
                {"name", name},
                {"aliases", words},
                {"country", text_of(c.value, "country")},
                {"sector", text_of(c.value, "sector")}});
}

Line whole_entry(const Record& corrected, const Correction& c) {
  const RecordActor* actor = record::find_actor(corrected, c.entry);
  if (actor == nullptr) return none(kKind, "the actor is not in the record any more");
  if (c.field == "role")
    return none(kKind, "an office has a beginning and an end, which one report does not tell; "
                       "'dragoman kb add' takes them");
  if (c.field == "kb")
    return none(kKind, "correct same_as with the name of the entry: a row needs it");
  if (actor->country.empty())
    return none(kKind, "the knowledge base needs the country of " + actor->name);
  const std::string made_of = actor->country + actor->sector;
  return table("entities", c,
               {{"id", actor->kb},
                {"kind", std::string(to_string(actor->kind))},
                {"name", actor->name},
                {"country", actor->country},
                {"sector", actor->sector},
                {"code", actor->code == made_of ? "" : actor->code}});
}

Line place(const Correction& c) {
  if (text_of(c.value, "name").empty() || !c.value.contains("lat") || !c.value.contains("lon"))
    return none(kKind, "the gazetteer needs the point of a place: lat and lon");
  if (c.value.contains("geonames"))
    return none(kKind, "the gazetteer has that place: which of that name is meant depends on the "
                       "report");
  return table("places", c,
               {{"name", text_of(c.value, "name")},
                {"lat", fmt::format("{}", c.value["lat"].get<double>())},
                {"lon", fmt::format("{}", c.value["lon"].get<double>())},
                {"feature", "PPL"},
                {"country", text_of(c.value, "country")}});
}

}  // namespace

Line knowledge_line(const Record& machine, const Record& corrected, const Correction& c) {
  if (c.verdict != Verdict::Correct)
    return none(kKind, "only a corrected value tells a fact; this one was accepted or rejected");
  if (c.layer == EntryLayer::Place) return place(c);
  if (c.layer != EntryLayer::Mention && c.layer != EntryLayer::Actor)
    return none(kKind, "the knowledge base holds who and what there is; what was done or said in "
                       "one report is no part of it");
  if (!is_called_so(machine, c.spans))
    return none(kKind, "\"" + c.words + "\" is no name: who is meant by it depends on the report");
  if (c.layer == EntryLayer::Mention || c.field == "same_as") return further_name(c, c.words);
  return whole_entry(corrected, c);
}

}  // namespace dragoman::corrections
