// dragoman brief: what happened, was said, is due and is silent on a day, with its sources. What
// `read --format brief` prints of one report is in brief.cc.
#include "cli/command.h"
#include "cli/open_store.h"
#include "brief/daily_brief.h"

namespace dragoman::cli {
namespace {

struct Options {
  std::shared_ptr<std::string> store;
  brief::BriefFilter filter;
  std::string format = "markdown", output = "-";
};

std::string printed(const brief::DailyBrief& brief, const std::string& format) {
  if (format == "html") return to_html(brief);
  if (format == "json") return to_json(brief);
  return format == "text" ? to_text(brief) : to_markdown(brief);
}

int run(const Options& options) {
  auto day = today_of(options.filter.date);
  if (!day) return fail(day.error());
  auto store = open_refreshed(*options.store);
  if (!store) return fail(store.error());
  brief::BriefFilter filter = options.filter;
  filter.date = *day;
  auto brief = brief::make_daily_brief(*store, filter);
  if (!brief) return fail(brief.error());
  auto output = Output::to(options.output);
  if (!output) return fail(output.error());
  output->write(printed(*brief, options.format));
  const int status = finish(*output);
  if (status == kAllRead && brief->sections.empty())
    std::fprintf(stderr, "dragoman: nothing was reported in these days\n");
  return status;
}

}  // namespace

void add_daily_brief(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "brief", "Write the daily brief: what happened, was said, is due and silent, with sources");
  options->store = add_store_option(*command);
  command->add_option("--date", options->filter.date, "The day (default: today)")
      ->type_name("DAY");
  command->add_option("--days", options->filter.days, "So many days that end with it")
      ->check(CLI::Range(1, 366))
      ->type_name("N")
      ->capture_default_str();
  command->add_option("--about", options->filter.about, "Words of who or what")->type_name("WORDS");
  command->add_option("--format", options->format, "markdown, html, text or json")
      ->check(CLI::IsMember({"markdown", "html", "text", "json"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  command->add_option("--output", options->output, "File to write, - for standard output")
      ->type_name("FILE")
      ->capture_default_str();
  set_examples(*command, "dragoman brief --date 2016-03-24",
               "dragoman brief --date 2016-03-31 --days 7 --about FARC --format html --output week.html");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace dragoman::cli
