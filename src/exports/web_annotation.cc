// W3C Web Annotation (2017): an annotation for each mention, place, time, statement and event,
// whose target are spans of the report.
#include <nlohmann/json.hpp>

#include "exports/cells.h"

namespace dragoman::exports {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kContext = 32;  // code points around a quote, so that it is found again

class Annotator {
 public:
  explicit Annotator(const Record& record) : record_(record), text_(record) {}

  std::string operator()() {
    for (const RecordMention& mention : record_.mentions) {
      const RecordActor* actor = record::find_actor(record_, mention.actor);
      add("identifying", tag(actor != nullptr ? actor->name : std::string(to_string(mention.type))),
          {mention.span}, mention.rule);
    }
    for (const RecordPlace& place : record_.places) {
      Json body = tag(place.name);
      if (place.geonames != 0)
        body = {{"type", "SpecificResource"},
                {"purpose", "identifying"},
                {"source", "https://sws.geonames.org/" + std::to_string(place.geonames) + "/"}};
      add("identifying", std::move(body), {place.span}, place.rule);
    }
    for (const RecordTime& time : record_.times)
      add("tagging", tag(time.value), {time.span}, time.rule);
    for (const RecordStatement& statement : record_.statements) {
      const RecordActor* speaker = record::find_actor(record_, statement.speaker);
      add("describing", tag("statement of " + (speaker != nullptr ? speaker->name : "somebody")),
          statement.content, statement.rule);
    }
    for (const RecordEvent& event : record_.events)
      add("classifying", tag(joined({std::string(to_string(event.type)), event.mode}, "/")),
          event.evidence, event.rule);
    return std::move(out_);
  }

 private:
  static Json tag(const std::string& value) {
    return {{"type", "TextualBody"}, {"purpose", "tagging"}, {"value", value}};
  }

  Json selector(CodePointSpan span) const {
    const std::uint32_t from = span.begin > kContext ? span.begin - kContext : 0;
    Json quote = {{"type", "TextQuoteSelector"},
                  {"exact", text_.view(span)},
                  {"prefix", text_.view({from, span.begin})},
                  {"suffix", text_.view({span.end, span.end + std::uint32_t{kContext}})}};
    return {{"type", "TextPositionSelector"},
            {"start", span.begin},
            {"end", span.end},
            {"refinedBy", std::move(quote)}};
  }

  void add(const char* motivation,
           Json body,
           const CodePointSpans& spans,
           const std::string& rule) {
    if (spans.empty()) return;
    Json targets = Json::array();
    for (const CodePointSpan span : spans) {
      targets.push_back(
          {{"source", record_.uri.empty() ? "urn:dragoman:" + record_.id : record_.uri},
           {"selector", selector(span)}});
    }
    Json line = {
        {"@context", "http://www.w3.org/ns/anno.jsonld"},
        {"id", "urn:dragoman:" + record_.id + ":" + std::to_string(++count_)},
        {"type", "Annotation"},
        {"motivation", motivation},
        {"body", std::move(body)},
        {"target", std::move(targets)},
        {"generator", {{"type", "Software"}, {"name", "Dragoman " + record_.versions.engine}}}};
    line["dragoman:rule"] = rule;
    out_ += line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  }

  const Record& record_;
  record::SpanText text_;
  std::string out_;
  std::size_t count_ = 0;
};

}  // namespace

Lines web_annotation() {
  return {"web-annotation",
          "W3C Web Annotation",
          "An annotation for each mention, place, time, statement and event of a report. Positions "
          "count code points "
          "of the record's text; a quotation with its surroundings stands beside them, so that the "
          "place is found in "
          "the page too.",
          "application/ld+json",
          {{"@context", "string", "http://www.w3.org/ns/anno.jsonld"},
           {"id", "string", "urn:dragoman:, id of the report, number of the annotation"},
           {"type", "string", "Annotation"},
           {"motivation", "string",
            "identifying (mentions, places), tagging (times), describing (statements), classifying "
            "(events)"},
           {"body", "object",
            "a tag: name of the actor, TIMEX3 value, type and mode of the event; of a place its "
            "GeoNames address"},
           {"target", "array",
            "source, and a TextPositionSelector refined by a TextQuoteSelector, for each span"},
           {"generator", "object", "the program and its version"},
           {"dragoman:rule", "string", "what decided"}},
          [](const Record& record, const Countries&) { return Annotator(record)(); }};
}

}  // namespace dragoman::exports
