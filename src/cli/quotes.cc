// dragoman quotes: who said what, from the store.
#include "cli/list.h"
#include "cli/views.h"

namespace dragoman::cli {

void add_quotes(CLI::App& app, int& status) {
  CLI::App* command =
      app.add_subcommand("quotes", "List statements of the store: who said what, with the words");
  auto options = add_list_options(
      *command, "direct, indirect or mixed; or a stance: claim, denial, promise, demand, ...");
  add_statement_filters(*command, options->filter);
  set_examples(*command, "dragoman quotes --speaker Lavrov --about Syria",
               "dragoman quotes --source-type anonymous --type denial --since 2016");
  command->callback([options, &status] {
    status = run_list<store::StatementRow>(*options, store::find_statements, statement_view());
  });
}

}  // namespace dragoman::cli
