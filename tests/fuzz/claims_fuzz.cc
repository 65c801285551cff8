// Rows of other data sets, of any bytes: a claim with a key, a type and days in order, or an error
// that says why. The first byte chooses the profile; cells are separated by tabs, and stand in the
// order of the profile's columns.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "claims/read_claims.h"

namespace {

using namespace dragoman;

const claims::Resources& resources() {
  static const claims::Resources kResources =
      claims::Resources::load(DRAGOMAN_SOURCE_DIR "/lexicons").value();
  return kResources;
}

void check(const Result<claims::Claim>& claim) {
  if (!claim.ok()) {
    const ErrorCode code = claim.error().code;
    if (code != ErrorCode::MissingField && code != ErrorCode::BadFormat) std::abort();
    return;
  }
  if (claim->row.empty() || claim->coded.empty()) std::abort();
  if (claim->first_day.size() != 10 || claim->first_day > claim->last_day) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  auto profile = resources().profiles.begin();
  std::advance(profile, data[0] % resources().profiles.size());
  intake::RawItem item;
  item.kind = intake::RawItem::Kind::Row;
  std::string cell;
  auto column = profile->second.begin();
  const auto close = [&] {
    if (column != profile->second.end()) item.fields.emplace_back((column++)->second.name, std::move(cell));
    cell.clear();
  };
  for (std::size_t i = 1; i < size; ++i) {
    if (data[i] == '\t') {
      close();
    } else {
      cell += static_cast<char>(data[i]);
    }
  }
  close();
  check(claims::claim_of(resources(), profile->first, item));
  return 0;
}
