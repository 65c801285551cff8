// dragoman version: the program and the content hashes of what it reads with.
#include "pipeline/version.h"

#include <cstdio>

#include "cli/command.h"

namespace dragoman::cli {
namespace {

int run(const std::string& resources,
        const KnowledgeChoice& knowledge,
        const std::string& lexicon) {
  std::printf("dragoman   %s\n", pipeline::kEngineVersion);
  auto engine = load_engine(resources, knowledge, lexicon);
  if (!engine) return fail(engine.error());
  list_left_out((*engine)->left_out());
  const Versions& versions = (*engine)->versions();
  std::printf("model      %s\nlexicon    %s\nknowledge  %s\n", versions.model.c_str(),
              versions.lexicon.c_str(), versions.knowledge.c_str());
  return kAllRead;
}

}  // namespace

void add_version(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand(
      "version", "Print the versions of program, model, lexicons and knowledge base");
  auto resources = add_resources_option(*command);
  auto knowledge = add_knowledge_options(*command);
  auto lexicon = add_lexicon_option(*command);
  set_examples(*command, "dragoman version", "dragoman version --resources /opt/dragoman/share");
  command->callback([resources, knowledge, lexicon, &status] {
    status = run(*resources, *knowledge, *lexicon);
  });
}

}  // namespace dragoman::cli
