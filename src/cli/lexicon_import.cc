// dragoman lexicon import: verb patterns of PETRARCH as pattern files of our language.
#include <filesystem>

#include <fmt/format.h>

#include "cli/lexicon.h"
#include "core/resources.h"
#include "events/import_petrarch.h"

namespace dragoman::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::vector<std::string> inputs;
  std::string output;
  std::shared_ptr<std::string> resources;
};

constexpr const char* kLeftOutHead =
    "# What could not be imported. Columns, separated by tabs: file:line, reason, text.\n";

Result<void> write_file(const fs::path& path, const std::string& text) {
  auto output = Output::to(path.string());
  if (!output) return output.error();
  output->write(text);
  return output->finish();
}

void print_report(const std::string& input,
                  const fs::path& patterns,
                  const events::PetrarchImport& import) {
  std::fprintf(stderr,
               "dragoman: %s: %zu sets, verbs and patterns read, %zu imported as %zu lines of %s\n",
               printable(input).c_str(), import.read, import.written, import.lines,
               printable(patterns.string()).c_str());
  for (const auto& [reason, count] : import.reasons)
    std::fprintf(stderr, "  %8zu left out: %s\n", count, printable(reason).c_str());
}

// Imports one file; its stem is that of the pattern file.
Result<std::size_t> import_one(const std::string& input,
                               const fs::path& folder,
                               const events::PetrarchTables& tables,
                               const events::Lexicon& ours,
                               const std::string& shipped,
                               std::string& left_out) {
  const auto import = events::import_petrarch_verbs(input, tables, ours);
  if (!import) return import.error();
  const fs::path patterns = folder / (import->name + ".events");
  if (auto done = write_file(patterns, import->patterns); !done) return done.error();
  // What was written must load; if not, the place is told.
  if (const auto check =
          events::Lexicon::load(shipped, {std::string(events::kOurs), patterns.string()});
      !check)
    return check.error();
  for (const auto& one : import->left_out)
    left_out += fmt::format("{}:{}\t{}\t{}\n", input, one.line, one.reason, one.text);
  print_report(input, patterns, *import);
  return import->written;
}

int run(const Options& options) {
  const auto folder = core::find_resources(*options.resources);
  if (!folder) return fail(folder.error());
  const std::string shipped = *folder + kEventsFolder;
  const events::PetrarchTables tables = {shipped + "/cameo.tsv", shipped + "/petrarch.tsv",
                                         *folder + kLexiconFile};
  const auto ours = events::Lexicon::load(shipped);
  if (!ours) return fail(ours.error());
  std::error_code code;
  fs::create_directories(options.output, code);
  if (code) return fail({ErrorCode::NotWritable, code.message(), options.output});
  std::string left_out = kLeftOutHead;
  std::size_t written = 0;
  for (const std::string& input : options.inputs) {
    const auto done = import_one(input, options.output, tables, *ours, shipped, left_out);
    if (!done) return fail(done.error());
    written += *done;
  }
  const fs::path list = fs::path(options.output) / "left-out.tsv";
  if (auto done = write_file(list, left_out); !done) return fail(done.error());
  if (left_out == kLeftOutHead) return kAllRead;
  std::fprintf(stderr, "dragoman: each with its line in %s\n", printable(list.string()).c_str());
  return written == 0 ? kUsageError : kSomeRejected;
}

}  // namespace

void add_lexicon_import(CLI::App& lexicon, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = lexicon.add_subcommand(
      "import", "Verb patterns of PETRARCH as pattern files, with a list of what cannot be said");
  command->add_option("FILE", options->inputs, "Verb dictionaries; may be compressed")->required();
  command
      ->add_option("-o,--output", options->output, "Folder for the pattern files; made if missing")
      ->required()
      ->type_name("DIR");
  options->resources = add_resources_option(*command);
  set_examples(*command, "dragoman lexicon import CAMEO.verbpatterns.txt --output theirs",
               "dragoman kb import petrarch Phoenix.Countries.actors.txt -o actors.tsv");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace dragoman::cli
