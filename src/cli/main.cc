// The `dragoman` program: one file per subcommand; this one only knows their names.
//
// Exit status: 0 everything was read, 1 some inputs were rejected (listed on stderr), 2 usage or
// resource error and nothing was done, 128 + N ended early by signal N (Ctrl-C, a closed pipe),
// what was read is kept.
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <string>

#include <CLI/CLI.hpp>
#include <fcntl.h>

#include "cli/command.h"
#include "pipeline/version.h"

namespace {

// A standard stream that the caller closed would lend its number to the next file that is opened,
// and messages would land in it. The stand-ins can be opened but not used, as if still closed.
void hold_standard_streams() {
  for (int descriptor = 0; descriptor <= 2; ++descriptor) {
    if (::fcntl(descriptor, F_GETFD) >= 0) continue;
    if (::open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY) != descriptor) return;
  }
}

// What was printed without a look at the outcome: help, versions.
int flushed(int status) {
  std::cout.flush();
  errno = 0;
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0 && std::cout.good()) return status;
  if (status != 0) return status;  // told already
  if (errno == EPIPE) return dragoman::cli::kSignal + SIGPIPE;
  return dragoman::cli::fail({dragoman::ErrorCode::NotWritable,
                              errno == 0 ? "cannot be written" : std::strerror(errno),
                              "standard output"});
}

}  // namespace

int main(int argc, char** argv) {
  hold_standard_streams();
  std::signal(SIGPIPE,
              SIG_IGN);  // Output notices a closed pipe, and the store can still be committed
  CLI::App app{
      "Dragoman reads news reports and keeps the record: who did or said what to whom, when, "
      "where, on whose word."};
  app.name("dragoman");
  app.require_subcommand(1);
  app.set_help_flag("-h,--help", "Show this help and exit");
  app.set_version_flag("--version", std::string("dragoman ") + dragoman::pipeline::kEngineVersion,
                       "Print the version of the program and exit");
  app.footer(
      "dragoman COMMAND --help tells more, with examples. First steps:\n"
      "  dragoman read report.txt --date 2016-03-23\n  dragoman events --since 2016-03");
  int status = dragoman::cli::kUsageError;
  dragoman::cli::add_all(app, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& help) {
    return flushed(app.exit(help));
  } catch (const CLI::CallForVersion& version) {
    return flushed(app.exit(version));
  } catch (const CLI::ParseError& error) {
    app.exit(error, std::cout, std::cerr);
    return dragoman::cli::kUsageError;
  }
  return flushed(status);
}
