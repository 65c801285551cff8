// dragoman read: inputs -> records, printed and stored.
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "cli/command.h"
#include "dragoman/record.h"
#include "intake/read_input.h"
#include "pipeline/in_order.h"
#include "pipeline/read_report.h"

namespace dragoman::cli {
namespace {

struct Options {
  std::vector<std::string> paths;
  std::string format = "brief";
  std::string input = "auto";
  unsigned threads = 0;
  intake::InputOptions intake;
  std::shared_ptr<std::string> resources;
};

struct Outcome {
  std::string json;
  std::optional<Error> error;
};

int run(const Options& options) {
  auto engine = Engine::load({*options.resources});
  if (!engine) return fail(engine.error());
  auto source = intake::Source::open(options.paths, options.intake);
  if (!source) return fail(source.error());

  using Item = Result<intake::RawItem>;
  const std::shared_ptr<const Engine> loaded = *engine;
  std::size_t read = 0, rejected = 0;
  const auto make_worker = [&]() -> std::function<Outcome(Item)> {
    auto reader = std::make_shared<Reader>(loaded);
    return [&options, loaded, reader](Item item) -> Outcome {
      if (!item) return {{}, item.error()};
      auto report = intake::make_report(*loaded->impl().resources.intake, options.intake, *item);
      if (!report) return {{}, report.error()};
      auto record = reader->read(std::move(*report));
      if (!record) return {{}, record.error()};
      return {to_json(*record), std::nullopt};
    };
  };
  const auto emit = [&](Outcome outcome) {
    if (outcome.error) {
      ++rejected;
      std::fprintf(stderr, "dragoman: rejected %s\n", outcome.error->describe().c_str());
      return;
    }
    ++read;
    if (options.format != "none") std::printf("%s\n", outcome.json.c_str());
  };
  pipeline::InOrderOptions order;
  order.threads = options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  pipeline::in_order<Item, Outcome>(order, {}, [&] { return source->next(); }, make_worker, emit);
  return rejected == 0 ? kAllRead : read == 0 ? kUsageError : kSomeRejected;
}

}  // namespace

void add_read(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("read", "Read reports and print or store their records");
  options->resources = add_resources_option(*command);
  command->add_option("PATH", options->paths, "Files, folders, or - for standard input")->required();
  command->add_option("--format", options->format, "brief, jsonl or none")
      ->check(CLI::IsMember({"brief", "jsonl", "none"}));
  std::shared_ptr<std::string> store = std::make_shared<std::string>();
  command->add_option("--store", *store, "Store file, or none");
  command->add_option("--input", options->input, "auto, text or jsonl")
      ->check(CLI::IsMember({"auto", "text", "jsonl"}));
  command->add_option("--threads", options->threads, "Worker threads (default: one per core)");
  command->add_option("--date", options->intake.date, "Publication date of reports that state none (YYYY-MM-DD)");
  command->add_option("--outlet", options->intake.outlet, "Outlet of reports that state none");
  command->add_option("--id-field", options->intake.id_field, "JSONL key of the id");
  command->add_option("--text-field", options->intake.text_field, "JSONL key of the text");
  command->add_option("--date-field", options->intake.date_field, "JSONL key of the publication date");
  command->add_option("--title-field", options->intake.title_field, "JSONL key of the title");
  command->add_option("--outlet-field", options->intake.outlet_field, "JSONL key of the outlet");
  set_examples(*command, "dragoman read report.txt --date 2016-03-23",
               "dragoman read --input jsonl --format jsonl --store none reports.jsonl.gz");
  command->callback([options, &status] {
    options->intake.format = options->input == "jsonl"  ? intake::InputFormat::Jsonl
                             : options->input == "text" ? intake::InputFormat::Text
                                                        : intake::InputFormat::Auto;
    status = run(*options);
  });
}

}  // namespace dragoman::cli
