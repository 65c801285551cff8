// Any bytes as a plain text file: the parts of the report are disjoint, lie in the text and leave a
// body.
#include <cstddef>
#include <cstdint>
#include <memory>

#include "intake/read_input.h"
#include "intake_checks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman;
  static const auto resources = intake::Resources::load(DRAGOMAN_SOURCE_DIR "/lexicons");
  fuzz::check(resources.ok());
  intake::RawItem item;
  item.uri = "fuzz";
  item.bytes.assign(reinterpret_cast<const char*>(data), size);
  if (size > 0 && data[0] % 4 == 0) item.title = "Talks resume in Havana";
  const auto report = intake::make_report(**resources, {}, item);
  if (report) fuzz::check_report(*report);
  return 0;
}
