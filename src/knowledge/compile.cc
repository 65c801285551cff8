#include "knowledge/compile.h"

#include "knowledge/columns.h"
#include "knowledge/compiler.h"

namespace dragoman::knowledge {
namespace {

Result<std::string> compile(const std::vector<SourceTable>& tables,
                            const KnowledgeBase* base,
                            const CompileOptions& options,
                            CompileReport& report) {
  Compiler compiler(options, base, report);
  if (auto added = compiler.add(tables); !added) return added.error();
  return compiler.write();
}
}  // namespace

std::optional<Kind> parse_kind(std::string_view text) {
  for (int i = 0; i <= static_cast<int>(Kind::Seat); ++i) {
    if (to_string(static_cast<Kind>(i)) == text) return static_cast<Kind>(i);
  }
  return std::nullopt;
}

const std::vector<std::string_view>* table_columns(std::string_view type) {
  return columns_of(type);
}

bool is_sector(std::string_view text) {
  return contains(kSectors, text);
}

Result<std::string> compile_tables(const std::vector<SourceTable>& tables,
                                   const CompileOptions& options,
                                   CompileReport& report) {
  return compile(tables, nullptr, options, report);
}

Result<std::string> compile_overlay(const std::vector<SourceTable>& tables,
                                    const KnowledgeBase& base,
                                    const CompileOptions& options,
                                    CompileReport& report) {
  return compile(tables, &base, options, report);
}
}  // namespace dragoman::knowledge
