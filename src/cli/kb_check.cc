// dragoman kb check: every broken row, and rows that contradict each other.
#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "cli/kb.h"
#include "core/resources.h"
#include "knowledge/compile.h"

namespace dragoman::cli {
namespace {

struct Options {
  std::vector<std::string> paths;
  std::string format = "text";
  bool lenient = false;
  std::shared_ptr<std::string> resources;
};

struct Finding {
  const Error& error;
  const char* kind;  // "broken": cannot be used; "doubtful": can, and is hardly meant so
};

// "file:12:3" as file, 12 and 3; a `where` without them is a file.
Json finding_json(const Finding& finding) {
  std::string file = finding.error.where;
  std::vector<int> numbers;
  while (numbers.size() < 2) {
    const std::size_t colon = file.rfind(':');
    const char* end = file.data() + file.size();
    int number = 0;
    if (colon == std::string::npos) break;
    const auto parsed = std::from_chars(file.data() + colon + 1, end, number);
    if (parsed.ec != std::errc() || parsed.ptr != end) break;
    file.erase(colon);
    numbers.insert(numbers.begin(), number);
  }
  Json json = {{"file", file}};
  if (numbers.size() > 0) json["line"] = numbers[0];
  if (numbers.size() > 1) json["column"] = numbers[1];
  json["kind"] = finding.kind;
  json["code"] = to_string(finding.error.code);
  json["message"] = finding.error.message;
  return json;
}

// With a table of countries they make a knowledge base of their own; others are laid over the
// shipped one.
bool has_countries(const std::vector<knowledge::SourceTable>& tables) {
  return std::any_of(tables.begin(), tables.end(), [](const knowledge::SourceTable& table) {
    return table.text.find("# kind: country") != std::string::npos;
  });
}

Result<knowledge::CompileReport> check(const std::vector<knowledge::SourceTable>& tables,
                                       const std::string& resources) {
  knowledge::CompileOptions options;
  options.lenient = true;
  options.audit = true;
  knowledge::CompileReport report;
  if (has_countries(tables)) {
    const auto bytes = knowledge::compile_tables(tables, options, report);
    if (!bytes) return bytes.error();
    return report;
  }
  const auto base = load_base(resources);
  if (!base) return base.error();
  const auto bytes = knowledge::compile_overlay(tables, **base, options, report);
  if (!bytes) return bytes.error();
  return report;
}

int run(Options options) {
  if (options.paths.empty()) {
    const auto folder = core::find_resources(*options.resources);
    if (!folder) return fail(folder.error());
    options.paths.push_back(*folder + kKnowledgeTables);
  }
  std::vector<Error> unreadable;
  std::vector<knowledge::SourceTable> tables;
  for (const std::string& path : options.paths) {
    // What is not there at all is a mistake of the command line.
    const auto files = knowledge::list_tables(path);
    if (!files) return fail(files.error());
    if (files->empty())
      return fail({ErrorCode::NotFound, "no *.tsv or *.tsv.gz in the folder", path});
    for (const auto& file : *files) {
      auto table = knowledge::read_table(file);
      if (table) {
        tables.push_back(std::move(*table));
      } else {
        unreadable.push_back(table.error());
      }
    }
  }
  auto report = check(tables, *options.resources);
  if (!report) return fail(report.error());

  std::vector<Finding> findings;
  for (const Error& error : unreadable) findings.push_back({error, "broken"});
  for (const Error& error : report->rejected) findings.push_back({error, "broken"});
  for (const Error& error : report->findings) findings.push_back({error, "doubtful"});
  Output output = Output::standard();
  for (const Finding& finding : findings) {
    if (options.format == "jsonl") {
      output.write(finding_json(finding).dump(-1, ' ', false, Json::error_handler_t::replace) +
                   "\n");
    } else {
      output.write(fmt::format("{}: {}: {}\n", printable(finding.error.where), finding.kind,
                               printable(finding.error.message)));
    }
  }
  const int status = finish(output);
  if (status != kAllRead) return status;
  std::size_t rows = 0;
  for (const auto& [table, count] : report->rows) rows += count;
  std::fprintf(
      stderr, "dragoman: %zu tables, %zu rows that can be used; %zu broken, %zu doubtful\n",
      tables.size(), rows, unreadable.size() + report->rejected.size(), report->findings.size());
  if (options.lenient) {
    for (const auto& [table, count] : report->rows)
      std::fprintf(stderr, "  %8zu rows of %s\n", count, printable(table).c_str());
  }
  return findings.empty() ? kAllRead : kSomeRejected;
}

}  // namespace

void add_kb_check(CLI::App& kb, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = kb.add_subcommand(
      "check",
      "List every broken row, and rows that contradict each other; status 1 if there are any");
  command->add_option("PATH", options->paths,
                      "Tables or folders of tables (default: the shipped ones). Those without a "
                      "table of countries are checked over the shipped knowledge base");
  command->add_option("--format", options->format, "text, or jsonl: one finding a line")
      ->check(CLI::IsMember({"text", "jsonl"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  command->add_flag("--lenient", options->lenient,
                    "Also tell how many rows of each table can be used");
  options->resources = add_resources_option(*command);
  set_examples(*command, "dragoman kb check", "dragoman kb check my-people.tsv --format jsonl");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace dragoman::cli
