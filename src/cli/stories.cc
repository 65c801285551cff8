// dragoman stories, dragoman story: reports on one matter, from the store.
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/list.h"
#include "cli/open_store.h"
#include "cli/views.h"
#include "stories/story_json.h"
#include "stories/story_clusters.h"

namespace dragoman::cli {
namespace {

using stories::Story;
using stories::StoryReport;

std::string list_of(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ", ") + item;
  return out;
}

std::string days_of(const Story& s) {
  return s.first_day == s.last_day ? s.first_day : s.first_day + ".." + s.last_day;
}

}  // namespace

const View<Story>& story_view() {
  using Row = Story;
  static const View<Row> view{
      stories::story_fields(),
      {{"ID", [](const Row& s) { return s.id.substr(0, 8); }, false, false,
        [](const Row&) { return Paint::Dim; }},
       {"DAYS", days_of},
       {"REPORTS", [](const Row& s) { return std::to_string(s.reports.size()); }, false, true},
       {"TITLE", [](const Row& s) { return s.title; }, true, false,
        [](const Row&) { return Paint::Heading; }},
       {"ACTORS", [](const Row& s) { return list_of(s.actors); }, true},
       {"PLACES", [](const Row& s) { return list_of(s.places); }, true}}};
  return view;
}

namespace {

std::string line_of(const char* label, const std::string& text, const Screen& screen) {
  return text.empty() ? ""
                      : "  " + wrap(std::string(label) + ": " + printable(text), screen.width, 4, 2) +
                            "\n";
}

std::string in_text(const Story& story, const Screen& screen) {
  std::string out = screen.paint(Paint::Dim, story.id) + "\n" +
                    screen.paint(Paint::Heading, printable(story.title)) + "\n";
  out += line_of("days", days_of(story), screen) + line_of("actors", list_of(story.actors), screen) +
         line_of("places", list_of(story.places), screen) +
         line_of("happenings", list_of(story.happenings), screen) + "\n";
  for (const StoryReport& report : story.reports) {
    std::string line = fmt::format("{} {} {}: {}", report.id.substr(0, 8), report.published,
                                   report.outlet, report.title);
    if (!report.after.empty()) line += " (after " + report.after.substr(0, 8) + ")";
    out += "  " + wrap(printable(line), screen.width, 4, 2) + "\n";
  }
  return out;
}

int show(const std::string& path, const std::string& id, bool json) {
  auto store = open_refreshed(path);
  if (!store) return fail(store.error());
  auto story = stories::story(*store, id);
  if (!story) return fail(story.error());
  Output output = Output::standard();
  if (json) {
    RowWriter<Story> rows(output, look_at(stdout), RowFormat::Jsonl, story_view());
    rows.add(*story);
  } else {
    output.write(in_text(*story, look_at(stdout)));
  }
  return finish(output);
}

}  // namespace

void add_stories(CLI::App& app, int& status) {
  CLI::App* command =
      app.add_subcommand("stories", "List stories: reports on one matter within some days");
  auto options = add_list_options(*command, "PLOVER type of an event in it: AGREE, CONSULT, ...");
  auto filter = std::make_shared<stories::StoryFilter>();
  command->add_option("--min-reports", filter->min_reports, "Only stories of so many reports")
      ->check(CLI::PositiveNumber)
      ->type_name("N");
  set_examples(*command, "dragoman stories --min-reports 3 --since 2016-07",
               "dragoman stories --actor FARC --format jsonl");
  command->callback([options, filter, &status] {
    auto store = open_refreshed(*options->store);
    if (!store) {
      status = fail(store.error());
      return;
    }
    status = list_rows<Story>(
        *options, *store,
        [&filter](store::Store& opened, const store::Filter& where, const auto& each) {
          filter->where = where;
          return stories::find_stories(opened, *filter, each);
        },
        story_view());
  });
}

void add_story(CLI::App& app, int& status) {
  struct Options {
    std::string id;
    std::string format = "text";
    std::shared_ptr<std::string> store;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("story", "Show one story: its reports, actors, places and happenings");
  command->add_option("ID", options->id, "Id of the story or of a report in it, or first digits")
      ->required();
  options->store = add_store_option(*command);
  command->add_option("--format", options->format, "text, or json: one object")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  set_examples(*command, "dragoman story 1f0c2a3b", "dragoman story 1f0c2a3b --format json");
  command->callback(
      [options, &status] { status = show(*options->store, options->id, options->format == "json"); });
}

}  // namespace dragoman::cli
