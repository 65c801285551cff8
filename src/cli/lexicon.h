// What the subcommands of `dragoman lexicon` share.
#pragma once

#include "cli/command.h"

namespace dragoman::cli {

void add_lexicon_import(CLI::App& lexicon, int& status);
void add_lexicon_test(CLI::App& lexicon, int& status);

}  // namespace dragoman::cli
