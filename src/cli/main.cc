// The `dragoman` program: one file per subcommand; this one only knows their names.
//
// Exit status: 0 everything was read, 1 some inputs were rejected (listed on stderr), 2 usage or
// resource error and nothing was done, 128 + N ended early by signal N (Ctrl-C, a closed pipe),
// what was read is kept.
#include <csignal>
#include <iostream>

#include <CLI/CLI.hpp>

#include "cli/command.h"

int main(int argc, char** argv) {
  std::signal(SIGPIPE,
              SIG_IGN);  // Output notices a closed pipe, and the store can still be committed
  CLI::App app{
      "Dragoman reads news reports and keeps the record: who did or said what to whom, when, "
      "where, on whose word."};
  app.name("dragoman");
  app.require_subcommand(1);
  app.set_help_flag("-h,--help", "Show this help and exit");
  app.footer(
      "dragoman COMMAND --help tells more, with examples. First steps:\n"
      "  dragoman read report.txt --date 2016-03-23\n  dragoman events --since 2016-03");
  int status = dragoman::cli::kUsageError;
  dragoman::cli::add_all(app, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    app.exit(error, std::cout, std::cerr);
    return dragoman::cli::kUsageError;
  }
  return status;
}
