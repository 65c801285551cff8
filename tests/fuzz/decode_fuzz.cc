// Any bytes: decode() either refuses them or gives valid UTF-8 in a normal form that normalise()
// leaves as it is.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/utf8.h"
#include "intake/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto decoded = intake::decode(bytes, {.max_bytes = 1u << 20});
  if (!decoded) return decoded.error().message.empty() ? (std::abort(), 0) : 0;
  if (decoded->text.empty()) std::abort();
  if (core::find_invalid_utf8(decoded->text) != std::string_view::npos) std::abort();
  if (intake::normalise(decoded->text) != decoded->text) std::abort();
  return 0;
}
