#include "store/name_index.h"

#include "store/search_index.h"
#include "store/selectivity.h"

namespace dragoman::store {

std::string actor_key(std::string_view kb, std::string_view kind, std::string_view name) {
  return kb.empty() ? std::string(kind) + ' ' + fold(name) : std::string(kb);
}

std::string called(const std::vector<std::string_view>& names) {
  std::string out;
  for (const std::string_view name : names) {
    std::string line = fold(name);
    if (line.empty()) continue;
    line.insert(0, 1, ' ');
    line += " \n";
    // A line begins the text or stands behind another one's end.
    const std::size_t found = out.find(line);
    if (found != std::string::npos && (found == 0 || out[found - 1] == '\n')) continue;
    out += line;
  }
  if (!out.empty()) out.pop_back();
  return out;
}

Result<ActorNames> ActorNames::find(Database& database, std::string_view typed) {
  ActorNames out;
  const std::vector<Sought> parts = parse_search(typed);
  out.values_.emplace_back(typed);
  std::string named;
  for (const Sought& part : parts) {
    named += named.empty() ? "instr(a.called, ?) > 0" : " AND instr(a.called, ?) > 0";
    out.values_.push_back(' ' + part.words + (part.beginning ? "" : " "));
  }
  out.condition_ = "a.kb = ? OR (" + (named.empty() ? "TRUE" : named) + ")";
  if (parts.empty()) return out;
  const Dialect dialect = database.dialect();
  const std::string found = names_found(dialect);
  out.report_values_ = {names_expression(dialect, parts), key_expression(dialect, typed)};
  out.reports_ = found + " UNION " + found;
  out.few_ = true;
  for (const std::string& expression : out.report_values_) {
    auto count = count_few(database, found, {expression});
    if (!count) return count.error();
    out.few_ = out.few_ && *count <= kFew;
  }
  return out;
}

}  // namespace dragoman::store
