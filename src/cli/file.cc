// dragoman file: one process as a desk officer would write its file, with footnotes to the reports.
#include <map>

#include "claims/add_claims.h"
#include "cli/command.h"
#include "cli/open_store.h"
#include "dossiers/count_origins.h"
#include "dossiers/dossier_json.h"
#include "dossiers/find_dossiers.h"
#include "dossiers/print_dossier.h"
#include "ledger/dossier_pledges.h"
#include "times/days.h"

namespace dragoman::cli {
namespace {

struct Options {
  std::shared_ptr<std::string> store;
  std::string rules, name, as_of;
  std::string format = "text";
};

int run(const Options& options) {
  std::string as_of;
  if (!options.as_of.empty()) {
    const auto days = times::days_of(options.as_of);
    if (!days)
      return fail({ErrorCode::BadArgument, "expected a day, as 2016-03-23", options.as_of});
    as_of = days->last;
  }
  auto store = open_refreshed(*options.store, options.rules);
  if (!store) return fail(store.error());
  auto dossier = dossiers::find_dossier(*store, options.name, as_of);
  if (!dossier) return fail(dossier.error());
  const auto today = today_of(as_of);
  if (!today) return fail(today.error());
  if (auto done = dossiers::count_origins(*store, *dossier); !done) return fail(done.error());
  if (auto done = ledger::add_ledger(*store, *dossier, *today); !done) return fail(done.error());
  if (auto done = claims::add_claims(*store, *dossier); !done) return fail(done.error());
  using dossiers::PageFormat;
  static const std::map<std::string, PageFormat> kPages = {
      {"text", PageFormat::Text}, {"markdown", PageFormat::Markdown}, {"html", PageFormat::Html}};
  const auto page = kPages.find(options.format);
  Output output = Output::standard();
  output.write(page == kPages.end() ? dossiers::to_json(*dossier).dump(
                                          -1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
                                          "\n"
                                    : dossiers::print_dossier(*dossier, page->second));
  return finish(output);
}

}  // namespace

void add_file(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("file",
                                         "Print the file of a process: parties, rounds, agenda, "
                                         "incidents, where it stands, and who says so");
  command
      ->add_option("NAME", options->name,
                   "Name of the process, words of it, or its id (see dragoman files)")
      ->required();
  options->store = add_store_option(*command);
  add_processes_option(*command, options->rules);
  command->add_option("--as-of", options->as_of, "What was reported up to this day")
      ->type_name("DAY");
  command->add_option("--format", options->format, "text, markdown, html or json")
      ->check(CLI::IsMember({"text", "markdown", "html", "json"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  set_examples(*command, "dragoman file \"Havana talks\"",
               "dragoman file \"Havana talks\" --as-of 2014-12-01 --format markdown");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace dragoman::cli
