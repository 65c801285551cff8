// What the subcommands of `dragoman kb` share.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/command.h"
#include "knowledge/knowledge_base.h"

namespace dragoman::cli {

void add_kb_check(CLI::App& kb, int& status);
void add_kb_add(CLI::App& kb, int& status);
void add_kb_import(CLI::App& kb, int& status);
void add_kb_show(CLI::App& kb, int& status);

// The shipped knowledge base, without overlays, of a resource folder ("": found by itself).
Result<std::shared_ptr<const knowledge::KnowledgeBase>> load_base(const std::string& resources);

}  // namespace dragoman::cli
