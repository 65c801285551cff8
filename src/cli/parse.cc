// dragoman parse: text (or CoNLL-U) in, CoNLL-U out.
#include <cstdio>
#include <iostream>
#include <iterator>

#include "cli/command.h"
#include "core/resources.h"
#include "intake/text.h"
#include "language/annotate.h"
#include "language/conllu.h"
#include "language/model.h"

namespace dragoman::cli {
namespace {

struct Options {
  std::string path;
  std::string input = "text";
  std::shared_ptr<std::string> resources;
};

Result<std::string> slurp(const std::string& path) {
  if (path != "-") return core::read_file(path);
  return std::string(std::istreambuf_iterator<char>(std::cin), {});
}

int run(const Options& options) {
  auto folder = core::find_resources(*options.resources);
  if (!folder) return fail(folder.error());
  auto model = language::Model::load(*folder + "/models/en.model");
  if (!model) return fail(model.error());
  auto bytes = slurp(options.path);
  if (!bytes) return fail(bytes.error());
  language::Workspace work;
  if (options.input == "conllu") {
    auto docs = language::read_conllu(*bytes);
    if (!docs) return fail({docs.error().code, docs.error().message, options.path + ":" + docs.error().where});
    for (Document& doc : *docs) {
      if (auto done = language::annotate_tokens(**model, work, doc); !done) return fail(done.error());
      std::cout << language::write_conllu(doc);
    }
    return kAllRead;
  }
  auto decoded = intake::decode(*bytes, {});
  if (!decoded) return fail({decoded.error().code, decoded.error().message, options.path});
  Document doc;
  doc.report.text = std::move(decoded->text);
  if (auto done = language::annotate(**model, work, doc); !done) return fail(done.error());
  std::cout << language::write_conllu(doc);
  return kAllRead;
}

}  // namespace

void add_parse(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("parse", "Print sentences, tokens, tags and trees as CoNLL-U");
  options->resources = add_resources_option(*command);
  command->add_option("PATH", options->path, "A file, or - for standard input")->required();
  command->add_option("--input", options->input, "text, or conllu to keep the given sentences and tokens")
      ->check(CLI::IsMember({"text", "conllu"}));
  set_examples(*command, "dragoman parse report.txt", "dragoman parse --input conllu gold.conllu > system.conllu");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace dragoman::cli
