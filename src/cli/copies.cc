// dragoman copies: the reports that hang together with one by copying, their origins, and what each
// copy changed.
#include "cli/command.h"
#include "cli/open_store.h"
#include "cli/copies_print.h"
#include "stories/kept_queries.h"

namespace dragoman::cli {
namespace {

constexpr std::size_t kMostReports = 200;

struct Options {
  std::shared_ptr<std::string> store;
  std::string key;
  std::string format = "text";
};

Result<void> add_report(store::Store& store, const std::string& report, CopyStory& story) {
  auto record = store.record(report);
  if (!record) return record.error();
  story.records[report] = std::move(*record);
  stories::KeptQueries queries(store.database());
  queries.rows(
      "SELECT uri, outlet, published, title FROM sources WHERE report = ? ORDER BY published = '', "
      "published, uri",
      [&](const store::Query& row) {
        story.sources[report].push_back({row.text(0), row.text(1), row.text(2), row.text(3)});
      },
      report);
  return queries.failed();
}

}  // namespace

Result<CopyStory> find_story(store::Store& store, const std::string& key) {
  auto asked = store.record(key);
  if (!asked) return asked.error();
  CopyStory story;
  story.asked = asked->id;
  auto family = stories::copy_family(store, asked->id, kMostReports);
  if (!family) return family.error();
  story.family = std::move(*family);
  auto origins = stories::origins_of(store, story.family.reports);
  if (!origins) return origins.error();
  story.origins = std::move(*origins);
  for (const std::string& report : story.family.reports) {
    if (auto done = add_report(store, report, story); !done) return done.error();
  }
  for (const stories::CopyLink& link : story.family.links) {
    const auto source = story.records.find(link.source);
    if (source == story.records.end()) continue;  // beyond kMostReports
    story.copies.push_back({link, stories::changes(source->second, story.records.at(link.report))});
  }
  return story;
}

namespace {

int run(const Options& options) {
  auto store = open_refreshed(*options.store);
  if (!store) return fail(store.error());
  auto story = find_story(*store, options.key);
  if (!story) return fail(story.error());
  Output output = Output::standard();
  output.write(options.format == "json" ? story_json(*story) : story_text(*story, look_at(stdout)));
  return finish(output);
}

}  // namespace

void add_copies(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "copies", "Show who copied whom among the reports of one story, and how many origins it has");
  command->add_option("ID", options->key, "Id of a report, its first digits, or its path or uri")
      ->required();
  options->store = add_store_option(*command);
  command->add_option("--format", options->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  set_examples(*command, "dragoman copies 3fa21c08",
               "dragoman copies reports/havana.txt --format json");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace dragoman::cli
