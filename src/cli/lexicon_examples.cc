// dragoman lexicon test: reads the examples of pattern files and says which do not come out.
//
//   examples -> workers (the whole engine, one sentence a report) -> in order: stdout
#include <algorithm>
#include <functional>
#include <thread>

#include <fmt/format.h>

#include "cli/lexicon.h"
#include "cli/rows.h"
#include "cli/terminal.h"
#include "core/resources.h"
#include "events/lexicon_example.h"
#include "pipeline/in_order.h"
#include "pipeline/read_report.h"

namespace dragoman::cli {
namespace {

using events::Example;

// Every example was published then; "on Friday" must mean the same day in each run.
constexpr const char* kPublished = "2016-03-23";

struct Options {
  std::vector<std::string> files;
  std::shared_ptr<std::string> resources;
  bool json = false;
};

struct FoundEvent {
  std::string event;  // in the syntax of examples
  std::string trigger, rule;
};

struct Outcome {
  bool met = false;
  std::vector<FoundEvent> found;
};

struct Tally {
  std::size_t passed = 0, failed = 0, known = 0;
};

std::string trigger_of(const Document& doc, const Event& event) {
  std::string out;
  for (const TokenSpan span : event.trigger) {
    const ByteSpan bytes = doc.bytes(span);
    if (!out.empty()) out += " ... ";
    out += doc.text().substr(bytes.begin, bytes.size());
  }
  return out;
}

Result<Outcome> try_example(const pipeline::Resources& resources,
                            language::Workspace& work,
                            const Example& example) {
  Report report;
  report.uri = example.file + ":" + std::to_string(example.line);
  report.text = example.sentence;
  report.published = kPublished;
  const auto doc = pipeline::read_report(resources, work, std::move(report));
  if (!doc) return doc.error();
  Outcome out;
  out.met = events::meets(example, *doc);
  for (const Event& event : doc->events)
    out.found.push_back(
        {events::in_example_syntax(*doc, event), trigger_of(*doc, event), event.rule});
  return out;
}

// A known failure that comes out right fails: its mark must go.
bool passes(const Example& example, const Outcome& outcome) {
  return outcome.met != example.known_failure;
}

std::string in_words(const Example& example, const Outcome& outcome) {
  std::string out =
      fmt::format("{}:{}: {}\n", example.file, example.line, printable(example.sentence));
  if (example.known_failure) return out + "  passes now: take the mark '!' away\n";
  out += fmt::format("  expected {}\n", events::to_string(example.events));
  if (outcome.found.empty()) out += "  found    none\n";
  for (const FoundEvent& found : outcome.found)
    out += fmt::format("  found    {}  [{}]  {}\n", found.event, printable(found.trigger),
                       found.rule);
  return out;
}

std::string in_json(const Example& example, const Outcome& outcome) {
  Json found = Json::array();
  for (const FoundEvent& one : outcome.found)
    found.push_back({{"event", one.event}, {"trigger", one.trigger}, {"rule", one.rule}});
  return json_line({{"file", example.file},
                    {"line", example.line},
                    {"group", example.group},
                    {"sentence", example.sentence},
                    {"expected", events::to_string(example.events)},
                    {"found", std::move(found)},
                    {"known_failure", example.known_failure},
                    {"passed", passes(example, outcome)}});
}

Result<pipeline::Resources> load(const Options& options) {
  const auto folder = core::find_resources(*options.resources);
  if (!folder) return folder.error();
  events::LexiconChoice patterns = {std::string(events::kOurs)};
  patterns.insert(patterns.end(), options.files.begin(), options.files.end());
  return pipeline::load_resources(*folder, {}, patterns);
}

// All shipped examples, or those of the named files and folders.
std::vector<Example> chosen(const Options& options, const events::Lexicon& lexicon) {
  if (options.files.empty()) return lexicon.examples();
  std::vector<Example> out;
  for (const std::string& path : options.files) {
    const auto files = events::pattern_files(path);
    if (!files) continue;  // it was read a moment ago
    for (const Example& example : lexicon.examples()) {
      if (std::find(files->begin(), files->end(), example.file) != files->end())
        out.push_back(example);
    }
  }
  return out;
}

// Reads all examples; `print` sees each with its outcome, in order.
void read_all(const pipeline::Resources& resources,
              const std::vector<Example>& examples,
              const std::function<void(const Example&, const Result<Outcome>&)>& print) {
  std::size_t next = 0, printed = 0;
  pipeline::InOrderOptions order;
  order.threads = std::max(1u, std::thread::hardware_concurrency());
  pipeline::in_order<const Example*, Result<Outcome>>(
      order, {},
      [&]() -> std::optional<const Example*> {
        if (next == examples.size()) return std::nullopt;
        return &examples[next++];
      },
      [&]() -> std::function<Result<Outcome>(const Example*)> {
        auto work = std::make_shared<language::Workspace>();
        return [&resources, work](const Example* example) {
          return try_example(resources, *work, *example);
        };
      },
      [&](const Result<Outcome>& outcome) { print(examples[printed++], outcome); });
}

int run(const Options& options) {
  const auto resources = load(options);
  if (!resources) return fail(resources.error());
  Output output = Output::standard();
  Tally tally;
  std::optional<Error> broken;
  read_all(*resources, chosen(options, resources->events->lexicon()),
           [&](const Example& example, const Result<Outcome>& outcome) {
             if (!outcome) {
               if (!broken) broken = outcome.error();
               return;
             }
             const bool passed = passes(example, *outcome);
             ++(!passed ? tally.failed : example.known_failure ? tally.known : tally.passed);
             if (options.json)
               output.write(in_json(example, *outcome));
             else if (!passed)
               output.write(in_words(example, *outcome));
           });
  if (broken) return fail(*broken);
  if (options.json)
    output.write(json_line({{"passed", tally.passed},
                            {"failed", tally.failed},
                            {"known_failures", tally.known}}));
  else
    output.write(fmt::format("{} passed, {} failed, {} known failures\n", tally.passed,
                             tally.failed, tally.known));
  const int written = finish(output);
  return written != kAllRead ? written : tally.failed > 0 ? kSomeRejected : kAllRead;
}

}  // namespace

void add_lexicon_test(CLI::App& lexicon, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = lexicon.add_subcommand(
      "test", "Read the examples of pattern files and list those that do not come out");
  command->add_option("FILE", options->files,
                      "Pattern files whose examples to read; their patterns are added to the "
                      "shipped ones (default: the shipped examples)");
  command->add_flag("--json", options->json, "One JSON object for each example, then the counts");
  options->resources = add_resources_option(*command);
  set_examples(*command, "dragoman lexicon test", "dragoman lexicon test my.events --json");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace dragoman::cli
