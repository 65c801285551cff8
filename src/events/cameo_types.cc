#include "events/cameo_types.h"

#include <algorithm>

#include "core/tsv.h"
#include "core/utf8.h"

namespace dragoman::events {

Result<CameoTypes> CameoTypes::load(const std::string& path) {
  const auto file = core::read_tsv(path, 2, 3);
  if (!file) return file.error();
  CameoTypes types;
  for (const core::TsvRow& row : file->rows) {
    CameoType to;
    const std::string& name = row.fields[1];
    const std::size_t colon = std::min(name.find(':'), name.size());
    if (name != "-") {
      to.type = parse_event_type(name.substr(0, colon));
      if (!to.type) return file->error(row, 1, "'" + name + "' is no PLOVER event type");
      if (colon < name.size()) to.mode = name.substr(colon + 1);
    }
    if (row.fields.size() > 2) to.contexts = core::split_list(row.fields[2]);
    types.by_code_.emplace(row.fields[0], std::move(to));
  }
  return types;
}

const CameoType* CameoTypes::find(std::string_view code) const {
  if (code.empty() || !std::all_of(code.begin(), code.end(), core::is_ascii_digit)) return nullptr;
  for (; !code.empty(); code.remove_suffix(1)) {
    const auto found = by_code_.find(code);
    if (found != by_code_.end()) return &found->second;
  }
  return nullptr;
}

}  // namespace dragoman::events
