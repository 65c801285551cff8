// dragoman events: who did what to whom, from the store.
#include "cli/list.h"
#include "cli/views.h"

namespace dragoman::cli {

void add_events(CLI::App& app, int& status) {
  CLI::App* command =
      app.add_subcommand("events", "List events of the store: who did what to whom, when, where");
  auto options = add_list_options(*command, "PLOVER type: AGREE, CONSULT, ASSAULT, ...");
  set_examples(*command, "dragoman events --type CONSULT --since 2016-01",
               "dragoman events --actor FARC --country COL --format csv");
  command->callback([options, &status] {
    status = run_list<store::EventRow>(*options, store::find_events, event_view());
  });
}

}  // namespace dragoman::cli
