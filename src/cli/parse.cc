// dragoman parse: text (or CoNLL-U) in; CoNLL-U, JSON or drawn trees out.
#include <iostream>
#include <iterator>

#include "cli/command.h"
#include "cli/trees.h"
#include "core/resources.h"
#include "intake/text.h"
#include "language/annotate.h"
#include "language/conllu.h"
#include "language/lexicon.h"
#include "language/model.h"
#include "language/tree_json.h"

namespace dragoman::cli {
namespace {

struct Options {
  std::string path;
  std::string input = "text";
  std::string format = "conllu";
  std::shared_ptr<std::string> resources;
};

Result<std::string> slurp(const std::string& path) {
  if (path != "-") return core::read_file(path);
  return std::string(std::istreambuf_iterator<char>(std::cin), {});
}

// The documents with their trees; a place inside the input follows its path.
Result<std::vector<Document>> annotate(const language::Model& model,
                                       const language::Lexicon& lexicon,
                                       const Options& options,
                                       const std::string& bytes) {
  language::Workspace work;
  work.attribution = false;  // no output of this command has it
  if (options.input == "conllu") {
    auto docs = language::read_conllu(bytes);
    if (!docs) return docs.error();
    for (Document& doc : *docs) {
      if (auto done = language::annotate_tokens(model, lexicon, work, doc); !done)
        return done.error();
    }
    return docs;
  }
  auto decoded = intake::decode(bytes, {});
  if (!decoded) return decoded.error();
  std::vector<Document> docs(1);
  docs[0].report.text = std::move(decoded->text);
  if (auto done = language::annotate(model, lexicon, work, docs[0]); !done) return done.error();
  return docs;
}

int run(const Options& options) {
  auto folder = core::find_resources(*options.resources);
  if (!folder) return fail(folder.error());
  auto model = language::Model::load(*folder + kModelFile);
  if (!model) return fail(model.error());
  auto lexicon = language::Lexicon::load(*folder + kLexiconFile);
  if (!lexicon) return fail(lexicon.error());
  auto bytes = slurp(options.path);
  if (!bytes) return fail(bytes.error());
  auto docs = annotate(**model, **lexicon, options, *bytes);
  if (!docs) {
    Error error = docs.error();
    error.where = error.where.empty() ? options.path : options.path + ":" + error.where;
    return fail(error);
  }
  Output output = Output::standard();
  const Screen screen = look_at(stdout);
  for (const Document& doc : *docs) {
    if (options.format == "json") {
      output.write(language::tree_json(doc).dump(
          -1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
    } else if (options.format == "tree") {
      output.write(draw_trees(doc, screen));
    } else {
      output.write(language::write_conllu(doc));
    }
  }
  return finish(output);
}

}  // namespace

void add_parse(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "parse", "Print sentences, tokens, tags, trees and names as CoNLL-U, JSON or a drawing");
  command->add_option("PATH", options->path, "A file, or - for standard input")->required();
  command
      ->add_option("--input", options->input,
                   "text; or conllu, which keeps the given sentences and tokens")
      ->check(CLI::IsMember({"text", "conllu"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  command
      ->add_option("--format", options->format,
                   "conllu; json, one line for each document; or tree, drawn for the terminal")
      ->check(CLI::IsMember({"conllu", "json", "tree"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  options->resources = add_resources_option(*command);
  set_examples(*command, "dragoman parse --format tree report.txt",
               "dragoman parse --input conllu gold.conllu > system.conllu");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace dragoman::cli
