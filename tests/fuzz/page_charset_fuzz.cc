// Any bytes as a page in a charset that the first line declares, as transports do: UTF-8 comes out, or a reason.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "intake/html_charset.h"
#include "intake_checks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman;
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(all.find('\n'), all.size());
  const auto page = intake::decode_page(all.substr(std::min(line + 1, all.size())), all.substr(0, line), 1 << 20);
  if (page) {
    fuzz::check(core::find_invalid_utf8(page->text) == std::string_view::npos);
    fuzz::check(!page->charset.empty());
  } else {
    fuzz::check(!page.error().message.empty());
  }
  return 0;
}
