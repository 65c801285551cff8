#include "exports/countries.h"

#include "core/fold.h"
#include "core/tsv.h"

namespace dragoman::exports {

Result<Countries> Countries::load(const std::string& lexicon_folder) {
  constexpr std::size_t kColumns = 6;
  const auto file = core::read_tsv(lexicon_folder + "/exports/countries.tsv", kColumns, kColumns);
  if (!file) return file.error();
  Countries out;
  for (const core::TsvRow& row : file->rows) {
    const auto& f = row.fields;
    if (f[0].size() != 3) return file->error(row, 0, "'" + f[0] + "' is no alpha-3 code");
    out.by_code_[f[0]] = {f[1], f[2], f[3], f[4], f[5]};
  }
  return out;
}

const Country& Countries::find(std::string_view code) const {
  static const Country kUnknown;
  const auto found = by_code_.find(code);
  return found == by_code_.end() ? kUnknown : found->second;
}

std::string Countries::code_of(std::string Country::* field, std::string_view value) const {
  if (value.empty()) return "";
  const std::string folded = core::fold(value);
  for (const auto& [code, country] : by_code_)
    if (country.*field == value || core::fold(country.*field) == folded) return code;
  return "";
}

}  // namespace dragoman::exports
