// dragoman copies: the reports that hang together with one by copying, their origins, and what each
// copy changed.
#include "cli/command.h"
#include "cli/open_store.h"
#include "cli/copies_print.h"

namespace dragoman::cli {
namespace {

struct Options {
  std::shared_ptr<std::string> store;
  std::string key;
  std::string format = "text";
};

int run(const Options& options) {
  auto store = open_refreshed(*options.store);
  if (!store) return fail(store.error());
  auto story = stories::find_copy_story(*store, options.key);
  if (!story) return fail(story.error());
  Output output = Output::standard();
  output.write(options.format == "json" ? stories::to_json(*story).dump() + "\n" : story_text(*story, look_at(stdout)));
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
