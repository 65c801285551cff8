// dragoman kb: look into the knowledge base, check it, and lay tables of one's own over it.
#include "cli/kb.h"

#include "core/resources.h"

namespace dragoman::cli {

Result<std::shared_ptr<const knowledge::KnowledgeBase>> load_base(const std::string& resources) {
  const auto folder = core::find_resources(resources);
  if (!folder) return folder.error();
  return knowledge::KnowledgeBase::load(*folder + kKnowledgeFile);
}

void add_kb(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand(
      "kb", "The knowledge base: show what a name means, check tables, add rows, import lists");
  command->require_subcommand(1);
  add_kb_show(*command, status);
  add_kb_check(*command, status);
  add_kb_add(*command, status);
  add_kb_import(*command, status);
  set_examples(
      *command, "dragoman kb show Lavrov --date 2016-03-23",
      "dragoman kb add person \"Jane Doe\" --country KEN --sector GOV --role \"foreign minister\" "
      "--from 2026-03");
}

}  // namespace dragoman::cli
