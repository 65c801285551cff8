#include "knowledge/import.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "core/utf8.h"
#include "knowledge/compile.h"

namespace dragoman::knowledge {

void ImportReport::add_problem(Error error) {
  ++problem_count;
  if (problems.size() < kMostProblems) problems.push_back(std::move(error));
}

CountryCodes::CountryCodes(const KnowledgeBase& base) : base_(base) {
  for (EntryId i = 0; i < base.entry_count(); ++i) {
    const Entry entry = base.entry(i);
    if (entry.kind() != Kind::Country || entry.country().empty()) continue;
    by_code_.emplace(entry.country(), entry.country());
    // A former state shares the code of the state that took its seat.
    if (!entry.iso2().empty()) by_code_.emplace(entry.iso2(), entry.country());
  }
  by_code_.emplace("XKX", "KOS");
  for (const char* other : {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
    by_code_.emplace(other, other);
}

std::string CountryCodes::operator()(std::string_view text) const {
  if (const auto it = by_code_.find(text); it != by_code_.end()) return it->second;
  for (const Alias& alias : base_.find(text)) {
    const Entry entry = base_.entry(alias.entry);
    if (entry.kind() == Kind::Country &&
        (alias.kind == AliasKind::Name || alias.kind == AliasKind::Acronym))
      return std::string(entry.country());
  }
  return {};
}

namespace {

// "import:12:3" -> 12.
std::size_t line_of(std::string_view where) {
  where.remove_prefix(std::min(where.find(':') + 1, where.size()));
  std::size_t line = 0;
  std::from_chars(where.data(), where.data() + where.size(), line);
  return line;
}

}  // namespace

Lines usable_rows(const std::string& header,
                  Lines rows,
                  const std::string& input,
                  const KnowledgeBase& base,
                  ImportReport& report) {
  SourceTable table{"import", header};
  for (const std::string& row : rows.rows) table.text += row + "\n";
  const auto before = static_cast<std::size_t>(std::count(header.begin(), header.end(), '\n'));
  CompileOptions options;
  options.lenient = true;
  CompileReport compiled;
  const auto bytes = compile_overlay({table}, base, options, compiled);
  if (!bytes) compiled.rejected.push_back(bytes.error());
  std::vector<bool> bad(rows.rows.size(), false);
  for (const Error& error : compiled.rejected) {
    const std::size_t line = line_of(error.where);
    const bool in_rows = line > before && line - before <= rows.rows.size();
    if (in_rows) bad[line - before - 1] = true;
    report.add_problem(
        make_error(error.code, error.message,
                   in_rows ? input + ":" + std::to_string(rows.lines[line - before - 1]) : input));
  }
  Lines kept;
  for (std::size_t i = 0; i < rows.rows.size(); ++i) {
    if (bad[i]) continue;
    kept.rows.push_back(std::move(rows.rows[i]));
    kept.lines.push_back(rows.lines[i]);
  }
  return kept;
}

}  // namespace dragoman::knowledge
