#include "serve/mcp/tools.h"

#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "core/utf8.h"
#include "record/span_text.h"
#include "serve/mcp/tool.h"
#include "store/corrections.h"
#include "store/words.h"

namespace dragoman::serve::mcp {
namespace {

constexpr std::size_t kMostPassages = 3;
constexpr std::size_t kLongestText = 20'000;  // code points of a report's text in one answer

// ---- citations ----

// The records of an answer, each read once.
class Records {
 public:
  explicit Records(store::Store& store) : store_(store) {}

  Result<const Record*> of(const std::string& id) {
    const auto found = records_.find(id);
    if (found != records_.end()) return &found->second;
    auto json = store::corrected_json(store_, id);
    if (!json) return json.error();
    auto record = record_from_json(*json);
    if (!record) return record.error();
    return &records_.emplace(id, std::move(*record)).first->second;
  }

 private:
  store::Store& store_;
  std::map<std::string, Record> records_;
};

Json spans_json(const CodePointSpans& spans) {
  Json out = Json::array();
  for (const CodePointSpan& span : spans) out.push_back({span.begin, span.end});
  return out;
}

std::string names_of(const std::vector<store::PartyRow>& parties) {
  std::string out;
  for (const store::PartyRow& party : parties) out += (out.empty() ? "" : ", ") + party.name;
  return out.empty() ? "(not said)" : out;
}

std::string where_from(const store::ReportRow& report) {
  std::string out = report.outlet;
  if (!report.published.empty()) out += (out.empty() ? "" : ", ") + report.published.substr(0, 10);
  return out.empty() ? "" : " (" + out + ")";
}

// ---- the tools ----

// Paragraphs in which one of the words stands.
CodePointSpans passages_of(const Record& record, const std::string& query) {
  const std::vector<store::Sought> sought = store::parse_search(query);
  const core::CodePointIndex index(record.text);
  CodePointSpans out;
  for (std::size_t at = 0; at < record.text.size() && out.size() < kMostPassages;) {
    const std::size_t end = std::min(record.text.find('\n', at), record.text.size());
    const std::string_view line = std::string_view(record.text).substr(at, end - at);
    const bool has = std::any_of(sought.begin(), sought.end(), [line](const store::Sought& words) {
      return store::has_words(line, words);
    });
    if (has)
      out.push_back(
          {index.at(static_cast<std::uint32_t>(at)), index.at(static_cast<std::uint32_t>(end))});
    at = end + 1;
  }
  return out;
}

Result<ToolOutcome> search(const Json& arguments, store::Store& store) {
  store::DeskFilter filter;
  filter.search = text_of(arguments, "query");
  filter.since = text_of(arguments, "since");
  filter.until = text_of(arguments, "until");
  filter.outlet = text_of(arguments, "outlet");
  std::vector<store::ReportHead> heads;
  auto done = store::page_reports(
      store, filter, {limit_of(arguments), {}},
      [&heads](const store::ReportHead& head, const store::Place&) { heads.push_back(head); });
  if (!done) return done.error();
  Records records(store);
  std::vector<std::string> lines;
  Json items = Json::array();
  for (const store::ReportHead& head : heads) {
    auto record = records.of(head.report.id);
    if (!record) return record.error();
    const record::SpanText text(**record);
    Json item = to_json(head);
    item["passages"] = Json::array();
    std::string line =
        cite(head.report.id, "", {}) + " " + head.report.title + where_from(head.report);
    for (const CodePointSpan& span : passages_of(**record, filter.search)) {
      item["passages"].push_back({{"span", {span.begin, span.end}}, {"text", text.words(span)}});
      line += "\n  " + cite(head.report.id, "", {span}) + " " + text.words(span);
    }
    items.push_back(std::move(item));
    lines.push_back(std::move(line));
  }
  return outcome_of(std::move(lines), "reports", std::move(items));
}

Result<ToolOutcome> quotes(const Json& arguments, store::Store& store) {
  store::DeskFilter filter;
  filter.speaker = text_of(arguments, "speaker");
  filter.about = text_of(arguments, "about");
  filter.country = text_of(arguments, "country");
  filter.since = text_of(arguments, "since");
  filter.until = text_of(arguments, "until");
  filter.report = text_of(arguments, "report");
  std::vector<store::StatementRow> rows;
  auto done = store::page_statements(
      store, filter, {limit_of(arguments), {}},
      [&rows](const store::StatementRow& row, const store::Place&) { rows.push_back(row); });
  if (!done) return done.error();
  Records records(store);
  std::vector<std::string> lines;
  Json items = Json::array();
  for (const store::StatementRow& row : rows) {
    auto record = records.of(row.report.id);
    if (!record) return record.error();
    const RecordStatement* statement = record::find_statement(**record, row.id);
    if (statement == nullptr) continue;
    Json item = to_json(row);
    item["spans"] = {{"source", spans_json(statement->source)},
                     {"cue", spans_json(statement->cue)},
                     {"content", spans_json(statement->content)}};
    items.push_back(std::move(item));
    const std::string speaker = !row.speaker.name.empty() ? row.speaker.name
                                : !row.source.empty()     ? row.source
                                                          : "(source not said)";
    lines.push_back(cite(row.report.id, row.id, statement->content) + " " + row.day + " " +
                    speaker + " (" + row.kind + ", " + row.stance + "): " + row.content +
                    where_from(row.report));
  }
  return outcome_of(std::move(lines), "statements", std::move(items));
}

Result<ToolOutcome> events(const Json& arguments, store::Store& store) {
  store::DeskFilter filter;
  filter.actor = text_of(arguments, "actor");
  filter.country = text_of(arguments, "country");
  filter.type = text_of(arguments, "type");
  filter.since = text_of(arguments, "since");
  filter.until = text_of(arguments, "until");
  filter.report = text_of(arguments, "report");
  std::vector<store::EventRow> rows;
  auto done = store::page_events(
      store, filter, {limit_of(arguments), {}},
      [&rows](const store::EventRow& row, const store::Place&) { rows.push_back(row); });
  if (!done) return done.error();
  Records records(store);
  std::vector<std::string> lines;
  Json items = Json::array();
  for (const store::EventRow& row : rows) {
    auto record = records.of(row.report.id);
    if (!record) return record.error();
    const auto& all = (*record)->events;
    const auto event = std::find_if(all.begin(), all.end(),
                                    [&row](const RecordEvent& e) { return e.id == row.id; });
    if (event == all.end()) continue;
    Json item = to_json(row);
    item["spans"] = {{"trigger", spans_json(event->trigger)},
                     {"evidence", spans_json(event->evidence)}};
    items.push_back(std::move(item));
    lines.push_back(cite(row.report.id, row.id, event->evidence) + " " + row.day + " " + row.type +
                    " (" + row.factuality + "): " + names_of(row.actors) + " -> " +
                    names_of(row.recipients) + ": " + row.evidence + where_from(row.report));
  }
  return outcome_of(std::move(lines), "events", std::move(items));
}

Result<ToolOutcome> actors(const Json& arguments, store::Store& store) {
  store::DeskFilter filter;
  filter.actor = text_of(arguments, "name");
  filter.country = text_of(arguments, "country");
  filter.type = text_of(arguments, "kind");
  std::vector<std::string> lines;
  Json items = Json::array();
  auto done = store::page_actors(
      store, filter, {limit_of(arguments), {}},
      [&](const store::ActorRow& actor, const store::Place& place) {
        items.push_back(to_json(actor, place.report));
        lines.push_back(fmt::format("[{}] {} ({}{}{}), {} mentions in {} reports", place.report,
                                    actor.name, actor.kind, actor.code.empty() ? "" : ", ",
                                    actor.code, actor.mentions, actor.reports));
      });
  if (!done) return done.error();
  return outcome_of(std::move(lines), "actors", std::move(items));
}

Result<ToolOutcome> report(const Json& arguments, store::Store& store) {
  const std::string id = text_of(arguments, "id");
  const auto card = store::report_card(store, id);
  if (!card) return card.error();
  Records records(store);
  auto record = records.of(id);
  if (!record) return record.error();
  const Record& r = **record;
  const record::SpanText words(r);
  const auto length = static_cast<std::uint32_t>(core::CodePointIndex(r.text).size());
  const auto shown = static_cast<std::uint32_t>(std::min<std::size_t>(length, kLongestText));
  ToolOutcome out;
  out.data = to_json(card->head);
  out.data["text"] = words.view({0, shown});
  out.data["text_is_cut"] = shown < length;
  Json statements = Json::array(), events = Json::array();
  out.text = cite(id, "", {}) + " " + card->head.report.title + where_from(card->head.report) +
             "\n\n" + std::string(words.view({0, shown})) + "\n\nStatements:\n";
  for (const RecordStatement& s : r.statements) {
    const RecordActor* speaker = record::find_actor(r, s.speaker);
    const std::string name = speaker != nullptr ? speaker->name : words.words(s.source);
    statements.push_back({{"id", s.id}, {"speaker", name}, {"content", spans_json(s.content)}});
    out.text += cite(id, s.id, s.content) + " " + name + ": " + words.words(s.content) + "\n";
  }
  out.text += "\nEvents:\n";
  for (const RecordEvent& e : r.events) {
    const std::string type(to_string(e.type));
    events.push_back({{"id", e.id}, {"type", type}, {"evidence", spans_json(e.evidence)}});
    out.text += cite(id, e.id, e.evidence) + " " + type + ": " + words.words(e.evidence) + "\n";
  }
  out.data["statement_spans"] = std::move(statements);
  out.data["event_spans"] = std::move(events);
  return out;
}

constexpr const char* kSince = "From this day, month or year on: 2016-03-23, 2016-03, 2016";
constexpr const char* kUntil = "Up to this day, month or year, which is included";
constexpr const char* kLimit = "At most so many, newest first (10)";

const std::vector<Tool>& report_tools() {
  static const std::vector<Tool> kTools = {
      {"search",
       "Search reports",
       "Reports whose title and text hold all of the words, newest first, with the passages.",
       {{"query", "string",
         "Words; all must occur; \"...\" side by side; word* stands for its beginning", true},
        {"since", "string", kSince},
        {"until", "string", kUntil},
        {"outlet", "string", "The outlet's whole name"},
        {"limit", "integer", kLimit}},
       search},
      {"quotes",
       "Who said what",
       "Statements by speaker and topic, newest first, each with the span of its words.",
       {{"speaker", "string", "Words of a name, or a code: Lavrov, RUSGOV, \"RUS*\""},
        {"about", "string", "Words of what is said, or an actor, place or country that it names"},
        {"country", "string", "Of the speaker: ISO alpha-3 code or name"},
        {"report", "string", "In this report only: its id"},
        {"since", "string", kSince},
        {"until", "string", kUntil},
        {"limit", "integer", kLimit}},
       quotes},
      {"events",
       "Who did what to whom",
       "Events by actor, country and PLOVER type, newest first, each with the span of its "
       "evidence. "
       "Mind `factuality`: planned, possible, denied and negated events did not happen.",
       {{"actor", "string", "Words of a name, or a code, on either side"},
        {"country", "string", "Of a party or the place: ISO alpha-3 code or name"},
        {"type", "string",
         "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN "
         "PROTEST SANCTION MOBILIZE COERCE ASSAULT"},
        {"report", "string", "In this report only: its id"},
        {"since", "string", kSince},
        {"until", "string", kUntil},
        {"limit", "integer", kLimit}},
       events},
      {"actors",
       "Who is in the store",
       "Actors over all reports, most mentioned first, with the key that names each.",
       {{"name", "string", "Words of a name, or a code"},
        {"country", "string", "ISO alpha-3 code or name"},
        {"kind", "string", "person, country, organisation or group"},
        {"limit", "integer", "At most so many (10)"}},
       actors},
      {"report",
       "One report",
       "The text of a report, with its statements and events and their spans.",
       {{"id", "string", "The report's id, 16 hex digits", true}},
       report}};
  return kTools;
}

const std::vector<Tool>& tools() {
  static const std::vector<Tool> kTools = [] {
    std::vector<Tool> all = report_tools();
    for (Tool& tool : knowledge_tools()) all.push_back(std::move(tool));
    return all;
  }();
  return kTools;
}

}  // namespace

Json tool_descriptions() {
  Json out = Json::array();
  for (const Tool& tool : tools()) {
    Json properties = Json::object(), required = Json::array();
    for (const Argument& argument : tool.arguments) {
      Json property = {{"type", argument.type}, {"description", argument.description}};
      if (std::string_view(argument.type) == "integer")
        property["minimum"] = 1, property["maximum"] = kMostLimit;
      properties[argument.name] = std::move(property);
      if (argument.required) required.push_back(argument.name);
    }
    Json schema = {{"type", "object"}, {"properties", std::move(properties)}};
    if (!required.empty()) schema["required"] = std::move(required);
    schema["additionalProperties"] = false;
    out.push_back({{"name", tool.name},
                   {"title", tool.title},
                   {"description", tool.description},
                   {"inputSchema", std::move(schema)},
                   {"annotations", {{"readOnlyHint", true}, {"openWorldHint", false}}}});
  }
  return out;
}

std::optional<ToolOutcome> run_tool(const std::string& name,
                                    const Json& arguments,
                                    store::Store& store) {
  for (const Tool& tool : tools()) {
    if (name != tool.name) continue;
    const std::string wrong = check(tool, arguments);
    if (!wrong.empty()) return ToolOutcome{true, wrong, nullptr};
    auto outcome = tool.run(arguments, store);
    if (!outcome) return ToolOutcome{true, outcome.error().message, nullptr};
    return std::move(*outcome);
  }
  return std::nullopt;
}

}  // namespace dragoman::serve::mcp
