#include "entities/cameo.h"

#include <algorithm>

#include "core/tsv.h"

namespace dragoman::entities {

constexpr std::size_t kPart = 3;  // letters of one part of a code

Result<CameoCodes> CameoCodes::load(const std::string& path) {
  const Result<core::TsvFile> file = core::read_tsv(path, 2, 2);
  if (!file) return file.error();
  CameoCodes out;
  for (const core::TsvRow& row : file->rows) {
    const std::string& plover = row.fields[0];
    if (plover.size() != kPart && plover.find('/') == std::string::npos) {
      return file->error(row, 0, "expected three letters or the id of an entry");
    }
    const std::string cameo = row.fields[1] == "-" ? std::string() : row.fields[1];
    if (cameo.size() % kPart != 0) return file->error(row, 1, "expected parts of three letters");
    if (!out.codes_.emplace(plover, cameo).second) {
      return file->error(row, 0, "'" + plover + "' stands on an earlier line too");
    }
  }
  return out;
}

std::string CameoCodes::code_for(std::string_view plover, std::string_view kb) const {
  if (plover.empty()) return {};
  if (const auto own = codes_.find(std::string(kb)); own != codes_.end()) return own->second;
  std::string code;
  for (std::size_t at = 0; at < plover.size(); at += kPart) {
    const std::string part(plover.substr(at, kPart));
    const auto other = codes_.find(part);
    code += other == codes_.end() ? part : other->second;
  }
  return code;
}

}  // namespace dragoman::entities
