#include "stories/copy_story.h"

#include <optional>
#include <utility>

#include "record/span_text.h"
#include "stories/kept_queries.h"

namespace dragoman::stories {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostReports = 200;

Result<void> add_report(store::Store& store, const std::string& report, CopyStory& story) {
  auto record = store.record(report);
  if (!record) return record.error();
  story.records[report] = std::move(*record);
  KeptQueries queries(store.database());
  queries.rows(
      "SELECT uri, outlet, published, title FROM sources WHERE report = ? ORDER BY published = '', "
      "published, uri",
      [&](const store::Query& row) {
        story.sources[report].push_back({row.text(0), row.text(1), row.text(2), row.text(3)});
      },
      report);
  return queries.failed();
}

// ---- JSON ----

Json span_json(CodePointSpan span) {
  return Json::array({span.begin, span.end});
}

Json change_json(const Record& source, const Record& copy, const Change& change) {
  Json out = {{"kind", to_string(change.kind)}};
  const auto add = [&out](const char* key, const Record& record,
                          const std::optional<CodePointSpan>& span) {
    if (!span) return;
    out[key] = {{"span", span_json(*span)}, {"words", record::SpanText(record).words(*span)}};
  };
  add("source", source, change.source);
  add("copy", copy, change.copy);
  return out;
}

Json group_json(const OriginGroup& group) {
  Json why = Json::array();
  for (const OriginLink& link : group.why) {
    Json entry = {
        {"report", link.report}, {"other", link.other}, {"reason", to_string(link.reason)}};
    if (!link.name.empty()) entry["name"] = link.name;
    if (!link.speaker.empty()) entry["speaker"] = link.speaker;
    if (link.reason == OriginReason::Copy) entry["share"] = link.share;
    entry["text"] = describe(link);
    why.push_back(std::move(entry));
  }
  return {{"reports", group.reports}, {"why", std::move(why)}};
}

}  // namespace

Result<CopyStory> find_copy_story(store::Store& store, const std::string& key) {
  auto asked = store.record(key);
  if (!asked) return asked.error();
  CopyStory story;
  story.asked = asked->id;
  auto family = copy_family(store, asked->id, kMostReports);
  if (!family) return family.error();
  story.family = std::move(*family);
  auto origins = origins_of(store, story.family.reports);
  if (!origins) return origins.error();
  story.origins = std::move(*origins);
  for (const std::string& report : story.family.reports) {
    if (auto done = add_report(store, report, story); !done) return done.error();
  }
  for (const CopyLink& link : story.family.links) {
    const auto source = story.records.find(link.source);
    if (source == story.records.end()) continue;  // beyond kMostReports
    story.copies.push_back({link, changes(source->second, story.records.at(link.report))});
  }
  return story;
}

Json to_json(const CopyStory& story) {
  const Origins& origins = story.origins;
  Json out = {{"asked", story.asked},
              {"reports", origins.reports},
              {"outlets", origins.outlets},
              {"origins", origins.origins},
              {"complete", story.family.complete}};
  Json members = Json::array(), groups = Json::array(), copies = Json::array();
  for (const std::string& report : story.family.reports) {
    Json sources = Json::array();
    for (const StorySource& source : story.sources.at(report)) {
      sources.push_back({{"uri", source.uri},
                         {"outlet", source.outlet},
                         {"published", source.published},
                         {"title", source.title}});
    }
    members.push_back({{"id", report}, {"sources", std::move(sources)}});
  }
  for (const OriginGroup& group : origins.groups) groups.push_back(group_json(group));
  for (const StoryCopy& copy : story.copies) {
    const CopyLink& link = copy.link;
    Json changes = Json::array();
    for (const Change& change : copy.changes) {
      changes.push_back(
          change_json(story.records.at(link.source), story.records.at(link.report), change));
    }
    copies.push_back({{"report", link.report},
                      {"source", link.source},
                      {"share", link.share},
                      {"source_share", link.source_share},
                      {"reason", to_string(link.reason)},
                      {"changes", std::move(changes)}});
  }
  out["members"] = std::move(members);
  out["groups"] = std::move(groups);
  out["copies"] = std::move(copies);
  return out;
}

}  // namespace dragoman::stories
