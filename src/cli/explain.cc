// dragoman explain: why words became this actor, place, value, statement or event.
#include "explain/explain.h"

#include <fmt/format.h>

#include "cli/command.h"
#include "cli/explainer.h"
#include "cli/terminal.h"

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
  for (const corrections::Correction& c : e.corrections)
    line(screen.paint(Paint::Warning, printable(explain::in_words(c))));
  if (!e.rule.empty()) line(screen.paint(Paint::Dim, "rule: " + printable(e.rule)));
  return out;
}

int run(const Options& options) {
  const auto explainer =
      Explainer::load(*options.resources, *options.knowledge, *options.lexicon);
  if (!explainer) return fail(explainer.error());
  auto store = store::Store::open(*options.store, store::Store::Access::Read);
  if (!store) return fail(store.error());
  const auto corrected = store::corrected_record(*store, options.key);
  if (!corrected) return fail(corrected.error());
  const auto explained = (*explainer)->explain(*corrected, options.asked);
  if (!explained) return fail(explained.error());
  Output output = Output::standard();
  const Screen screen = look_at(stdout);
  if (options.format == "jsonl") {
    for (const Json& one : to_json(*explained))
      output.write(one.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
    return finish(output);
  }
  for (const explain::Explanation& e : explained->found)
    output.write(describe(e, screen) + (is_event(e) ? explained->events->in_words(e.id, screen) : ""));
  if (explained->found.empty()) output.write("nothing was found in these words\n");
  const std::string& made_with = corrected->record.versions.knowledge;
  const std::string at_hand = (*explainer)->base().content_hash();
  if (made_with != at_hand) {
    output.write(screen.paint(Paint::Warning, "The record was made with knowledge base " +
                                                  printable(made_with) + "; facts are those of " +
                                                  at_hand) +
                 "\n");
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
