#include "cli/command.h"

#include <cstdio>

namespace dragoman::cli {

void add_all(CLI::App& app, int& status) {
  add_read(app, status);
  add_parse(app, status);
  add_version(app, status);
}

int fail(const Error& error) {
  std::fprintf(stderr, "dragoman: %s\n", error.describe().c_str());
  return kUsageError;
}

std::shared_ptr<std::string> add_resources_option(CLI::App& command) {
  auto folder = std::make_shared<std::string>();
  command.add_option("--resources", *folder, "Folder with models, lexicons and knowledge.kb (default: found by itself)")
      ->type_name("DIR");
  return folder;
}

void set_examples(CLI::App& command, const std::string& first, const std::string& second) {
  command.footer("Examples:\n  " + first + "\n  " + second);
}

}  // namespace dragoman::cli
