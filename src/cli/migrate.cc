// dragoman migrate: a store to another schema, forwards or back.
#include "cli/command.h"
#include "store/schema.h"

namespace dragoman::cli {
namespace {

int run(const std::string& path, int version) {
  auto changed = store::change_schema(path, version == 0 ? store::schema_version() : version);
  if (!changed) return fail(changed.error());
  std::fprintf(stderr, "dragoman: schema %d, was %d\n", changed->after, changed->before);
  return kAllRead;
}

}  // namespace

void add_migrate(CLI::App& app, int& status) {
  auto version = std::make_shared<int>(0);
  CLI::App* command = app.add_subcommand(
      "migrate",
      "Bring a store to the schema of this program, or back to that of an earlier one, which then "
      "can use it; what the earlier schema has no place for is lost, records never");
  auto store = add_store_option(*command);
  command->add_option("--to", *version, "Number of the schema (default: this program's)")
      ->check(CLI::PositiveNumber)
      ->type_name("N");
  set_examples(*command, "dragoman migrate --store talks.db", "dragoman migrate --to 4");
  command->callback([store, version, &status] { status = run(*store, *version); });
}

}  // namespace dragoman::cli
