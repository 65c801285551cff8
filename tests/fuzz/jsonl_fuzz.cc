// Any bytes as lines of JSON: each line gives a sound report or an error that says where.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "intake/read_input.h"
#include "intake_checks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman;
  static const auto resources = intake::Resources::load(DRAGOMAN_SOURCE_DIR "/lexicons");
  fuzz::check(resources.ok());
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  for (std::uint64_t line = 1; !rest.empty(); ++line) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    intake::RawItem item;
    item.kind = intake::RawItem::Kind::JsonLine;
    item.line = line;
    item.uri = "fuzz:" + std::to_string(line);
    item.bytes = std::string(rest.substr(0, end));
    rest.remove_prefix(std::min(rest.size(), end + 1));
    const auto report = intake::make_report(**resources, {}, item);
    if (report) {
      fuzz::check_report(*report);
    } else {
      fuzz::check(report.error().where.starts_with("fuzz:") && !report.error().message.empty());
    }
  }
  return 0;
}
