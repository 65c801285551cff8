// dragoman code: texts with two marked parties -> what the first does to the second.
//
//   Source -> workers (parse, every stage, code_pair) -> in order of the inputs: stdout, list of
//   rejects
#include <atomic>
#include <csignal>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/messages.h"
#include "cli/one_item.h"
#include "core/utf8.h"
#include "events/code_pair.h"
#include "intake/read_input.h"
#include "pipeline/in_order.h"
#include "pipeline/marked_pair.h"
#include "pipeline/read_report.h"

namespace dragoman::cli {
namespace {

struct Options {
  std::vector<std::string> paths;
  unsigned threads = 0;
  std::shared_ptr<std::string> resources;
  std::shared_ptr<KnowledgeChoice> knowledge;
  std::shared_ptr<std::string> lexicon;
};

using Item = Result<intake::RawItem>;

std::string line_of(const Document& doc, const std::optional<events::CodedPair>& coded) {
  std::vector<std::pair<const char*, Json>> fields = {{"id", doc.report.uri}};
  if (!coded) {
    fields.emplace_back("rule", "nothing found");
    return json_line(fields);
  }
  const core::CodePointIndex index(doc.text());
  Json trigger = Json::array();
  for (const TokenSpan span : coded->trigger) {
    const ByteSpan bytes = doc.bytes(span);
    trigger.push_back({index.at(bytes.begin), index.at(bytes.end)});
  }
  fields.emplace_back("type", to_string(coded->type));
  if (!coded->mode.empty()) fields.emplace_back("mode", coded->mode);
  fields.emplace_back("cameo", coded->cameo);
  fields.emplace_back("quad", quad_of(coded->type));
  fields.emplace_back("realis", to_string(coded->factuality));
  fields.emplace_back("confidence", Json::parse(fmt::format("{:.3f}", coded->confidence)));
  fields.emplace_back("trigger", std::move(trigger));
  fields.emplace_back("rule", coded->rule);
  return json_line(fields);
}

}  // namespace

Result<std::string> code_line(const pipeline::Resources& resources,
                              Reader& reader,
                              const std::string& line,
                              const std::string& where) {
  const auto at = [&](Error error) {
    error.where = where;
    return error;
  };
  auto pair = pipeline::parse_marked_pair(*resources.intake, line);
  if (!pair) return at(pair.error());
  const auto doc = reader.read_document(std::move(pair->report));
  if (!doc) return at(doc.error());
  const auto coded = events::code_pair(*resources.events, *doc, pair->source, pair->target);
  if (!coded) return at(coded.error());
  return line_of(*doc, *coded);
}

namespace {

int run(const Options& options) {
  auto engine = load_engine(*options.resources, *options.knowledge, *options.lexicon);
  if (!engine) return fail(engine.error());
  list_left_out((*engine)->left_out());
  intake::InputOptions input;
  input.format = intake::InputFormat::Jsonl;
  auto source = intake::Source::open(options.paths, input);
  if (!source) return fail(source.error());
  watch_signals();

  std::atomic<bool> stop{false};
  const auto next = [&]() -> std::optional<Item> {
    begin_reading();
    std::optional<Item> item;
    if (!stop && signal_seen() == 0) item = source->next();
    if (signal_seen() != 0) item.reset();  // a read that was interrupted is no bad input
    if (!item) end_reading();
    return item;
  };
  const auto make_worker = [&]() -> std::function<Result<std::string>(Item)> {
    auto reader = std::make_shared<Reader>(*engine);
    return [&, reader](Item item) -> Result<std::string> {
      if (!item) return item.error();
      return code_line((*engine)->impl().resources, *reader, item->bytes, item->uri);
    };
  };
  Output output = Output::standard();
  Messages rejected;
  std::size_t coded = 0;
  pipeline::InOrderOptions order;
  order.threads =
      options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  pipeline::in_order<Item, Result<std::string>>(order, {}, next, make_worker,
                                                [&](const Result<std::string>& line) {
                                                  if (!line)
                                                    return rejected.add(line.error().describe());
                                                  ++coded;
                                                  output.write(*line);
                                                  if (output.failed()) stop = true;
                                                });
  const auto written = output.finish();
  rejected.print(fmt::format("{} of {} inputs rejected:", rejected.count, rejected.count + coded));
  if (!written) return fail(written.error());
  if (signal_seen() != 0) return kSignal + signal_seen();
  if (output.closed()) return kSignal + SIGPIPE;
  return rejected.count == 0 ? kAllRead : coded == 0 ? kUsageError : kSomeRejected;
}

}  // namespace

void add_code(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "code", "Say what one marked party of a text does to another, one JSON object a line");
  command
      ->add_option("PATH", options->paths,
                   "JSON Lines {\"id\", \"text\", \"source\": [begin, end], \"target\": [begin, "
                   "end]}, plain or gzip; or - for standard input")
      ->required();
  command->add_option("--threads", options->threads, "Worker threads (default: one per core)")
      ->check(CLI::Range(0u, 1024u))
      ->type_name("N");
  options->resources = add_resources_option(*command);
  options->knowledge = add_knowledge_options(*command);
  options->lexicon = add_lexicon_option(*command);
  set_examples(*command, "dragoman code pairs.jsonl > coded.jsonl",
               "dragoman code pairs.jsonl.gz --threads 1");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace dragoman::cli
