// Heads of HTTP messages, WARC records and mails; bodies as servers send them. Internal to intake.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dragoman/result.h"

namespace dragoman::intake {

// "Name: value" lines. Names are compared without case; a line that begins with white space goes on
// with the value before it.
class HeaderFields {
 public:
  // Reads lines up to the first blank one; `text` is then what follows it. Lines without a colon
  // are left out.
  static HeaderFields take(std::string_view& text);

  // The first value of that name; empty when there is none.
  std::string_view value(std::string_view name) const;
  bool empty() const { return fields_.empty(); }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;  // name in lower case
};

// "text/html; charset=UTF-8" -> "text/html", in lower case.
std::string media_type(std::string_view content_type);
// A parameter of such a value, without its quotes: ("...", "charset") -> "UTF-8".
std::string parameter(std::string_view value, std::string_view name);

struct HttpResponse {
  int status = 0;
  std::string content_type;
  std::string body;  // chunks joined and content encoding undone
};

// A response as a web archive holds it. Archives often keep the header of an encoding that they
// have undone: a body that does not begin as the header says is taken as it is. Fails with
// BadFormat for a broken head, chunk or encoding, TooLarge over `limit`, NotText for an encoding
// that is not read (br, zstd).
Result<HttpResponse> parse_response(std::string_view message, std::size_t limit);

}  // namespace dragoman::intake
