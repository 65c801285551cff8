// dragoman explain: why words became this actor, place, value, statement or event.
#include "explain/explain.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "cli/command.h"
#include "cli/explain_event.h"
#include "cli/terminal.h"
#include "core/resources.h"
#include "store/store.h"

namespace dragoman::cli {
namespace {

struct Options {
  std::shared_ptr<std::string> store, resources;
  std::shared_ptr<KnowledgeChoice> knowledge;
  std::shared_ptr<std::string> lexicon;
  std::string key, asked;
  std::string format = "text";
};

std::string span_of(const CodePointSpans& spans) {
  return spans.empty() ? "" : fmt::format(" [{}:{}]", spans.front().begin, spans.back().end);
}

std::string describe(const explain::Reason& reason) {
  std::string out = printable(reason.meaning.empty() ? reason.part : reason.meaning);
  if (!reason.source.empty()) out += " (" + printable(reason.source) + ")";
  if (!reason.fact.empty()) out += ": " + printable(reason.fact);
  return out;
}

std::string describe(const explain::Explanation& e, const Screen& screen) {
  constexpr std::size_t kIndent = 4;
  const std::string head = e.layer == explain::Layer::Actor
                               ? ""
                               : in_marks(printable(e.words)) + span_of(e.spans) + ": ";
  std::string out =
      wrap(screen.paint(Paint::Bold, head) + printable(e.became), screen.width, kIndent, 0) + "\n";
  const auto line = [&](const std::string& text) {
    out += std::string(kIndent, ' ') + wrap(text, screen.width, kIndent + 2, kIndent) + "\n";
  };
  for (const explain::Reason& reason : e.reasons) line("- " + describe(reason));
  if (e.reasons.empty()) line("- no rule decided");
  if (!e.others.empty()) line(screen.paint(Paint::Dim, "not taken:"));
  for (const std::string& other : e.others) line(screen.paint(Paint::Dim, "  " + printable(other)));
  if (!e.rule.empty()) line(screen.paint(Paint::Dim, "rule: " + printable(e.rule)));
  return out;
}

bool is_event(const explain::Explanation& e) {
  return e.layer == explain::Layer::Event;
}

int run(const Options& options) {
  const auto folder = core::find_resources(*options.resources);
  if (!folder) return fail(folder.error());
  const auto base = load_knowledge(*folder, *options.knowledge);
  if (!base) return fail(base.error());
  const auto glossary = explain::Glossary::load(*folder + kRulesFile);
  if (!glossary) return fail(glossary.error());
  auto store = store::Store::open(*options.store, store::Store::Access::Read);
  if (!store) return fail(store.error());
  const auto record = store->record(options.key);
  if (!record) return fail(record.error());
  const auto selection = explain::select(*record, options.asked);
  if (!selection) return fail(selection.error());

  const auto found = explain::explain(*record, *selection, *glossary, **base);
  const bool any_event = std::any_of(found.begin(), found.end(), is_event);
  const auto engine = any_event
                          ? load_engine(*options.resources, *options.knowledge, *options.lexicon)
                          : Result<std::shared_ptr<const Engine>>(nullptr);
  if (!engine) return fail(engine.error());
  std::optional<EventExplainer> events;
  if (any_event) {
    auto read = EventExplainer::read((*engine)->impl().resources, *record);
    if (!read) return fail(read.error());
    events.emplace(std::move(*read));
  }
  Output output = Output::standard();
  const Screen screen = look_at(stdout);
  for (const explain::Explanation& e : found) {
    if (options.format == "jsonl") {
      Json json = Json::parse(to_json(e));
      if (is_event(e)) json["event"] = events->in_json(e.id);
      output.write(json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
    } else {
      output.write(describe(e, screen) + (is_event(e) ? events->in_words(e.id, screen) : ""));
    }
  }
  if (options.format == "text") {
    if (found.empty()) output.write("nothing was found in these words\n");
    if (record->versions.knowledge != (*base)->content_hash()) {
      output.write(screen.paint(Paint::Warning, "The record was made with knowledge base " +
                                                    printable(record->versions.knowledge) +
                                                    "; facts are those of " +
                                                    (*base)->content_hash()) +
                   "\n");
    }
  }
  return finish(output);
}

}  // namespace

void add_explain(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "explain", "Say why words of a report became this actor, place, date, statement or event");
  command->add_option("ID", options->key, "Id of the report, its first digits, or its path or uri")
      ->required();
  command
      ->add_option("SPAN", options->asked,
                   "24:37 (code points), an id of the record (a2, p1, e3), or words of the text")
      ->required();
  options->store = add_store_option(*command);
  options->resources = add_resources_option(*command);
  options->knowledge = add_knowledge_options(*command);
  options->lexicon = add_lexicon_option(*command);
  command->add_option("--format", options->format, "text or jsonl")
      ->check(CLI::IsMember({"text", "jsonl"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  set_examples(*command, "dragoman explain 3fa21c08 \"the Russian top diplomat\"",
               "dragoman explain 3fa21c08 a2");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace dragoman::cli
