// JSON of a record, as stores keep it and other programs send it: an Error, or a record that is
// written and read again as the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "dragoman/record.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman;
  const auto record = record_from_json({reinterpret_cast<const char*>(data), size});
  if (!record.ok()) return 0;
  const std::string written = to_json(*record);
  const auto again = record_from_json(written);
  if (!again.ok() || to_json(*again) != written) std::abort();
  return 0;
}
