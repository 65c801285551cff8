// dragoman actors: who is who, from the store.
#include "cli/list.h"
#include "cli/views.h"

namespace dragoman::cli {

void add_actors(CLI::App& app, int& status) {
  CLI::App* command =
      app.add_subcommand("actors", "List actors of the store, the most mentioned first");
  auto options = add_list_options(*command, "person, country, organisation or group");
  set_examples(*command, "dragoman actors --country COL --type person",
               "dragoman actors --search ceasefire --limit 20 --format csv");
  command->callback([options, &status] {
    status = run_list<store::ActorRow>(*options, store::find_actors, actor_view());
  });
}

}  // namespace dragoman::cli
