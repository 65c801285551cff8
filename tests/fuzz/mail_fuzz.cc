// Any bytes as a mail: parts in parts, transfer encodings, encoded words.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "intake/mail.h"
#include "intake/read_input.h"
#include "intake_checks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman;
  static const auto resources = intake::Resources::load(DRAGOMAN_SOURCE_DIR "/lexicons");
  fuzz::check(resources.ok());
  intake::RawItem item;
  item.kind = intake::RawItem::Kind::Mail;
  item.uri = "fuzz";
  item.bytes.assign(reinterpret_cast<const char*>(data), size);
  if (const auto mail = intake::parse_mail(item.bytes)) {
    fuzz::check(core::find_invalid_utf8(mail->subject) == std::string_view::npos);
    fuzz::check(mail->body.size() <= size);
  }
  const auto report = intake::make_report(**resources, {}, item);
  if (report) fuzz::check_report(*report);
  return 0;
}
