// A mail message (RFC 5322, MIME): its head and the part of its body to read. Internal to intake.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "dragoman/result.h"

namespace dragoman::intake {

struct Mail {
  std::string id;       // Message-ID without its brackets; may be empty
  std::string subject;  // UTF-8, as the other fields
  std::string from_name, from_address;
  std::string organization;
  std::string date;          // as written
  std::string content_type;  // of the part that was chosen; says its charset
  std::string body;          // of that part, with its transfer encoding undone
  bool is_html = false;
  std::size_t left_out = 0;  // further texts of the message, and attachments
};

// Chooses the first plain text that is no attachment, else the first HTML; forwarded messages are
// looked into. Fails with MissingField for a message without either, BadFormat where there is no
// head or parts lie too deep.
Result<Mail> parse_mail(std::string_view message);

// "=?utf-8?Q?Bogot=C3=A1?=" -> "Bogotá" (RFC 2047). What does not decode stays as it is.
std::string decode_words(std::string_view field);

}  // namespace dragoman::intake
