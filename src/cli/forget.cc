// dragoman forget: reports leave the store with all that hangs on them.
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/open_store.h"
#include "cli/terminal.h"
#include "pipeline/layers.h"
#include "store/forget.h"

namespace dragoman::cli {
namespace {

struct Options {
  std::shared_ptr<std::string> store;
  store::ForgetFilter filter;
  std::string allow;
  bool yes = false;
};

int list(const std::vector<store::ForgettableSource>& sources) {
  Output output = Output::standard();
  for (const store::ForgettableSource& source : sources) {
    output.write(fmt::format("{}  {:<10}  {}  {}\n", source.report, source.published.substr(0, 10),
                             printable(source.uri), printable(source.title)));
  }
  return finish(output);
}

int allow(store::Store& store, const std::string& id) {
  auto done = store::unforget(store, id);
  if (!done) return fail(done.error());
  if (!*done) return fail({ErrorCode::NotFound, "no report with this id was forgotten", id});
  std::fprintf(stderr, "dragoman: %s may be read again\n", printable(id).c_str());
  return kAllRead;
}

int erase(store::Store& store, const std::vector<store::ForgettableSource>& sources) {
  auto counts = store::forget(store, sources);
  if (!counts) return fail(counts.error());
  if (auto done = store.refresh(); !done) return fail(done.error());
  if (auto done = store::sweep(store); !done) return fail(done.error());
  std::fprintf(stderr, "dragoman: %zu sources forgotten, and %zu reports with all that hung on them\n",
               counts->sources, counts->reports);
  if (counts->stale > 0) {
    std::fprintf(stderr,
                 "dragoman: %zu reports stay with another source; 'dragoman recode' reads them "
                 "again\n",
                 counts->stale);
  }
  return kAllRead;
}

int run(const Options& options) {
  auto store = store::Store::open(*options.store, store::Store::Access::Write,
                                  {.layers = pipeline::all_layers()});
  if (!store) return fail(store.error());
  if (!options.allow.empty()) return allow(*store, options.allow);
  auto sources = store::find_forgettable(*store, options.filter);
  // With a key that is gone already the run before may have been killed before it was swept.
  const bool gone = !sources && sources.error().code == ErrorCode::NotFound && options.yes;
  if (gone) {
    if (auto done = store::sweep(*store); !done) return fail(done.error());
  }
  if (!sources) return fail(sources.error());
  if (options.yes) return erase(*store, *sources);
  const int status = list(*sources);
  std::fprintf(stderr, "dragoman: %zu sources would be forgotten; --yes does it, for good\n",
               sources->size());
  return status;
}

}  // namespace

void add_forget(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "forget",
      "Erase reports with all that hangs on them; without --yes only list which that would be");
  options->store = add_store_option(*command);
  command
      ->add_option("REPORT", options->filter.keys,
                   "Ids (or their first digits) or uris of reports; a uri of a text that stands in "
                   "several places leaves the others")
      ->type_name("");
  command->add_option("--outlet", options->filter.outlet, "All of this outlet")->type_name("NAME");
  command
      ->add_option("--before", options->filter.before, "All that was published before this day")
      ->type_name("DATE");
  command->add_flag("--yes", options->yes, "Do it");
  command
      ->add_option("--allow", options->allow,
                   "Let a report that was forgotten be read again, by its id; nothing else is done")
      ->type_name("ID");
  set_examples(*command, "dragoman forget reports/a.txt --yes",
               "dragoman forget --outlet \"Meridian Wire\" --before 2015");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace dragoman::cli
