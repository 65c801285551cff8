// dragoman lexicon: work on event patterns.
#include "cli/lexicon.h"

namespace dragoman::cli {

void add_lexicon(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand(
      "lexicon", "Event patterns: test their examples, import those of other programs");
  command->require_subcommand(1);
  add_lexicon_test(*command, status);
  add_lexicon_import(*command, status);
  set_examples(*command, "dragoman lexicon test my.events",
               "dragoman lexicon import CAMEO.verbpatterns.txt --output theirs");
}

}  // namespace dragoman::cli
