// dragoman kb import: other people's lists as overlay tables.
#include <optional>

#include <fmt/format.h>

#include "cli/kb.h"
#include "core/resources.h"
#include "knowledge/import.h"

namespace dragoman::cli {
namespace {

constexpr const char* kCameoSectors = "/lexicons/knowledge/cameo_sectors.tsv";
constexpr const char* kWikidataClasses = "/lexicons/knowledge/wikidata_classes.tsv";

// What all importers need.
struct Common {
  std::string input, output;
  bool override_base = false;
  std::shared_ptr<std::string> resources;
};

void print_report(const knowledge::ImportReport& report, const Common& common) {
  if (report.problem_count > 0) {
    std::fprintf(stderr, "dragoman: %zu broken rows left out:\n", report.problem_count);
    for (const Error& error : report.problems)
      std::fprintf(stderr, "  %s\n", printable(error.describe()).c_str());
    if (report.problem_count > report.problems.size())
      std::fprintf(stderr, "  and %zu more\n", report.problem_count - report.problems.size());
  }
  std::fprintf(stderr, "dragoman: %zu read, %zu rows written to %s\n", report.read, report.written,
               printable(common.output).c_str());
  for (const auto& [reason, count] : report.skipped)
    std::fprintf(stderr, "  %8zu skipped: %s\n", count, printable(reason).c_str());
}

// All that an import left out, with its place and the reason.
Result<void> write_left_out(const knowledge::ImportReport& report, const std::string& path) {
  auto output = Output::to(path);
  if (!output) return output.error();
  output->write("# What was not imported. Columns, separated by tabs: file:line, reason.\n");
  for (const Error& error : report.problems)
    output->write(error.where + "\t" + error.message + "\n");
  for (const auto& [where, reason] : report.skipped_at) output->write(where + "\t" + reason + "\n");
  return output->finish();
}

// Runs one importer with the shipped base and the resource folder.
template <class Import>
int run(const Common& common, const Import& import) {
  const auto folder = core::find_resources(*common.resources);
  if (!folder) return fail(folder.error());
  const auto base = knowledge::KnowledgeBase::load(*folder + kKnowledgeFile);
  if (!base) return fail(base.error());
  const Result<knowledge::ImportReport> report = import(**base, *folder);
  if (!report) return fail(report.error());
  print_report(*report, common);
  return report->problem_count == 0 ? kAllRead : report->written == 0 ? kUsageError : kSomeRejected;
}

CLI::App* add_importer(CLI::App& import, const char* name, const char* what, Common& common) {
  CLI::App* command = import.add_subcommand(name, what);
  command->add_option("FILE", common.input, "Input; may be compressed with gzip or bzip2")
      ->required();
  command->add_option("-o,--output", common.output, "Table to write, or - for standard output")
      ->required()
      ->type_name("FILE");
  common.resources = add_resources_option(*command);
  return command;
}

void add_override(CLI::App& command, Common& common) {
  command.add_flag(
      "--override", common.override_base,
      "Rows go before what the knowledge base says (default: they only add what it lacks)");
}

std::optional<Error> split_pairs(const std::vector<std::string>& texts,
                                 const char* option,
                                 std::vector<std::pair<std::string, std::string>>& pairs) {
  for (const std::string& text : texts) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      return make_error(ErrorCode::BadArgument,
                        std::string(option) + " " + text + ": expected COLUMN=VALUE");
    }
    pairs.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return std::nullopt;
}

void add_csv(CLI::App& import, int& status) {
  struct Options : Common {
    knowledge::CsvOptions csv;
    std::vector<std::string> map, set;
    std::string delimiter = ",";
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = add_importer(import, "csv", "A CSV file with a line of headings", *options);
  command
      ->add_option("--table", options->csv.table, "entities, places, roles, given-names or offices")
      ->type_name("TYPE")
      ->capture_default_str();
  command
      ->add_option("--map", options->map,
                   "Column of the table = heading of the CSV; may be repeated")
      ->type_name("COLUMN=HEADING")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_option("--set", options->set, "Column of the table = the same value in each row")
      ->type_name("COLUMN=VALUE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_option("--delimiter", options->delimiter, "One character, or tab")
      ->capture_default_str();
  command->add_flag("--fill", options->csv.fill, "The rows only add what the knowledge base lacks");
  set_examples(
      *command,
      "dragoman kb import csv cabinet.csv --map name=Minister --map role=Office --set kind=person "
      "--set country=KEN --set sector=GOV -o cabinet.tsv",
      "dragoman kb import csv villages.csv --table places --map name=Village --set feature=PPL "
      "-o villages.tsv");
  command->callback([options, &status] {
    std::optional<Error> error = split_pairs(options->map, "--map", options->csv.map);
    if (!error) error = split_pairs(options->set, "--set", options->csv.set);
    if (options->delimiter == "tab" || options->delimiter == "\\t") options->delimiter = "\t";
    if (!error && options->delimiter.size() != 1)
      error = make_error(ErrorCode::BadArgument, "--delimiter: expected one character, or tab");
    if (error) {
      status = fail(*error);
      return;
    }
    options->csv.delimiter = options->delimiter[0];
    status = run(*options, [&](const knowledge::KnowledgeBase& base, const std::string&) {
      return knowledge::import_csv(options->input, options->output, options->csv, base);
    });
  });
}

void add_petrarch(CLI::App& import, int& status) {
  struct Options : Common {
    knowledge::PetrarchOptions petrarch;
    std::string kind = "auto", left_out;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = add_importer(
      import, "petrarch",
      "An actor or agent dictionary of PETRARCH (Phoenix.*.actors, Phoenix.agents)", *options);
  command
      ->add_option("--kind", options->kind,
                   "actors or agents (default: agents if the name says so)")
      ->check(CLI::IsMember({"auto", "actors", "agents"}))
      ->type_name("KIND");
  command->add_option("--since", options->petrarch.since, "Leave out terms that ended before")
      ->type_name("DATE");
  command
      ->add_option("--left-out", options->left_out,
                   "List what was not imported in this file, with line and reason")
      ->type_name("FILE");
  add_override(*command, *options);
  set_examples(
      *command,
      "dragoman kb import petrarch Phoenix.Countries.actors.txt -o phoenix.tsv --since 1990",
      "dragoman kb import petrarch Phoenix.agents.txt -o agents.tsv");
  command->callback([options, &status] {
    const bool agents =
        options->kind == "agents" ||
        (options->kind == "auto" &&
         options->input.find("agents", options->input.find_last_of('/') + 1) != std::string::npos);
    options->petrarch.fill = !options->override_base;
    options->petrarch.list_skipped = !options->left_out.empty();
    status = run(*options,
                 [&](const knowledge::KnowledgeBase& base,
                     const std::string& folder) -> Result<knowledge::ImportReport> {
                   options->petrarch.sectors = folder + kCameoSectors;
                   auto report =
                       agents ? knowledge::import_petrarch_agents(options->input, options->output,
                                                                  options->petrarch, base)
                              : knowledge::import_petrarch_actors(options->input, options->output,
                                                                  options->petrarch, base);
                   if (!report || options->left_out.empty()) return report;
                   if (auto done = write_left_out(*report, options->left_out); !done)
                     return done.error();
                   return report;
                 });
  });
}

void add_wikidata(CLI::App& import, int& status) {
  struct Options : Common {
    knowledge::WikidataOptions wikidata;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = add_importer(
      import, "wikidata",
      "A JSON dump of Wikidata: persons with positions, heads of states, organisations", *options);
  command->add_option("--since", options->wikidata.since, "Leave out terms that ended before")
      ->type_name("DATE")
      ->capture_default_str();
  command
      ->add_option("--classes", options->wikidata.classes,
                   "Classes that are taken (default: lexicons/knowledge/wikidata_classes.tsv)")
      ->type_name("FILE");
  add_override(*command, *options);
  set_examples(*command, "dragoman kb import wikidata latest-all.json.bz2 -o wikidata.tsv",
               "dragoman kb import wikidata ministers.json.gz -o ministers.tsv --since 2000");
  command->callback([options, &status] {
    options->wikidata.fill = !options->override_base;
    status = run(*options, [&](const knowledge::KnowledgeBase& base, const std::string& folder) {
      if (options->wikidata.classes.empty()) options->wikidata.classes = folder + kWikidataClasses;
      return knowledge::import_wikidata(options->input, options->output, options->wikidata, base);
    });
  });
}

void add_geonames(CLI::App& import, int& status) {
  struct Options : Common {
    knowledge::GeonamesOptions geonames;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = add_importer(
      import, "geonames", "Places of GeoNames: allCountries.txt, a country's file, cities500.txt",
      *options);
  command
      ->add_option(
          "--class", options->geonames.classes,
          "Feature classes: P towns and villages, A divisions, T mountains, H waters, S sites, ...")
      ->type_name("LETTERS")
      ->capture_default_str();
  command->add_option("--min-population", options->geonames.population, "Fewest people")
      ->type_name("N")
      ->capture_default_str();
  command
      ->add_option("--country", options->geonames.countries, "Only this country; may be repeated")
      ->type_name("COUNTRY")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_option("--names", options->geonames.most_names, "Most alternative names of a place")
      ->type_name("N")
      ->capture_default_str();
  command->add_flag("--known-too", options->geonames.known_too,
                    "Also places that the knowledge base has; they go before its own");
  set_examples(*command, "dragoman kb import geonames SY.txt -o syria.tsv",
               "dragoman kb import geonames allCountries.txt --class PT --country LBN --country "
               "SYR -o levant.tsv");
  command->callback([options, &status] {
    status = run(*options, [&](const knowledge::KnowledgeBase& base, const std::string&) {
      return knowledge::import_geonames(options->input, options->output, options->geonames, base);
    });
  });
}

}  // namespace

void add_kb_import(CLI::App& kb, int& status) {
  CLI::App* command = kb.add_subcommand(
      "import", "Make an overlay table of a CSV file, a PETRARCH dictionary, Wikidata or GeoNames");
  command->require_subcommand(1);
  add_csv(*command, status);
  add_petrarch(*command, status);
  add_wikidata(*command, status);
  add_geonames(*command, status);
  set_examples(*command,
               "dragoman kb import geonames SY.txt -o ~/.config/dragoman/knowledge/syria.tsv",
               "dragoman kb import csv --help");
}

}  // namespace dragoman::cli
