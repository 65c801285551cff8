// The two files of settings that users write in TOML: processes and feeds. The first byte says
// which. An Error says where in the file it is.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "dossiers/process_rules.h"
#include "watch/feed_list.h"

namespace {

template <typename T>
void check(const dragoman::Result<T>& result) {
  if (!result.ok() && result.error().where.rfind("file.toml", 0) != 0) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman;
  if (size == 0) return 0;
  const std::string_view toml(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] % 2 == 0) {
    check(dossiers::parse_process_rules(toml, "file.toml"));
  } else {
    check(watch::parse_feed_list(toml, "file.toml"));
  }
  return 0;
}
